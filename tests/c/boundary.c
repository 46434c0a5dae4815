/* What a careless caller does: NULL, text that is not UTF-8, garbage, and freeing nothing. */
#include "check.h"

#include <stdlib.h>

static void nothing_is_freed_safely(void) {
    peerpath_error_free(NULL);
    peerpath_text_free(NULL);
    peerpath_bytes_free(NULL);
    peerpath_table_free(NULL);
    peerpath_standard_free(NULL);
    peerpath_dossier_free(NULL);
    peerpath_assessment_free(NULL);
    peerpath_framework_free(NULL);
    peerpath_crosswalk_free(NULL);
    peerpath_curriculum_free(NULL);
    peerpath_survey_free(NULL);
    peerpath_survey_summary_free(NULL);
    peerpath_state_space_free(NULL);
    peerpath_histories_free(NULL);
    peerpath_risk_table_free(NULL);
    peerpath_aalen_johansen_free(NULL);
    peerpath_nelson_aalen_free(NULL);
    peerpath_panel_free(NULL);
    peerpath_assessment_summary_free(NULL);
    CHECK(1);
}

static void readers_of_nothing_answer_harmlessly(void) {
    CHECK(peerpath_error_code(NULL) == PEERPATH_OK);
    CHECK(peerpath_error_code_name(NULL) == NULL);
    CHECK(peerpath_error_message(NULL) == NULL);
    CHECK(peerpath_error_problem_count(NULL) == 0);
    CHECK(peerpath_error_problems_kept(NULL) == 0);
    CHECK(peerpath_error_problem(NULL, 0, NULL, NULL, NULL) == PEERPATH_NULL_POINTER);
    CHECK(peerpath_error_place_kind(NULL, 0) == PEERPATH_PLACE_NONE);
    CHECK(peerpath_error_place_pointer(NULL, 0) == NULL);
    CHECK(peerpath_error_place_argument(NULL, 0) == NULL);
    CHECK(peerpath_error_place_column(NULL, 0) == NULL);
    CHECK(peerpath_error_place_row(NULL, 0) == -1);
    CHECK(peerpath_error_place_line(NULL, 0) == -1);
    CHECK(peerpath_error_place_character(NULL, 0) == -1);
    CHECK(peerpath_text_data(NULL) == NULL);
    CHECK(peerpath_text_length(NULL) == 0);
    CHECK(peerpath_bytes_data(NULL) == NULL);
    CHECK(peerpath_bytes_length(NULL) == 0);
    CHECK(peerpath_table_row_count(NULL) == 0);
    CHECK(peerpath_table_column_count(NULL) == 0);
    CHECK(peerpath_table_column_name(NULL, 0) == NULL);
    CHECK(peerpath_table_warning_count(NULL) == 0);
    CHECK(peerpath_table_warning(NULL, 0, NULL, NULL) == PEERPATH_NULL_POINTER);
    CHECK(peerpath_standard_id(NULL) == NULL);
    CHECK(peerpath_standard_version(NULL) == NULL);
    CHECK(peerpath_standard_title(NULL) == NULL);
    CHECK(peerpath_dossier_person(NULL) == NULL);
    CHECK(peerpath_assessment_verdict(NULL) == PEERPATH_VERDICT_NONE);
    CHECK(peerpath_assessment_explain(NULL) == NULL);
    CHECK(peerpath_framework_id(NULL) == NULL);
    CHECK(peerpath_framework_version(NULL) == NULL);
    CHECK(peerpath_framework_title(NULL) == NULL);
    CHECK(peerpath_survey_respondents(NULL) == 0);
    CHECK(peerpath_state_space_state_count(NULL) == 0);
    CHECK(peerpath_state_space_state_name(NULL, 0) == NULL);
    CHECK(peerpath_histories_person_count(NULL) == 0);
    CHECK(peerpath_histories_warning_count(NULL) == 0);
    CHECK(peerpath_histories_warning(NULL, 0, NULL, NULL) == PEERPATH_NULL_POINTER);
    CHECK(peerpath_panel_person_count(NULL) == 0);
    CHECK(peerpath_panel_wave_count(NULL) == 0);
    CHECK(peerpath_risk_table_transitions(NULL) == 0);
    CHECK(peerpath_risk_table_person_time(NULL) == 0.0);
    CHECK(peerpath_aalen_johansen_warning_count(NULL) == 0);
    CHECK(peerpath_aalen_johansen_warning(NULL, 0, NULL, NULL) == PEERPATH_NULL_POINTER);
    CHECK(peerpath_nelson_aalen_warning_count(NULL) == 0);
    CHECK(peerpath_nelson_aalen_warning(NULL, 0, NULL, NULL) == PEERPATH_NULL_POINTER);
}

