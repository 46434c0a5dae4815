"""Every conformance vector, through the public interface of the package."""

from __future__ import annotations

import datetime
import warnings
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import peerpath as pp
import pytest
import vectors

Inputs = dict[str, Any]
CALLS: dict[str, Callable[[Inputs], Any]] = {}


def call(name: str) -> Callable[[Callable[[Inputs], Any]], Callable[[Inputs], Any]]:
    def register(function: Callable[[Inputs], Any]) -> Callable[[Inputs], Any]:
        CALLS[name] = function
        return function

    return register


def table(inputs: Inputs, name: str = "table") -> Any:
    columns = inputs[name]
    if isinstance(columns.get("csv"), str):
        return pp.Table.from_csv(vectors.FOLDER.parent / columns["csv"])
    return columns


@call("table.read")
def _(inputs: Inputs) -> Any:
    return pp.Table(table(inputs))


@call("standard.parse")
def _(inputs: Inputs) -> Any:
    return pp.Standard.from_json(inputs["standard"], inputs.get("standards")).to_dict()


@call("dossier.parse")
def _(inputs: Inputs) -> Any:
    return pp.Dossier.from_json(inputs["dossier"]).to_dict()


def standard(inputs: Inputs) -> pp.Standard:
    if "builtin" in inputs:
        return pp.Standard.builtin(inputs["builtin"])
    return pp.Standard.from_json(inputs["standard"], inputs.get("standards"))


def assessment(inputs: Inputs) -> pp.Assessment:
    return standard(inputs).assess(pp.Dossier.from_json(inputs["dossier"]), as_of=inputs["as_of"])


@call("standard.assess")
def _(inputs: Inputs) -> Any:
    return assessment(inputs).to_dict()


@call("standard.assess_many")
def _(inputs: Inputs) -> Any:
    if "builtin" in inputs:
        standard = pp.Standard.builtin(inputs["builtin"])
    else:
        standard = pp.Standard.from_json(inputs["standard"], inputs.get("standards"))
    options = {"as_of": inputs["as_of"], **inputs.get("options", {})}
    dossiers = inputs.get("lines", inputs.get("tables"))
    if "rows" in inputs:
        dossiers = pp.Table(inputs["rows"])
    answers = list(standard.assess_batches(dossiers, **options))
    table = standard.assess_many(dossiers, **options)
    whole = table.to_dict()
    for column, values in whole.items():
        assert [value for part in answers for value in part[column]] == values
    return table


@call("standard.explain")
def _(inputs: Inputs) -> Any:
    return {"text": assessment(inputs).explain()}


@call("standard.next_steps")
def _(inputs: Inputs) -> Any:
    return assessment(inputs).next_steps(**inputs.get("options", {}))


@call("standard.lint")
def _(inputs: Inputs) -> Any:
    if "builtin" in inputs:
        return pp.Standard.builtin(inputs["builtin"]).lint()
    return pp.Standard.lint_document(inputs["standard"], inputs.get("standards"))


@call("standard.met_on")
def _(inputs: Inputs) -> Any:
    made = assessment(inputs)
    return {"met_on": made.met_on, "met_until": made.met_until}


@call("standard.renewal")
def _(inputs: Inputs) -> Any:
    who = pp.Dossier.from_json(inputs["dossier"])
    return standard(inputs).renewal(who, as_of=inputs["as_of"]).to_dict()


def given(inputs: Inputs) -> pp.Standard:
    if "builtin" in inputs:
        return pp.Standard.builtin(inputs["builtin"])
    return pp.Standard.from_json(inputs["standard"], inputs.get("standards"))


@call("standard.to_ctdl")
def _(inputs: Inputs) -> Any:
    return given(inputs).to_ctdl(**inputs.get("options", {})).to_dict()


@call("standard.from_ctdl")
def _(inputs: Inputs) -> Any:
    reading = pp.Standard.from_ctdl(inputs["ctdl"], **inputs.get("options", {}))
    return {
        "standard": reading.standard.to_dict(),
        "not_understood": reading.not_understood,
        "count": reading.count,
    }


