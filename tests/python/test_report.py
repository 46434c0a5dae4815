"""The workforce report: on the sample files, in a browser, and on data that nobody here made."""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import peerpath as pp
import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "sample"))
PEERS = ROOT.parent / "shared" / "peers" / "data"


def skip(reason: str) -> None:
    """Skips aloud; where nothing may be skipped, fails."""
    if os.environ.get("PEERPATH_NO_SKIP"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> tuple[pp.WorkforceReport, Path]:
    from workforce_report import sample_report

    path = tmp_path_factory.mktemp("report") / "report.html"
    return sample_report(path), path


def test_the_page_is_self_contained_and_complete(
    report: tuple[pp.WorkforceReport, Path],
) -> None:
    made, path = report
    page = path.read_text(encoding="utf-8")
    assert page == made.html
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page)
    assert page.count("<svg") == 4
    assert page.count("Synthetic data") >= 1 + 2 * 4  # the top, and in and under each figure
    for heading in (
        "Certification standards",
        "Competency coverage",
        "Employment with exact dates",
        "Employment at interviews",
        "Published figures",
    ):
        assert f"<h2>{heading}</h2>" in page
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_published_counts_are_reproduced(report: tuple[pp.WorkforceReport, Path]) -> None:
    published = report[0].tables["published"].to_dict()
    counted = [row for row, n in enumerate(published["published_n"]) if n is not None]
    assert len(counted) == 9
    for row in counted:
        assert published["n"][row] == published["published_n"][row]
        assert published["of"][row] == published["published_of"][row]


def test_the_same_files_make_the_same_page(report: tuple[pp.WorkforceReport, Path]) -> None:
    from workforce_report import sample_report

    assert sample_report(report[1].with_name("again.html")).html == report[0].html


def test_it_reads_well_in_a_browser(
    report: tuple[pp.WorkforceReport, Path], tmp_path: Path
) -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        skip("no chromium: the report is not looked at")
    # The page says of itself how wide it is and what is cut off, at the width of a phone.
    probe = tmp_path / "probe.html"
    probe.write_text(
        f"""<iframe id=f width=390 height=800 src="{report[1].as_uri()}"></iframe><pre id=out></pre>
        <script>f.onload = () => {{ const d = f.contentDocument;
          out.textContent = JSON.stringify({{wide: d.documentElement.scrollWidth,
          figures: d.querySelectorAll("figure svg").length,
          empty: [...d.querySelectorAll("td")].filter(cell => !cell.textContent.trim()).length}});
        }}</script>""",
        encoding="utf-8",
    )
    flags = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--allow-file-access-from-files",
        f"--user-data-dir={tmp_path / 'profile'}",
    ]
    dump = subprocess.run(
        [chromium, *flags, "--virtual-time-budget=8000", "--dump-dom", probe.as_uri()],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    ).stdout
    found = re.search(r'\{"wide":(\d+),"figures":(\d+),"empty":(\d+)\}', dump)
    assert found, dump[-500:]
    wide, shown, empty = map(int, found.groups())
    assert wide <= 390, "the page is wider than a phone"
    assert (shown, empty) == (4, 0)
    picture = tmp_path / "report.png"
    subprocess.run(
        [chromium, *flags, f"--screenshot={picture}", "--window-size=800,6000", report[1].as_uri()],
        capture_output=True,
        timeout=120,
        check=True,
    )
    assert picture.stat().st_size > 50_000


def test_each_part_is_optional() -> None:
    events = {"id": [1, 1, 2, 2], "t": [0, 3, 0, 5], "s": ["a", None, "b", None]}
    made = pp.workforce_report(
        events=events, events_columns={"person": "id", "time": "t", "state": "s"}, times=[2]
    )
    assert set(made.tables) == {"state_probabilities", "restricted_mean_time"}
    assert "Employment with exact dates" in made.html
    with pytest.raises(TypeError, match="as_of"):
        pp.workforce_report(dossiers=[])
    with pytest.raises(pp.PeerpathError, match="no such column"):
        pp.workforce_report(events=events, events_columns={"person": "nobody"})


