/* Errors: their statuses, their problems one by one, and the versions that go with them. */
#include "check.h"

static void problems_can_be_listed(void) {
    PeerpathError *error = NULL;
    PeerpathTable *table = NULL;
    const char *text = "{\"a\": 7, \"b\": [1, \"x\"], \"c\": [1]}";
    CHECK(peerpath_table_from_json(text, strlen(text), &table, &error) == PEERPATH_TABLE);
    CHECK(table == NULL);
    CHECK(strcmp(peerpath_error_code_name(error), "table") == 0);
    size_t kept = peerpath_error_problems_kept(error);
    CHECK(kept == 2 && peerpath_error_problem_count(error) == 2);
    for (size_t index = 0; index < kept; ++index) {
        const char *place = NULL, *found = NULL, *expected = NULL;
        CHECK(peerpath_error_problem(error, index, &place, &found, &expected) == PEERPATH_OK);
        CHECK(strlen(place) > 0 && strlen(found) > 0 && strlen(expected) > 0);
        CHECK(strstr(peerpath_error_message(error), found) != NULL);
        CHECK(peerpath_error_place_kind(error, index) == PEERPATH_PLACE_CELL);
    }
    CHECK(strcmp(peerpath_error_place_column(error, 0), "a") == 0);
    CHECK(peerpath_error_place_row(error, 0) == -1);
    CHECK(strcmp(peerpath_error_place_column(error, 1), "b") == 0);
    CHECK(peerpath_error_place_row(error, 1) == 1);

    const char *untouched = "untouched";
    CHECK(peerpath_error_problem(error, kept, &untouched, NULL, NULL) == PEERPATH_ARGUMENT);
    CHECK(strcmp(untouched, "untouched") == 0);
    CHECK(peerpath_error_problem(error, 0, NULL, NULL, NULL) == PEERPATH_OK);

    PeerpathText *json = NULL;
    PeerpathError *failure = NULL;
    CHECK(peerpath_error_to_json(error, &json, &failure) == PEERPATH_OK);
    CHECK(failure == NULL);
    CHECK(strstr(peerpath_text_data(json), "\"number\":200") != NULL);
    CHECK(peerpath_text_data(json)[peerpath_text_length(json)] == '\0');
    peerpath_text_free(json);
    peerpath_error_free(error);
}

static void places_in_documents_and_texts(void) {
    PeerpathError *error = NULL;
    PeerpathDossier *dossier = NULL;
    const char *text = "{\"format\": \"peerpath/dossier/1\", \"hours\": [{\"id\": \"e1\", "
                       "\"of\": \"training\", \"amount\": \"fifty\"}], \"exmas\": []}";
    CHECK(peerpath_dossier_from_json(text, strlen(text), &dossier, &error) == PEERPATH_DOCUMENT);
    CHECK(peerpath_error_problem_count(error) == 2);
    CHECK(strcmp(peerpath_error_place_pointer(error, 0), "/hours/0/amount") == 0);
    CHECK(strstr(peerpath_error_message(error), "unknown key `exmas`") != NULL);
    peerpath_error_free(error);

    error = NULL;
    text = "{\"format\":\n  nonsense}";
    CHECK(peerpath_dossier_from_json(text, strlen(text), &dossier, &error) == PEERPATH_SYNTAX);
    CHECK(peerpath_error_place_kind(error, 0) == PEERPATH_PLACE_POSITION);
    CHECK(peerpath_error_place_line(error, 0) == 2);
    CHECK(peerpath_error_place_character(error, 0) > 1);
    CHECK(dossier == NULL);
    peerpath_error_free(error);
}

static void many_problems_are_counted(void) {
    PeerpathError *error = NULL;
    PeerpathTable *table = NULL;
    char bytes[1000];
    memset(bytes, 0xff, sizeof bytes);
    CHECK(peerpath_table_from_csv(bytes, sizeof bytes, &table, &error) == PEERPATH_INVALID_TEXT);
    CHECK(peerpath_error_problem_count(error) == sizeof bytes);
    CHECK(peerpath_error_problems_kept(error) == 100);
    CHECK(strstr(peerpath_error_message(error), "900 more") != NULL);
    peerpath_error_free(error);
}

#define CHECK_NAME(status, name) CHECK(strcmp(peerpath_status_name(status), name) == 0)

/* The list is held against the core's own by tests/tests/header.rs and tests/python. */
static void every_status_has_its_name(void) {
    CHECK_NAME(PEERPATH_OK, "ok");
    CHECK_NAME(PEERPATH_INTERNAL, "internal");
    CHECK_NAME(PEERPATH_CANCELLED, "cancelled");
    CHECK_NAME(PEERPATH_NULL_POINTER, "null_pointer");
    CHECK_NAME(PEERPATH_INVALID_TEXT, "invalid_text");
    CHECK_NAME(PEERPATH_POISONED_HANDLE, "poisoned_handle");
    CHECK_NAME(PEERPATH_STREAM, "stream");
    CHECK_NAME(PEERPATH_FILE, "file");
    CHECK_NAME(PEERPATH_ARGUMENT, "argument");
    CHECK_NAME(PEERPATH_SYNTAX, "syntax");
    CHECK_NAME(PEERPATH_DOCUMENT, "document");
    CHECK_NAME(PEERPATH_UNKNOWN_NAME, "unknown_name");
    CHECK_NAME(PEERPATH_NOT_IN_FORCE, "not_in_force");
    CHECK_NAME(PEERPATH_TABLE, "table");
    CHECK_NAME(PEERPATH_HISTORIES, "histories");
    CHECK_NAME(PEERPATH_PANEL, "panel");
    CHECK_NAME(PEERPATH_EMPTY, "empty");
    CHECK(peerpath_status_name(-1) == NULL);
    CHECK(peerpath_status_name(INT32_MAX) == NULL);
}

static void the_library_is_of_this_header(void) {
    CHECK(strcmp(peerpath_version(), PEERPATH_VERSION) == 0);
    CHECK(peerpath_abi_version() == PEERPATH_ABI_VERSION);
    char composed[32];
    snprintf(composed, sizeof composed, "%d.%d.%d", PEERPATH_VERSION_MAJOR,
             PEERPATH_VERSION_MINOR, PEERPATH_VERSION_PATCH);
    CHECK(strcmp(composed, PEERPATH_VERSION) == 0);
}

int main(void) {
    problems_can_be_listed();
    places_in_documents_and_texts();
    many_problems_are_counted();
    every_status_has_its_name();
    the_library_is_of_this_header();
    return check_result();
}
