/* Regressions of hazards: fitted, asked, and freed; what cannot be fitted is refused or cautioned. */
#include "check.h"

static PeerpathTable *table_of(const char *csv) {
    PeerpathTable *table = NULL;
    CHECK_OK(peerpath_table_from_csv(csv, strlen(csv), &table, &error));
    return table;
}

static PeerpathHistories *seekers(void) {
    PeerpathTable *table = table_of("person,start,stop,origin,target,trained,same\n"
                                    "a,0,3,seeking,peer-job,1,2\nb,0,5,seeking,school,0,2\n"
                                    "c,0,7,seeking,peer-job,1,2\nd,0,8,seeking,peer-job,0,2\n"
                                    "e,0,9,seeking,,1,2\n");
    PeerpathHistories *histories = NULL;
    CHECK_OK(peerpath_histories_from_intervals(table, TEXT("{\"covariates\": [\"trained\", \"same\"]}"),
                                               NULL, &histories, &error));
    peerpath_table_free(table);
    return histories;
}

/* One part, which answers as often as `answers_left` says. */
typedef struct {
    const PeerpathHistories *histories;
    int answers_left;
} OnePart;

static bool ask_one_part(const uint8_t *question, size_t length, PeerpathAnswers *answers, void *data) {
    OnePart *part = data;
    PeerpathBytes *answer = NULL;
    if (part->answers_left-- == 0) {
        return false;
    }
    CHECK_OK(peerpath_histories_cox_answer(part->histories, question, length, &answer, &error));
    CHECK_OK(peerpath_answers_add(answers, peerpath_bytes_data(answer), peerpath_bytes_length(answer), &error));
    CHECK_REFUSED(PEERPATH_NULL_POINTER, peerpath_answers_add(answers, NULL, 8, &error));
    peerpath_bytes_free(answer);
    return true;
}

static bool say_nothing(const uint8_t *question, size_t length, PeerpathAnswers *answers, void *data) {
    return question != NULL && length > 0 && answers != NULL && data == NULL;
}

static bool echo(const uint8_t *question, size_t length, PeerpathAnswers *answers, void *data) {
    (void)data;
    return peerpath_answers_add(answers, question, length, NULL) == PEERPATH_OK;
}

static void cox_of_parts(void) {
    PeerpathHistories *histories = seekers();
    OnePart part = {histories, -1};
    PeerpathParts parts = {ask_one_part, &part};
    PeerpathCox *cox = NULL;
    PeerpathTable *result = NULL;
    PeerpathBytes *answer = NULL;
    CHECK_OK(peerpath_cox_of_parts(TEXT("{\"covariates\": [\"trained\"]}"), &parts, &cox, &error));
    CHECK_OK(peerpath_cox_to_table(cox, &result, &error));
    CHECK(peerpath_table_row_count(result) == 2);
    peerpath_table_free(result);
    /* Its rows are elsewhere. */
    CHECK_REFUSED(PEERPATH_ARGUMENT, peerpath_cox_residuals(cox, NULL, 0, &result, &error));
    CHECK_REFUSED(PEERPATH_ARGUMENT, peerpath_cox_concordance(cox, &result, &error));
    peerpath_cox_free(cox);
    for (int answers = 0; answers < 5; ++answers) {
        part.answers_left = answers;
        CHECK_REFUSED(PEERPATH_CANCELLED, peerpath_cox_of_parts(TEXT("{}"), &parts, &cox, &error));
    }
    parts.ask = say_nothing;
    parts.data = NULL;
    CHECK_REFUSED(PEERPATH_EMPTY, peerpath_cox_of_parts(TEXT("{}"), &parts, &cox, &error));
    parts.ask = echo;
    CHECK_REFUSED(PEERPATH_DOCUMENT, peerpath_cox_of_parts(TEXT("{}"), &parts, &cox, &error));
    parts.ask = NULL;
    CHECK_REFUSED(PEERPATH_NULL_POINTER, peerpath_cox_of_parts(TEXT("{}"), &parts, &cox, &error));
    CHECK_REFUSED(PEERPATH_NULL_POINTER, peerpath_cox_of_parts(TEXT("{}"), NULL, &cox, &error));
    CHECK_REFUSED(PEERPATH_DOCUMENT,
                  peerpath_histories_cox_answer(histories, (const uint8_t *)"PPCOXASK", 8, &answer, &error));
    CHECK_REFUSED(PEERPATH_NULL_POINTER, peerpath_histories_cox_answer(histories, NULL, 8, &answer, &error));
    peerpath_histories_free(histories);
}