def test_names_from_files_cannot_script_the_page() -> None:
    bad = "<script>alert(1)</script>"
    events = {"id": [1, 1, 2, 2], "t": [0, 3, 0, 5], "s": [bad, None, "b", None]}
    made = pp.workforce_report(
        events=events,
        events_columns={"person": "id", "time": "t", "state": "s"},
        times=[2],
        title=bad,
        note=bad,
    )
    assert bad not in made.html


def test_on_real_calendars_of_young_people() -> None:
    """mvad: 712 young people, 70 months; what it shows is known from the file itself."""
    if not PEERS.is_dir():
        pytest.skip("no folder of peers beside the repository: mvad is not read")
    with (PEERS / "mvad.csv").open(encoding="utf-8", newline="") as file:
        people = list(csv.DictReader(file))
    months = [name for name in people[0] if re.fullmatch(r"[A-Z][a-z]{2}\.\d\d", name)][2:]
    events: dict[str, list[object]] = {"id": [], "month": [], "state": []}
    waves: dict[str, list[object]] = {"id": [], "wave": [], "state": []}
    for person in people:
        before = None
        for month, name in enumerate(months):
            if person[name] != before:
                before = person[name]
                for column, value in zip(events, (person["id"], month, before), strict=True):
                    events[column].append(value)
            if month % 24 == 0:
                for column, value in zip(waves, (person["id"], month // 12, before), strict=True):
                    waves[column].append(value)
        for column, value in zip(events, (person["id"], len(months), None), strict=True):
            events[column].append(value)
    made = pp.workforce_report(
        events=events,
        events_columns={"person": "id", "time": "month", "unit": "months"},
        waves=waves,
        waves_columns={"person": "id", "time": "wave"},
        times=[12, 69],
        title="School to work (McVicar and Anyadike-Danes 2002)",
    )
    # Everybody is followed to the end, so the estimate is the plain share.
    rows = made.tables["state_probabilities"].to_dict()
    for time, state, probability in zip(
        rows["time"], rows["state"], rows["probability"], strict=True
    ):
        share = sum(person[months[int(time)]] == state for person in people) / len(people)
        assert probability == pytest.approx(share, abs=1e-12)
    lost = made.tables["attrition"].to_dict()
    assert lost["seen"] == [712, 712, 712]


def test_on_a_real_follow_up_of_patients() -> None:
    """mgus2: intervals with progression and death, against R survival's values for it."""
    if not PEERS.is_dir():
        pytest.skip("no folder of peers beside the repository: mgus2 is not read")
    rows = pp.Table.from_csv(PEERS / "mgus2_ms.csv").to_dict()
    rows["event"] = [None if event == "censor" else event for event in rows["event"]]
    for column in ("tstart", "tstop"):
        rows[column] = [float(time) for time in rows[column]]
    histories = pp.Histories.from_intervals(
        rows,
        person="id",
        start="tstart",
        stop="tstop",
        origin="istate",
        target="event",
        covariates=["sex"],
        unit="months",
    )
    made = pp.workforce_report(events=histories, events_by="sex", times=[60, 120, 240])
    rows = made.tables["state_probabilities"].to_dict()
    assert set(rows["group"]) == {"F", "M"}
    curve = histories.aalen_johansen().at([60, 120, 240]).to_dict()
    death = [p for p, s in zip(curve["probability"], curve["state"], strict=True) if s == "death"]
    oracle = json.loads(
        (PEERS.parent / "oracles" / "aalen_johansen_emp200_mgus2.json").read_text()
    )["results"]["mgus2_ms_aj_times"]["result"]
    pstate = oracle["pstate"]["matrix"] if isinstance(oracle["pstate"], dict) else oracle["pstate"]
    column = oracle["states"].index("death")
    wanted = [pstate[oracle["time"].index(time)][column] for time in (60, 120, 240)]
    assert death == pytest.approx(wanted, rel=1e-9)
