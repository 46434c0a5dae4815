"""Writes the workforce report from the synthetic sample files: what `make demo` runs.

All it does is to name files and columns; the report is `peerpath.workforce_report`.
"""

import json
import sys
from pathlib import Path

import peerpath as pp

HERE = Path(__file__).parent
NOTE = "Synthetic data: no person in these files exists."


def sample_report(output: Path) -> pp.WorkforceReport:
    """The report on the sample files."""
    items = json.loads((HERE / "survey.items.json").read_text(encoding="utf-8"))
    waves = HERE / "waves.synthetic.csv"
    survey = HERE / "survey.synthetic.csv"
    return pp.workforce_report(
        output,
        dossiers=HERE / "dossiers.synthetic.jsonl",
        as_of="2026-11-21",
        survey=survey,
        survey_columns={
            "items": items,
            "scale": (1, 5),
            "person": "respondent",
            "group": ["state"],
        },
        events=HERE / "events.synthetic.csv",
        events_columns={
            "person": "person",
            "time": "date",
            "state": "state",
            "time_origin": {"column": "certified"},
            "unit": "years",
        },
        waves=waves,
        waves_columns={"person": "person", "time": "wave", "state": "state"},
        states=pp.StateSpace.peer_workforce(),
        published=HERE / "published_margins.json",
        published_tables={waves.name: waves, survey.name: survey},
        title="The peer support workforce: a sample report",
        note=NOTE,
    )


if __name__ == "__main__":
    path = Path(sys.argv[1] if len(sys.argv) > 1 else "target/demo/report.html")
    report = sample_report(path)
    print(report.summary())
    print(f"\nThe report is in {path}")