static void cox_is_fitted(void) {
    PeerpathHistories *histories = seekers();
    PeerpathCox *cox = NULL;
    PeerpathTable *covariance = NULL, *hazard = NULL;
    const char *name = NULL, *message = NULL;
    CHECK_OK(peerpath_histories_cox(histories,
                                    TEXT("{\"transitions\": \"seeking -> peer-job\", "
                                         "\"covariates\": [\"trained\", \"same\"]}"),
                                    &cox, &error));
    CHECK_OK(peerpath_cox_covariance(cox, &covariance, &error));
    CHECK(peerpath_table_row_count(covariance) == 1);
    PeerpathTable *tables[5] = {NULL};
    PeerpathText *fit = NULL;
    CHECK_OK(peerpath_cox_to_table(cox, &tables[0], &error));
    CHECK_OK(peerpath_cox_tests(cox, &tables[1], &error));
    CHECK_OK(peerpath_cox_residuals(cox, NULL, 0, &tables[2], &error));
    CHECK_OK(peerpath_cox_proportionality(cox, NULL, 0, &tables[3], &error));
    CHECK_OK(peerpath_cox_concordance(cox, &tables[4], &error));
    CHECK_OK(peerpath_cox_describe(cox, &fit, &error));
    for (int index = 0; index < 5; ++index) {
        CHECK(peerpath_table_row_count(tables[index]) > 0);
        peerpath_table_free(tables[index]);
    }
    peerpath_text_free(fit);
    CHECK(peerpath_cox_warning_count(cox) == 1);
    CHECK(peerpath_cox_warning(cox, 0, &name, &message) == PEERPATH_OK);
    CHECK(strcmp(name, "constant-covariate") == 0 && strstr(message, "same") != NULL);
    CHECK(peerpath_cox_warning(cox, 1, &name, NULL) == PEERPATH_ARGUMENT);
    /* Its covariates are not told. */
    CHECK_REFUSED(PEERPATH_TABLE, peerpath_cox_cumulative_hazard(cox, NULL, &hazard, &error));
    CHECK_REFUSED(PEERPATH_ARGUMENT, peerpath_histories_cox(histories, TEXT("{\"ties\": \"some\"}"), &cox,
                                                            &error));
    CHECK(peerpath_cox_warning_count(NULL) == 0);
    peerpath_table_free(covariance);
    peerpath_cox_free(cox);
    peerpath_cox_free(NULL);
    peerpath_histories_free(histories);
}

static void fine_gray_is_fitted(void) {
    PeerpathHistories *histories = seekers();
    PeerpathFineGray *model = NULL;
    const char *name = NULL;
    CHECK_OK(peerpath_histories_fine_gray(histories, TEXT("{\"transition\": \"seeking -> peer-job\"}"),
                                          &model, &error));
    CHECK(peerpath_fine_gray_warning_count(model) == 1);
    CHECK(peerpath_fine_gray_warning(model, 0, &name, NULL) == PEERPATH_OK);
    CHECK(strcmp(name, "may-sum-above-one") == 0);
    CHECK(peerpath_fine_gray_warning(NULL, 0, &name, NULL) == PEERPATH_NULL_POINTER);
    peerpath_fine_gray_free(model);
    peerpath_fine_gray_free(NULL);
    peerpath_histories_free(histories);
}

static void a_distribution_is_fitted(void) {
    PeerpathHistories *histories = seekers();
    PeerpathParametric *model = NULL;
    PeerpathTable *hazards = NULL;
    const double times[] = {1.0, 5.0}, nothing[] = {0.0};
    CHECK_OK(peerpath_histories_parametric(histories,
                                           TEXT("{\"transition\": \"seeking -> peer-job\", "
                                                "\"distribution\": \"exponential\"}"),
                                           &model, &error));
    CHECK_OK(peerpath_parametric_hazards(model, NULL, times, 2, &hazards, &error));
    CHECK(peerpath_table_row_count(hazards) == 2);
    CHECK_REFUSED(PEERPATH_ARGUMENT,
                  peerpath_parametric_hazards(model, NULL, nothing, 1, &hazards, &error));
    CHECK(peerpath_parametric_warning_count(model) == 0);
    CHECK(peerpath_parametric_warning(model, 0, NULL, NULL) == PEERPATH_ARGUMENT);
    peerpath_table_free(hazards);
    peerpath_parametric_free(model);
    peerpath_parametric_free(NULL);
    peerpath_histories_free(histories);
}

int main(void) {
    cox_is_fitted();
    cox_of_parts();
    fine_gray_is_fitted();
    a_distribution_is_fitted();
    return check_result();
}
