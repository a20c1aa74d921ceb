"""{{summary}}

{{says}}
Run it with: {{run}}
"""

import hashlib
import time
from multiprocessing import {{imported}}

WORKERS = {{workers}}
{{UNIT}} = {{unit_s}}  # how long {{a_unit}} lasts here, in seconds
BLOCK = bytes(1 << 16)
@functions


@if arrivals
def work(job):
    arrives, task = job
    time.sleep(max(0, arrives - time.time()))
    task()
@end
@if !arrivals
def work(task):
    task()
@end
@if locks


def share(*shared):
    """Processes have no memory in common: each is given what they share when it starts."""
    global {{shared}}
    {{shared_tuple}} = shared
@end


def compute(seconds):
    """Hashes until this process has had a core for so long."""
    @if gate
    with cores:  # more processes than cores: so many compute at once ¶cores
        end = time.thread_time() + seconds
        while time.thread_time() < end:
            hashlib.sha256(BLOCK)
    @end
    @if !gate
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        hashlib.sha256(BLOCK)
    @end
@if emit


def emit():
    print("a result", flush=True)
@end


if __name__ == "__main__":
    @shared
    with Pool(WORKERS{{sharing}}) as workers:  ¶workers
        workers.map(time.sleep, [0.1] * WORKERS, 1)  # until all of them are there
        @if arrivals
        began = time.time()
        @end
        start = time.perf_counter()
        @start
        print(f"{time.perf_counter() - start:.2f} s; the simulator says {{predicted}} s")
