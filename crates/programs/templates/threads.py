"""{{summary}}

{{says}}
Run it with: {{run}}
"""

import hashlib
@if threading
import threading
@end
import time
from concurrent.futures import ThreadPoolExecutor
@if channel
from queue import Queue
@end

WORKERS = {{workers}}
{{UNIT}} = {{unit_s}}  # how long {{a_unit}} lasts here, in seconds
BLOCK = bytes(1 << 16)
@if gate
cores = threading.Semaphore({{cores}})  # more threads than cores: so many compute at once ¶cores
@end
@shared
@functions


@if arrivals
def work(job):
    seconds, task = job
    time.sleep(max(0, start + seconds - time.perf_counter()))
    task()
@end
@if !arrivals
def work(task):
    task()
@end


def run(tasks):
    """Each thread takes the next task when it is done with one."""
    with ThreadPoolExecutor(WORKERS) as workers:  ¶workers
        list(workers.map(work, tasks))


def compute(seconds):
    """Hashes until this thread has had a core for so long. Hashing lets go of the interpreter's lock."""
    @if gate
    with cores:
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
    print(f"a result after {time.perf_counter() - start:.2f} s")
@end


start = time.perf_counter()
@start
print(f"{time.perf_counter() - start:.2f} s; the simulator says {{predicted}} s")