/* A place for a result that no call may write to: it stays what it was. */
#define UNTOUCHED(type, call)                                           \
    do {                                                                \
        type *const before = (type *)(void *)&check_count;              \
        type *out = before;                                             \
        CHECK_REFUSED(PEERPATH_NULL_POINTER, call);                     \
        CHECK(out == before);                                           \
    } while (0)

static void a_null_input_is_refused_and_writes_nothing(void) {
    UNTOUCHED(PeerpathText, peerpath_error_to_json(NULL, &out, &error));
    UNTOUCHED(PeerpathTable, peerpath_table_from_stream(NULL, &out, &error));
    UNTOUCHED(PeerpathTable, peerpath_table_from_csv(NULL, 5, &out, &error));
    UNTOUCHED(PeerpathTable, peerpath_table_from_csv(NULL, 0, &out, &error));
    UNTOUCHED(PeerpathTable, peerpath_table_from_json(NULL, 5, &out, &error));
    UNTOUCHED(PeerpathText, peerpath_table_to_json(NULL, &out, &error));
    UNTOUCHED(PeerpathStandard, peerpath_standard_builtin(NULL, 10, &out, &error));
    UNTOUCHED(PeerpathStandard, peerpath_standard_from_json(NULL, 10, &out, &error));
    UNTOUCHED(PeerpathStandard, peerpath_standard_from_json_with(NULL, 10, NULL, 0, &out, &error));
    UNTOUCHED(PeerpathText, peerpath_standard_beside(NULL, &out, &error));
    UNTOUCHED(PeerpathText, peerpath_standard_to_json(NULL, &out, &error));
    UNTOUCHED(PeerpathDossier, peerpath_dossier_from_json(NULL, 10, &out, &error));
    UNTOUCHED(PeerpathText, peerpath_dossier_to_json(NULL, &out, &error));
    UNTOUCHED(PeerpathText, peerpath_assessment_to_json(NULL, &out, &error));
    UNTOUCHED(PeerpathAssessment,
              peerpath_standard_assess(NULL, NULL, (PeerpathDate){2026, 11, 21}, &out, &error));
    UNTOUCHED(PeerpathAssessmentSummary,
              peerpath_assessment_summary_new(NULL, (PeerpathDate){2026, 11, 21}, &out, &error));
    UNTOUCHED(PeerpathAssessmentSummary, peerpath_assessment_summary_merge(NULL, NULL, &out, &error));
    UNTOUCHED(PeerpathTable, peerpath_assessment_summary_to_table(NULL, &out, &error));
    UNTOUCHED(PeerpathText, peerpath_assessment_summary_to_json(NULL, &out, &error));
    UNTOUCHED(PeerpathFramework, peerpath_framework_builtin(NULL, 1, &out, &error));
    UNTOUCHED(PeerpathFramework, peerpath_framework_from_json(NULL, 1, &out, &error));
    UNTOUCHED(PeerpathText, peerpath_framework_to_json(NULL, &out, &error));
    UNTOUCHED(PeerpathTable, peerpath_framework_to_table(NULL, &out, &error));
    UNTOUCHED(PeerpathSurvey, peerpath_survey_from_table(NULL, NULL, 0, NULL, &out, &error));
    UNTOUCHED(PeerpathTable, peerpath_survey_coverage(NULL, NULL, 0, &out, &error));
    UNTOUCHED(PeerpathTable, peerpath_survey_binomial(NULL, NULL, 0, &out, &error));
    UNTOUCHED(PeerpathTable, peerpath_survey_weighted_coverage(NULL, NULL, 0, &out, &error));
    UNTOUCHED(PeerpathTable, peerpath_survey_multiple_response(NULL, NULL, 0, &out, &error));
    UNTOUCHED(PeerpathTable, peerpath_survey_needs(NULL, NULL, 0, NULL, &out, &error));
    UNTOUCHED(PeerpathTable, peerpath_survey_reliability(NULL, NULL, 0, &out, &error));
    UNTOUCHED(PeerpathTable, peerpath_survey_item_totals(NULL, NULL, 0, &out, &error));
    UNTOUCHED(PeerpathTable, peerpath_survey_summary_multiple_response(NULL, NULL, 0, &out, &error));
    UNTOUCHED(PeerpathTable, peerpath_binomial_regression(NULL, NULL, 0, &out, &out, &error));
    UNTOUCHED(PeerpathText, peerpath_framework_to_case(NULL, NULL, 0, &out, &error));
    UNTOUCHED(PeerpathCrosswalk, peerpath_crosswalk_from_json(NULL, 1, &out, &error));
    UNTOUCHED(PeerpathText, peerpath_crosswalk_to_json(NULL, &out, &error));
    UNTOUCHED(PeerpathTable, peerpath_crosswalk_to_table(NULL, &out, &error));
    UNTOUCHED(PeerpathCrosswalk, peerpath_crosswalk_reversed(NULL, &out, &error));
    UNTOUCHED(PeerpathCurriculum, peerpath_curriculum_from_json(NULL, 1, &out, &error));
    UNTOUCHED(PeerpathText, peerpath_curriculum_to_json(NULL, &out, &error));
    UNTOUCHED(PeerpathTable, peerpath_curriculum_coverage(NULL, NULL, NULL, 0, &out, &error));
    UNTOUCHED(PeerpathTable, peerpath_curriculum_gaps(NULL, NULL, NULL, 0, &out, &error));
    UNTOUCHED(PeerpathTable, peerpath_curriculum_overlaps(NULL, NULL, NULL, 0, &out, &error));
    UNTOUCHED(PeerpathText, peerpath_curriculum_smallest_selection(NULL, NULL, NULL, 0, &out, &error));
    UNTOUCHED(PeerpathTable, peerpath_curriculum_compare(NULL, NULL, NULL, &out, &error));
    UNTOUCHED(PeerpathCurriculum, peerpath_curriculum_through(NULL, NULL, &out, &error));
    UNTOUCHED(PeerpathText,
              peerpath_curriculum_to_dossier(NULL, NULL, 0, (PeerpathDate){2026, 1, 31}, &out, &error));
    UNTOUCHED(PeerpathSurvey, peerpath_survey_from_labelled(NULL, NULL, 0, NULL, 0, &out, &error));
    UNTOUCHED(PeerpathSurvey, peerpath_survey_from_redcap(NULL, NULL, 0, NULL, 0, &out, &error));
    UNTOUCHED(PeerpathSurvey, peerpath_survey_from_qualtrics(NULL, 1, NULL, 0, &out, &error));
    UNTOUCHED(PeerpathTable, peerpath_survey_items_to_table(NULL, &out, &error));
    UNTOUCHED(PeerpathTable, peerpath_summaries_check(NULL, NULL, 0, &out, &error));
    UNTOUCHED(PeerpathTable, peerpath_survey_compare(NULL, NULL, 0, &out, &error));
    UNTOUCHED(PeerpathTable, peerpath_survey_summary_compare(NULL, NULL, 0, &out, &error));
    UNTOUCHED(PeerpathSurveySummary, peerpath_survey_summarise(NULL, NULL, 0, &out, &error));
    UNTOUCHED(PeerpathSurveySummary, peerpath_survey_summary_merge(NULL, NULL, &out, &error));
    UNTOUCHED(PeerpathBytes, peerpath_survey_summary_to_bytes(NULL, &out, &error));
    UNTOUCHED(PeerpathSurveySummary,
              peerpath_survey_summary_from_bytes(NULL, 5, &out, &error));
    UNTOUCHED(PeerpathTable, peerpath_survey_summary_coverage(NULL, NULL, 0, &out, &error));
    UNTOUCHED(PeerpathTable, peerpath_survey_summary_binomial(NULL, NULL, 0, &out, &error));
    UNTOUCHED(PeerpathStateSpace, peerpath_state_space_from_json(NULL, 1, &out, &error));
    UNTOUCHED(PeerpathText, peerpath_state_space_to_json(NULL, &out, &error));
    UNTOUCHED(PeerpathHistories,
              peerpath_histories_from_events(NULL, NULL, 0, NULL, &out, &error));
    UNTOUCHED(PeerpathHistories,
              peerpath_histories_from_spells(NULL, NULL, 0, NULL, &out, &error));
    UNTOUCHED(PeerpathHistories,
              peerpath_histories_from_intervals(NULL, NULL, 0, NULL, &out, &error));
    UNTOUCHED(PeerpathText, peerpath_histories_describe(NULL, &out, &error));
    UNTOUCHED(PeerpathRiskTable, peerpath_histories_summarise(NULL, NULL, 0, &out, &error));
    UNTOUCHED(PeerpathAalenJohansen,
              peerpath_histories_aalen_johansen(NULL, NULL, 0, &out, &error));
    UNTOUCHED(PeerpathRiskTable, peerpath_risk_table_merge(NULL, NULL, &out, &error));
    UNTOUCHED(PeerpathBytes, peerpath_risk_table_to_bytes(NULL, &out, &error));
    UNTOUCHED(PeerpathRiskTable, peerpath_risk_table_from_bytes(NULL, 5, &out, &error));
    UNTOUCHED(PeerpathTable, peerpath_risk_table_to_table(NULL, &out, &error));
    UNTOUCHED(PeerpathTable, peerpath_risk_table_transitions_table(NULL, &out, &error));
    UNTOUCHED(PeerpathAalenJohansen,
              peerpath_risk_table_aalen_johansen(NULL, NULL, 0, &out, &error));
    UNTOUCHED(PeerpathTable, peerpath_aalen_johansen_at(NULL, NULL, 0, &out, &error));
    UNTOUCHED(PeerpathTable, peerpath_aalen_johansen_curve(NULL, &out, &error));
    UNTOUCHED(PeerpathTable,
              peerpath_aalen_johansen_quantiles(NULL, NULL, 0, NULL, 0, &out, &error));
    UNTOUCHED(PeerpathTable, peerpath_aalen_johansen_pseudo_values(NULL, NULL, 0, &out, &error));
    UNTOUCHED(PeerpathTable, peerpath_aalen_johansen_pseudo_mean_times(NULL, 1.0, &out, &error));
    UNTOUCHED(PeerpathTable, peerpath_nelson_aalen_at(NULL, NULL, 0, &out, &error));
    UNTOUCHED(PeerpathTable, peerpath_nelson_aalen_curve(NULL, &out, &error));
    UNTOUCHED(PeerpathAalenJohansen, peerpath_histories_kaplan_meier(NULL, NULL, 0, &out, &error));
    UNTOUCHED(PeerpathAalenJohansen,
              peerpath_histories_cumulative_incidence(NULL, NULL, 0, &out, &error));
    UNTOUCHED(PeerpathNelsonAalen, peerpath_histories_nelson_aalen(NULL, NULL, 0, &out, &error));
    UNTOUCHED(PeerpathText, peerpath_histories_log_rank(NULL, NULL, 0, &out, &error));
    UNTOUCHED(PeerpathText, peerpath_histories_gray_test(NULL, NULL, 0, &out, &error));
    UNTOUCHED(PeerpathAalenJohansen, peerpath_histories_landmark(NULL, NULL, 0, &out, &error));
    UNTOUCHED(PeerpathText, peerpath_histories_markov_test(NULL, NULL, 0, &out, &error));
    UNTOUCHED(PeerpathTable,
              peerpath_histories_bootstrap(NULL, NULL, 0, NULL, 0, NULL, &out, &error));
    UNTOUCHED(PeerpathTable, peerpath_histories_exits(NULL, NULL, 0, &out, &error));
    UNTOUCHED(PeerpathTable, peerpath_histories_to_intervals(NULL, &out, &error));
    UNTOUCHED(PeerpathTable, peerpath_histories_to_spells(NULL, &out, &error));
    UNTOUCHED(PeerpathTable, peerpath_histories_to_events(NULL, &out, &error));
    UNTOUCHED(PeerpathAalenJohansen, peerpath_risk_table_kaplan_meier(NULL, NULL, 0, &out, &error));
    UNTOUCHED(PeerpathAalenJohansen,
              peerpath_risk_table_cumulative_incidence(NULL, NULL, 0, &out, &error));
    UNTOUCHED(PeerpathNelsonAalen, peerpath_risk_table_nelson_aalen(NULL, NULL, 0, &out, &error));
    UNTOUCHED(PeerpathTable,
              peerpath_aalen_johansen_transition_matrix(NULL, 0.0, 1.0, &out, &error));
    UNTOUCHED(PeerpathTable,
              peerpath_aalen_johansen_transition_covariance(NULL, 0.0, 1.0, &out, &error));
    UNTOUCHED(PeerpathTable, peerpath_aalen_johansen_covariance(NULL, NULL, 0, &out, &error));
    UNTOUCHED(PeerpathTable,
              peerpath_aalen_johansen_restricted_mean_time(NULL, 1.0, &out, &error));
    UNTOUCHED(PeerpathPanel, peerpath_panel_from_table(NULL, NULL, 0, NULL, &out, &error));
    UNTOUCHED(PeerpathTable, peerpath_panel_transition_table(NULL, &out, &error));
    UNTOUCHED(PeerpathTable, peerpath_panel_attrition(NULL, &out, &error));
    CHECK_REFUSED(PEERPATH_NULL_POINTER, peerpath_risk_table_update(NULL, NULL, &error));
    CHECK_REFUSED(PEERPATH_NULL_POINTER, peerpath_assessment_summary_update(NULL, NULL, &error));
    CHECK_REFUSED(PEERPATH_NULL_POINTER, peerpath_survey_summary_update(NULL, NULL, &error));
    CHECK_REFUSED(PEERPATH_NULL_POINTER, peerpath_table_to_stream(NULL, NULL, &error));
}

