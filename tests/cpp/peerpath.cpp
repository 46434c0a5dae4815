// The C++ header: the example of the documentation to the letter, ownership, refusals, streams.
#include <peerpath.hpp>

#include <iostream>
#include <sstream>
#include <type_traits>

#include "check.h"

namespace {

const std::string text = R"({"format": "peerpath/dossier/1", "person": "p-17", "born": "1988-05-02"})";

void the_example_runs() {
    std::ostringstream said;
    auto *const before = std::cout.rdbuf(said.rdbuf());
{
auto standard = peerpath::Standard::builtin("us-nc/cpss");          // throws peerpath::Error with .problems()
auto assessment = standard.assess(peerpath::Dossier::from_json(text), {2026, 11, 21});
std::cout << assessment.explain();
}
    std::cout.rdbuf(before);
    CHECK(said.str().find("us-nc/cpss") != std::string::npos);
    CHECK(said.str().find("p-17") != std::string::npos);
}

void a_standard_and_its_assessment_tell_all() {
    const auto standard = peerpath::Standard::builtin("us-nc/cpss");
    CHECK(standard.id() == "us-nc/cpss");
    CHECK(!standard.version().empty() && !standard.title().empty());
    CHECK(peerpath::Standard::from_json(standard.to_json()).id() == standard.id());
    const auto dossier = peerpath::Dossier::from_json(text);
    CHECK(dossier.person() == "p-17");
    CHECK(peerpath::Dossier::from_json(dossier.to_json()).person() == "p-17");
    const auto assessment = standard.assess(dossier, {2026, 11, 21});
    CHECK(assessment.verdict() != peerpath::Assessment::Verdict::none);
    CHECK(assessment.to_json().front() == '{');
    CHECK(!assessment.met_on() && !assessment.met_until());
    CHECK(assessment.next_steps().find("\"optimal\":true") != std::string::npos);
    CHECK(assessment.next_steps("{\"settle\": 2}").find("\"steps\"") != std::string::npos);
    CHECK(standard.lint().find("\"warning\"") == std::string::npos);
    CHECK(peerpath::Standard::lint_document("[]").find("unreadable") != std::string::npos);
    auto summary = peerpath::AssessmentSummary::of(standard, {2026, 11, 21});
    summary.update(assessment);
    CHECK(summary.merge(summary).to_json().find("\"n\":2") != std::string::npos);
    CHECK(summary.to_table().row_count() > 1);
    CHECK(peerpath::catalog().row_count() >= 5);
    const auto comparison = standard.compare(standard);
    CHECK(comparison.explain().find("SAME") != std::string::npos);
    CHECK(comparison.to_json().front() == '{' && comparison.to_table().row_count() > 1);
    const auto transfer = standard.transfer(standard, dossier, {2026, 11, 21});
    CHECK(transfer.explain().find("p-17") != std::string::npos);
    CHECK(transfer.to_json().front() == '{' && transfer.to_table().row_count() > 1);
    CHECK(peerpath::alignment({&standard}, R"({"form": "wide"})").row_count() == 1);
    CHECK(peerpath::alignment().row_count() > 20);
    CHECK(peerpath::Standard::schema().front() == '{' && peerpath::Dossier::schema().front() == '{');
}

void a_watch_stops_or_throws() {
    const auto table = peerpath::Table::from_csv("unit,rater,value\na,x,1\na,y,1\nb,x,2\nb,y,1\n");
    const auto ratings = peerpath::Ratings::from_table(table, R"({"level": "ordinal"})");
    CHECK(ratings.units() == 2 && ratings.raters() == 2);
    for (const auto &made : {ratings.krippendorff_alpha(), ratings.fleiss_kappa(), ratings.gwet_ac(),
                             ratings.percent_agreement(), ratings.cohen_kappa(), ratings.pairwise()}) {
        CHECK(made.row_count() == 1);
    }
    CHECK(ratings.consensus().row_count() == 2 && ratings.delphi({}, &ratings).row_count() == 2);
    const auto of_groups = peerpath::Ratings::from_table(
        peerpath::Table::from_csv("unit,rater,value,who\na,x,1,p\na,y,5,s\na,z,4,s\nb,x,2,p\nb,y,1,s\nb,z,2,s\n"),
        R"({"level": "ordinal", "group": "who"})");
    CHECK(of_groups.disagreement(R"({"between": "who"})").row_count() == 2);
    const auto overlap = of_groups.overlap(R"({"between": "who"})");
    CHECK(overlap.first.row_count() == 1 && overlap.second.row_count() == 4);
    CHECK(of_groups.cultural_consensus().find("\"ratio\"") != std::string::npos);
    const auto rows = peerpath::Table::from_csv("a,b,x\n1,2,1\n2,1,2\n5,4,2\n4,5,3\n1,1,1\n5,5,3\n");
    const auto survey = peerpath::Survey::from_table(rows, R"({"items": {"a": null, "b": null}})");
    try {
        survey.needs({}, [](auto, auto) { return false; });
        CHECK(false);
    } catch (const peerpath::Error &error) {
        CHECK(error.code() == PEERPATH_CANCELLED);
    }
    const auto profiles = peerpath::Profiles::of(survey, R"({"classes": [1, 2], "starts": 3})");
    const auto of_numbers = peerpath::Profiles::from_table(rows, R"({"items": ["a", "x"]})", R"({"classes": [1]})");
    CHECK(of_numbers.best() == 1 && of_numbers.membership().row_count() == 6);
    CHECK(profiles.best() > 0 && profiles.fits().row_count() == 2);
    CHECK(profiles.classes(2).row_count() == 4 && profiles.membership().row_count() == 6);
    CHECK(profiles.likelihood_ratio(R"({"classes": 2, "draws": 3})").row_count() == 1);
    CHECK(profiles.predictors(rows, R"({"classes": 2, "columns": ["x"]})").row_count() == 2);
    try {
        ratings.krippendorff_alpha({}, [](auto, auto) { return false; });
        CHECK(false);
    } catch (const peerpath::Error &error) {
        CHECK(error.code() == PEERPATH_CANCELLED);
    }
    try {
        ratings.krippendorff_alpha({}, [](auto, auto) -> bool { throw 7; });
        CHECK(false);
    } catch (int thrown) {
        CHECK(thrown == 7);
    }
}

void a_renewal_says_where_a_credential_stands() {
    const auto standard = peerpath::Standard::builtin("us-nc/cpss");
    const auto holder = peerpath::Dossier::from_json(
        R"({"format": "peerpath/dossier/1", "credentials": [
            {"credential": "us-nc/cpss", "issued": "2024-11-15", "status": "active"}]})");
    const auto renewal = standard.renewal(holder, {2026, 11, 30});
    CHECK(renewal.status() == "active");
    CHECK(renewal.expires().month == 11 && renewal.expires().day == 30);
    CHECK(renewal.due().year == 2026);
    CHECK(renewal.explain().find("ACTIVE") != std::string::npos);
    CHECK(renewal.to_json().front() == '{');
}

