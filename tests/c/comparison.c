/* Comparisons, transfers and alignments: what the vectors do not call. */
#include "check.h"

static PeerpathStandard *shipped(const char *name) {
    PeerpathStandard *standard = NULL;
    CHECK(peerpath_standard_builtin(name, strlen(name), &standard, NULL) == PEERPATH_OK);
    return standard;
}

int main(void) {
    PeerpathStandard *nc = shipped("us-nc/cpss"), *va = shipped("us-va/cprs");
    PeerpathTable *table = NULL;

    PeerpathComparison *comparison = NULL;
    CHECK(peerpath_standard_compare(nc, va, &comparison, NULL) == PEERPATH_OK);
    CHECK(strstr(peerpath_comparison_explain(comparison), "INCOMPARABLE") != NULL);
    CHECK(peerpath_comparison_to_table(comparison, &table, NULL) == PEERPATH_OK);
    CHECK(peerpath_table_row_count(table) > 5);
    peerpath_table_free(table);
    peerpath_comparison_free(comparison);
    CHECK(peerpath_comparison_explain(NULL) == NULL);
    peerpath_comparison_free(NULL);

    const char text[] = "{\"format\": \"peerpath/dossier/1\", \"person\": \"p-17\"}";
    PeerpathDossier *dossier = NULL;
    PeerpathTransfer *transfer = NULL;
    CHECK(peerpath_dossier_from_json(text, strlen(text), &dossier, NULL) == PEERPATH_OK);
    const PeerpathDate day = {2026, 11, 21};
    CHECK(peerpath_standard_transfer(nc, va, dossier, day, &transfer, NULL) == PEERPATH_OK);
    CHECK(strstr(peerpath_transfer_explain(transfer), "p-17") != NULL);
    table = NULL;
    CHECK(peerpath_transfer_to_table(transfer, &table, NULL) == PEERPATH_OK);
    CHECK(peerpath_table_row_count(table) > 5);
    peerpath_table_free(table);
    peerpath_transfer_free(transfer);
    CHECK(peerpath_transfer_explain(NULL) == NULL);
    peerpath_transfer_free(NULL);
    peerpath_dossier_free(dossier);

    const PeerpathStandard *both[] = {nc, va};
    PeerpathError *error = NULL;
    table = NULL;
    CHECK(peerpath_alignment(both, 2, "{\"form\": \"wide\"}", 16, &table, NULL) == PEERPATH_OK);
    CHECK(peerpath_table_row_count(table) == 2);
    peerpath_table_free(table);
    table = NULL;
    CHECK(peerpath_alignment(NULL, 2, "{}", 2, &table, &error) == PEERPATH_NULL_POINTER);
    CHECK(table == NULL);
    peerpath_error_free(error);

    peerpath_standard_free(va);
    peerpath_standard_free(nc);
    return check_result();
}
