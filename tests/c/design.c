/* The example of the documentation, to the letter. */
#include "check.h"

static const char *printed = NULL;

static void print(const char *text) { printed = text; }

int main(void) {
    const char *text = "{\"format\": \"peerpath/dossier/1\", \"person\": \"p-17\", "
                       "\"born\": \"1988-05-02\"}";
    size_t length = strlen(text);

PeerpathError *error = NULL;
PeerpathStandard *standard = NULL; PeerpathDossier *dossier = NULL; PeerpathAssessment *assessment = NULL;
if (peerpath_standard_builtin("us-nc/cpss", 10, &standard, &error) != PEERPATH_OK) goto failed;
if (peerpath_dossier_from_json(text, length, &dossier, &error) != PEERPATH_OK) goto failed;
if (peerpath_standard_assess(standard, dossier, (PeerpathDate){2026, 11, 21}, &assessment, &error) != PEERPATH_OK) goto failed;
if (peerpath_assessment_verdict(assessment) != PEERPATH_VERDICT_MET) print(peerpath_assessment_explain(assessment));

    CHECK(printed != NULL && strstr(printed, "us-nc/cpss") != NULL);
    CHECK(printed != NULL && strstr(printed, "p-17") != NULL);
    PeerpathText *json = NULL;
    CHECK(peerpath_assessment_to_json(assessment, &json, &error) == PEERPATH_OK);
    CHECK(strstr(peerpath_text_data(json), "\"verdict\"") != NULL);
    peerpath_text_free(json);
failed:
    CHECK(error == NULL);
    if (error != NULL) {
        fprintf(stderr, "%s\n", peerpath_error_message(error));
    }
    peerpath_error_free(error);
    peerpath_assessment_free(assessment);
    peerpath_dossier_free(dossier);
    peerpath_standard_free(standard);
    return check_result();
}
