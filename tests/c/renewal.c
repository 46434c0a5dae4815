/* A renewal gives its standing, its days and its explanation, and refuses what it cannot answer. */
#include "check.h"

static const char HOLDER[] =
    "{\"format\": \"peerpath/dossier/1\", \"person\": \"p-17\", \"credentials\": [{\"credential\": "
    "\"us-nc/cpss\", \"issued\": \"2024-11-15\", \"status\": \"active\"}]}";
static const char BARE[] =
    "{\"format\": \"peerpath/standard/1\", \"id\": \"x\", \"version\": \"1\", \"title\": \"X\", "
    "\"requirement\": {\"id\": \"age\", \"age\": {\"at_least\": 18}}}";

static bool is(PeerpathDate date, int year, int month, int day) {
    return date.year == year && date.month == month && date.day == day;
}

static void a_renewal_says_where_a_credential_stands(void) {
    PeerpathStandard *standard = NULL;
    PeerpathDossier *dossier = NULL;
    PeerpathRenewal *renewal = NULL;
    PeerpathText *json = NULL;
    const PeerpathDate late = {2026, 12, 30}, too_late = {2026, 12, 31}, never = {2026, 2, 30};
    CHECK_OK(peerpath_standard_builtin(TEXT("us-nc/cpss"), &standard, &error));
    CHECK_OK(peerpath_dossier_from_json(TEXT(HOLDER), &dossier, &error));
    CHECK_OK(peerpath_standard_renewal(standard, dossier, late, &renewal, &error));
    CHECK(strcmp(peerpath_renewal_status(renewal), "grace") == 0);
    CHECK(is(peerpath_renewal_expires(renewal), 2026, 11, 30));
    CHECK(is(peerpath_renewal_due(renewal), 2026, 11, 30));
    CHECK(strstr(peerpath_renewal_explain(renewal), "p-17") != NULL);
    CHECK_OK(peerpath_renewal_to_json(renewal, &json, &error));
    CHECK(strstr(peerpath_text_data(json), "\"format\":\"peerpath/renewal/1\"") != NULL);
    peerpath_text_free(json);
    peerpath_renewal_free(renewal);
    CHECK_OK(peerpath_standard_renewal(standard, dossier, too_late, &renewal, &error));
    CHECK(strcmp(peerpath_renewal_status(renewal), "lapsed") == 0);
    peerpath_renewal_free(renewal);
    renewal = NULL;
    CHECK_REFUSED(PEERPATH_ARGUMENT,
                  peerpath_standard_renewal(standard, dossier, never, &renewal, &error));
    CHECK_REFUSED(PEERPATH_NULL_POINTER,
                  peerpath_standard_renewal(standard, NULL, late, &renewal, &error));
    peerpath_standard_free(standard);
    CHECK_OK(peerpath_standard_from_json(TEXT(BARE), &standard, &error));
    CHECK_REFUSED(PEERPATH_ARGUMENT,
                  peerpath_standard_renewal(standard, dossier, late, &renewal, &error));
    CHECK(renewal == NULL);
    peerpath_dossier_free(dossier);
    peerpath_standard_free(standard);
}

static void no_renewal_has_nothing_to_say(void) {
    CHECK(peerpath_renewal_status(NULL) == NULL);
    CHECK(peerpath_renewal_explain(NULL) == NULL);
    CHECK(is(peerpath_renewal_expires(NULL), 0, 0, 0));
    CHECK(is(peerpath_renewal_due(NULL), 0, 0, 0));
    peerpath_renewal_free(NULL);
}

int main(void) {
    a_renewal_says_where_a_credential_stands();
    no_renewal_has_nothing_to_say();
    return check_result();
}
