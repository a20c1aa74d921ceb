"""21 tasks, 3 workers, 2 cores.

The simulator says 1000 ms. Here a millisecond lasts 0.001 s, so it should take 1.00 s.
Run it with: python3 program.py
"""

import hashlib
import threading
import time
from concurrent.futures import ThreadPoolExecutor

WORKERS = 3
MS = 0.001  # how long a millisecond lasts here, in seconds
BLOCK = bytes(1 << 16)
cores = threading.Semaphore(2)  # more threads than cores: so many compute at once


def job():
    compute(1000 * MS)


def click():
    compute(2 * MS)


def work(job):
    seconds, task = job
    time.sleep(max(0, start + seconds - time.perf_counter()))
    task()


def run(tasks):
    """Each thread takes the next task when it is done with one."""
    with ThreadPoolExecutor(WORKERS) as workers:
        list(workers.map(work, tasks))


def compute(seconds):
    """Hashes until this thread has had a core for so long. Hashing lets go of the interpreter's lock."""
    with cores:
        end = time.thread_time() + seconds
        while time.thread_time() < end:
            hashlib.sha256(BLOCK)


start = time.perf_counter()
run([(0 * MS, job), *(((30 + 50 * i) * MS, click) for i in range(20))])
print(f"{time.perf_counter() - start:.2f} s; the simulator says 1.00 s")