static void a_null_output_is_refused(void) {
    CHECK_REFUSED(PEERPATH_NULL_POINTER, peerpath_catalog(NULL, &error));
    CHECK_REFUSED(PEERPATH_NULL_POINTER, peerpath_catalog_to_json(NULL, &error));
    CHECK_REFUSED(PEERPATH_NULL_POINTER, peerpath_standard_schema(NULL, &error));
    CHECK_REFUSED(PEERPATH_NULL_POINTER, peerpath_dossier_schema(NULL, &error));
    CHECK_REFUSED(PEERPATH_NULL_POINTER, peerpath_state_space_peer_workforce(NULL, &error));
    CHECK_REFUSED(PEERPATH_NULL_POINTER, peerpath_table_from_csv(TEXT("a\n1\n"), NULL, &error));
    CHECK_REFUSED(PEERPATH_NULL_POINTER, peerpath_standard_builtin(TEXT("us-nc/cpss"), NULL, &error));
    PeerpathTable *table = NULL;
    CHECK_OK(peerpath_table_from_csv(TEXT("a\n1\n"), &table, &error));
    CHECK_REFUSED(PEERPATH_NULL_POINTER, peerpath_table_to_json(table, NULL, &error));
    CHECK_REFUSED(PEERPATH_NULL_POINTER, peerpath_table_to_stream(table, NULL, &error));
    peerpath_table_free(table);
}

