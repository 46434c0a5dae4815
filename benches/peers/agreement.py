"""Krippendorff's ordinal alpha with 1,000 bootstrap draws: Peerpath and PyPI's krippendorff.

Both resample the units of one table, 10,000 by 10, in one run. Needs peerpath (a release build),
krippendorff, numpy and pyarrow; the peer's loop is timed over 20 draws and scaled.
"""

from __future__ import annotations

import time

import krippendorff
import numpy as np
import peerpath as pp
import pyarrow as pa

UNITS, RATERS, DRAWS, TIMED = 10_000, 10, 1_000, 20


def main() -> None:
    random = np.random.default_rng(1)
    centre = 1 + 4 * random.random((UNITS, 1))
    noisy = centre + 0.8 * random.standard_normal((UNITS, RATERS))
    table = np.clip(np.rint(noisy), 1, 5)
    table[random.random(table.shape) < 0.05] = np.nan
    ratings = pp.Ratings.from_table(
        {
            "unit": np.repeat(np.arange(UNITS), RATERS),
            "rater": np.tile(np.arange(RATERS), UNITS),
            "value": pa.array(table.ravel(), from_pandas=True),
        },
        level="ordinal",
    )
    begin = time.perf_counter()
    ours = ratings.krippendorff_alpha(draws=DRAWS)
    seconds = time.perf_counter() - begin
    begin = time.perf_counter()
    for _ in range(TIMED):
        drawn = table[random.integers(0, UNITS, UNITS)]
        krippendorff.alpha(reliability_data=drawn.T, level_of_measurement="ordinal")
    theirs = (time.perf_counter() - begin) * DRAWS / TIMED
    alpha = krippendorff.alpha(reliability_data=table.T, level_of_measurement="ordinal")
    print(f"alpha {ours.estimate:.12f}, peer {alpha:.12f}")
    print(f"peerpath {seconds:.3f} s, krippendorff {theirs:.1f} s, {theirs / seconds:.0f} times")


if __name__ == "__main__":
    main()
