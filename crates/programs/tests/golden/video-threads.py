"""3 tasks, 2 workers, 2 cores.

The simulator says 22 s. Here a second lasts 0.05 s, so it should take 1.10 s.
Run it with: python3 program.py
"""

import hashlib
import time
from concurrent.futures import ThreadPoolExecutor

WORKERS = 2
SECOND = 0.05  # how long a second lasts here, in seconds
BLOCK = bytes(1 << 16)


def whole():
    compute(4 * SECOND)


def part():
    compute(18 * SECOND)


def work(task):
    task()


def run(tasks):
    """Each thread takes the next task when it is done with one."""
    with ThreadPoolExecutor(WORKERS) as workers:
        list(workers.map(work, tasks))


def compute(seconds):
    """Hashes until this thread has had a core for so long. Hashing lets go of the interpreter's lock."""
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        hashlib.sha256(BLOCK)


start = time.perf_counter()
run([whole])
run([part] * 2)
print(f"{time.perf_counter() - start:.2f} s; the simulator says 1.10 s")