static void an_error_is_not_asked_for(void) {
    PeerpathTable *table = NULL;
    CHECK(peerpath_table_from_json(TEXT("nonsense"), &table, NULL) == PEERPATH_SYNTAX);
    CHECK(table == NULL);
}

static void the_refusal_names_function_and_argument(void) {
    PeerpathError *error = NULL;
    PeerpathAssessment *assessment = NULL;
    PeerpathDate today = {2026, 11, 21};
    CHECK(peerpath_standard_assess(NULL, NULL, today, &assessment, &error) == PEERPATH_NULL_POINTER);
    CHECK(strcmp(peerpath_error_place_argument(error, 0), "standard") == 0);
    CHECK(strcmp(peerpath_error_message(error),
                 "peerpath_standard_assess: argument `standard`: found NULL, "
                 "expected a PeerpathStandard") == 0);
    peerpath_error_free(error);
}

static void text_that_is_not_utf8_is_refused(void) {
    PeerpathError *error = NULL;
    PeerpathTable *table = NULL;
    CHECK(peerpath_table_from_csv(TEXT("a\n\xff\xfe\n"), &table, &error) == PEERPATH_INVALID_TEXT);
    CHECK(peerpath_error_problem_count(error) == 2);
    const char *found = NULL;
    CHECK(peerpath_error_problem(error, 1, NULL, &found, NULL) == PEERPATH_OK);
    CHECK(strcmp(found, "byte 0xfe at offset 3") == 0);
    peerpath_error_free(error);

    PeerpathDossier *dossier = NULL;
    PeerpathStandard *standard = NULL;
    CHECK_REFUSED(PEERPATH_INVALID_TEXT, peerpath_dossier_from_json(TEXT("{\"\xc3\x28\": 1}"), &dossier, &error));
    CHECK_REFUSED(PEERPATH_INVALID_TEXT, peerpath_standard_builtin(TEXT("\x80"), &standard, &error));
    CHECK(table == NULL && dossier == NULL && standard == NULL);
}

