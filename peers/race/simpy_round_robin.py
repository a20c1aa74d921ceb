"""The round robin in SimPy: a process for each task, and the cores as a resource.

The first line on the standard input is the workload ("cores quantum;compute wait compute wait ...;..."). Every further
line is answered with one run: nanoseconds, events, makespan, sum of ends.
"""

import sys
import time

import simpy


class Count:
    events = 0
    makespan = 0
    sum_of_ends = 0


def task(env, cores, quantum, rounds, count):
    for compute, wait in rounds:
        left = compute
        core = cores.request()
        yield core
        while True:
            part = min(left, quantum)
            yield env.timeout(part)
            left -= part
            if left == 0:
                break
            if cores.queue:
                count.events += 1
                cores.release(core)
                core = cores.request()
                yield core
        count.events += 1
        cores.release(core)
        yield env.timeout(wait)
        count.events += 1
    count.makespan = env.now
    count.sum_of_ends += env.now


def run(cores, quantum, tasks):
    start = time.perf_counter_ns()
    env = simpy.Environment()
    resource = simpy.Resource(env, capacity=cores)
    count = Count()
    for rounds in tasks:
        env.process(task(env, resource, quantum, rounds, count))
    env.run()
    return time.perf_counter_ns() - start, count


def main():
    machine, *tasks = sys.stdin.readline().split(";")
    cores, quantum = map(int, machine.split())
    tasks = [[int(number) for number in line.split()] for line in tasks]
    tasks = [list(zip(numbers[::2], numbers[1::2])) for numbers in tasks]
    print("ready", flush=True)
    for _ in sys.stdin:
        took, count = run(cores, quantum, tasks)
        print(took, count.events, count.makespan, count.sum_of_ends, flush=True)


main()
