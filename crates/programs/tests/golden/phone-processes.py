"""6 tasks, 3 workers, 3 cores.

The simulator says 21 min. Here a minute lasts 0.06 s, so it should take 1.26 s.
Run it with: python3 program.py
"""

import hashlib
import time
from multiprocessing import Lock, Pool

WORKERS = 3
MINUTE = 0.06  # how long a minute lasts here, in seconds
BLOCK = bytes(1 << 16)


def call():
    compute(2 * MINUTE)
    with phone:  # nobody else meanwhile
        compute(3 * MINUTE)
    compute(1 * MINUTE)


def work(task):
    task()


def share(*shared):
    """Processes have no memory in common: each is given what they share when it starts."""
    global phone
    (phone,) = shared


def compute(seconds):
    """Hashes until this process has had a core for so long."""
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        hashlib.sha256(BLOCK)


if __name__ == "__main__":
    phone = Lock()
    with Pool(WORKERS, share, (phone,)) as workers:
        workers.map(time.sleep, [0.1] * WORKERS, 1)  # until all of them are there
        start = time.perf_counter()
        workers.map(work, [call] * 6, 1)
        print(f"{time.perf_counter() - start:.2f} s; the simulator says 1.26 s")
