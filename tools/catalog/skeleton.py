"""From facts to the skeleton of a standard document, and from that to the whole document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from facts import Facts

Node = dict[str, Any]

# The fields one would want to know of a credential: the requirement that shows each, and the
# column that holds it.
FIELDS = {
    "age": ("age", "min_age", "minimum age"),
    "education": ("schooling", "min_education", "schooling"),
    "lived-experience": ("lived", "lived_experience_required", "lived experience"),
    "recovery": ("recovery", "recovery_duration_months", "time in recovery"),
    "training": ("training", "training_hours", "hours of training"),
    "exam": ("exam", "exam_required", "examination"),
    "supervision": ("supervision", "supervised_hours", "hours of supervision"),
    "work": ("work", "work_hours", "hours of work"),
    "background-check": ("background", "background_check", "background check"),
    "ethics": ("ethics", "ethics_attestation", "code of ethics"),
    "fee": ("", "application_fee_usd", "application fee"),
    "renewal": ("", "renewal_months", "length of the certification"),
    "continuing-education": ("", "ce_hours_per_cycle", "continuing education"),
    "reciprocity": ("", "", "what holds for those certified elsewhere"),
}

EXAMS = {
    "IC&RC Peer Recovery": "icrc-pr",
    "IC&RC Peer Recovery (75 items)": "icrc-pr",
}

MONTHS = {12: "A year", 24: "Two years", 36: "Three years"}
RULES = {
    "all", "any", "at_least", "not", "when", "for_each", "refer", "decide", "attest", "age",
    "education", "credits", "hours", "duration", "absent", "exam", "screening", "holds",
    "references", "document", "residence", "employer", "fee", "event",
}  # fmt: skip
# The keys of a life cycle, in order.
LIFE_CYCLE = (
    "cite", "confidence", "note", "application", "provisional", "renew_every", "expires",
    "shares_expiry_with", "window", "due", "grace", "after_grace", "fees", "renewal", "cycle",
    "longer_cycles", "first_period", "carry_over", "choices", "after_lapse", "deadlines",
    "keep_proof", "ends",
)  # fmt: skip
WORK = ["work", "supervised-work", "volunteering"]


def nodes(facts: Facts) -> Iterator[tuple[str, Node]]:
    """The requirements that the columns say, each with its column."""
    value = facts.values
    if years := value.get("min_age"):
        yield "min_age", {
            "id": "age", "title": f"At least {years}", "age": {"at_least": int(years)}}  # fmt: skip
    if value.get("min_education", "").startswith(("high school", "GED")):
        yield "min_education", {
            "id": "schooling", "title": "High school or equivalent",
            "education": {"at_least": "secondary"}}  # fmt: skip
    if value.get("lived_experience_required", "").startswith("yes"):
        yield "lived_experience_required", {
            "id": "lived", "title": "Lived experience",
            "attest": {"statement": "lived-experience"}}  # fmt: skip
    if months := int(value.get("recovery_duration_months", 0)):
        yield "recovery_duration_months", {
            "id": "recovery", "title": f"{MONTHS.get(months, f'{months} months')} in recovery",
            "duration": {"of": "recovery", "at_least": f"P{months}M", "consecutive": "now"}}  # fmt: skip
    if hours := value.get("training_hours"):
        yield "training_hours", {
            "id": "training", "title": f"{hours} hours of training",
            "hours": {"of": "training", "at_least": int(hours)}}  # fmt: skip
    if value.get("exam_required", "no") not in ("no", "optional"):
        yield "exam_required", exam(facts)
    if hours := int(value.get("work_hours", 0)):
        yield "work_hours", {
            "id": "work", "title": f"{hours} hours of experience",
            "note": "Whether volunteered hours count was not found; they are counted here.",
            "hours": {"of": WORK, "at_least": hours}}  # fmt: skip
    if hours := value.get("supervised_hours"):
        yield "supervised_hours", {
            "id": "supervision", "title": f"{hours} hours of supervision",
            "hours": {"of": "supervision-received", "at_least": int(hours)}}  # fmt: skip
    if value.get("background_check", "no").startswith("yes"):
        yield "background_check", background(facts, "criminal-record")
    elif value.get("background_check") == "registry check":
        yield "background_check", background(facts, "registry")
    if value.get("ethics_attestation") == "yes":
        yield "ethics_attestation", {
            "id": "ethics", "title": "Code of ethics",
            "attest": {"statement": "code-of-ethics"}}  # fmt: skip


def exam(facts: Facts) -> Node:
    name = facts.values.get("exam_name", "")
    node: Node = {"id": "exam", "title": "Examination"}
    if name in EXAMS:
        return {**node, "title": "IC&RC Peer Recovery examination", "exam": {"name": EXAMS[name]}}
    if name:
        node["title"] = name[0].upper() + name[1:]
    return {**node, "note": "The name is ours.", "exam": {"name": f"{facts.id}-exam"}}


def background(facts: Facts, kind: str) -> Node:
    """A check, and a person's word on it: which findings bar is not known."""
    title = "Background check" if kind == "criminal-record" else "Registry check"
    by = "certifying-body"
    return {
        "id": "background", "title": title, "all": [
            {"id": "background-made", "screening": {"kind": kind, "bars": []}},
            {"id": "background-accepted", "title": "Accepted by the certifying body",
             "note": "Which findings bar was not found, so that a person must say.",
             "decide": {"by": by, "about": "background-check"}}]}  # fmt: skip