@call("dossier.credentials_from_open_badge")
def _(inputs: Inputs) -> Any:
    options = {"achievements": {}, **inputs.get("options", {})}
    return pp.Dossier.credentials_from_open_badge(inputs["badge"], **options).to_dict()


@call("dossier.with_open_badge")
def _(inputs: Inputs) -> Any:
    options = {"achievements": {}, **inputs.get("options", {})}
    dossier = pp.Dossier.from_json(inputs["dossier"])
    dossier, reading = dossier.with_open_badge(inputs["badge"], **options)
    return {**reading.to_dict(), "dossier": dossier.to_dict()}


def named(inputs: Inputs, name: str) -> pp.Standard:
    given = inputs[name]
    return pp.Standard.builtin(given) if isinstance(given, str) else pp.Standard.from_json(given)


@call("standard.compare")
def _(inputs: Inputs) -> Any:
    return pp.compare(named(inputs, "a"), named(inputs, "b")).to_dict()


@call("standard.transfer")
def _(inputs: Inputs) -> Any:
    dossier = pp.Dossier.from_json(inputs["dossier"])
    transfer = named(inputs, "from").transfer(named(inputs, "to"), dossier, as_of=inputs["as_of"])
    return transfer.to_dict()


@call("alignment")
def _(inputs: Inputs) -> Any:
    standards = [named(inputs, "standard")] if "standard" in inputs else None
    return pp.alignment(standards, **inputs.get("options", {}))


@call("catalog")
def _(inputs: Inputs) -> Any:
    columns = pp.catalog().to_dict()
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


@call("framework.parse")
def _(inputs: Inputs) -> Any:
    return pp.Framework.from_json(inputs["framework"]).to_dict()


def framework(inputs: Inputs) -> pp.Framework:
    return pp.Framework.from_json(inputs["framework"])


def curriculum(inputs: Inputs) -> pp.Curriculum:
    return pp.Curriculum.from_json(inputs["curriculum"])


@call("framework.to_case")
def framework_to_case(inputs: Inputs) -> Any:
    return framework(inputs).to_case(**inputs.get("options", {}))


@call("framework.from_case")
def framework_from_case(inputs: Inputs) -> Any:
    return pp.Framework.from_case(inputs["case"], id="read").to_dict()


@call("crosswalk.reversed")
def crosswalk_reversed(inputs: Inputs) -> Any:
    return pp.Crosswalk.from_json(inputs["crosswalk"]).reversed().to_dict()


@call("curriculum.coverage")
def curriculum_coverage(inputs: Inputs) -> pp.Table:
    return curriculum(inputs).coverage(framework(inputs), **inputs.get("options", {}))


@call("curriculum.gaps")
def curriculum_gaps(inputs: Inputs) -> pp.Table:
    return curriculum(inputs).gaps(framework(inputs), **inputs.get("options", {}))


@call("curriculum.overlaps")
def curriculum_overlaps(inputs: Inputs) -> pp.Table:
    return curriculum(inputs).overlaps(framework(inputs), **inputs.get("options", {}))


@call("curriculum.smallest_selection")
def curriculum_smallest_selection(inputs: Inputs) -> Any:
    return curriculum(inputs).smallest_selection(framework(inputs), **inputs.get("options", {}))


@call("curriculum.compare")
def curriculum_compare(inputs: Inputs) -> pp.Table:
    return curriculum(inputs).compare(pp.Curriculum.from_json(inputs["other"]), framework(inputs))


@call("curriculum.through")
def curriculum_through(inputs: Inputs) -> Any:
    return curriculum(inputs).through(pp.Crosswalk.from_json(inputs["crosswalk"])).to_dict()


@call("curriculum.to_dossier")
def curriculum_to_dossier(inputs: Inputs) -> Any:
    return curriculum(inputs).to_dossier("p", on="2026-01-31").to_dict()


def survey(inputs: Inputs) -> pp.Survey:
    options = {"items": {}, **inputs["survey"]}
    return pp.Survey.from_table(table(inputs), **options)