template <typename Call> peerpath::Error refused(PeerpathStatus code, Call &&call) {
    try {
        call();
    } catch (const peerpath::Error &error) {
        CHECK(error.code() == code);
        CHECK(error.code_name() == peerpath_status_name(code));
        CHECK(error.problem_count() > 0);
        CHECK(std::string(error.what()).find(error.problems().at(0).found) != std::string::npos);
        return error;  // a copy, which outlives the call
    }
    CHECK(!"refused");
    return peerpath::Error(PEERPATH_INTERNAL, nullptr);
}

void refusals_are_thrown_with_their_problems() {
    const auto error = refused(PEERPATH_DOCUMENT, [] {
        peerpath::Dossier::from_json(R"({"format": "peerpath/dossier/1", "exam": [], "hour": []})");
    });
    CHECK(error.problems().size() == 2);
    CHECK(error.problems().at(0).place == "/exam");
    CHECK(error.problems().at(0).kind == PEERPATH_PLACE_POINTER);
    CHECK(error.problems().at(0).name == "/exam" && error.problems().at(0).row == -1);
    refused(PEERPATH_UNKNOWN_NAME, [] { peerpath::Standard::builtin("none"); });
    refused(PEERPATH_ARGUMENT, [] {
        const auto standard = peerpath::Standard::builtin("us-nc/cpss");
        standard.assess(peerpath::Dossier::from_json(text), {2026, 2, 30});
    });
    refused(PEERPATH_SYNTAX, [] { peerpath::Table::from_json("{"); });
    refused(PEERPATH_INVALID_TEXT, [] { peerpath::Table::from_csv("a\n\xff\n"); });
    const peerpath::Error bare(PEERPATH_STREAM, nullptr);
    CHECK(bare.code() == PEERPATH_STREAM && bare.problems().empty());
}

