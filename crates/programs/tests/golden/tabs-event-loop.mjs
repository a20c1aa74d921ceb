// 2 tasks, 1 worker, 1 core; a task that waits lets its worker go.
//
// The simulator says 12 s. Here a second lasts 0.1 s, so it should take 1.20 s.
// Run it with: node program.mjs

import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

const SECOND = 100; // how long a second lasts here, in milliseconds
const BLOCK = Buffer.alloc(1 << 14);
const blocksPerMs = measure();

async function feed() {
  compute(1 * SECOND);
  await sleep(6 * SECOND); // the loop goes on with others
  compute(5 * SECOND);
}

async function mail() {
  compute(1 * SECOND);
  await sleep(3 * SECOND); // the loop goes on with others
  compute(1 * SECOND);
}

const start = performance.now();
await Promise.all([feed(), mail()]);
console.log(`${((performance.now() - start) / 1000).toFixed(2)} s; the simulator says 1.20 s`);

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