@call("survey.compare")
def survey_compare(inputs: Inputs) -> pp.Table:
    return survey(inputs).compare(**{"by": None, **inputs.get("options", {})})


@call("survey.item_totals")
def survey_item_totals(inputs: Inputs) -> pp.Table:
    return survey(inputs).reliability(**inputs.get("options", {})).items


@call("survey.multiple_response")
def survey_multiple_response(inputs: Inputs) -> pp.Table:
    return survey(inputs).multiple_response(**inputs.get("options", {}))


@call("survey.needs")
def survey_needs(inputs: Inputs) -> pp.Table:
    return survey(inputs).needs(**inputs.get("options", {}))


@call("survey.reliability")
def survey_reliability(inputs: Inputs) -> pp.Table:
    return survey(inputs).reliability(**inputs.get("options", {})).table


@call("survey.weighted_coverage")
def survey_weighted_coverage(inputs: Inputs) -> pp.Table:
    return survey(inputs).weighted_coverage(**inputs.get("options", {}))


def regression(inputs: Inputs) -> pp.BinomialRegression:
    options = {"outcome": "", "blocks": [], **inputs.get("options", {})}
    return pp.binomial_regression(table(inputs), **options)


@call("binomial_regression.terms")
def binomial_regression_terms(inputs: Inputs) -> pp.Table:
    return regression(inputs).table


@call("binomial_regression.blocks")
def binomial_regression_blocks(inputs: Inputs) -> pp.Table:
    return regression(inputs).blocks


@call("survey.from_labelled")
def survey_from_labelled(inputs: Inputs) -> pp.Table:
    options = {"items": {}, **inputs["survey"]}
    metadata = SimpleNamespace(
        column_names_to_labels=inputs["metadata"].get("column_labels", {}),
        variable_value_labels=inputs["metadata"].get("value_labels", {}),
        missing_ranges=inputs["metadata"].get("missing", {}),
    )
    return pp.Survey.from_labelled(table(inputs), metadata, **options).multiple_response()


@call("survey.from_redcap")
def survey_from_redcap(inputs: Inputs) -> pp.Table:
    options = {"items": {}, **inputs["survey"], **inputs.get("options", {})}
    return pp.Survey.from_redcap(table(inputs), **options).multiple_response()


@call("survey.from_qualtrics")
def survey_from_qualtrics(inputs: Inputs) -> Any:
    columns = {"items": {}, **inputs["survey"]}
    survey = pp.Survey.from_qualtrics(inputs["text"].encode(), **columns)
    items = {
        "item": survey.items,
        "competency": [columns["items"][item] for item in survey.items],
        "label": [survey.labels.get(item) for item in survey.items],
    }
    return {"items": pp.Table(items), "responses": survey.multiple_response()}


@call("summaries.check")
def summaries_check(inputs: Inputs) -> pp.Table:
    return pp.check_summaries(table(inputs), **inputs.get("options", {}))


@call("survey.coverage")
def _(inputs: Inputs) -> Any:
    return survey(inputs).coverage(**inputs.get("options", {})).table


@call("survey.binomial")
def _(inputs: Inputs) -> Any:
    return survey(inputs).binomial(**inputs.get("options", {}))


def ratings(inputs: Inputs) -> pp.Ratings:
    return pp.Ratings.from_table(table(inputs), **inputs.get("ratings", {}))


for _name in (
    "cohen_kappa",
    "fleiss_kappa",
    "gwet_ac",
    "krippendorff_alpha",
    "pairwise",
    "percent_agreement",
):

    @call(f"ratings.{_name}")
    def _(inputs: Inputs, name: str = _name) -> Any:
        return getattr(ratings(inputs), name)(**inputs.get("options", {})).table


for _name in ("consensus", "disagreement"):

    @call(f"ratings.{_name}")
    def _(inputs: Inputs, name: str = _name) -> Any:
        options = {"between": ""} if name == "disagreement" else {}
        made = getattr(ratings(inputs), name)(**{**options, **inputs.get("options", {})})
        return made if isinstance(made, pp.Table) else made.table


