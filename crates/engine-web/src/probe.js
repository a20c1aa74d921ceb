// Finds out what this browser, in this place, really allows: whether a Worker starts and answers, and whether memory can
// be shared with it. Nothing less than a round trip tells: some browsers call a page isolated, make shared memory, and
// then refuse to send it. The numbers are those of `rung.rs`.
const THREADS = 0, NOT_ISOLATED = 1, NO_SHARED_MEMORY = 2, SANDBOXED = 3, NO_WORKERS = 4;

const ANSWER = `onmessage = ({ data }) => {
  if (data) Atomics.store(new Int32Array(data.buffer), 0, 1);
  postMessage(0);
};`;

export function probe(limitMs, tell) {
  const url = URL.createObjectURL(new Blob([ANSWER], { type: "text/javascript" }));
  let worker, memory, late;
  let found = NO_WORKERS;
  const end = () => {
    if (!late) return;
    clearTimeout(late);
    late = 0;
    worker?.terminate();
    URL.revokeObjectURL(url);
    tell(found);
  };
  late = setTimeout(end, limitMs);
  const share = () => {
    // A document without an origin of its own may not load the engine's own Workers.
    found = self.origin === "null" ? SANDBOXED : self.crossOriginIsolated ? NO_SHARED_MEMORY : NOT_ISOLATED;
    if (found !== NO_SHARED_MEMORY) return end();
    memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
    worker.postMessage(memory);
  };
  const check = () => {
    if (Atomics.load(new Int32Array(memory.buffer), 0) === 1) found = THREADS;
    end();
  };
  try {
    worker = new Worker(url);
    worker.onerror = end;
    worker.onmessage = () => {
      try {
        memory ? check() : share();
      } catch {
        end();
      }
    };
    worker.postMessage(0);
  } catch {
    end();
  }
}