static void garbage_is_refused(void) {
    const size_t length = 10u * 1024u * 1024u;
    char *garbage = malloc(length);
    if (garbage == NULL) {
        CHECK(!"memory");
        return;
    }
    uint32_t seed = 20261121u;
    for (size_t at = 0; at < length; ++at) {
        seed = seed * 1664525u + 1013904223u;
        garbage[at] = (char)(seed >> 24);
    }
    PeerpathTable *table = NULL;
    PeerpathDossier *dossier = NULL;
    PeerpathStandard *standard = NULL;
    PeerpathFramework *framework = NULL;
    PeerpathRiskTable *risk_table = NULL;
    PeerpathSurveySummary *summary = NULL;
    CHECK_REFUSED(PEERPATH_INVALID_TEXT, peerpath_table_from_json(garbage, length, &table, &error));
    CHECK_REFUSED(PEERPATH_INVALID_TEXT, peerpath_table_from_csv(garbage, length, &table, &error));
    CHECK_REFUSED(PEERPATH_INVALID_TEXT, peerpath_dossier_from_json(garbage, length, &dossier, &error));
    CHECK(peerpath_risk_table_from_bytes((const uint8_t *)garbage, length, &risk_table, NULL) != PEERPATH_OK);
    CHECK(peerpath_survey_summary_from_bytes((const uint8_t *)garbage, length, &summary, NULL) != PEERPATH_OK);
    /* The same as text: ASCII without a NUL. */
    for (size_t at = 0; at < length; ++at) {
        garbage[at] = (char)(' ' + (garbage[at] & 0x3f));
    }
    CHECK_REFUSED(PEERPATH_SYNTAX, peerpath_table_from_json(garbage, length, &table, &error));
    CHECK_REFUSED(PEERPATH_SYNTAX, peerpath_dossier_from_json(garbage, length, &dossier, &error));
    /* Longer than any standard may be, whatever it says. */
    CHECK_REFUSED(PEERPATH_DOCUMENT, peerpath_standard_from_json(garbage, length, &standard, &error));
    CHECK_REFUSED(PEERPATH_SYNTAX, peerpath_standard_from_json(garbage, length / 4, &standard, &error));
    CHECK_REFUSED(PEERPATH_SYNTAX, peerpath_framework_from_json(garbage, length, &framework, &error));
    CHECK(table == NULL && dossier == NULL && standard == NULL);
    CHECK(framework == NULL && risk_table == NULL && summary == NULL);
    free(garbage);
}

