// 21 tasks, 3 workers, 2 cores.
//
// The simulator says 1000 ms. Here a millisecond lasts 0.001 s, so it should take 1.00 s.
// Run it with: node program.mjs

import { createHash } from "node:crypto";
import { Worker, isMainThread, parentPort, workerData } from "node:worker_threads";

const WORKERS = 3;
const MS = 1; // how long a millisecond lasts here, in milliseconds
const BLOCK = Buffer.alloc(1 << 16);
// Workers have no memory in common but this: whole numbers, and each of them has a name.
const [GO, NEXT, NEVER, CORES] = Array(4).keys();
const { shared, blocksPerMs } = workerData ?? {
  shared: new Int32Array(new SharedArrayBuffer(4 * 4)),
  blocksPerMs: measure(),
};

function job() {
  compute(1000 * MS);
}

function click() {
  compute(2 * MS);
}

const tasks = [
  [job, 0 * MS],
  ...Array.from({ length: 20 }, (_, i) => [click, (30 + 50 * i) * MS]),
];
let start;

if (isMainThread) {
  shared[CORES] = 2;
  const data = { workerData: { shared, blocksPerMs } };
  const workers = Array.from({ length: WORKERS }, () => new Worker(new URL(import.meta.url), data));
  const has = (worker, word) => new Promise((go) => worker.on("message", (said) => said === word && go()));
  const have = (word) => Promise.all(workers.map((worker) => has(worker, word)));
  const done = have("done");
  await have("begun");
  start = performance.now();
  Atomics.store(shared, GO, 1);
  Atomics.notify(shared, GO);
  await done;
  console.log(`${((performance.now() - start) / 1000).toFixed(2)} s; the simulator says 1.00 s`);
} else {
  parentPort.postMessage("begun");
  Atomics.wait(shared, GO, 0);
  start = performance.now();
  // Whoever is free takes the next task.
  for (let next; (next = Atomics.add(shared, NEXT, 1)) < tasks.length; ) {
    const [task, arrives] = tasks[next];
    sleep(Math.max(0, start + arrives - performance.now()));
    task();
  }
  parentPort.postMessage("done");
}

/** Hashes as much as it did in so long when it was measured. */
function compute(ms) {
  acquire(CORES);
  for (let blocks = ms * blocksPerMs; blocks > 0; blocks--) hashBlock();
  release(CORES);
}

function hashBlock() {
  createHash("sha256").update(BLOCK).digest();
}

/** The best of ten, so that nothing that happened to disturb it counts. */
function measure() {
  let best = 0;
  for (let probe = 0; probe < 10; probe++) {
    const start = performance.now();
    let blocks = 0;
    while (performance.now() < start + 20) {
      hashBlock();
      blocks++;
    }
    best = Math.max(best, blocks / (performance.now() - start));
  }
  return best;
}

/** The whole worker waits: that number never changes, so nothing wakes it before. */
function sleep(ms) {
  Atomics.wait(shared, NEVER, 0, ms);
}

/** Takes one of so many, or waits until there is one. */
function acquire(slot) {
  for (;;) {
    const free = Atomics.load(shared, slot);
    if (free === 0) Atomics.wait(shared, slot, 0);
    else if (Atomics.compareExchange(shared, slot, free, free - 1) === free) return;
  }
}

function release(slot) {
  Atomics.add(shared, slot, 1);
  Atomics.notify(shared, slot, 1);
}
