"""The model of docs/model.md in SimPy, and whether the simulator agrees with it.

Reads a file of scenarios with the simulator's answers, one JSON object a line, and compares each task's start, its end, and every
interval in which it executed. Left out are roles, switch costs, patience and stopping, of which SimPy knows nothing.

Tasks are SimPy processes, locks are its resources, channels its stores, workers and cores its priority resources. What
happens at one instant has a fixed order in the model; SimPy's own is the order of scheduling. So every event is given one
of SimPy's event priorities from its place in the model's order; what a task sets off at once has SimPy's normal priority
and comes before everything that is still to come at that instant.
"""

import json
import sys

import simpy

# The order within an instant: what comes at a step of a task, in the order of the tasks; and so on.
FREED = 2
WAIT_ENDS = 10_000
COMPUTE_ENDS = 20_000
ARRIVES = 30_000
GIVE_WORKERS = 40_000
GIVE_CORES = 40_001
QUANTUM_ENDS = 50_000
GIVE_CORES_AGAIN = 60_000


class At(simpy.Event):
    """Happens after a delay, at a place within that instant."""

    def __init__(self, env, delay, place):
        super().__init__(env)
        self._ok = True
        self._value = None
        env.schedule(self, place, delay)


class InTurn(simpy.PriorityResource):
    """A resource that is given out when its turn within the instant comes, and one unit at a time."""

    def __init__(self, env, capacity, place):
        super().__init__(env, capacity)
        self.place = place
        self.is_open = False
        self.turns = set()

    def give_at(self, place):
        """Schedules a turn, unless there is one."""
        if place not in self.turns:
            self.turns.add(place)
            At(self._env, 0, place).callbacks.append(lambda _: self.turn(place))

    def turn(self, place):
        self.turns.remove(place)
        if self.queue and self.make_available():
            self.is_open = True
            self._trigger_put(None)
            self.is_open = False
            self.give_at(place)

    def make_available(self):
        return self.count < self.capacity

    def _do_put(self, request):
        """SimPy asks this of the first in the queue, whenever something may have changed."""
        if self.is_open:
            super()._do_put(request)
        else:
            self.give_at(self.place)


class Cores(InTurn):
    """Cores have numbers; where slicing meets priority, the more urgent takes the core of a less urgent one."""

    def __init__(self, env, capacity, is_preemptive):
        super().__init__(env, capacity, GIVE_CORES)
        self.is_preemptive = is_preemptive
        self.free = set(range(capacity))

    def make_available(self):
        return super().make_available() or self.preempt()

    def preempt(self):
        """Takes a core from the least urgent task, of several from the one on the highest core."""
        victim = max(self.users, key=lambda request: (request.priority, request.core))
        if not self.is_preemptive or self.queue[0].priority >= victim.priority:
            return False
        victim.task.interrupt()
        return True

    def _do_put(self, request):
        super()._do_put(request)
        if request.triggered:
            request.core = min(self.free)
            self.free.remove(request.core)

    def give_back(self, request):
        self.free.add(request.core)
        self.release(request)


