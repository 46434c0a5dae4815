"""Latent profiles, 1 to 5 classes with 50 starts: Peerpath and StepMix on the same 10,000 by 12.

StepMix is timed at 5 starts of each number of classes and scaled to 50. Needs peerpath (a release
build), stepmix and numpy.
"""

from __future__ import annotations

import time

import numpy as np
import peerpath as pp
from stepmix.stepmix import StepMix

PERSONS, ITEMS, STARTS, TIMED = 10_000, 12, 50, 5


def main() -> None:
    random = np.random.default_rng(2)
    classes = random.choice(3, PERSONS, p=[0.5, 0.3, 0.2])
    means = np.array([[3.9] * ITEMS, [2.6] * ITEMS, [4.2, 1.9] * (ITEMS // 2)])
    table = means[classes] + 0.9 * random.standard_normal((PERSONS, ITEMS))
    table = np.clip(np.rint(table), 1, 5)
    names = [f"item{item:02}" for item in range(ITEMS)]
    survey = pp.Survey.from_table(
        {name: table[:, item] for item, name in enumerate(names)},
        items=dict.fromkeys(names),
    )
    begin = time.perf_counter()
    profiles = survey.profiles(classes=[1, 2, 3, 4, 5], starts=STARTS, variances="free")
    ours = time.perf_counter() - begin
    print(profiles)
    theirs = 0.0
    for count in range(1, 6):
        begin = time.perf_counter()
        model = StepMix(
            n_components=count,
            measurement="gaussian_diag",
            n_init=TIMED,
            random_state=1,
            verbose=0,
            progress_bar=0,
        ).fit(table)
        theirs += (time.perf_counter() - begin) * (STARTS / TIMED if count > 1 else 1)
        print(f"StepMix, {count} classes: log-likelihood {model.score(table) * PERSONS:.4f}")
    print(f"peerpath {ours:.2f} s, StepMix {theirs:.1f} s, {theirs / ours:.1f} times")


if __name__ == "__main__":
    main()