@call("ratings.overlap")
def _(inputs: Inputs) -> Any:
    made = ratings(inputs).overlap(**{"between": "", **inputs.get("options", {})})
    return {"pairs": made.table, "tasks": made.tasks}


@call("ratings.delphi")
def _(inputs: Inputs) -> Any:
    before = ratings({**inputs, "table": inputs["before"]}) if "before" in inputs else None
    return ratings(inputs).delphi(before, **inputs.get("options", {}))


@call("ratings.cultural_consensus")
def _(inputs: Inputs) -> Any:
    made = ratings(inputs).cultural_consensus(**inputs.get("options", {}))
    given = made.to_dict()
    assert made.ratio == given["ratio"] and made.eigenvalues == given["eigenvalues"]
    assert made.answers["answer"] == [row["answer"] for row in given["answers"]]
    assert made.competence["n"] == [row["n"] for row in given["competence"]]
    return given


def profiles(inputs: Inputs) -> pp.Profiles:
    options = inputs.get("options", {})
    if "columns" in inputs:
        return pp.Profiles.from_table(table(inputs), inputs["columns"]["items"], **options)
    return survey(inputs).profiles(**options)


@call("survey.profiles.fits")
def _(inputs: Inputs) -> Any:
    return profiles(inputs).table


@call("survey.profiles.classes")
def _(inputs: Inputs) -> Any:
    return profiles(inputs).classes(inputs.get("classes"))


@call("survey.profiles.membership")
def _(inputs: Inputs) -> Any:
    return profiles(inputs).membership(inputs.get("classes"))


@call("survey.profiles.likelihood_ratio")
def _(inputs: Inputs) -> Any:
    made = profiles(inputs).likelihood_ratio(**inputs.get("test", {}))
    return {name: [value] for name, value in made.items() if name != "warnings"}


@call("survey.profiles.predictors")
def _(inputs: Inputs) -> Any:
    options = {"columns": [], **inputs["predictors"]}
    return profiles(inputs).predictors(table(inputs), **options)


def space(inputs: Inputs) -> pp.StateSpace | None:
    return pp.StateSpace.from_json(inputs["space"]) if "space" in inputs else None


def histories(inputs: Inputs, name: str = "table") -> pp.Histories:
    for form in ("spells", "intervals", "events"):
        if form in inputs:
            reader = getattr(pp.Histories, f"from_{form}")
            return reader(table(inputs, name), states=space(inputs), **inputs[form])
    return pp.Histories.from_events(table(inputs, name), states=space(inputs))


@call("histories.summarise")
def _(inputs: Inputs) -> Any:
    return histories(inputs).describe()


@call("histories.risk_table")
def _(inputs: Inputs) -> Any:
    return histories(inputs).summarise(**inputs.get("options", {})).table


def curves(inputs: Inputs) -> pp.AalenJohansen:
    return histories(inputs).aalen_johansen(**inputs.get("options", {}))


@call("histories.aalen_johansen.at")
def _(inputs: Inputs) -> Any:
    return curves(inputs).at(inputs["times"])


@call("risk_table.aalen_johansen.at_with_squares")
def _(inputs: Inputs) -> Any:
    persons, options, times = histories(inputs), inputs["options"], inputs["times"]
    made = persons.summarise(by=options.get("by")).aalen_johansen(**options)
    return made.at_with_squares(times, persons.influence_squares(made, times))


@call("histories.aalen_johansen.pseudo_values")
def _(inputs: Inputs) -> Any:
    return curves(inputs).pseudo_values(inputs["times"])


@call("histories.aalen_johansen.pseudo_mean_times")
def _(inputs: Inputs) -> Any:
    return curves(inputs).pseudo_mean_times(inputs["until"])


@call("histories.aalen_johansen.restricted_mean_time")
def _(inputs: Inputs) -> Any:
    return curves(inputs).restricted_mean_time(inputs["until"])


@call("histories.aalen_johansen.covariance")
def _(inputs: Inputs) -> Any:
    return curves(inputs).covariance(inputs["times"])