def source_entries(facts: Facts, titles: dict[str, Any]) -> list[Node]:
    entries = []
    for number, source in enumerate(facts.sources, start=1):
        about = titles[source.url]
        entry: Node = {"id": f"s{number}", "title": about["title"], "url": source.url}
        dated = about.get("dated", source.dated)
        if re.fullmatch(r"\d{4}", dated):
            entry["year"] = int(dated)
        elif span := re.fullmatch(r"(about )?(\d{4})-(\d{4})", dated):
            entry["dated"] = f"{span[1] or ''}{span[2]} to {span[3]}"
        else:
            entry["dated"] = dated
        entries.append(entry)
    return entries


def document(facts: Facts, refinement: Node, titles: dict[str, Any]) -> Node:
    """The whole document: the skeleton, refined."""
    sources = source_entries(facts, titles)
    by_url = {entry["url"]: entry["id"] for entry in sources}
    cite = [
        by_url[source.url] for source in facts.sources if source.url not in facts.renewal_sources
    ]
    requirements = refined(facts, refinement, by_url)
    effective = {"from": None, "until": None, **refinement.get("effective", {})}
    coverage = coverage_of(facts, refinement, requirements)
    result: Node = {
        "format": "peerpath/standard/1",
        "id": facts.id,
        "version": facts.version,
        "title": refinement.get("title", facts.title),
        "jurisdiction": facts.jurisdiction,
        "credential": facts.credential,
        "population": refinement.get("population", facts.population),
        "effective": effective,
        "verified": {"on": "2026-11-22", "confidence": facts.confidence},
        "coverage": coverage,
        "sources": sources,
    }
    notes = list(refinement.get("note", []))
    if "yes" in facts.values.get("medicaid_billable", ""):
        notes.append("Services of those certified can be billed to Medicaid.")
    notes += stated(facts)
    if notes:
        result["note"] = " ".join(notes)
    counted = any(
        "hours" in node and node["hours"]["of"] == "training" for node in inside(requirements)
    )
    uncounted = "training" not in coverage["unknown"] and not counted
    result["gaps"] = list(gaps(refinement, coverage, effective, uncounted))
    everything = cite or [entry["id"] for entry in sources]
    result["requirement"] = {
        "id": "all", "cite": everything[0] if len(everything) == 1 else everything,
        "all": requirements}  # fmt: skip
    if cycle := life_cycle(facts, refinement, by_url):
        result["life_cycle"] = cycle
    return result


def life_cycle(facts: Facts, refinement: Node, by_url: dict[str, str]) -> Node:
    """How the certification is kept: what the columns say, and what was written by hand."""
    value = facts.values
    cites = facts.cites.get("ce_hours_per_cycle") or [
        source.url for source in facts.sources if source.url in facts.renewal_sources
    ]
    cite = {"cite": [by_url[url] for url in cites]} if cites else {}
    result: Node = {"cite": list(by_url.values())}
    if "renewal_months" in facts.unverified:
        result["confidence"] = "unverified"
    if months := int(value.get("renewal_months", 0)):
        result["renew_every"] = f"P{months}M" if months % 12 else f"P{months // 12}Y"
    if hours := value.get("ce_hours_per_cycle"):
        rule: Node = {"of": "continuing-education", "at_least": int(hours), "within": "cycle"}
        if ethics := value.get("ce_ethics_hours"):
            of = {"title": "ethics", "where": {"topic": "ethics"}, "at_least": int(ethics)}
            rule["parts"] = [of]
        doubtful = {"confidence": "unverified"} if "ce_hours_per_cycle" in facts.unverified else {}
        title = f"{hours} hours of continuing education"
        result["renewal"] = {"id": "renewal", "title": title, **cite, **doubtful, "hours": rule}
    given = dict(refinement.get("life_cycle", {}))
    fees = given.pop("fees", [])
    if fee := float(value.get("application_fee_usd", 0)):
        noted = {"note": refinement["fee_note"]} if "fee_note" in refinement else {}
        fees = [{"for": "application", "amount": fee if fee % 1 else int(fee), **noted}, *fees]
    if fees:
        result["fees"] = fees
    if given.get("renewal"):
        given["renewal"] = ordered(cite | given["renewal"])
    result = {key: kept for key, kept in (result | given).items() if kept is not None}
    result = {key: result[key] for key in LIFE_CYCLE if key in result}
    return {} if result.keys() <= {"cite", "confidence"} else result


