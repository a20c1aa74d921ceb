"""{{summary}}

{{says}}
Run it with: {{run}}
"""

import asyncio
import hashlib
import time

{{UNIT}} = {{unit_s}}  # how long {{a_unit}} lasts here, in seconds
BLOCK = bytes(1 << 14)
@shared
@functions


async def main():
    @start


def compute(seconds):
    """Hashes until this thread has had a core for so long. Nothing else happens on the loop meanwhile."""
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        hashlib.sha256(BLOCK)
@if emit


def emit():
    print(f"a result after {time.perf_counter() - start:.2f} s")
@end
@if arrivals


async def at(seconds, task):
    """Starts a task so long after the beginning."""
    await asyncio.sleep(start + seconds - time.perf_counter())
    await task()
@end


start = time.perf_counter()
asyncio.run(main())
print(f"{time.perf_counter() - start:.2f} s; the simulator says {{predicted}} s")
