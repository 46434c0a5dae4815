/* Summaries are made apart, sent as bytes, merged, and give what the whole gives. */
#include "check.h"

#include <math.h>
#include <stdlib.h>

static PeerpathHistories *histories_of(const char *events) {
    PeerpathTable *table = NULL;
    PeerpathHistories *histories = NULL;
    CHECK_OK(peerpath_table_from_csv(events, strlen(events), &table, &error));
    CHECK_OK(peerpath_histories_from_events(table, NULL, 0, NULL, &histories, &error));
    peerpath_table_free(table);
    return histories;
}

static PeerpathRiskTable *summary_of(const char *events) {
    PeerpathHistories *histories = histories_of(events);
    PeerpathRiskTable *risk_table = NULL;
    CHECK_OK(peerpath_histories_summarise(histories, NULL, 0, &risk_table, &error));
    peerpath_histories_free(histories);
    return risk_table;
}

/* The probabilities at month 6, as JSON, of the curves on a risk table. */
static char *probabilities(const PeerpathRiskTable *risk_table) {
    PeerpathAalenJohansen *curves = NULL;
    PeerpathTable *table = NULL;
    PeerpathText *json = NULL;
    const double times[] = {3.0, 6.0};
    CHECK_OK(peerpath_risk_table_aalen_johansen(risk_table, NULL, 0, &curves, &error));
    CHECK_OK(peerpath_aalen_johansen_at(curves, times, 2, &table, &error));
    CHECK(peerpath_table_row_count(table) == 4);
    CHECK_OK(peerpath_table_to_json(table, &json, &error));
    char *copy = malloc(peerpath_text_length(json) + 1);
    if (copy == NULL) {
        abort();
    }
    strcpy(copy, peerpath_text_data(json));
    peerpath_text_free(json);
    peerpath_table_free(table);
    peerpath_aalen_johansen_free(curves);
    return copy;
}

static void parts_give_what_the_whole_gives(void) {
    PeerpathRiskTable *one = summary_of("person,time,state\na,0,seeking\na,3,peer-job\na,9,\n");
    PeerpathRiskTable *two = summary_of("person,time,state\nb,0,seeking\nb,6,peer-job\nb,8,\n");
    PeerpathRiskTable *whole = summary_of("person,time,state\na,0,seeking\na,3,peer-job\na,9,\n"
                                          "b,0,seeking\nb,6,peer-job\nb,8,\n");
    PeerpathBytes *bytes = NULL;
    PeerpathRiskTable *sent = NULL, *merged = NULL;
    CHECK_OK(peerpath_risk_table_to_bytes(two, &bytes, &error));
    CHECK_OK(peerpath_risk_table_from_bytes(peerpath_bytes_data(bytes), peerpath_bytes_length(bytes),
                                            &sent, &error));
    CHECK_OK(peerpath_risk_table_merge(one, sent, &merged, &error));
    CHECK(peerpath_risk_table_transitions(merged) == 2);
    CHECK(fabs(peerpath_risk_table_person_time(merged) - 17.0) < 1e-12);
    char *of_parts = probabilities(merged), *of_whole = probabilities(whole);
    CHECK(strcmp(of_parts, of_whole) == 0);

    PeerpathTable *counts = NULL;
    CHECK_OK(peerpath_risk_table_to_table(merged, &counts, &error));
    CHECK(peerpath_table_row_count(counts) > 0);
    peerpath_table_free(counts);
    counts = NULL;
    CHECK_OK(peerpath_risk_table_transitions_table(merged, &counts, &error));
    CHECK(peerpath_table_row_count(counts) == 2);
    peerpath_table_free(counts);

    /* A part of the bytes, or none, is refused. */
    PeerpathRiskTable *bad = NULL;
    for (size_t length = 0; length < peerpath_bytes_length(bytes); ++length) {
        CHECK(peerpath_risk_table_from_bytes(peerpath_bytes_data(bytes), length, &bad, NULL) != PEERPATH_OK);
    }
    CHECK(bad == NULL);
    free(of_parts);
    free(of_whole);
    peerpath_bytes_free(bytes);
    peerpath_risk_table_free(merged);
    peerpath_risk_table_free(sent);
    peerpath_risk_table_free(whole);
    peerpath_risk_table_free(two);
    peerpath_risk_table_free(one);
}

static void a_summary_is_updated(void) {
    PeerpathRiskTable *risk_table = summary_of("person,time,state\na,0,seeking\na,3,peer-job\na,9,\n");
    PeerpathHistories *more = histories_of("person,time,state\nb,0,seeking\nb,6,peer-job\nb,8,\n");
    CHECK_OK(peerpath_risk_table_update(risk_table, more, &error));
    CHECK(peerpath_risk_table_transitions(risk_table) == 2);
    CHECK(peerpath_histories_person_count(more) == 1);
    PeerpathText *json = NULL;
    CHECK_OK(peerpath_histories_describe(more, &json, &error));
    CHECK(strstr(peerpath_text_data(json), "\"person_time\":8.0") != NULL);
    peerpath_text_free(json);
    peerpath_histories_free(more);
    peerpath_risk_table_free(risk_table);
}