void handles_have_one_owner() {
    static_assert(!std::is_copy_constructible_v<peerpath::Table>);
    static_assert(!std::is_copy_assignable_v<peerpath::Standard>);
    static_assert(std::is_nothrow_move_constructible_v<peerpath::Table>);
    static_assert(std::is_nothrow_copy_constructible_v<peerpath::Error>);
    auto table = peerpath::Table::from_csv("a\n1\n2\n");
    auto moved = std::move(table);
    CHECK(moved.row_count() == 2);
    table = peerpath::Table::from_csv("b\n1\n");
    CHECK(table.column_names().at(0) == "b");
    const auto empty = peerpath::Table(nullptr);
    CHECK(empty.row_count() == 0 && empty.column_names().empty());
    refused(PEERPATH_NULL_POINTER, [&] { static_cast<void>(empty.to_json()); });
}

void a_table_goes_through_a_stream() {
    ArrowArrayStream stream = peerpath::Table::from_csv("person,time\na,1\nb,2\n").to_stream();
    const auto table = peerpath::Table::from_stream(&stream);
    CHECK(stream.release == nullptr);
    CHECK(table.row_count() == 2);
    refused(PEERPATH_STREAM, [&] { peerpath::Table::from_stream(&stream); });
}

void a_regression_is_fitted() {
    const auto table = peerpath::Table::from_csv("stayed,clear\n1,1\n0,1\n1,1\n1,0\n0,0\n0,0\n");
    const auto fitted = peerpath::BinomialRegression::fit(
        table, R"({"outcome": "stayed", "blocks": [["clear"]]})");
    CHECK(fitted.terms.row_count() == 2);
    CHECK(fitted.blocks.row_count() == 1);
    refused(PEERPATH_ARGUMENT, [&] { peerpath::BinomialRegression::fit(table, "{}"); });
}

void a_curriculum_is_held_against_a_framework() {
    const auto framework = peerpath::Framework::builtin("icrc-pr");
    const auto curriculum = peerpath::Curriculum::from_json(
        R"({"format": "peerpath/curriculum/1", "id": "c", "version": "1", "title": "C", "modules": [
            {"id": "m", "title": "M", "hours": 10, "introduces": ["icrc-pr/advocacy"]}]})");
    CHECK(curriculum.coverage(framework).row_count() == 5);
    CHECK(curriculum.gaps(framework).row_count() == 4);
    CHECK(curriculum.overlaps(framework).row_count() == 0);
    CHECK(curriculum.compare(curriculum, framework).row_count() == 5);
    CHECK(curriculum.smallest_selection(framework).find("\"optimal\":true") != std::string::npos);
    CHECK(curriculum.to_dossier("p", {2026, 1, 31}).find("2026-01-31") != std::string::npos);
    const auto crosswalk = peerpath::Crosswalk::from_json(
        R"({"format": "peerpath/crosswalk/1", "id": "x", "version": "1", "title": "X",
            "from": "icrc-pr", "to": "other", "links": [
            {"from": "icrc-pr/advocacy", "to": "other/1", "relation": "exact"}]})");
    CHECK(crosswalk.reversed().to_table().row_count() == 1);
    CHECK(curriculum.through(crosswalk).to_json().find("other/1") != std::string::npos);
    std::string repairs;
    const auto again = peerpath::Framework::from_case(
        R"({"CFDocument": {"title": "T"}, "CFItems": [{"fullStatement": "S"}]})", "t", &repairs);
    CHECK(again.id() == "t" && repairs.find("identifier") != std::string::npos);
    CHECK(framework.to_case().find("isChildOf") != std::string::npos);
}

