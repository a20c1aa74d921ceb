// 2 tasks, 1 worker, 1 core; a task that waits lets its worker go.
//
// The simulator says 32 s. Here a second lasts 0.05 s, so it should take 1.60 s.
// Run it with: node program.mjs

import { createHash } from "node:crypto";
import { setImmediate as yields, setTimeout as sleep } from "node:timers/promises";

const SECOND = 50; // how long a second lasts here, in milliseconds
const BLOCK = Buffer.alloc(1 << 14);
const blocksPerMs = measure();
const fetchToStatistics = new Channel(6);

async function fetch() {
  for (let i = 0; i < 6; i++) {
    await sleep(5 * SECOND); // the loop goes on with others
    await fetchToStatistics.send(); // waits while it is full
  }
}

async function statistics() {
  for (let i = 0; i < 6; i++) {
    await fetchToStatistics.receive(); // waits until there is something
    compute(2 * SECOND);
    emit();
    await yields();
  }
}

const start = performance.now();
await Promise.all([fetch(), statistics()]);
console.log(`${((performance.now() - start) / 1000).toFixed(2)} s; the simulator says 1.60 s`);

/** Hashes as much as it did in so long when it was measured. Nothing else happens on the loop meanwhile. */
function compute(ms) {
  for (let blocks = ms * blocksPerMs; blocks > 0; blocks--) hashBlock();
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

function emit() {
  console.log(`a result after ${((performance.now() - start) / 1000).toFixed(2)} s`);
}

/** So many have it at a time; the others are served in their order. */
function Semaphore(free) {
  const waiting = [];
  this.acquire = () => new Promise((go) => (free > 0 ? go(free--) : waiting.push(go)));
  this.release = () => (waiting.length > 0 ? waiting.shift()() : free++);
}

/** Messages that have been sent, and room for more. */
function Channel(capacity) {
  const [room, sent] = [new Semaphore(capacity), new Semaphore(0)];
  this.send = async () => {
    await room.acquire();
    sent.release();
  };
  this.receive = async () => {
    await sent.acquire();
    room.release();
  };
}