@call("histories.aalen_johansen.transition_covariance")
def _(inputs: Inputs) -> Any:
    return curves(inputs).transition_covariance(inputs["from"], inputs["to"])


@call("histories.aalen_johansen.transition_matrix")
def _(inputs: Inputs) -> Any:
    return curves(inputs).transition_matrix(inputs["from"], inputs["to"])


def kaplan_meier(inputs: Inputs) -> pp.AalenJohansen:
    return histories(inputs).kaplan_meier(**inputs["options"])


@call("histories.kaplan_meier.at")
def _(inputs: Inputs) -> Any:
    return kaplan_meier(inputs).at(inputs["times"])


@call("histories.kaplan_meier.quantiles")
def _(inputs: Inputs) -> Any:
    return kaplan_meier(inputs).quantiles(inputs["quantiles"])


@call("histories.kaplan_meier.restricted_mean_time")
def _(inputs: Inputs) -> Any:
    return kaplan_meier(inputs).restricted_mean_time(inputs["until"])


@call("histories.cumulative_incidence.at")
def _(inputs: Inputs) -> Any:
    return histories(inputs).cumulative_incidence(**inputs["options"]).at(inputs["times"])


@call("histories.nelson_aalen.at")
def _(inputs: Inputs) -> Any:
    return histories(inputs).nelson_aalen(**inputs.get("options", {})).at(inputs["times"])


@call("histories.log_rank")
def _(inputs: Inputs) -> Any:
    return histories(inputs).log_rank(**inputs["options"]).to_dict()


@call("histories.gray_test")
def _(inputs: Inputs) -> Any:
    return histories(inputs).gray_test(**inputs["options"]).to_dict()


def cox(inputs: Inputs) -> pp.Cox:
    return histories(inputs).cox(**inputs.get("options", {}))


@call("histories.cox")
def _(inputs: Inputs) -> Any:
    return cox(inputs).table


@call("cox.of_parts")
def _(inputs: Inputs) -> Any:
    parts = [histories(inputs), histories(inputs, "other")]
    return pp.Cox.of_parts(
        lambda question: [part.cox_answer(question) for part in parts], **inputs["options"]
    ).table


@call("histories.cox.concordance")
def _(inputs: Inputs) -> Any:
    return cox(inputs).concordance()


@call("histories.cox.describe")
def _(inputs: Inputs) -> Any:
    return cox(inputs).describe()


@call("histories.cox.proportionality")
def _(inputs: Inputs) -> Any:
    return cox(inputs).proportionality(**inputs.get("proportionality", {}))


@call("histories.cox.residuals")
def _(inputs: Inputs) -> Any:
    return cox(inputs).residuals(**inputs.get("residuals", {}))


@call("histories.cox.cumulative_hazard")
def _(inputs: Inputs) -> Any:
    return cox(inputs).cumulative_hazard(inputs["profiles"])


@call("histories.cox.state_probabilities")
def _(inputs: Inputs) -> Any:
    return cox(inputs).state_probabilities(inputs["profiles"], **inputs["prediction"])


@call("histories.cox.tests")
def _(inputs: Inputs) -> Any:
    return cox(inputs).tests()


def fine_gray(inputs: Inputs) -> pp.FineGray:
    return histories(inputs).fine_gray(**inputs["options"])


@call("histories.fine_gray")
def _(inputs: Inputs) -> Any:
    return fine_gray(inputs).table


@call("histories.fine_gray.cumulative_incidence")
def _(inputs: Inputs) -> Any:
    return fine_gray(inputs).cumulative_incidence(inputs["profiles"])


@call("histories.fine_gray.describe")
def _(inputs: Inputs) -> Any:
    return fine_gray(inputs).describe()


def parametric(inputs: Inputs) -> pp.Parametric:
    return histories(inputs).parametric(**inputs["options"])


@call("histories.parametric")
def _(inputs: Inputs) -> Any:
    return parametric(inputs).table


@call("histories.parametric.describe")
def _(inputs: Inputs) -> Any:
    return parametric(inputs).describe()