void surveys_are_estimated() {
    const auto table = peerpath::Table::from_csv("state,crisis\nNC,5\nNC,2\nTN,4\n");
    const auto survey =
        peerpath::Survey::from_table(table, R"({"items": {"crisis": null}, "group": ["state"]})");
    CHECK(survey.respondents() == 3);
    CHECK(survey.coverage().row_count() == 1);
    CHECK(survey.coverage(R"({"by": "state"})").row_count() == 2);
    CHECK(survey.binomial().row_count() == 1);
    CHECK(survey.compare(R"({"by": "state"})").row_count() == 1);
    CHECK(survey.multiple_response().row_count() == 1);
    const auto published =
        peerpath::Table::from_csv("n,mean,sd,minimum,maximum\n20,47.7,9.0,32,69\n");
    CHECK(peerpath::check_summaries(published).row_count() == 1);
    CHECK(survey.items().row_count() == 1);
    const auto columns = R"({"items": {"crisis": null}})";
    CHECK(peerpath::Survey::from_labelled(table, "{}", columns).respondents() == 3);
    CHECK(peerpath::Survey::from_redcap(table, "{}", R"({"items": {"crisis": null}, "person": "crisis"})")
              .respondents() == 3);
    CHECK(peerpath::Survey::from_qualtrics("crisis\nHow well?\n4\n", columns).respondents() == 1);
    CHECK(survey.needs(R"({"draws": 10})").row_count() == 1);
    CHECK(survey.reliability().row_count() == 1);
    CHECK(survey.item_totals().row_count() == 1);
    refused(PEERPATH_ARGUMENT, [&] { survey.weighted_coverage(); });
    auto summary = peerpath::SurveySummary::from_bytes(survey.summarise("state").to_bytes());
    summary.update(survey);
    CHECK(summary.merge(summary).coverage(R"({"by": "state"})").row_count() == 2);
    CHECK(summary.binomial(R"({"by": "state"})").row_count() == 2);
    CHECK(summary.compare(R"({"by": "state", "test": "fisher"})").row_count() == 1);
    CHECK(summary.multiple_response(R"({"by": "state"})").row_count() == 2);
    const auto framework = peerpath::Framework::builtin("samhsa-2015");
    CHECK(framework.id() == "samhsa-2015" && framework.to_table().row_count() > 12);
    CHECK(peerpath::Framework::from_json(framework.to_json()).title() == framework.title());
    CHECK(!framework.version().empty());
    refused(PEERPATH_ARGUMENT, [&] {
        peerpath::Survey::from_table(table, R"({"items": {"crisis": "samhsa-2015/none"}})", &framework);
    });
}

void histories_are_estimated() {
    const auto space = peerpath::StateSpace::peer_workforce();
    CHECK(space.names().at(1) == "seeking");
    CHECK(peerpath::StateSpace::from_json(space.to_json()).names() == space.names());
    const auto table = peerpath::Table::from_csv(
        "person,time,state\na,0,seeking\na,3,peer-job\na,9,\nb,0,seeking\nb,8,\n");
    const auto histories = peerpath::Histories::from_events(table, {}, &space);
    CHECK(histories.person_count() == 2);
    CHECK(histories.describe().find("\"transitions\":1") != std::string::npos);
    const auto curves = histories.aalen_johansen(R"({"level": 0.9})");
    const auto at = curves.at({3.0, 6.0});
    CHECK(at.row_count() > 0);
    CHECK(at.to_json().find("0.5") != std::string::npos);
    CHECK(curves.curve().row_count() > 0);
    CHECK(curves.transition_matrix(0.0, 6.0).row_count() > 0);
    const auto cells = curves.transition_matrix(0.0, 6.0).row_count();
    CHECK(curves.transition_covariance(0.0, 6.0).row_count() == cells * cells);
    CHECK(curves.covariance({3.0, 6.0}).row_count() == 2 * cells);
    CHECK(curves.restricted_mean_time(6.0).row_count() > 0);
    CHECK(curves.pseudo_values({3.0}).row_count() > 0);
    CHECK(curves.pseudo_mean_times(6.0).row_count() > 0);
    const auto staying = histories.kaplan_meier(R"({"origin": "seeking"})");
    CHECK(staying.quantiles({0.5}).row_count() == 1);
    CHECK(staying.quantiles({0.25}, "left").row_count() == 1);
    CHECK(histories.cumulative_incidence(R"({"origin": "seeking"})").at({3.0}).row_count() > 0);
    CHECK(histories.nelson_aalen().at({3.0}).row_count() == 1);
    CHECK(histories.nelson_aalen().curve().row_count() == 2);
    CHECK(histories.nelson_aalen().warnings().empty());
    auto risk_table = peerpath::RiskTable::from_bytes(histories.summarise().to_bytes());
    risk_table.update(histories);
    CHECK(risk_table.merge(risk_table).transitions() == 4);
    CHECK(risk_table.person_time() == 34.0);
    CHECK(risk_table.to_table().row_count() > 0);
    CHECK(risk_table.kaplan_meier(R"({"origin": "seeking"})").curve().row_count() > 0);
    CHECK(risk_table.cumulative_incidence(R"({"origin": "seeking"})").curve().row_count() > 0);
    CHECK(risk_table.nelson_aalen().curve().row_count() > 0);
    CHECK(risk_table.transitions_table().row_count() == 1);
    for (const auto &warning : curves.warnings()) {
        CHECK(!warning.name.empty() && !warning.message.empty());
    }
    const auto spells = peerpath::Table::from_csv(
        "person,start,stop,state\na,0,3,seeking\na,3,9,peer-job\n");
    CHECK(peerpath::Histories::from_spells(spells).person_count() == 1);
    const auto intervals = peerpath::Table::from_csv(
        "person,start,stop,origin,target\na,0,3,seeking,peer-job\na,3,9,peer-job,\n");
    CHECK(peerpath::Histories::from_intervals(intervals).summarise().transitions() == 1);
    CHECK(peerpath::Histories::from_intervals(intervals).warnings().size() < 10);
    const auto groups = peerpath::Histories::from_intervals(
        peerpath::Table::from_csv("person,start,stop,origin,target,g\na,0,3,x,y,p\nb,0,4,x,y,q\n"),
        R"({"covariates": ["g"]})");
    CHECK(groups.log_rank(R"({"by": "g", "origin": "x"})").find("p_value") != std::string::npos);
    CHECK(groups.gray_test(R"({"by": "g", "origin": "x", "cause": "y"})").find("p_value") !=
          std::string::npos);
}