static void names_and_days_that_do_not_exist_are_refused(void) {
    PeerpathStandard *standard = NULL;
    PeerpathFramework *framework = NULL;
    PeerpathDossier *dossier = NULL;
    PeerpathAssessment *assessment = NULL;
    CHECK_REFUSED(PEERPATH_UNKNOWN_NAME, peerpath_standard_builtin(TEXT("us-zz/none"), &standard, &error));
    CHECK_REFUSED(PEERPATH_UNKNOWN_NAME, peerpath_framework_builtin(TEXT("none"), &framework, &error));
    CHECK_OK(peerpath_standard_builtin("us-nc/cpss", 10, &standard, &error));
    CHECK_OK(peerpath_dossier_from_json(TEXT("{\"format\": \"peerpath/dossier/1\"}"), &dossier, &error));
    PeerpathDate never = {2026, 2, 30};
    CHECK_REFUSED(PEERPATH_ARGUMENT, peerpath_standard_assess(standard, dossier, never, &assessment, &error));
    CHECK_REFUSED(PEERPATH_NULL_POINTER, peerpath_standard_assess(standard, NULL, never, &assessment, &error));
    CHECK(assessment == NULL);
    CHECK(peerpath_dossier_person(dossier) == NULL);
    peerpath_standard_free(standard);
    peerpath_dossier_free(dossier);
}

