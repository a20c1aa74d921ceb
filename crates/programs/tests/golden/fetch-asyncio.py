"""2 tasks, 1 worker, 1 core; a task that waits lets its worker go.

The simulator says 32 s. Here a second lasts 0.05 s, so it should take 1.60 s.
Run it with: python3 program.py
"""

import asyncio
import hashlib
import time

SECOND = 0.05  # how long a second lasts here, in seconds
BLOCK = bytes(1 << 14)
fetch_to_statistics = asyncio.Queue(6)


async def fetch():
    for _ in range(6):
        await asyncio.sleep(5 * SECOND)  # the loop goes on with others
        await fetch_to_statistics.put(None)  # waits while it is full


async def statistics():
    for _ in range(6):
        await fetch_to_statistics.get()  # waits until there is something
        compute(2 * SECOND)
        emit()
        await asyncio.sleep(0)


async def main():
    await asyncio.gather(fetch(), statistics())


def compute(seconds):
    """Hashes until this thread has had a core for so long. Nothing else happens on the loop meanwhile."""
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        hashlib.sha256(BLOCK)


def emit():
    print(f"a result after {time.perf_counter() - start:.2f} s")


start = time.perf_counter()
asyncio.run(main())
print(f"{time.perf_counter() - start:.2f} s; the simulator says 1.60 s")
