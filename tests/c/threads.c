/* Immutable handles are shared between threads, as the header says. */
#include "check.h"

#include <pthread.h>

enum { THREADS = 8, ROUNDS = 50 };

typedef struct {
    const PeerpathStandard *standard;
    const PeerpathDossier *dossier;
    const PeerpathAssessment *assessment;
    int differences;
} Work;

static void *assess(void *argument) {
    Work *work = argument;
    const char *expected = peerpath_assessment_explain(work->assessment);
    for (int round = 0; round < ROUNDS; ++round) {
        PeerpathAssessment *own = NULL;
        PeerpathError *error = NULL;
        PeerpathDate day = {2026, 11, 21};
        if (peerpath_standard_assess(work->standard, work->dossier, day, &own, &error) != PEERPATH_OK
            || strcmp(peerpath_assessment_explain(own), expected) != 0) {
            ++work->differences;
        }
        /* A failing call in one thread does not disturb another. */
        if (peerpath_standard_assess(work->standard, NULL, day, &own, &error) != PEERPATH_NULL_POINTER) {
            ++work->differences;
        }
        peerpath_error_free(error);
        peerpath_assessment_free(own);
    }
    return NULL;
}

int main(void) {
    PeerpathStandard *standard = NULL;
    PeerpathDossier *dossier = NULL;
    PeerpathAssessment *assessment = NULL;
    CHECK_OK(peerpath_standard_builtin("us-nc/cpss", 10, &standard, &error));
    CHECK_OK(peerpath_dossier_from_json(
        TEXT("{\"format\": \"peerpath/dossier/1\", \"person\": \"p-17\", \"born\": \"1988-05-02\"}"),
        &dossier, &error));
    CHECK_OK(peerpath_standard_assess(standard, dossier, (PeerpathDate){2026, 11, 21}, &assessment,
                                      &error));
    pthread_t threads[THREADS];
    Work work[THREADS];
    for (int index = 0; index < THREADS; ++index) {
        work[index] = (Work){standard, dossier, assessment, 0};
        CHECK(pthread_create(&threads[index], NULL, assess, &work[index]) == 0);
    }
    for (int index = 0; index < THREADS; ++index) {
        CHECK(pthread_join(threads[index], NULL) == 0);
        CHECK(work[index].differences == 0);
    }
    peerpath_assessment_free(assessment);
    peerpath_dossier_free(dossier);
    peerpath_standard_free(standard);
    return check_result();
}