def refined(facts: Facts, refinement: Node, by_url: dict[str, str]) -> list[Node]:
    """The requirements of the skeleton, replaced, extended, left out or joined by others."""
    given: dict[str, Node | None] = dict(refinement.get("nodes", {}))
    result = []
    for column, node in nodes(facts):
        if column in facts.unverified:
            node = {
                "id": node.pop("id"),
                "title": node.pop("title"),
                "confidence": "unverified",
                **node,
            }
        if column in facts.cites:
            node = {"id": node.pop("id"), "title": node.pop("title"),
                    "cite": [by_url[url] for url in facts.cites[column]], **node}  # fmt: skip
        if node["id"] in given:
            change = given.pop(node["id"])
            if change is None:
                continue
            if RULES & change.keys():
                node = {key: kept for key, kept in node.items() if key not in (*RULES, "note")}
            node |= change
        result.append(node)
    added = [{"id": id, **node} for id, node in given.items() if node and RULES & node.keys()]
    for id, node in given.items():
        if not (node and RULES & node.keys()):
            raise SystemExit(
                f"{facts.name}: `{id}` is refined, but the facts ask for no such thing"
            )
    order = [id for id, _, _ in FIELDS.values() if id]
    # What the facts have no column for stands before the code of ethics.
    place = {id: number for number, id in enumerate(order)} | {"ethics": len(order) + 1}
    result = sorted(result + added, key=lambda node: place.get(node["id"], len(order)))
    return [ordered(node) for node in result]


def ordered(node: Node) -> Node:
    """What a node says of itself before its rule."""
    first = ("id", "title", "cite", "confidence", "note", "waivable_by", "applies")
    return {key: node[key] for key in first if key in node} | node


def coverage_of(facts: Facts, refinement: Node, requirements: list[Node]) -> Node:
    """Which fields are found, unverified and unknown."""
    known: dict[str, str] = {}
    by_id = {node["id"]: node for node in requirements}
    for name, (id, column, _) in FIELDS.items():
        confidence = None
        if column in facts.values:
            unverified = column in facts.unverified or facts.confidence == "unverified"
            confidence = "unverified" if unverified else "found"
        elif id in by_id:
            confidence = by_id[id].get("confidence", facts.confidence)
        known[name] = confidence or "unknown"
    known |= refinement.get("coverage", {})
    result = {}
    for confidence in ("found", "unverified", "unknown"):
        result[confidence] = [name for name in FIELDS if known[name] == confidence]
    return result


def stated(facts: Facts) -> Iterator[str]:
    """What the sources say is not asked for."""
    value = facts.values
    if value.get("min_education") in ("none", "none stated"):
        yield "No schooling is asked for."
    if value.get("exam_required") == "no":
        yield "No examination is asked for."
    if value.get("work_hours") == "0":
        yield "No hours of work are asked for."
    if value.get("background_check") == "no":
        yield "No background check is asked for."
    if value.get("recovery_duration_months") == "0":
        yield "No least time in recovery is asked for."
    if value.get("application_fee_usd") == "0":
        yield "There is no application fee."


def gaps(refinement: Node, coverage: Node, effective: Node, uncounted: bool) -> Iterator[str]:
    if effective["from"] is None:
        yield "The first day of this version is not known."
    yield from refinement.get("gaps", [])
    unknown = [FIELDS[name][2] for name in coverage["unknown"]]
    if uncounted and "training_hours" not in refinement.get("overrides", {}):
        unknown.insert(0, "how many hours the training has")
    if unknown:
        yield f"Nothing was found on {'; '.join(unknown)}."


def inside(value: Any) -> Iterator[Node]:
    """Every object in a document or a part of one."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from inside(part)