void hazards_are_modelled() {
    const auto table = peerpath::Table::from_csv(
        "person,start,stop,origin,target,trained\na,0,3,seeking,peer-job,1\n"
        "b,0,5,seeking,peer-job,0\nc,0,7,seeking,peer-job,1\nd,0,9,seeking,,0\n");
    const auto histories =
        peerpath::Histories::from_intervals(table, R"({"covariates": ["trained"]})");
    const auto cox =
        histories.cox(R"({"transitions": "seeking -> peer-job", "covariates": ["trained"]})");
    CHECK(cox.table().row_count() == 1);
    CHECK(cox.tests().row_count() == 3);
    CHECK(cox.covariance().row_count() == 1);
    CHECK(cox.describe().find("\"events\":3") != std::string::npos);
    CHECK(cox.residuals().row_count() == 4);
    CHECK(cox.proportionality(R"({"transform": "rank"})").row_count() == 2);
    CHECK(cox.concordance().row_count() == 1);
    const auto profiles = peerpath::Table::from_csv("trained\n0\n1\n");
    CHECK(cox.cumulative_hazard(profiles).row_count() == 6);
    CHECK(cox.state_probabilities(profiles, R"({"times": [4], "start_state": "seeking"})")
              .row_count() == 4);
    CHECK(cox.warnings().empty());
    const auto of_parts = peerpath::Cox::of_parts(
        R"({"covariates": ["trained"]})", [&](const std::vector<std::uint8_t> &question) {
            return std::vector<std::vector<std::uint8_t>>{histories.cox_answer(question)};
        });
    CHECK(of_parts.table().to_json() == cox.table().to_json());
    bool thrown = false;
    try {
        peerpath::Cox::of_parts({}, [](const std::vector<std::uint8_t> &question)
                                        -> std::vector<std::vector<std::uint8_t>> {
            throw std::runtime_error(std::to_string(question.size()));
        });
    } catch (const std::runtime_error &) {
        thrown = true;
    }
    CHECK(thrown);
    const auto model = histories.fine_gray(
        R"({"transition": "seeking -> peer-job", "covariates": ["trained"]})");
    CHECK(model.table().row_count() == 1);
    CHECK(model.describe().find("\"competing_events\":0") != std::string::npos);
    CHECK(model.cumulative_incidence(profiles).row_count() == 6);
    CHECK(model.warnings().empty());
    const auto parametric = histories.parametric(
        R"({"transition": "seeking -> peer-job", "covariates": ["trained"]})");
    CHECK(parametric.table().row_count() == 3);
    CHECK(parametric.describe().find("\"events\":3") != std::string::npos);
    CHECK(parametric.hazards(profiles, {1.0, 5.0}).row_count() == 4);
    CHECK(parametric.warnings().empty());
}

void panels_are_counted() {
    const auto table = peerpath::Table::from_csv(
        "person,time,state\na,2020,peer-job\na,2021,peer-job\nb,2020,peer-job\nb,2021,\n");
    const auto panel = peerpath::Panel::from_table(table);
    CHECK(panel.person_count() == 2 && panel.wave_count() == 2);
    CHECK(panel.transition_table().row_count() > 0);
    CHECK(panel.attrition().row_count() == 2);
}

}  // namespace

int main() {
    the_example_runs();
    a_standard_and_its_assessment_tell_all();
    a_watch_stops_or_throws();
    a_renewal_says_where_a_credential_stands();
    refusals_are_thrown_with_their_problems();
    handles_have_one_owner();
    a_table_goes_through_a_stream();
    a_regression_is_fitted();
    surveys_are_estimated();
    a_curriculum_is_held_against_a_framework();
    histories_are_estimated();
    hazards_are_modelled();
    panels_are_counted();
    CHECK(peerpath::version() == PEERPATH_VERSION);
    return check_result();
}