static void options_are_checked(void) {
    PeerpathTable *table = NULL;
    PeerpathSurvey *survey = NULL;
    CHECK_OK(peerpath_table_from_csv(TEXT("crisis\n5\n4\n"), &table, &error));
    CHECK_REFUSED(PEERPATH_ARGUMENT, peerpath_survey_from_table(table, TEXT("{\"itmes\": {}}"), NULL, &survey, &error));
    CHECK_REFUSED(PEERPATH_SYNTAX, peerpath_survey_from_table(table, TEXT("{"), NULL, &survey, &error));
    CHECK(survey == NULL);
    CHECK_OK(peerpath_survey_from_table(table, TEXT("{\"items\": {\"crisis\": null}}"), NULL, &survey, &error));
    PeerpathTable *coverage = NULL;
    CHECK_REFUSED(PEERPATH_ARGUMENT, peerpath_survey_coverage(survey, TEXT("{\"level\": 2}"), &coverage, &error));
    CHECK_REFUSED(PEERPATH_NULL_POINTER, peerpath_survey_coverage(survey, NULL, 3, &coverage, &error));
    CHECK(coverage == NULL);
    CHECK_OK(peerpath_survey_coverage(survey, NULL, 0, &coverage, &error));
    CHECK(peerpath_table_row_count(coverage) == 1);
    peerpath_table_free(coverage);
    peerpath_survey_free(survey);
    peerpath_table_free(table);
}

int main(void) {
    nothing_is_freed_safely();
    readers_of_nothing_answer_harmlessly();
    a_null_input_is_refused_and_writes_nothing();
    a_null_output_is_refused();
    an_error_is_not_asked_for();
    the_refusal_names_function_and_argument();
    text_that_is_not_utf8_is_refused();
    garbage_is_refused();
    names_and_days_that_do_not_exist_are_refused();
    options_are_checked();
    return check_result();
}
