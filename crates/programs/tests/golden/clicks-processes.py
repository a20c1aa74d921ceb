"""21 tasks, 3 workers, 2 cores.

The simulator says 1000 ms. Here a millisecond lasts 0.001 s, so it should take 1.00 s.
Run it with: python3 program.py
"""

import hashlib
import time
from multiprocessing import Pool, Semaphore

WORKERS = 3
MS = 0.001  # how long a millisecond lasts here, in seconds
BLOCK = bytes(1 << 16)


def job():
    compute(1000 * MS)


def click():
    compute(2 * MS)


def work(job):
    arrives, task = job
    time.sleep(max(0, arrives - time.time()))
    task()


def share(*shared):
    """Processes have no memory in common: each is given what they share when it starts."""
    global cores
    (cores,) = shared


def compute(seconds):
    """Hashes until this process has had a core for so long."""
    with cores:  # more processes than cores: so many compute at once
        end = time.thread_time() + seconds
        while time.thread_time() < end:
            hashlib.sha256(BLOCK)


if __name__ == "__main__":
    cores = Semaphore(2)
    with Pool(WORKERS, share, (cores,)) as workers:
        workers.map(time.sleep, [0.1] * WORKERS, 1)  # until all of them are there
        began = time.time()
        start = time.perf_counter()
        workers.map(work, [
            (began + 0 * MS, job),
            *((began + (30 + 50 * i) * MS, click) for i in range(20)),
        ], 1)
        print(f"{time.perf_counter() - start:.2f} s; the simulator says 1.00 s")
