"""Whether a document says what the facts say."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from facts import Facts
from skeleton import EXAMS, FIELDS, WORK, Node, inside


class Contents:
    """What a document says, for comparing it with single facts."""

    def __init__(self, document: Node) -> None:
        self.document = document
        self.objects = list(inside(document["requirement"]))
        self.cycle = list(inside(document.get("life_cycle", {})))
        # What is said in words: remarks on the whole, on a requirement, and gaps.
        words = [document.get("note", ""), *document.get("gaps", [])]
        words += [node["note"] for node in self.objects if "note" in node]
        self.words = " ".join(words)

    def rules(self, kind: str) -> Iterator[Node]:
        return (node[kind] for node in self.objects if isinstance(node.get(kind), dict))

    def has(self, kind: str, holds: Callable[[Node], bool]) -> bool:
        return any(holds(rule) for rule in self.rules(kind))

    def hours(self, of: str | list[str], least: float) -> bool:
        """Whether so many hours are asked for, as a whole or as a part."""
        wanted = {of} if isinstance(of, str) else set(of)

        def asks(rule: Node) -> bool:
            kinds = {rule["of"]} if isinstance(rule.get("of"), str) else set(rule.get("of", []))
            if kinds & wanted and rule.get("at_least") == least:
                return True
            parts = [*rule.get("parts", []), *rule.get("buckets", [])]
            narrowed = (part for part in parts if part.get("at_least") == least)
            return any(of_part(part) & wanted for part in narrowed)

        return self.has("hours", asks)

    def in_words(self, *phrases: str) -> bool:
        return any(phrase in self.words for phrase in phrases)


def of_part(part: Node) -> set[str]:
    of = part.get("where", {}).get("of", [])
    return {of} if isinstance(of, str) else set(of)


def shows(contents: Contents, facts: Facts, column: str, value: str) -> bool:
    """Whether a document shows the value of a column."""
    match column:
        case "min_age":
            return contents.has("age", lambda age: age.get("at_least") == int(value))
        case "min_education" if value.startswith("none"):
            return contents.in_words("No schooling is asked for.")
        case "min_education":
            return contents.has("education", lambda rule: rule["at_least"] == "secondary")
        case "lived_experience_required":
            lived = {"lived-experience", "family-lived-experience", "lived-experience-as-a-youth"}
            return contents.has("attest", lambda rule: rule["statement"] in lived)
        case "recovery_duration_months" if value == "0":
            return contents.in_words("No least time in recovery is asked for.")
        case "recovery_duration_months":
            months = f"P{value}M"
            return contents.has(
                "duration", lambda rule: rule["of"] == "recovery" and rule["at_least"] == months
            )
        case "training_hours":
            return contents.hours("training", float(value))
        case "exam_required" if value == "no":
            return contents.in_words("No examination is asked for.", "no examination is stated")
        case "exam_required":
            return any(True for _ in contents.rules("exam"))
        case "exam_name" if value in EXAMS:
            return contents.has("exam", lambda rule: EXAMS[value] in rule.get("name", ""))
        case "exam_name":
            return any(True for _ in contents.rules("exam"))
        case "supervised_hours":
            return contents.hours(["supervision-received", "supervised-work"], float(value))
        case "work_hours" if value == "0":
            return contents.in_words("No hours of work are asked for.")
        case "work_hours":
            return contents.hours(WORK, float(value))
        case "background_check" if value == "no":
            return contents.in_words("No background check is asked for.")
        case "background_check":
            return any(True for _ in contents.rules("screening"))
        case "ethics_attestation":
            return contents.has("attest", lambda rule: rule["statement"] == "code-of-ethics")
        case "application_fee_usd" if value == "0":
            return contents.in_words("There is no application fee.")
        case "application_fee_usd":
            paid = any(node.get("amount") == float(value) for node in contents.cycle)
            return paid or contents.in_words(f"{value} USD")
        case "renewal_months":
            cycle = {f"P{value}M", f"P{int(value) // 12}Y" if int(value) % 12 == 0 else ""}
            modelled = any(
                cycle & {node.get("renew_every"), node.get("renew_for"), node.get("every")}
                for node in contents.cycle
            )
            return modelled or contents.in_words(f"every {value} months", f"{value} months")
        case "ce_hours_per_cycle" | "ce_ethics_hours":
            modelled = any(node.get("at_least") == float(value) for node in contents.cycle)
            return modelled or contents.in_words(
                f"{value} hours", f"{value} of them", f"{value} a year"
            )
        case "medicaid_billable":
            return contents.in_words("Medicaid")
    raise KeyError(column)


def problems(facts: Facts, document: Node, refinement: Node) -> Iterator[str]:
    """What the facts say and the document does not."""
    contents = Contents(document)
    overrides = refinement.get("overrides", {})
    for column, value in facts.values.items():
        if column in overrides:
            if shows(contents, facts, column, value):
                yield f"{column}: overridden, but the document shows {value!r} all the same"
        elif not shows(contents, facts, column, value):
            yield f"{column}: {value!r} is neither in the document nor overridden with a reason"
    for column in overrides.keys() - facts.values.keys():
        yield f"{column}: overridden, but the facts have no such value"
    if refinement.get("read") != facts.digest:
        yield (
            f"the remarks in the facts are not those that were read: read them again, then put "
            f'"read": "{facts.digest}" into the refinement'
        )
    if document["verified"]["confidence"] != facts.confidence:
        yield f"the facts are {facts.confidence}, the document is not"
    shown = {source.get("url") for source in document["sources"]}
    left_out = set(refinement.get("sources_left_out", {}))
    for source in facts.sources:
        if source.url not in shown | left_out:
            yield f"{source.url} is not among the sources"
    yield from coverage_problems(facts, document, refinement)


def coverage_problems(facts: Facts, document: Node, refinement: Node) -> Iterator[str]:
    known = {name: how for how, names in document["coverage"].items() for name in names}
    if sorted(known) != sorted(FIELDS) or sum(map(len, document["coverage"].values())) != len(
        FIELDS
    ):
        yield "coverage does not name every field once"
        return
    given = refinement.get("coverage", {})
    nodes = {node["id"]: node for node in document["requirement"].get("all", [])}
    for name, (id, column, words) in FIELDS.items():
        if name in given:
            continue
        if column in facts.values:
            doubtful = column in facts.unverified or facts.confidence == "unverified"
            expected = "unverified" if doubtful else "found"
            if known[name] != expected:
                yield f"coverage: {name} is {expected} in the facts, {known[name]} in the document"
            node = nodes.get(id, {})
            if doubtful and node and node.get("confidence", facts.confidence) != "unverified":
                yield f"{id}: rests on {column}, which is unverified, and does not say so"
        elif known[name] != "unknown" and id not in nodes:
            yield f"coverage: {name} is {known[name]}, but nothing in the document shows it"
        if known[name] == "unknown" and id in nodes:
            yield f"coverage: {name} is unknown, but `{id}` asks for it"
        if known[name] == "unknown" and words not in " ".join(document["gaps"]):
            yield f"gaps do not say that {words} was not found"
