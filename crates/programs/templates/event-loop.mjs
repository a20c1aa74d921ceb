// {{summary}}
//
// {{says}}
// Run it with: {{run}}

import { createHash } from "node:crypto";
@if timers
import { {{timers}} } from "node:timers/promises";
@end

const {{UNIT}} = {{unit_ms}}; // how long {{a_unit}} lasts here, in milliseconds
const BLOCK = Buffer.alloc(1 << 14);
const blocksPerMs = measure();
@shared
@functions

const start = performance.now();
@start
console.log(`${((performance.now() - start) / 1000).toFixed(2)} s; the simulator says {{predicted}} s`);

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
@if emit

function emit() {
  console.log(`a result after ${((performance.now() - start) / 1000).toFixed(2)} s`);
}
@end
@if arrivals

/** Starts a task so long after the beginning. */
async function at(ms, task) {
  await sleep(start + ms - performance.now());
  await task();
}
@end
@if semaphore

/** So many have it at a time; the others are served in their order. */
function Semaphore(free) {
  const waiting = [];
  this.acquire = () => new Promise((go) => (free > 0 ? go(free--) : waiting.push(go)));
  this.release = () => (waiting.length > 0 ? waiting.shift()() : free++);
}
@end
@if channel

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
@end
