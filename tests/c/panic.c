/* A deliberate panic becomes an error, prints nothing, and poisons only the handle it was
 * changing. Linked with a library built with the feature `panic-test`, which is never shipped. */
#include "check.h"

#include <unistd.h>

PeerpathStatus peerpath_test_panic(PeerpathError **error);
PeerpathStatus peerpath_test_panic_in_change(PeerpathRiskTable *risk_table, PeerpathError **error);

/* How many bytes a call writes to standard error. */
static long bytes_printed(PeerpathStatus (*call)(PeerpathError **), PeerpathError **error) {
    FILE *file = tmpfile();
    int before = dup(STDERR_FILENO);
    if (file == NULL || before < 0 || dup2(fileno(file), STDERR_FILENO) < 0) {
        return -1;
    }
    CHECK(call(error) == PEERPATH_INTERNAL);
    fflush(stderr);
    dup2(before, STDERR_FILENO);
    close(before);
    fseek(file, 0, SEEK_END);
    long bytes = ftell(file);
    fclose(file);
    return bytes;
}

static void a_panic_becomes_an_error(void) {
    for (int round = 0; round < 3; ++round) {
        PeerpathError *error = NULL;
        CHECK(bytes_printed(peerpath_test_panic, &error) == 0);
        CHECK(peerpath_error_code(error) == PEERPATH_INTERNAL);
        CHECK(strstr(peerpath_error_message(error), "on purpose") != NULL);
        CHECK(strstr(peerpath_error_message(error), "peerpath_test_panic") != NULL);
        peerpath_error_free(error);
    }
    CHECK(peerpath_test_panic(NULL) == PEERPATH_INTERNAL);
}

static void a_half_changed_handle_is_poisoned(void) {
    const char *events = "person,time,state\na,0,seeking\na,3,peer-job\na,9,\n";
    PeerpathTable *table = NULL;
    PeerpathHistories *histories = NULL;
    PeerpathRiskTable *risk_table = NULL, *other = NULL, *merged = NULL;
    CHECK_OK(peerpath_table_from_csv(events, strlen(events), &table, &error));
    CHECK_OK(peerpath_histories_from_events(table, NULL, 0, NULL, &histories, &error));
    CHECK_OK(peerpath_histories_summarise(histories, NULL, 0, &risk_table, &error));
    CHECK_OK(peerpath_histories_summarise(histories, NULL, 0, &other, &error));
    CHECK(peerpath_risk_table_transitions(risk_table) == 1);

    CHECK_REFUSED(PEERPATH_INTERNAL, peerpath_test_panic_in_change(risk_table, &error));
    CHECK(peerpath_risk_table_transitions(risk_table) == 0);
    CHECK_REFUSED(PEERPATH_POISONED_HANDLE, peerpath_risk_table_update(risk_table, histories, &error));
    CHECK_REFUSED(PEERPATH_POISONED_HANDLE, peerpath_risk_table_merge(other, risk_table, &merged, &error));
    CHECK(merged == NULL);
    CHECK_OK(peerpath_risk_table_update(other, histories, &error));
    CHECK(peerpath_risk_table_transitions(other) == 2);

    peerpath_risk_table_free(other);
    peerpath_risk_table_free(risk_table);
    peerpath_histories_free(histories);
    peerpath_table_free(table);
}

int main(void) {
    a_panic_becomes_an_error();
    a_half_changed_handle_is_poisoned();
    return check_result();
}
