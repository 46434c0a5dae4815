"""Dossiers in tables of every make: the verdicts are those of JSON Lines, or all is refused."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pandas as pd
import peerpath as pp
import polars as pl
import pyarrow as pa
import pytest

DAY = "2026-11-21"

STANDARD = pp.Standard.from_json(
    {
        "format": "peerpath/standard/1",
        "id": "us-xx/cpss",
        "version": "1",
        "title": "T",
        "requirement": {
            "id": "all",
            "all": [
                {"id": "clear", "screening": {"kind": "record", "bars": [{"category": "arson"}]}},
                {
                    "id": "training",
                    "hours": {
                        "of": "training",
                        "at_least": 10,
                        "parts": [{"where": {"topic": "ethics"}, "at_least": 2}],
                    },
                },
            ],
        },
    }
)

HOURS = [
    {"person": "a", "of": "training", "amount": 8.5, "to": "2026-01-05", "topics": ["ethics"]},
    {"person": "a", "of": "training", "amount": 1.5, "to": "2026-02-05", "topics": []},
    {
        "person": "b",
        "of": "training",
        "amount": 12,
        "to": "2026-02-05",
        "topics": ["ethics", "hiv"],
    },
    {"person": "c", "of": "training", "amount": 30, "to": "2026-02-05", "topics": None},
]
SCREENINGS = [
    {"person": "a", "kind": "record", "on": "2026-03-01", "findings": []},
    {
        "person": "b",
        "kind": "record",
        "on": "2026-03-01",
        "findings": [{"category": "theft", "on": "2020-01-01"}, {"category": "arson", "on": None}],
    },
    {"person": "c", "kind": "record", "on": "2026-03-01", "findings": None},
]
PERSONS = [{"person": person} for person in "abc"]
VERDICTS = ["met", "unmet", "unknown"]


def lines() -> str:
    """The same as JSON Lines."""
    documents = []
    for person in "abc":
        document: dict[str, Any] = {"format": "peerpath/dossier/1", "person": person}
        for section, rows in (("hours", HOURS), ("screenings", SCREENINGS)):
            document[section] = [
                {key: value for key, value in row.items() if key != "person" and value is not None}
                for row in rows
                if row["person"] == person
            ]
        document["complete"] = ["hours"]
        for screening in document["screenings"]:
            if "findings" in screening:
                screening["findings"] = [
                    {key: value for key, value in finding.items() if value is not None}
                    for finding in screening["findings"]
                ]
        documents.append(json.dumps(document))
    return "\n".join(documents)


def verdicts(dossiers: Any) -> list[str]:
    return STANDARD.assess_many(dossiers, as_of=DAY)["verdict"]


def sections() -> dict[str, list[dict[str, Any]]]:
    return {"persons": PERSONS, "hours": HOURS, "screenings": SCREENINGS}


def arrow(rows: list[dict[str, Any]]) -> pa.Table:
    return pa.Table.from_pylist(rows)


def plain() -> dict[str, list[dict[str, Any]]]:
    """The same without the findings, which are lists of objects."""
    screenings = [{**row, "findings": []} for row in SCREENINGS if row["findings"] != []]
    return {"persons": PERSONS, "hours": HOURS, "screenings": [SCREENINGS[0], *screenings]}


def test_lines_and_rows_of_dicts() -> None:
    assert verdicts(lines()) == VERDICTS
    assert verdicts(plain()) == ["met", "met", "unknown"]


def test_columns_of_dicts() -> None:
    columns = {
        name: {key: [row.get(key) for row in rows] for key in rows[0]}
        for name, rows in plain().items()
    }
    assert verdicts(columns) == ["met", "met", "unknown"]


def test_findings_in_arrow_structs() -> None:
    tables = {name: arrow(rows) for name, rows in sections().items()}
    findings = tables["screenings"].schema.field("findings").type
    assert pa.types.is_list(findings) and pa.types.is_struct(findings.value_type)
    assert verdicts(tables) == VERDICTS
    # In pieces, some of them empty, cut out of longer ones.
    for size in (1, 2):
        pieces = {}
        for name, table in tables.items():
            twice = pa.concat_tables([table, table]).slice(table.num_rows)
            batches = twice.combine_chunks().to_batches(max_chunksize=size)
            pieces[name] = pa.Table.from_batches(
                [batches[0].slice(0, 0), *batches, batches[0].slice(0, 0)], schema=table.schema
            )
        assert verdicts(pieces) == VERDICTS
    assert verdicts({name: pl.from_arrow(table) for name, table in tables.items()}) == VERDICTS
    # Persons in another order, as a dictionary, as wide text.
    shuffled = tables["hours"].take([3, 0, 2, 1])
    for kind in (pa.dictionary(pa.int8(), pa.string()), pa.large_string(), pa.string_view()):
        persons = shuffled["person"].cast(pa.string())
        persons = (
            persons.dictionary_encode() if pa.types.is_dictionary(kind) else persons.cast(kind)
        )
        tables["hours"] = shuffled.set_column(0, "person", persons)
        assert verdicts(tables) == VERDICTS


def test_whole_dossiers_in_arrow_structs() -> None:
    rows = [json.loads(line) for line in lines().splitlines()]
    table = pa.Table.from_pylist(rows)
    assert pa.types.is_struct(table.schema.field("hours").type.value_type)
    assert verdicts(table) == VERDICTS
    assert verdicts(table.slice(1)) == VERDICTS[1:]
    large = pa.large_list(table.schema.field("hours").type.value_type)
    index = table.schema.get_field_index("hours")
    assert verdicts(table.set_column(index, "hours", table["hours"].cast(large))) == VERDICTS
    assert verdicts(pl.from_arrow(table)) == VERDICTS


def test_categories() -> None:
    hours = pd.DataFrame(HOURS)
    hours["of"] = pd.Categorical(hours["of"])
    # A column of categories that has none: in no row is anything recorded.
    hours["provider"] = pd.Categorical([None] * len(hours))
    hours["mode"] = pd.Categorical(["online", None, "online", None])
    assert hours["provider"].cat.categories.empty
    tables = {"persons": PERSONS, "hours": hours, "screenings": plain()["screenings"]}
    assert verdicts(tables) == ["met", "met", "unknown"]
    hours["of"] = pd.Categorical(["training", "nap", "training", "nap"])
    assert [(problem.row, problem.column) for problem in refused(tables).problems] == [
        (1, "hours.of"),
        (3, "hours.of"),
    ]


def test_every_bad_cell_of_a_row_of_text() -> None:
    tables = {
        "persons": pp.Table.from_csv("person,born\na,1988-05-02\nb,\n"),
        "hours": pp.Table.from_csv("person,of,amount,to\na,nap,x,2026-01-05\nb,,2,2026-02-30\n"),
    }
    found = [(problem.row, problem.column) for problem in refused(tables).problems]
    assert found == [(0, "hours.of"), (0, "hours.amount"), (1, "hours.of"), (1, "hours.to")]
    assert refused(tables).problems[2].found == "nothing"


def test_lists_that_are_missing_may_have_members() -> None:
    table = pa.Table.from_pylist([json.loads(line) for line in lines().splitlines()])
    lists = table["hours"].combine_chunks()
    hidden = pa.ListArray.from_arrays(
        lists.offsets, lists.values, mask=pa.array([True, False, False])
    )
    index = table.schema.get_field_index("hours")
    # What is not recorded is not there, in a section that is complete.
    assert verdicts(table.set_column(index, "hours", hidden)) == ["unmet", "unmet", "unknown"]


def test_fees_that_say_nothing_of_a_waiver() -> None:
    standard = pp.Standard.from_json(
        {
            "format": "peerpath/standard/1",
            "id": "us-xx/cpss",
            "version": "1",
            "title": "T",
            "requirement": {"id": "fee", "fee": {"kind": "application", "at_least": 50}},
        }
    )
    fees = [
        {"person": "a", "kind": "application", "amount": 20, "waived": None},
        {"person": "b", "kind": "application", "amount": 20, "waived": True},
        {"person": "c", "kind": "application", "amount": 50, "waived": False},
    ]
    complete = [{"person": person, "section": "fees"} for person in "abc"]
    tables = {"persons": PERSONS, "fees": fees, "complete": complete}
    answer = standard.assess_many(tables, as_of=DAY)
    assert answer["verdict"] == ["unmet", "met", "met"]
    without = [{key: fee[key] for key in ("person", "kind", "amount")} for fee in fees]
    answer = standard.assess_many(tables | {"fees": without}, as_of=DAY)
    assert answer["verdict"] == ["unmet", "unmet", "met"]


def refused(dossiers: Any) -> pp.PeerpathError:
    with pytest.raises(pp.PeerpathError) as caught:
        verdicts(dossiers)
    return caught.value


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"persons": {"person": ["a", "b"], "born": ["1988"]}}, "table"),
        ({"hours": {"person": ["a"], "of": ["training", "work"], "amount": [1, 2]}}, "table"),
        ({"hours": {"person": [], "of": ["training"], "amount": [1]}}, "table"),
        ({"hours": {"person": ["a"], "of": [["training"]], "amount": [1]}}, "table"),
        ({"hours": {"person": ["a"], "of": ["training"], "amount": [[1]]}}, "table"),
        ({"hours": {"person": ["z"], "of": ["training"], "amount": [1]}}, "table"),
        ({"hours": {"person": [None], "of": ["training"], "amount": [1]}}, "table"),
        ({"hours": {"of": ["training"], "amount": [1]}}, "table"),
        ({"hours": {"person": ["a"], "amount": [1]}}, "table"),
        ({"hours": {"person": ["a"], "of": ["training"], "amount": [1], "x": [1]}}, "table"),
        ({"persons": {"person": ["a", "a"]}}, "table"),
        ({"persons": {"person": [1.5]}}, "table"),
        ({"houres": []}, "table"),
    ],
)
def test_ragged_tables_are_refused(change: dict[str, Any], code: str) -> None:
    error = refused({"persons": PERSONS, **change})
    assert error.code == code and error.problems


def test_ragged_rows() -> None:
    # A key that a row leaves out is not known; one that no row can have is refused.
    assert verdicts(
        {"persons": PERSONS, "hours": [*HOURS, {"person": "a", "of": "work", "amount": 1}]}
    )
    error = refused({"persons": PERSONS, "hours": [*HOURS, {"person": "a", "amount": 1}]})
    assert error.problems
    error = refused(
        {"persons": PERSONS, "screenings": [{**SCREENINGS[0], "findings": [{"on": DAY}]}]}
    )
    assert error.problems
    error = refused({"persons": PERSONS, "screenings": [{**SCREENINGS[0], "findings": "arson"}]})
    assert error.problems
    assert verdicts({"persons": []}) == []
    assert verdicts({"persons": PERSONS, "hours": [], "screenings": []}) == ["unknown"] * 3
    assert (
        verdicts({"persons": pd.DataFrame(PERSONS), "hours": pd.DataFrame(HOURS[:2])})
        == ["unknown"] * 3
    )


def test_arrow_of_other_types_is_refused() -> None:
    people = arrow(PERSONS)
    for findings in (
        pa.array([[1]]),
        pa.array([["arson"]]),
        pa.array([{"category": "arson"}]),
        pa.array([[{"category": 7}]]),
        pa.array([[{"kategory": "arson"}]]),
    ):
        table = pa.table({"person": ["a"], "kind": ["record"], "on": [DAY], "findings": findings})
        assert refused({"persons": people, "screenings": table}).problems, findings.type
    for column in (pa.array([b"a"]), pa.array([True]), pa.array([1.5]), pa.array([["a"]])):
        table = pa.table({"person": column, "of": ["training"], "amount": [1]})
        assert refused({"persons": people, "hours": table}).problems, column.type
    odd = pa.table({"person": ["a"], "hours": pa.array([[1.0]])})
    assert refused(odd).code == "table"


def test_objects_in_columns_of_lists() -> None:
    standard = pp.Standard.from_json(
        {
            "format": "peerpath/standard/1",
            "id": "us-xx/x",
            "version": "1",
            "title": "T",
            "requirement": {
                "id": "clear",
                "screening": {"kind": "record", "bars": [{"category": "arson"}]},
            },
        }
    )
    persons = ["p", "q", "r"]
    tables = {
        "persons": {"person": persons},
        "screenings": {
            "person": persons,
            "kind": ["record"] * 3,
            "on": ["2026-01-01"] * 3,
            "findings": [[{"category": "arson", "on": date(2020, 1, 1)}], [], None],
        },
        "complete": {"person": persons, "section": ["screenings"] * 3},
    }
    answers = standard.assess_many(tables, as_of="2026-11-21").to_dict()
    assert answers["verdict"] == ["unmet", "met", "unknown"]
    tables["screenings"]["findings"] = [[{"category": "arson"}, 3], [], None]
    with pytest.raises(pp.PeerpathError) as refused:
        standard.assess_many(tables, as_of="2026-11-21")
    assert [str(problem.place) for problem in refused.value.problems] == [
        "row 0, column `findings`"
    ]
