"""6 tasks, 3 workers, 3 cores.

The simulator says 21 min. Here a minute lasts 0.06 s, so it should take 1.26 s.
Run it with: python3 program.py
"""

import hashlib
import threading
import time
from concurrent.futures import ThreadPoolExecutor

WORKERS = 3
MINUTE = 0.06  # how long a minute lasts here, in seconds
BLOCK = bytes(1 << 16)
phone = threading.Lock()


def call():
    compute(2 * MINUTE)
    with phone:  # nobody else meanwhile
        compute(3 * MINUTE)
    compute(1 * MINUTE)


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
run([call] * 6)
print(f"{time.perf_counter() - start:.2f} s; the simulator says 1.26 s")