@call("histories.parametric.hazards")
def _(inputs: Inputs) -> Any:
    return parametric(inputs).hazards(inputs["profiles"], times=inputs["times"])


@call("histories.landmark.at")
def _(inputs: Inputs) -> Any:
    return histories(inputs).landmark(**inputs["options"]).at(inputs["times"])


@call("histories.markov_test")
def _(inputs: Inputs) -> Any:
    return histories(inputs).markov_test(**inputs["options"])


@call("histories.bootstrap")
def _(inputs: Inputs) -> Any:
    return histories(inputs).bootstrap(inputs["times"], **inputs["options"])


@call("histories.exits")
def _(inputs: Inputs) -> Any:
    return histories(inputs).exits(**inputs.get("options", {}))


@call("histories.to_intervals")
def _(inputs: Inputs) -> Any:
    return histories(inputs).to_intervals()


@call("histories.to_spells")
def _(inputs: Inputs) -> Any:
    return histories(inputs).to_spells()


@call("histories.to_events")
def _(inputs: Inputs) -> Any:
    return histories(inputs).to_events()


def panel(inputs: Inputs) -> pp.Panel:
    return pp.Panel.from_table(table(inputs), states=space(inputs), **inputs.get("panel", {}))


@call("panel.transition_table")
def _(inputs: Inputs) -> Any:
    return panel(inputs).transition_table()


@call("panel.attrition")
def _(inputs: Inputs) -> Any:
    return panel(inputs).attrition()


def as_json(value: Any) -> Any:
    """A result as JSON values."""
    if isinstance(value, pp.Table):
        return as_json(value.to_dict())
    if isinstance(value, dict):
        return {key: as_json(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(each) for each in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def problems_of(error: pp.PeerpathError) -> dict[str, Any]:
    listed = [{"place": p.place, "found": p.found, "expected": p.expected} for p in error.problems]
    return {"code": error.code, "problems": listed}


CASES = vectors.cases()
RAN: set[str] = set()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_vector(case: vectors.Case) -> None:
    assert case.call in CALLS, f"{case.name}: no such call: {case.call}"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", pp.PeerpathWarning)
        try:
            result = CALLS[case.call](case.input)
        except TypeError as error:
            # A keyword that a call does not have is refused by Python itself, before core.
            assert "unexpected keyword argument" in str(error), f"{case.name}: {error}"
            assert case.error is not None and case.error["code"] == "argument"
            assert any("unknown key" in each.get("found", "") for each in case.error["problems"])
            differences = []
        except pp.PeerpathError as error:
            assert case.error is not None, f"{case.name}: {error}"
            differences = vectors.error_differences(problems_of(error), case)
        else:
            assert case.error is None, f"{case.name}: no refusal, but {result!r}"
            differences = vectors.differences(as_json(result), case)
    assert not differences, f"{case.name}:\n" + "\n".join(differences)
    RAN.add(case.call)


def test_every_call_has_a_vector_and_all_ran(request: pytest.FixtureRequest) -> None:
    assert CASES, "no vector was found"
    here = [item for item in request.session.items if item.path == Path(__file__)]
    collected = [item for item in here if "test_vector[" in item.nodeid]
    if len(collected) < len(CASES):
        pytest.skip("only some of the vectors were asked for")
    print(f"{len(collected)} cases")
    assert len(collected) == len(CASES)
    assert set(CALLS) == RAN, f"without a vector: {set(CALLS) - RAN}"


def test_a_difference_is_seen() -> None:
    def case(expect: Any) -> vectors.Case:
        return vectors.Case("", "", {}, expect, None, 1e-9, 0.0)

    assert not vectors.differences({"a": [1.0, None], "b": 2}, case({"a": [1, None]}))
    for wrong in ({"a": [1.001, None]}, {"a": [1.0, 0]}, {"a": [1.0]}, {"b": 1}, {"a": None}):
        assert vectors.differences(wrong, case({"a": [1, None]})), wrong
    assert vectors.differences({"flag": 1}, case({"flag": True}))