class Task:
    """One task and its life."""

    def __init__(self, machine, index, spec):
        self.machine, self.env = machine, machine.env
        self.index = index
        self.arrives = spec["arrives"]
        # SimPy serves the smaller number first.
        self.priority = -spec["priority"] if machine.by_priority else 0
        self.steps = meaningful(spec["steps"], machine.overlapping)
        self.worker = None
        self.core = None
        self.held = {}
        self.start = self.end = None
        self.executing = []
        self.over = self.env.event()

    def begin(self, before):
        """Begins its life; the tasks that it comes after are all there."""
        self.before = self.env.all_of([task.over for task in before]) if before else None
        self.process = self.env.process(self.live())

    def live(self):
        yield At(self.env, self.arrives, ARRIVES + self.index)
        if self.before and not self.before.processed:
            yield self.before
        for name, value in self.steps:
            if self.worker is None:
                self.worker = self.machine.workers.request(self.priority)
                yield self.worker
            if name != "compute":
                self.starts()
            yield from getattr(self, "do_" + name)(value)
        self.starts()
        self.leave_core()
        self.leave_worker()
        self.end = self.env.now
        self.over.succeed()

    def starts(self):
        if self.start is None:
            self.start = self.env.now

    def do_compute(self, left):
        """A core that the task has is kept; else it queues for one, and again whenever it loses it."""
        while left > 0:
            if self.core is None:
                yield from self.take_core()
            begin = self.env.now
            try:
                yield At(self.env, left, COMPUTE_ENDS + self.core.core)
                left = 0
            except simpy.Interrupt:
                left -= self.env.now - begin
                self.core = None
            self.execute(begin)

    def take_core(self):
        request = self.machine.cores.request(self.priority)
        request.task = self
        yield request
        self.core = request
        self.starts()
        self.start_quantum()

    def execute(self, begin):
        """Notes that it executed until now; what meets is one interval."""
        if self.executing and self.executing[-1][1] == begin:
            self.executing[-1][1] = self.env.now
        elif begin < self.env.now:
            self.executing.append([begin, self.env.now])

    def start_quantum(self):
        """The quantum belongs to the core and goes on from one compute to the next."""
        if self.machine.quantum is None:
            return
        core = self.core
        ends = At(self.env, self.machine.quantum, QUANTUM_ENDS + core.core)
        ends.callbacks.append(lambda _: self.core is core and self.end_quantum())

    def end_quantum(self):
        """The task has to go if somebody waits for the core who is at least as urgent."""
        cores = self.machine.cores
        if cores.queue and cores.queue[0].priority <= self.priority:
            self.interrupt()
            cores.give_at(GIVE_CORES_AGAIN)
        else:
            self.start_quantum()

    def interrupt(self):
        """Takes the core away at once; the process then joins the back of the queue for cores."""
        self.machine.cores.give_back(self.core)
        self.process.interrupt()

    def do_wait(self, length):
        self.pause()
        yield At(self.env, length, WAIT_ENDS + self.index)

    def do_acquire(self, lock):
        request = self.machine.locks[lock].request()
        yield from self.pass_or_block(request)
        self.held.setdefault(lock, []).append(request)

    def do_release(self, lock):
        yield from self.settle(self.machine.locks[lock].release(self.held[lock].pop()))

    def do_send(self, channel):
        yield from self.pass_or_block(self.machine.channels[channel].put("message"))

    def do_receive(self, channel):
        yield from self.pass_or_block(self.machine.channels[channel].get())

    def do_emit(self, _):
        yield from ()

    def do_yield(self, _):
        self.leave_core()
        self.leave_worker()
        yield from ()

    def pass_or_block(self, request):
        if request.triggered:
            yield from self.settle(request)
            return
        self.pause()
        yield request
        if not self.machine.overlapping:
            # With its worker, it goes on after the task that freed it has paused.
            yield At(self.env, 0, FREED)

    def settle(self, done):
        """Lets SimPy hand over what this step has made free, before the next step."""
        yield done
        if self.machine.overlapping:
            # Whoever was freed joins the queue for workers at once.
            yield At(self.env, 0, simpy.events.NORMAL)

    def pause(self):
        self.leave_core()
        if self.machine.overlapping:
            self.leave_worker()

    def leave_core(self):
        if self.core is not None:
            self.machine.cores.give_back(self.core)
            self.core = None

    def leave_worker(self):
        if self.worker is not None:
            self.machine.workers.release(self.worker)
            self.worker = None


def meaningful(steps, overlapping):
    """The steps without those that mean nothing."""
    steps = [step for step in steps if step[0] not in ("compute", "wait") or step[1] > 0]
    kept = []
    for index, step in enumerate(steps):
        following = steps[index + 1][0] if index + 1 < len(steps) else None
        dropped = [None, "yield"] + (["wait"] if overlapping else [])
        if step[0] != "yield" or following not in dropped:
            kept.append(step)
    return kept


class Machine:
    """One scenario."""

    def __init__(self, case):
        self.env = simpy.Environment()
        self.overlapping = case["overlapping"]
        self.by_priority = case["by_priority"]
        self.quantum = case["quantum"]
        self.workers = InTurn(self.env, case["workers"], GIVE_WORKERS)
        self.cores = Cores(self.env, case["cores"], self.by_priority and self.quantum is not None)
        self.locks = [simpy.Resource(self.env, capacity) for capacity in case["locks"]]
        self.channels = [simpy.Store(self.env, capacity or float("inf")) for capacity in case["channels"]]
        self.tasks = [Task(self, index, spec) for index, spec in enumerate(case["tasks"])]
        for task, spec in zip(self.tasks, case["tasks"]):
            task.begin([self.tasks[before] for before in spec["after"]])

    def run(self):
        self.env.run()
        return [{"start": task.start, "end": task.end, "executing": task.executing} for task in self.tasks]


def main():
    with open(sys.argv[1]) as lines:
        cases = [json.loads(line) for line in lines]
    for case in cases:
        expected, found = case.pop("runs"), Machine(case).run()
        if found != expected:
            print(json.dumps(case, indent=1))
            for task, (ours, theirs) in enumerate(zip(expected, found)):
                if ours != theirs:
                    print(f"task {task}: the simulator says {ours}, SimPy says {theirs}")
            sys.exit(f"SimPy disagrees on the scenario of seed {case['seed']}.")
    print(f"SimPy agrees on {len(cases)} scenarios.")
    if not cases:
        sys.exit("There were none.")


main()
