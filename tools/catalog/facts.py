"""The facts that the shipped standards are made of, read from `core/catalog/facts/`."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
CATALOG = ROOT / "core" / "catalog"

STATES = {
    "AL": "Alabama", "AR": "Arkansas", "AZ": "Arizona", "CA": "California", "CO": "Colorado",
    "CT": "Connecticut", "DC": "District of Columbia", "DE": "Delaware", "FL": "Florida",
    "GA": "Georgia", "HI": "Hawaii", "IA": "Iowa", "ID": "Idaho", "IL": "Illinois",
    "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana", "MA": "Massachusetts",
    "MD": "Maryland", "ME": "Maine", "MI": "Michigan", "MN": "Minnesota", "MO": "Missouri",
    "MS": "Mississippi", "MT": "Montana", "NC": "North Carolina", "ND": "North Dakota",
    "NE": "Nebraska", "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico",
    "NV": "Nevada", "NY": "New York", "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon",
    "PA": "Pennsylvania", "RI": "Rhode Island", "SC": "South Carolina", "TN": "Tennessee",
    "TX": "Texas", "UT": "Utah", "VA": "Virginia", "VT": "Vermont", "WA": "Washington",
    "WI": "Wisconsin", "WV": "West Virginia", "WY": "Wyoming",
}  # fmt: skip

POPULATIONS = {
    "MH": "mental-health", "SUD": "substance-use", "co-occurring": "co-occurring",
    "family": "family", "youth": "youth", "brain injury": "brain-injury",
    "I/DD": "intellectual-disability",
}  # fmt: skip

# Columns that a program cannot compare: a person reads them, and the digest of what was read
# is kept with the refinement, so that a change asks for another reading.
TO_BE_READ = ("training_notes", "reciprocity_notes")
# Columns that say what the credential is, rather than what it asks for.
DESCRIPTIVE = (
    "jurisdiction", "credential_name", "credential_abbrev", "certifying_body", "population",
    "source_url", "source_year", "confidence", "unverified_fields",
)  # fmt: skip


@dataclass(frozen=True)
class Source:
    """A page that facts were seen on."""

    url: str
    dated: str


@dataclass
class Facts:
    """What is known of one version of one credential; a column that is not there is unknown."""

    id: str
    version: str
    title: str
    jurisdiction: str
    credential: str
    body: str
    population: list[str]
    confidence: str
    sources: list[Source]
    values: dict[str, str]
    unverified: set[str]
    to_read: str
    # Columns with sources of their own; those of the whole where a column has none.
    cites: dict[str, list[str]] = field(default_factory=dict)
    # The addresses of sources that are about renewal only.
    renewal_sources: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        return f"{self.id}@{self.version}"

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.to_read.encode()).hexdigest()[:12]


def version_of(dated: str) -> str:
    """The name of a version: the years of its sources."""
    plain = re.sub(r"undated \((.*)\)", r"\1", dated)
    plain = re.sub(r"^about |\(.*\)", "", plain).strip()
    return plain.replace(" ", "-")


def row_facts(row: dict[str, str], ids: dict[str, str]) -> Facts:
    state, name = row["jurisdiction"], row["credential_name"]
    slug = ids.get(f"{state}/{name}") or row["credential_abbrev"].lower().replace(" ", "-")
    dated = row["source_year"]
    unverified = set(filter(None, row["unverified_fields"].split(";")))
    found = row["confidence"].startswith("found") or row["confidence"].startswith("partly")
    if "all numbers" in unverified:
        unverified = set(row) - set(DESCRIPTIVE)
    values = {
        key: value.strip()
        for key, value in row.items()
        if value.strip() and key not in (*TO_BE_READ, *DESCRIPTIVE)
    }
    # A remark about a page follows its address.
    urls = [re.sub(r" \(.*", "", url.strip()) for url in row["source_url"].split(" ; ")]
    groups = [part.strip() for part in row["population"].split("+")]
    population: list[str] = []
    for group in groups:
        names = (
            ["mental-health", "substance-use"] if group == "integrated" else [POPULATIONS[group]]
        )
        population += names
    return Facts(
        id=f"us-{state.lower()}/{slug}",
        version=version_of(dated),
        title=f"{STATES[state]} {name}",
        jurisdiction=f"US-{state}",
        credential=row["credential_abbrev"],
        body=row["certifying_body"],
        population=population,
        confidence="found" if found else "unverified",
        sources=[Source(url, dated) for url in urls],
        values=values,
        unverified=unverified,
        to_read="\n".join(row[column] for column in TO_BE_READ),
    )


# The keys of the national facts that say the same as a column.
SAME = {
    "min_age": "min_age", "education": "min_education", "recovery_months": "recovery_duration_months",
    "training_hours": "training_hours", "class_hours": "training_hours",
    "experience_hours": "work_hours", "supervision_hours": "supervised_hours",
    "supervised_hours": "supervised_hours", "exam": "exam_required", "ethics": "ethics_attestation",
    "renewal_months": "renewal_months", "ce_hours": "ce_hours_per_cycle",
    "ce_ethics_hours": "ce_ethics_hours",
}  # fmt: skip


def national_facts(
    credential: dict[str, Any], version: dict[str, Any], given: dict[str, Any]
) -> Facts:
    """The facts of a national credential: numbers as columns, the rest to be read."""
    values: dict[str, str] = {}
    unverified: set[str] = set()
    cites: dict[str, list[str]] = {}
    sources: list[str] = []
    read: dict[str, Any] = {}
    for key, fact in version.items():
        if not isinstance(fact, dict):
            read[key] = fact
            continue
        urls = [url for url in fact["source"].split(" ; ") if url.startswith("http")]
        sources += [url for url in urls if url not in sources]
        column, value = SAME.get(key), fact["value"]
        if value is None:
            continue
        if column in ("exam_required", "ethics_attestation"):
            read[key], value = fact, "yes"
        elif column is None or not isinstance(value, (int, str)) or not plain(column, value):
            read[key] = fact
            continue
        values[column] = str(value)
        cites[column] = urls
        if fact["status"] != "found":
            unverified.add(column)
        if "note" in fact:
            read[key] = fact
    return Facts(
        id=given["id"],
        version=given["version"],
        title=given["title"],
        jurisdiction=given.get("jurisdiction", "US"),
        credential=given["credential"],
        body=credential["body"],
        population=given["population"],
        confidence=given.get("confidence", "found"),
        sources=[Source(url, given["dated"]) for url in sources],
        values=values,
        unverified=unverified,
        to_read=json.dumps(read, sort_keys=True),
        cites=cites,
    )


def plain(column: str, value: int | str) -> bool:
    """Whether a national fact says what its column would say."""
    if column == "min_education":
        return str(value) in ("high school or equivalent", "GED, high school or higher")
    return isinstance(value, int)


def read_facts() -> list[Facts]:
    """All facts, in the order of the files."""
    naming = json.loads((CATALOG / "facts" / "names.json").read_text(encoding="utf-8"))
    with (CATALOG / "facts" / "state_requirements.csv").open(encoding="utf-8", newline="") as file:
        facts = [row_facts(row, naming["states"]) for row in csv.DictReader(file)]
    text = (CATALOG / "facts" / "national_credentials.json").read_text(encoding="utf-8")
    for credential in json.loads(text)["credentials"]:
        for version in credential["versions"]:
            given = naming["national"][f"{credential['id']}: {version['version']}"]
            if "left_out" not in given:
                facts.append(national_facts(credential, version, given))
    titles = read_sources()
    for one in facts:
        addresses = {source.url for source in one.sources}
        one.renewal_sources = {url for url in addresses if titles[url].get("about") == "renewal"}
    return facts


def read_sources() -> dict[str, dict[str, str]]:
    """What the pages are called, by address."""
    text = (CATALOG / "facts" / "sources.json").read_text(encoding="utf-8")
    titles: dict[str, dict[str, str]] = json.loads(text)
    return titles
