"""Writes the synthetic sample files beside this one. Run it to get them anew, byte for byte.

python sample/generate.py [directory]
"""

import csv
import io
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from generator import cohort, dossiers, margins, survey


def files():
    """The text of every file, by its name."""
    people = cohort.persons(seed=2020)
    return {
        "dossiers.synthetic.jsonl": lines(dossiers.dossiers(seed=2026)),
        "survey.synthetic.csv": table(survey.COLUMNS, survey.respondents(seed=2024)),
        "survey.items.json": json.dumps(survey.ITEMS, indent=1) + "\n",
        "events.synthetic.csv": table(cohort.EVENT_COLUMNS, cohort.events(people)),
        "waves.synthetic.csv": table(cohort.WAVE_COLUMNS, cohort.waves(people)),
        "published_margins.json": json.dumps(margins.document(), indent=1) + "\n",
    }


def lines(documents):
    return "".join(json.dumps(document, default=str) + "\n" for document in documents)


def table(columns, rows):
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def main():
    directory = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else __file__).resolve()
    directory = directory if directory.is_dir() else directory.parent
    for name, text in files().items():
        (directory / name).write_bytes(text.encode())


if __name__ == "__main__":
    main()
