// The coordinator: a Worker that loads the threaded engine, starts its pool and then serves the page's plans.
// It is a script of its own because the pool may not be started, nor waited for, on the page's thread. The first
// message is the number of threads; every later one is for the engine. A failure is told to the page in the
// browser's own words, because an unhandled rejection in a Worker is told to nobody.

// The module comes at the same time as its script, which would ask for it only once it is there itself.
const script = import("./engine.js");
const module_or_path = fetch(new URL("engine_bg.wasm", self.location));
// What fails is told below.
for (const coming of [script, module_or_path]) coming.catch(() => {});

self.onmessage = async ({ data: threads }) => {
  const FAILED = 0;
  try {
    const engine = await script;
    await engine.default({ module_or_path });
    await engine.initThreadPool(threads);
    engine.serve();
  } catch (error) {
    self.postMessage([FAILED, String(error)]);
  }
};