static void contradictions_are_listed(void) {
    const char *events = "person,time,state\na,3,seeking\na,3,school\nb,nan,seeking\n";
    PeerpathTable *table = NULL;
    PeerpathHistories *histories = NULL;
    CHECK_OK(peerpath_table_from_csv(events, strlen(events), &table, &error));
    CHECK(peerpath_histories_from_events(table, NULL, 0, NULL, &histories, NULL) != PEERPATH_OK);
    CHECK(histories == NULL);
    peerpath_table_free(table);
}

static void a_survey_is_summarised(void) {
    const char *answers = "state,crisis\nNC,5\nNC,2\nTN,4\n";
    const char *columns = "{\"items\": {\"crisis\": null}, \"group\": [\"state\"]}";
    PeerpathTable *table = NULL, *whole = NULL, *doubled = NULL;
    PeerpathSurvey *survey = NULL;
    PeerpathSurveySummary *summary = NULL, *sent = NULL, *merged = NULL;
    PeerpathBytes *bytes = NULL;
    CHECK_OK(peerpath_table_from_csv(answers, strlen(answers), &table, &error));
    CHECK_OK(peerpath_survey_from_table(table, columns, strlen(columns), NULL, &survey, &error));
    CHECK(peerpath_survey_respondents(survey) == 3);
    CHECK_OK(peerpath_survey_summarise(survey, TEXT("state"), &summary, &error));
    CHECK_REFUSED(PEERPATH_ARGUMENT, peerpath_survey_summarise(survey, TEXT("age"), &merged, &error));
    CHECK_OK(peerpath_survey_summary_to_bytes(summary, &bytes, &error));
    CHECK_OK(peerpath_survey_summary_from_bytes(peerpath_bytes_data(bytes),
                                                peerpath_bytes_length(bytes), &sent, &error));
    CHECK_OK(peerpath_survey_summary_merge(sent, sent, &merged, &error));
    CHECK_OK(peerpath_survey_summary_update(merged, survey, &error));
    CHECK_OK(peerpath_survey_summary_coverage(merged, TEXT("{\"by\": \"state\"}"), &whole, &error));
    CHECK(peerpath_table_row_count(whole) == 2);
    CHECK_OK(peerpath_survey_summary_binomial(merged, TEXT("{\"by\": \"state\"}"), &doubled, &error));
    CHECK(peerpath_table_row_count(doubled) == 2);
    peerpath_table_free(doubled);
    peerpath_table_free(whole);
    peerpath_bytes_free(bytes);
    peerpath_survey_summary_free(merged);
    peerpath_survey_summary_free(sent);
    peerpath_survey_summary_free(summary);
    peerpath_survey_free(survey);
    peerpath_table_free(table);
}

static void assessments_are_summarised(void) {
    PeerpathDate day = {2026, 11, 21};
    PeerpathStandard *standard = NULL;
    PeerpathDossier *dossier = NULL;
    PeerpathAssessment *assessment = NULL, *of_other_day = NULL;
    PeerpathAssessmentSummary *summary = NULL, *both = NULL;
    CHECK_OK(peerpath_standard_builtin(TEXT("us-nc/cpss"), &standard, &error));
    CHECK_OK(peerpath_dossier_from_json(TEXT("{\"format\": \"peerpath/dossier/1\"}"), &dossier, &error));
    CHECK_OK(peerpath_standard_assess(standard, dossier, day, &assessment, &error));
    CHECK_OK(peerpath_assessment_summary_new(standard, day, &summary, &error));
    CHECK_OK(peerpath_assessment_summary_update(summary, assessment, &error));
    CHECK_OK(peerpath_assessment_summary_merge(summary, summary, &both, &error));
    day.day = 22;
    CHECK_OK(peerpath_standard_assess(standard, dossier, day, &of_other_day, &error));
    CHECK_REFUSED(PEERPATH_ARGUMENT, peerpath_assessment_summary_update(both, of_other_day, &error));

    PeerpathText *json = NULL;
    PeerpathTable *table = NULL, *catalog = NULL;
    CHECK_OK(peerpath_assessment_summary_to_json(both, &json, &error));
    CHECK(strstr(peerpath_text_data(json), "\"n\":2") != NULL);
    CHECK_OK(peerpath_assessment_summary_to_table(both, &table, &error));
    CHECK(peerpath_table_row_count(table) > 1);
    CHECK_OK(peerpath_catalog(&catalog, &error));
    CHECK(peerpath_table_row_count(catalog) >= 5);
    peerpath_table_free(catalog);
    peerpath_table_free(table);
    peerpath_text_free(json);
    peerpath_assessment_summary_free(both);
    peerpath_assessment_summary_free(summary);
    peerpath_assessment_free(of_other_day);
    peerpath_assessment_free(assessment);
    peerpath_dossier_free(dossier);
    peerpath_standard_free(standard);
}

int main(void) {
    assessments_are_summarised();
    parts_give_what_the_whole_gives();
    a_summary_is_updated();
    contradictions_are_listed();
    a_survey_is_summarised();
    return check_result();
}
