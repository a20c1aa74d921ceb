// What the bench does in the page. Every function is called through WebDriver and answers with plain data.
globalThis.bench = (() => {
  const MODULE = new URL("/runner/runner.js", location).href;
  const PLAIN = new URL("/plain/plain.js", location).href;
  const ENGINE = new URL("/engine/engine.js", location).href;
  const LIMIT_MS = 20_000;

  // The turns of the event loop that a port's message begins, as a list of from, to, from, to … in milliseconds.
  let turns = [];
  const { set } = Object.getOwnPropertyDescriptor(MessagePort.prototype, "onmessage");
  const timed = (handler) => (event) => {
    const from = performance.now();
    handler(event);
    turns.push(from, performance.now());
  };
  Object.defineProperty(MessagePort.prototype, "onmessage", {
    set(handler) {
      set.call(this, handler && timed(handler));
    },
  });

  let module, calibrator;
  // A runner by the name of what it is for: one that has an engine for threads runs everything on threads.
  const runners = new Map();
  const newRunner = () => {
    const one = { hear() {} };
    one.runner = new module.Runner(MODULE, (words, said) => one.hear(words, said));
    return one;
  };

  const within = (promise, what) => {
    const late = (_, reject) => setTimeout(() => reject(new Error(`${what} takes too long`)), LIMIT_MS);
    return Promise.race([promise, new Promise(late)]);
  };

  // One answer of a Worker whose answers `understand` knows; it may say other things before.
  const answer = (worker, understand) =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => {
        const understood = understand(data);
        if (understood !== undefined) resolve(understood);
      };
      worker.onerror = ({ message }) => reject(new Error(`a Worker fails: ${message}`));
    });

  const start = (script) => {
    const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    return new Worker(url, { type: "module" });
  };

  return {
    async load() {
      if (!crossOriginIsolated) throw new Error("the page is not isolated");
      module = await import(MODULE);
      await module.default();
      return navigator.hardwareConcurrency;
    },

    // Runs a plan on the runner of this name. `active` are the words of the stages that are not the last. Answers with
    // the last words, with when each stage began, and with the turns meanwhile.
    run(name, words, active) {
      if (!runners.has(name)) runners.set(name, newRunner());
      const one = runners.get(name);
      turns = [];
      const stages = [];
      const end = new Promise((resolve) => {
        one.hear = (words, said) => {
          const [stage] = words;
          if (stages.at(-1)?.[0] !== stage) stages.push([stage, performance.now()]);
          if (!active.includes(stage)) resolve([words, said]);
        };
      });
      one.runner.run(Uint32Array.from(words), 0);
      const told = end.then(([words, said]) => ({ words: [...words], said, stages, turns }));
      return within(told, "a run");
    },

    // Lets go of the runner of this name, with its engine.
    forget(name) {
      runners.get(name)?.runner.free();
      runners.delete(name);
      return true;
    },

    // Starts an engine for a plan, and stops it as soon as it is up, which is when its stage is `up`; in milliseconds.
    async startPool(words, active, up) {
      const one = newRunner();
      const from = performance.now();
      const started = new Promise((resolve, reject) => {
        one.hear = ([stage], said) => {
          if (stage === up) resolve(performance.now() - from);
          else if (!active.includes(stage)) reject(new Error(`no engine: stage ${stage} ${said}`));
        };
      });
      one.runner.run(Uint32Array.from(words), 0);
      const took = await within(started, "starting the engine");
      const ended = new Promise((resolve) => {
        one.hear = ([stage]) => active.includes(stage) || resolve();
      });
      one.runner.cancel();
      await within(ended, "stopping the engine");
      one.runner.free();
      return took;
    },

    // Starts Workers that load the threaded engine, each for itself, and do no more; in milliseconds.
    async startWorkers(count) {
      const script = `import init from ${JSON.stringify(ENGINE)}; await init(); postMessage(0);`;
      const from = performance.now();
      const workers = Array.from({ length: count }, () => start(script));
      await within(Promise.all(workers.map((worker) => answer(worker, () => true))), "starting Workers");
      const took = performance.now() - from;
      workers.forEach((worker) => worker.terminate());
      return took;
    },

    // The kernel's speed in a plain Worker, measured by the engine itself: rounds, and microseconds. The numbers of the
    // messages are those of `ask` and `answer` in the engine's `plain.rs`.
    async calibrate(warmUpUs) {
      const CALIBRATE = 0, READY = 0, RATE = 1;
      if (!calibrator) {
        calibrator = start(
          `import init, { serve } from ${JSON.stringify(PLAIN)}; await init(); serve();`,
        );
        await within(answer(calibrator, ([kind]) => (kind === READY ? true : undefined)), "a plain Worker");
      }
      calibrator.postMessage(Float64Array.of(CALIBRATE, warmUpUs, 0));
      const rate = answer(calibrator, ([kind, rounds, us]) => (kind === RATE ? [rounds, us] : undefined));
      return within(rate, "calibrating");
    },

    // How often in a millisecond a timer of 0 ms rings that was set when the one before it rang.
    nestedTimeouts(forMs) {
      const from = performance.now();
      let count = 0;
      return new Promise((resolve) => {
        const ring = () => {
          count += 1;
          const took = performance.now() - from;
          if (took < forMs) setTimeout(ring, 0);
          else resolve(count / took);
        };
        setTimeout(ring, 0);
      });
    },
  };
})();
