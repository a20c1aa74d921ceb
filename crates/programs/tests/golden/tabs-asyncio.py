"""2 tasks, 1 worker, 1 core; a task that waits lets its worker go.

The simulator says 12 s. Here a second lasts 0.1 s, so it should take 1.20 s.
Run it with: python3 program.py
"""

import asyncio
import hashlib
import time

SECOND = 0.1  # how long a second lasts here, in seconds
BLOCK = bytes(1 << 14)


async def feed():
    compute(1 * SECOND)
    await asyncio.sleep(6 * SECOND)  # the loop goes on with others
    compute(5 * SECOND)


async def mail():
    compute(1 * SECOND)
    await asyncio.sleep(3 * SECOND)  # the loop goes on with others
    compute(1 * SECOND)


async def main():
    await asyncio.gather(feed(), mail())


def compute(seconds):
    """Hashes until this thread has had a core for so long. Nothing else happens on the loop meanwhile."""
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        hashlib.sha256(BLOCK)


start = time.perf_counter()
asyncio.run(main())
print(f"{time.perf_counter() - start:.2f} s; the simulator says 1.20 s")
