"""Rounds in turn, medians, one line a figure, and an exit code that says whether every goal was met."""

import statistics
import sys
import time


class Clock:
    """Times of one program, each figure beside its yardstick in the same run: other work on the machine slows both."""

    def __init__(self):
        self.is_missed = False
        self.best = {}  # of the last rounds: what a busy machine adds is not in it

    def in_turn(self, rounds, **works):
        """Median seconds of each work. The first round warms up; each is as often first as last.

        :param works: functions; one that returns a number is timed by itself, and that number is its seconds
        """
        times = {name: [] for name in works}
        for number in range(rounds + 1):
            names = list(works)[:: 1 if number % 2 else -1]
            for name in names:
                start = time.perf_counter()
                seconds = works[name]()
                seconds = seconds if isinstance(seconds, float) else time.perf_counter() - start
                if number:
                    times[name].append(seconds)
        self.best = {name: min(samples) for name, samples in times.items()}
        return {name: statistics.median(samples) for name, samples in times.items()}

    def ratio(self, name, ours, yardstick, goal, more=""):
        """:param ours, yardstick: seconds, or anything else of one kind"""
        self._tell(
            name,
            f"{_unit(ours)} against {_unit(yardstick)} = {ours / yardstick:.2f} ×",
            ours / yardstick,
            goal,
            "×",
            more,
        )

    def at_most(self, name, figure, goal, unit="s", more=""):
        self._tell(name, f"{figure:.4g} {unit}", figure, goal, unit, more)

    def _tell(self, name, text, figure, goal, unit, more):
        is_missed = figure > goal
        self.is_missed |= is_missed
        more = f" ({more})" if more else ""
        print(f"{name}: {text}{more}, goal ≤ {goal:g} {unit}: {'MISSED' if is_missed else 'met'}", flush=True)

    def end(self):
        sys.exit(self.is_missed)


def _unit(seconds):
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"
