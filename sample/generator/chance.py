"""Seeded draws that give the same on every Python from 3.11 on.

Only `random.Random.random` is promised to stay the same across versions, so every draw here
is made from it.
"""

import math
import random


class Chance:
    def __init__(self, seed):
        self._random = random.Random(seed).random

    def number(self):
        """A number from 0 up to but not including 1."""
        return self._random()

    def happens(self, probability):
        return self._random() < probability

    def whole(self, low, high):
        """A whole number from `low` to `high`, both possible."""
        return low + int(self._random() * (high - low + 1))

    def pick(self, options):
        return options[int(self._random() * len(options))]

    def weighted(self, weights):
        """A key of `weights` with a chance in proportion to its weight."""
        at = self._random() * sum(weights.values())
        for option, weight in weights.items():
            at -= weight
            if at < 0:
                return option
        return option

    def shuffled(self, items):
        return [item for _, _, item in sorted((self._random(), i, x) for i, x in enumerate(items))]

    def waiting_time(self, rate):
        """An exponential waiting time; infinite where nothing happens."""
        return -math.log(1.0 - self._random()) / rate if rate > 0 else math.inf

    def bell(self, mean, deviation):
        """A number that is close to normal: the sum of twelve uniform ones."""
        return mean + deviation * (sum(self._random() for _ in range(12)) - 6.0)


def spread(chance, counts):
    """Each key of `counts` as often as it says, in random order."""
    return chance.shuffled([key for key, count in counts.items() for _ in range(count)])


def shifted_to_total(chance, values, total, low, high):
    """`values` changed one by one, within `low` to `high`, until they add up to `total`."""
    values = list(values)
    while (missing := total - sum(values)) != 0:
        at = chance.whole(0, len(values) - 1)
        step = 1 if missing > 0 else -1
        if low <= values[at] + step <= high:
            values[at] += step
    return values
