/* Runs one call of a conformance vector through the C interface: the request on standard input, as
 * request.h says; on standard output `{"result": …}` or `{"error": …}`. Ends with 2 where it does
 * not know the call. With the argument --calls it lists the calls that it knows. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <peerpath.h>

#include "request.h"

/* A call: writes its result as JSON text, or an error. */
typedef PeerpathStatus Call(const Request *request, PeerpathText **json, PeerpathError **error);

/* A table from JSON columns, or from CSV where that is what was given. */
static PeerpathStatus read_table_of(const Request *request, const char *name, PeerpathTable **table,
                                    PeerpathError **error) {
    char file[32];
    snprintf(file, sizeof file, "%s.csv", name);
    const Input *csv = request_input(request, file);
    if (csv->text != NULL) {
        return peerpath_table_from_csv(csv->text, csv->length, table, error);
    }
    const Input *json = request_input(request, name);
    return peerpath_table_from_json(json->text, json->length, table, error);
}

static PeerpathStatus read_table(const Request *request, PeerpathTable **table, PeerpathError **error) {
    return read_table_of(request, "table", table, error);
}

static PeerpathStatus table_to_json(PeerpathStatus status, PeerpathTable *table, PeerpathText **json,
                                    PeerpathError **error) {
    if (status == PEERPATH_OK) {
        status = peerpath_table_to_json(table, json, error);
    }
    peerpath_table_free(table);
    return status;
}

static PeerpathStatus table_read(const Request *request, PeerpathText **json, PeerpathError **error) {
    PeerpathTable *table = NULL;
    PeerpathStatus status = read_table(request, &table, error);
    return table_to_json(status, table, json, error);
}

static PeerpathStatus read_standard(const Request *request, PeerpathStandard **standard,
                                    PeerpathError **error) {
    const Input *builtin = request_input(request, "builtin");
    if (builtin->text != NULL) {
        return peerpath_standard_builtin(builtin->text, builtin->length, standard, error);
    }
    const Input *document = request_input(request, "standard");
    const Input *beside = request_input(request, "standards");
    if (beside->text != NULL) {
        return peerpath_standard_from_json_with(document->text, document->length, beside->text,
                                                beside->length, standard, error);
    }
    return peerpath_standard_from_json(document->text, document->length, standard, error);
}

static PeerpathStatus standard_parse(const Request *request, PeerpathText **json, PeerpathError **error) {
    PeerpathStandard *standard = NULL;
    PeerpathStatus status = read_standard(request, &standard, error);
    if (status == PEERPATH_OK) {
        status = peerpath_standard_to_json(standard, json, error);
    }
    peerpath_standard_free(standard);
    return status;
}

static PeerpathStatus standard_to_ctdl(const Request *request, PeerpathText **json, PeerpathError **error) {
    PeerpathStandard *standard = NULL;
    const Input *options = request_input(request, "options");
    PeerpathStatus status = read_standard(request, &standard, error);
    if (status == PEERPATH_OK) {
        status = peerpath_standard_to_ctdl(standard, options->text, options->length, json, error);
    }
    peerpath_standard_free(standard);
    return status;
}

/* Prints a document as the first member of the result, before the members of `rest`. */
static void print_with(const char *key, const PeerpathText *document, const PeerpathText *rest) {
    printf("{\"result\": {\"%s\": ", key);
    fwrite(peerpath_text_data(document), 1, peerpath_text_length(document), stdout);
    printf(", ");
    fwrite(peerpath_text_data(rest) + 1, 1, peerpath_text_length(rest) - 1, stdout);
    printf("}\n");
}

/* Prints both outputs itself; so it leaves `json` alone. */
static PeerpathStatus standard_from_ctdl(const Request *request, PeerpathText **json, PeerpathError **error) {
    (void)json;
    PeerpathStandard *standard = NULL;
    PeerpathText *not_understood = NULL, *document = NULL;
    const Input *ctdl = request_input(request, "ctdl");
    const Input *options = request_input(request, "options");
    PeerpathStatus status =
        peerpath_standard_from_ctdl(ctdl->text, ctdl->length, options->text, options->length, &standard,
                                    &not_understood, error);
    if (status == PEERPATH_OK) {
        status = peerpath_standard_to_json(standard, &document, error);
    }
    if (status == PEERPATH_OK) {
        print_with("standard", document, not_understood);
    }
    peerpath_text_free(document);
    peerpath_text_free(not_understood);
    peerpath_standard_free(standard);
    return status;
}

static PeerpathStatus read_dossier(const Request *request, PeerpathDossier **dossier, PeerpathError **error) {
    const Input *document = request_input(request, "dossier");
    return peerpath_dossier_from_json(document->text, document->length, dossier, error);
}

static PeerpathStatus dossier_parse(const Request *request, PeerpathText **json, PeerpathError **error) {
    PeerpathDossier *dossier = NULL;
    PeerpathStatus status = read_dossier(request, &dossier, error);
    if (status == PEERPATH_OK) {
        status = peerpath_dossier_to_json(dossier, json, error);
    }
    peerpath_dossier_free(dossier);
    return status;
}

static PeerpathDate read_date(const Request *request) {
    PeerpathDate date = {0, 0, 0};
    const Input *text = request_input(request, "as_of");
    if (text->text == NULL
        || sscanf(text->text, "%" SCNd16 "-%" SCNd8 "-%" SCNd8, &date.year, &date.month, &date.day) != 3) {
        fprintf(stderr, "vectors: `as_of` is not YYYY-MM-DD\n");
        exit(3);
    }
    return date;
}

static PeerpathStatus credentials_from_open_badge(const Request *request, PeerpathText **json,
                                                  PeerpathError **error) {
    const Input *badge = request_input(request, "badge");
    const Input *options = request_input(request, "options");
    return peerpath_dossier_credentials_from_open_badge(badge->text, badge->length, options->text,
                                                        options->length, json, error);
}

/* Prints both outputs itself; so it leaves `json` alone. */
static PeerpathStatus with_open_badge(const Request *request, PeerpathText **json, PeerpathError **error) {
    (void)json;
    PeerpathDossier *dossier = NULL, *with = NULL;
    PeerpathText *reading = NULL, *document = NULL;
    const Input *badge = request_input(request, "badge");
    const Input *options = request_input(request, "options");
    PeerpathStatus status = read_dossier(request, &dossier, error);
    if (status == PEERPATH_OK) {
        status = peerpath_dossier_with_open_badge(dossier, badge->text, badge->length, options->text,
                                                  options->length, &with, &reading, error);
    }
    if (status == PEERPATH_OK) {
        status = peerpath_dossier_to_json(with, &document, error);
    }
    if (status == PEERPATH_OK) {
        print_with("dossier", document, reading);
    }
    peerpath_text_free(document);
    peerpath_text_free(reading);
    peerpath_dossier_free(with);
    peerpath_dossier_free(dossier);
    return status;
}

static PeerpathStatus assess(const Request *request, PeerpathAssessment **assessment, PeerpathError **error) {
    PeerpathStandard *standard = NULL;
    PeerpathDossier *dossier = NULL;
    PeerpathStatus status = read_standard(request, &standard, error);
    if (status == PEERPATH_OK) {
        status = read_dossier(request, &dossier, error);
    }
    if (status == PEERPATH_OK) {
        status = peerpath_standard_assess(standard, dossier, read_date(request), assessment, error);
    }
    peerpath_dossier_free(dossier);
    peerpath_standard_free(standard);
    return status;
}

static PeerpathStatus standard_renewal(const Request *request, PeerpathText **json, PeerpathError **error) {
    PeerpathStandard *standard = NULL;
    PeerpathDossier *dossier = NULL;
    PeerpathRenewal *renewal = NULL;
    PeerpathStatus status = read_standard(request, &standard, error);
    if (status == PEERPATH_OK) {
        status = read_dossier(request, &dossier, error);
    }
    if (status == PEERPATH_OK) {
        status = peerpath_standard_renewal(standard, dossier, read_date(request), &renewal, error);
    }
    if (status == PEERPATH_OK) {
        status = peerpath_renewal_to_json(renewal, json, error);
    }
    peerpath_renewal_free(renewal);
    peerpath_dossier_free(dossier);
    peerpath_standard_free(standard);
    return status;
}

static PeerpathStatus standard_assess(const Request *request, PeerpathText **json, PeerpathError **error) {
    PeerpathAssessment *assessment = NULL;
    PeerpathStatus status = assess(request, &assessment, error);
    if (status == PEERPATH_OK) {
        status = peerpath_assessment_to_json(assessment, json, error);
    }
    peerpath_assessment_free(assessment);
    return status;
}

/* Prints the explanation itself, as its text does not come as JSON; so it leaves `json` alone. */
static PeerpathStatus standard_explain(const Request *request, PeerpathText **json, PeerpathError **error) {
    (void)json;
    PeerpathAssessment *assessment = NULL;
    PeerpathStatus status = assess(request, &assessment, error);
    if (status == PEERPATH_OK) {
        printf("{\"result\": {\"text\": \"");
        for (const char *at = peerpath_assessment_explain(assessment); *at != '\0'; ++at) {
            if (*at == '"' || *at == '\\') {
                printf("\\%c", *at);
            } else if ((unsigned char)*at < 0x20) {
                printf("\\u%04x", (unsigned char)*at);
            } else {
                putchar(*at);
            }
        }
        printf("\"}}\n");
    }
    peerpath_assessment_free(assessment);
    return status;
}

static PeerpathStatus standard_next_steps(const Request *request, PeerpathText **json, PeerpathError **error) {
    PeerpathAssessment *assessment = NULL;
    const Input *options = request_input(request, "options");
    PeerpathStatus status = assess(request, &assessment, error);
    if (status == PEERPATH_OK) {
        status = peerpath_assessment_next_steps(assessment, options->text, options->length, json, error);
    }
    peerpath_assessment_free(assessment);
    return status;
}

static PeerpathStatus standard_lint(const Request *request, PeerpathText **json, PeerpathError **error) {
    if (request_input(request, "builtin")->text == NULL) {
        const Input *document = request_input(request, "standard");
        const Input *beside = request_input(request, "standards");
        if (beside->text != NULL) {
            return peerpath_standard_lint_document_with(document->text, document->length, beside->text,
                                                        beside->length, json, error);
        }
        return peerpath_standard_lint_document(document->text, document->length, json, error);
    }
    PeerpathStandard *standard = NULL;
    PeerpathStatus status = read_standard(request, &standard, error);
    if (status == PEERPATH_OK) {
        status = peerpath_standard_lint(standard, json, error);
    }
    peerpath_standard_free(standard);
    return status;
}

static void print_day(const char *key, PeerpathDate day) {
    if (day.day == 0) {
        printf("\"%s\": null", key);
    } else {
        printf("\"%s\": \"%04d-%02d-%02d\"", key, day.year, day.month, day.day);
    }
}

/* Prints the days itself, as standard_explain does. */
static PeerpathStatus standard_met_on(const Request *request, PeerpathText **json, PeerpathError **error) {
    (void)json;
    PeerpathAssessment *assessment = NULL;
    PeerpathDate met_on = {0, 0, 0}, met_until = {0, 0, 0};
    PeerpathStatus status = assess(request, &assessment, error);
    if (status == PEERPATH_OK) {
        status = peerpath_assessment_met_on(assessment, &met_on, error);
    }
    if (status == PEERPATH_OK) {
        status = peerpath_assessment_met_until(assessment, &met_until, error);
    }
    if (status == PEERPATH_OK) {
        printf("{\"result\": {");
        print_day("met_on", met_on);
        printf(", ");
        print_day("met_until", met_until);
        printf("}}\n");
    }
    peerpath_assessment_free(assessment);
    return status;
}

/* A standard by its document, or a shipped one by its name. */
static PeerpathStatus read_named(const Request *request, const char *name, PeerpathStandard **standard,
                                 PeerpathError **error) {
    const Input *input = request_input(request, name);
    if (input->text != NULL && input->text[0] != '{') {
        return peerpath_standard_builtin(input->text, input->length, standard, error);
    }
    return peerpath_standard_from_json(input->text, input->length, standard, error);
}

static PeerpathStatus standard_compare(const Request *request, PeerpathText **json, PeerpathError **error) {
    PeerpathStandard *a = NULL, *b = NULL;
    PeerpathComparison *comparison = NULL;
    PeerpathStatus status = read_named(request, "a", &a, error);
    if (status == PEERPATH_OK) {
        status = read_named(request, "b", &b, error);
    }
    if (status == PEERPATH_OK) {
        status = peerpath_standard_compare(a, b, &comparison, error);
    }
    if (status == PEERPATH_OK) {
        status = peerpath_comparison_to_json(comparison, json, error);
    }
    peerpath_comparison_free(comparison);
    peerpath_standard_free(b);
    peerpath_standard_free(a);
    return status;
}

static PeerpathStatus standard_transfer(const Request *request, PeerpathText **json, PeerpathError **error) {
    PeerpathStandard *from = NULL, *to = NULL;
    PeerpathDossier *dossier = NULL;
    PeerpathTransfer *transfer = NULL;
    PeerpathStatus status = read_named(request, "from", &from, error);
    if (status == PEERPATH_OK) {
        status = read_named(request, "to", &to, error);
    }
    if (status == PEERPATH_OK) {
        status = read_dossier(request, &dossier, error);
    }
    if (status == PEERPATH_OK) {
        status = peerpath_standard_transfer(from, to, dossier, read_date(request), &transfer, error);
    }
    if (status == PEERPATH_OK) {
        status = peerpath_transfer_to_json(transfer, json, error);
    }
    peerpath_transfer_free(transfer);
    peerpath_dossier_free(dossier);
    peerpath_standard_free(to);
    peerpath_standard_free(from);
    return status;
}

static PeerpathStatus alignment(const Request *request, PeerpathText **json, PeerpathError **error) {
    PeerpathStandard *standard = NULL;
    PeerpathTable *table = NULL;
    const Input *options = request_input(request, "options");
    size_t count = request_input(request, "standard")->text != NULL;
    PeerpathStatus status = count ? read_named(request, "standard", &standard, error) : PEERPATH_OK;
    if (status == PEERPATH_OK) {
        const PeerpathStandard *standards[] = {standard};
        status = peerpath_alignment(standards, count, options->text, options->length, &table, error);
    }
    peerpath_standard_free(standard);
    return table_to_json(status, table, json, error);
}

/* Ends the program where a stream does not give the rows of a table. */
static void compare(struct ArrowArrayStream *answers, const PeerpathTable *table) {
    PeerpathTable *streamed = NULL;
    PeerpathText *one = NULL, *other = NULL;
    if (peerpath_table_from_stream(answers, &streamed, NULL) != PEERPATH_OK
        || peerpath_table_to_json(streamed, &one, NULL) != PEERPATH_OK
        || peerpath_table_to_json(table, &other, NULL) != PEERPATH_OK
        || strcmp(peerpath_text_data(one), peerpath_text_data(other)) != 0) {
        fprintf(stderr, "vectors: the stream gives other rows than the table\n");
        exit(3);
    }
    peerpath_text_free(one);
    peerpath_text_free(other);
    peerpath_table_free(streamed);
}

static PeerpathStatus assess_lines(const Request *request, const PeerpathStandard *standard, PeerpathDate as_of,
                                   PeerpathTable **table, PeerpathError **error) {
    const Input *lines = request_input(request, "lines");
    const Input *options = request_input(request, "options");
    PeerpathStatus status = peerpath_standard_assess_json_lines(
        standard, lines->text, lines->length, as_of, options->text, options->length, table, error);
    if (status == PEERPATH_OK) {
        char path[L_tmpnam + 32];
        snprintf(path, sizeof path, "vectors-%p.jsonl", (void *)lines->text);
        FILE *file = fopen(path, "wb");
        if (file == NULL || fwrite(lines->text, 1, lines->length, file) != lines->length || fclose(file) != 0) {
            fprintf(stderr, "vectors: no file can be written\n");
            exit(3);
        }
        struct ArrowArrayStream answers;
        status = peerpath_standard_assess_file(standard, path, strlen(path), as_of, options->text,
                                               options->length, &answers, error);
        if (status == PEERPATH_OK) {
            compare(&answers, *table);
        }
        remove(path);
    }
    return status;
}

static PeerpathStatus assess_rows(const Request *request, const PeerpathStandard *standard, PeerpathDate as_of,
                                  PeerpathTable **table, PeerpathError **error) {
    const Input *json = request_input(request, "rows");
    const Input *options = request_input(request, "options");
    PeerpathTable *rows = NULL;
    PeerpathStatus status = peerpath_table_from_json(json->text, json->length, &rows, error);
    if (status == PEERPATH_OK) {
        status = peerpath_standard_assess_rows(standard, rows, as_of, options->text, options->length, table,
                                               error);
    }
    struct ArrowArrayStream stream, answers;
    if (status == PEERPATH_OK) {
        status = peerpath_table_to_stream(rows, &stream, error);
    }
    if (status == PEERPATH_OK) {
        status = peerpath_standard_assess_stream(standard, &stream, as_of, options->text, options->length,
                                                 &answers, error);
    }
    if (status == PEERPATH_OK) {
        compare(&answers, *table);
    }
    peerpath_table_free(rows);
    return status;
}

static PeerpathStatus assess_tables(const Request *request, const PeerpathStandard *standard,
                                    PeerpathDate as_of, PeerpathTable **table, PeerpathError **error) {
    const Input *options = request_input(request, "options");
    const char *names[MOST_INPUTS];
    PeerpathTable *tables[MOST_INPUTS];
    size_t count = 0;
    PeerpathStatus status = PEERPATH_OK;
    for (size_t index = 0; index < request->count && status == PEERPATH_OK; ++index) {
        const Input *input = &request->inputs[index];
        if (strncmp(input->name, "tables.", strlen("tables.")) == 0) {
            status = peerpath_table_from_json(input->text, input->length, &tables[count], error);
            names[count] = input->name + strlen("tables.");
            count += status == PEERPATH_OK ? 1 : 0;
        }
    }
    if (status == PEERPATH_OK) {
        status = peerpath_standard_assess_tables(standard, names, (const PeerpathTable *const *)tables, count,
                                                 as_of, options->text, options->length, table, error);
    }
    for (size_t index = 0; index < count; ++index) {
        peerpath_table_free(tables[index]);
    }
    return status;
}

static PeerpathStatus standard_assess_many(const Request *request, PeerpathText **json, PeerpathError **error) {
    PeerpathStandard *standard = NULL;
    PeerpathTable *table = NULL;
    PeerpathDate as_of = read_date(request);
    PeerpathStatus status = read_standard(request, &standard, error);
    if (status == PEERPATH_OK && request_input(request, "lines")->text != NULL) {
        status = assess_lines(request, standard, as_of, &table, error);
    } else if (status == PEERPATH_OK && request_input(request, "rows")->text != NULL) {
        status = assess_rows(request, standard, as_of, &table, error);
    } else if (status == PEERPATH_OK) {
        status = assess_tables(request, standard, as_of, &table, error);
    }
    peerpath_standard_free(standard);
    return table_to_json(status, table, json, error);
}

static PeerpathStatus catalog(const Request *request, PeerpathText **json, PeerpathError **error) {
    (void)request;
    return peerpath_catalog_to_json(json, error);
}

static PeerpathStatus framework_parse(const Request *request, PeerpathText **json, PeerpathError **error) {
    PeerpathFramework *framework = NULL;
    const Input *document = request_input(request, "framework");
    PeerpathStatus status =
        peerpath_framework_from_json(document->text, document->length, &framework, error);
    if (status == PEERPATH_OK) {
        status = peerpath_framework_to_json(framework, json, error);
    }
    peerpath_framework_free(framework);
    return status;
}

static PeerpathStatus framework_to_case(const Request *request, PeerpathText **json, PeerpathError **error) {
    PeerpathFramework *framework = NULL;
    const Input *document = request_input(request, "framework");
    const Input *options = request_input(request, "options");
    PeerpathStatus status =
        peerpath_framework_from_json(document->text, document->length, &framework, error);
    if (status == PEERPATH_OK) {
        status = peerpath_framework_to_case(framework, options->text, options->length, json, error);
    }
    peerpath_framework_free(framework);
    return status;
}

static PeerpathStatus framework_from_case(const Request *request, PeerpathText **json, PeerpathError **error) {
    PeerpathFramework *framework = NULL;
    const Input *package = request_input(request, "case");
    PeerpathStatus status = peerpath_framework_from_case(package->text, package->length, "read", 4,
                                                         &framework, json, error);
    peerpath_framework_free(framework);
    return status;
}

static PeerpathStatus crosswalk_reversed(const Request *request, PeerpathText **json, PeerpathError **error) {
    PeerpathCrosswalk *crosswalk = NULL, *reversed = NULL;
    const Input *document = request_input(request, "crosswalk");
    PeerpathStatus status =
        peerpath_crosswalk_from_json(document->text, document->length, &crosswalk, error);
    if (status == PEERPATH_OK) {
        status = peerpath_crosswalk_reversed(crosswalk, &reversed, error);
    }
    if (status == PEERPATH_OK) {
        status = peerpath_crosswalk_to_json(reversed, json, error);
    }
    peerpath_crosswalk_free(reversed);
    peerpath_crosswalk_free(crosswalk);
    return status;
}

static PeerpathStatus read_curriculum(const Request *request, const char *name, PeerpathCurriculum **curriculum,
                                      PeerpathError **error) {
    const Input *document = request_input(request, name);
    return peerpath_curriculum_from_json(document->text, document->length, curriculum, error);
}

static PeerpathStatus read_framework(const Request *request, PeerpathFramework **framework,
                                     PeerpathError **error) {
    const Input *document = request_input(request, "framework");
    return peerpath_framework_from_json(document->text, document->length, framework, error);
}

typedef PeerpathStatus OnCurriculum(const PeerpathCurriculum *, const PeerpathFramework *, const char *,
                                    size_t, PeerpathTable **, PeerpathError **);

static PeerpathStatus on_curriculum(const Request *request, OnCurriculum *look, PeerpathText **json,
                                    PeerpathError **error) {
    PeerpathCurriculum *curriculum = NULL;
    PeerpathFramework *framework = NULL;
    PeerpathTable *table = NULL;
    const Input *options = request_input(request, "options");
    PeerpathStatus status = read_curriculum(request, "curriculum", &curriculum, error);
    if (status == PEERPATH_OK) {
        status = read_framework(request, &framework, error);
    }
    if (status == PEERPATH_OK) {
        status = look(curriculum, framework, options->text, options->length, &table, error);
    }
    peerpath_framework_free(framework);
    peerpath_curriculum_free(curriculum);
    return table_to_json(status, table, json, error);
}

static PeerpathStatus curriculum_coverage(const Request *request, PeerpathText **json, PeerpathError **error) {
    return on_curriculum(request, peerpath_curriculum_coverage, json, error);
}

static PeerpathStatus curriculum_gaps(const Request *request, PeerpathText **json, PeerpathError **error) {
    return on_curriculum(request, peerpath_curriculum_gaps, json, error);
}

static PeerpathStatus curriculum_overlaps(const Request *request, PeerpathText **json, PeerpathError **error) {
    return on_curriculum(request, peerpath_curriculum_overlaps, json, error);
}

static PeerpathStatus curriculum_selection(const Request *request, PeerpathText **json, PeerpathError **error) {
    PeerpathCurriculum *curriculum = NULL;
    PeerpathFramework *framework = NULL;
    const Input *options = request_input(request, "options");
    PeerpathStatus status = read_curriculum(request, "curriculum", &curriculum, error);
    if (status == PEERPATH_OK) {
        status = read_framework(request, &framework, error);
    }
    if (status == PEERPATH_OK) {
        status = peerpath_curriculum_smallest_selection(curriculum, framework, options->text,
                                                        options->length, json, error);
    }
    peerpath_framework_free(framework);
    peerpath_curriculum_free(curriculum);
    return status;
}

static PeerpathStatus curriculum_compare(const Request *request, PeerpathText **json, PeerpathError **error) {
    PeerpathCurriculum *curriculum = NULL, *other = NULL;
    PeerpathFramework *framework = NULL;
    PeerpathTable *table = NULL;
    PeerpathStatus status = read_curriculum(request, "curriculum", &curriculum, error);
    if (status == PEERPATH_OK) {
        status = read_curriculum(request, "other", &other, error);
    }
    if (status == PEERPATH_OK) {
        status = read_framework(request, &framework, error);
    }
    if (status == PEERPATH_OK) {
        status = peerpath_curriculum_compare(curriculum, other, framework, &table, error);
    }
    peerpath_framework_free(framework);
    peerpath_curriculum_free(other);
    peerpath_curriculum_free(curriculum);
    return table_to_json(status, table, json, error);
}

static PeerpathStatus curriculum_through(const Request *request, PeerpathText **json, PeerpathError **error) {
    PeerpathCurriculum *curriculum = NULL, *carried = NULL;
    PeerpathCrosswalk *crosswalk = NULL;
    const Input *document = request_input(request, "crosswalk");
    PeerpathStatus status = read_curriculum(request, "curriculum", &curriculum, error);
    if (status == PEERPATH_OK) {
        status = peerpath_crosswalk_from_json(document->text, document->length, &crosswalk, error);
    }
    if (status == PEERPATH_OK) {
        status = peerpath_curriculum_through(curriculum, crosswalk, &carried, error);
    }
    if (status == PEERPATH_OK) {
        status = peerpath_curriculum_to_json(carried, json, error);
    }
    peerpath_curriculum_free(carried);
    peerpath_crosswalk_free(crosswalk);
    peerpath_curriculum_free(curriculum);
    return status;
}

static PeerpathStatus curriculum_to_dossier(const Request *request, PeerpathText **json, PeerpathError **error) {
    PeerpathCurriculum *curriculum = NULL;
    PeerpathStatus status = read_curriculum(request, "curriculum", &curriculum, error);
    if (status == PEERPATH_OK) {
        status = peerpath_curriculum_to_dossier(curriculum, "p", 1, (PeerpathDate){2026, 1, 31}, json, error);
    }
    peerpath_curriculum_free(curriculum);
    return status;
}

typedef PeerpathStatus OnSurvey(const PeerpathSurvey *, const char *, size_t, PeerpathTable **,
                                PeerpathError **);

static PeerpathStatus on_survey(const Request *request, OnSurvey *estimate, PeerpathText **json,
                                PeerpathError **error) {
    PeerpathTable *table = NULL, *result = NULL;
    PeerpathSurvey *survey = NULL;
    const Input *columns = request_input(request, "survey");
    const Input *options = request_input(request, "options");
    PeerpathStatus status = read_table(request, &table, error);
    if (status == PEERPATH_OK) {
        status = peerpath_survey_from_table(table, columns->text, columns->length, NULL, &survey, error);
    }
    if (status == PEERPATH_OK) {
        status = estimate(survey, options->text, options->length, &result, error);
    }
    peerpath_survey_free(survey);
    peerpath_table_free(table);
    return table_to_json(status, result, json, error);
}

static PeerpathStatus survey_exported(PeerpathSurvey *survey, PeerpathStatus status, PeerpathText **json,
                                      PeerpathError **error) {
    PeerpathTable *table = NULL;
    if (status == PEERPATH_OK) {
        status = peerpath_survey_multiple_response(survey, NULL, 0, &table, error);
    }
    peerpath_survey_free(survey);
    return table_to_json(status, table, json, error);
}

static PeerpathStatus survey_labelled(const Request *request, PeerpathText **json, PeerpathError **error) {
    PeerpathTable *table = NULL;
    PeerpathSurvey *survey = NULL;
    const Input *columns = request_input(request, "survey");
    const Input *metadata = request_input(request, "metadata");
    PeerpathStatus status = read_table(request, &table, error);
    if (status == PEERPATH_OK) {
        status = peerpath_survey_from_labelled(table, metadata->text, metadata->length, columns->text,
                                               columns->length, &survey, error);
    }
    peerpath_table_free(table);
    return survey_exported(survey, status, json, error);
}

static PeerpathStatus survey_redcap(const Request *request, PeerpathText **json, PeerpathError **error) {
    PeerpathTable *table = NULL;
    PeerpathSurvey *survey = NULL;
    const Input *columns = request_input(request, "survey");
    const Input *options = request_input(request, "options");
    PeerpathStatus status = read_table(request, &table, error);
    if (status == PEERPATH_OK) {
        status = peerpath_survey_from_redcap(table, options->text, options->length, columns->text,
                                             columns->length, &survey, error);
    }
    peerpath_table_free(table);
    return survey_exported(survey, status, json, error);
}

static PeerpathStatus survey_qualtrics(const Request *request, PeerpathText **json, PeerpathError **error) {
    PeerpathSurvey *survey = NULL;
    PeerpathTable *items = NULL, *responses = NULL;
    PeerpathText *one = NULL, *other = NULL;
    const Input *text = request_input(request, "text");
    const Input *columns = request_input(request, "survey");
    PeerpathStatus status =
        peerpath_survey_from_qualtrics(text->text, text->length, columns->text, columns->length, &survey, error);
    if (status == PEERPATH_OK) {
        status = peerpath_survey_items_to_table(survey, &items, error);
    }
    if (status == PEERPATH_OK) {
        status = peerpath_survey_multiple_response(survey, NULL, 0, &responses, error);
    }
    if (status == PEERPATH_OK && peerpath_table_to_json(items, &one, error) == PEERPATH_OK &&
        peerpath_table_to_json(responses, &other, error) == PEERPATH_OK) {
        printf("{\"result\": {\"items\": %s, \"responses\": %s}}\n", peerpath_text_data(one),
               peerpath_text_data(other));
    }
    peerpath_text_free(one);
    peerpath_text_free(other);
    peerpath_table_free(items);
    peerpath_table_free(responses);
    peerpath_survey_free(survey);
    (void)json; /* printed already */
    return status;
}

static PeerpathStatus summaries_check(const Request *request, PeerpathText **json, PeerpathError **error) {
    PeerpathTable *table = NULL, *checked = NULL;
    const Input *columns = request_input(request, "options");
    PeerpathStatus status = read_table(request, &table, error);
    if (status == PEERPATH_OK) {
        status = peerpath_summaries_check(table, columns->text, columns->length, &checked, error);
    }
    peerpath_table_free(table);
    return table_to_json(status, checked, json, error);
}

static PeerpathStatus survey_coverage(const Request *request, PeerpathText **json, PeerpathError **error) {
    return on_survey(request, peerpath_survey_coverage, json, error);
}

static PeerpathStatus survey_binomial(const Request *request, PeerpathText **json, PeerpathError **error) {
    return on_survey(request, peerpath_survey_binomial, json, error);
}

static PeerpathStatus survey_compare(const Request *request, PeerpathText **json, PeerpathError **error) {
    return on_survey(request, peerpath_survey_compare, json, error);
}

static PeerpathStatus survey_item_totals(const Request *request, PeerpathText **json, PeerpathError **error) {
    return on_survey(request, peerpath_survey_item_totals, json, error);
}

static PeerpathStatus survey_multiple_response(const Request *request, PeerpathText **json, PeerpathError **error) {
    return on_survey(request, peerpath_survey_multiple_response, json, error);
}

static PeerpathStatus needs_unwatched(const PeerpathSurvey *survey, const char *options, size_t length,
                                      PeerpathTable **table, PeerpathError **error) {
    return peerpath_survey_needs(survey, options, length, NULL, table, error);
}

static PeerpathStatus survey_needs(const Request *request, PeerpathText **json, PeerpathError **error) {
    return on_survey(request, needs_unwatched, json, error);
}

static PeerpathStatus survey_reliability(const Request *request, PeerpathText **json, PeerpathError **error) {
    return on_survey(request, peerpath_survey_reliability, json, error);
}

static PeerpathStatus survey_weighted_coverage(const Request *request, PeerpathText **json, PeerpathError **error) {
    return on_survey(request, peerpath_survey_weighted_coverage, json, error);
}

static PeerpathStatus regression(const Request *request, int wants_blocks, PeerpathText **json,
                                 PeerpathError **error) {
    PeerpathTable *table = NULL, *terms = NULL, *blocks = NULL;
    const Input *options = request_input(request, "options");
    PeerpathStatus status = read_table(request, &table, error);
    if (status == PEERPATH_OK) {
        status = peerpath_binomial_regression(table, options->text, options->length, &terms, &blocks, error);
    }
    peerpath_table_free(table);
    peerpath_table_free(wants_blocks ? terms : blocks);
    return table_to_json(status, wants_blocks ? blocks : terms, json, error);
}

static PeerpathStatus regression_terms(const Request *request, PeerpathText **json, PeerpathError **error) {
    return regression(request, 0, json, error);
}

static PeerpathStatus regression_blocks(const Request *request, PeerpathText **json, PeerpathError **error) {
    return regression(request, 1, json, error);
}

typedef PeerpathStatus OnRatings(const PeerpathRatings *, const char *, size_t, PeerpathTable **,
                                 PeerpathError **);
typedef PeerpathStatus OnRatingsWatched(const PeerpathRatings *, const char *, size_t, const PeerpathWatch *,
                                        PeerpathTable **, PeerpathError **);

static bool goes_on(uint64_t done, uint64_t total, void *data) {
    (void)data;
    return done <= total;
}

static PeerpathStatus on_ratings(const Request *request, OnRatings *estimate, OnRatingsWatched *watched,
                                 PeerpathText **json, PeerpathError **error) {
    PeerpathTable *table = NULL, *result = NULL;
    PeerpathRatings *ratings = NULL;
    PeerpathWatch watch = {goes_on, NULL};
    const Input *columns = request_input(request, "ratings");
    const Input *options = request_input(request, "options");
    PeerpathStatus status = read_table(request, &table, error);
    if (status == PEERPATH_OK) {
        status = peerpath_ratings_from_table(table, columns->text, columns->length, &ratings, error);
    }
    if (status == PEERPATH_OK &&
        (peerpath_ratings_units(ratings) == 0 || peerpath_ratings_raters(ratings) == 0)) {
        fprintf(stderr, "vectors: ratings of nothing\n");
        exit(3);
    }
    if (status == PEERPATH_OK && estimate != NULL) {
        status = estimate(ratings, options->text, options->length, &result, error);
    } else if (status == PEERPATH_OK) {
        status = watched(ratings, options->text, options->length, &watch, &result, error);
    }
    peerpath_ratings_free(ratings);
    peerpath_table_free(table);
    return table_to_json(status, result, json, error);
}

static PeerpathStatus ratings_cohen_kappa(const Request *request, PeerpathText **json, PeerpathError **error) {
    return on_ratings(request, peerpath_ratings_cohen_kappa, NULL, json, error);
}

static PeerpathStatus ratings_fleiss_kappa(const Request *request, PeerpathText **json, PeerpathError **error) {
    return on_ratings(request, NULL, peerpath_ratings_fleiss_kappa, json, error);
}

static PeerpathStatus ratings_gwet_ac(const Request *request, PeerpathText **json, PeerpathError **error) {
    return on_ratings(request, NULL, peerpath_ratings_gwet_ac, json, error);
}

static PeerpathStatus ratings_krippendorff_alpha(const Request *request, PeerpathText **json, PeerpathError **error) {
    return on_ratings(request, NULL, peerpath_ratings_krippendorff_alpha, json, error);
}

static PeerpathStatus ratings_pairwise(const Request *request, PeerpathText **json, PeerpathError **error) {
    return on_ratings(request, peerpath_ratings_pairwise, NULL, json, error);
}

static PeerpathStatus ratings_percent_agreement(const Request *request, PeerpathText **json, PeerpathError **error) {
    return on_ratings(request, NULL, peerpath_ratings_percent_agreement, json, error);
}

static PeerpathStatus ratings_consensus(const Request *request, PeerpathText **json, PeerpathError **error) {
    return on_ratings(request, peerpath_ratings_consensus, NULL, json, error);
}

static PeerpathStatus ratings_disagreement(const Request *request, PeerpathText **json, PeerpathError **error) {
    return on_ratings(request, peerpath_ratings_disagreement, NULL, json, error);
}

static PeerpathStatus read_ratings(const Request *request, const char *name, PeerpathRatings **ratings,
                                   PeerpathError **error) {
    PeerpathTable *table = NULL;
    const Input *text = request_input(request, name);
    const Input *columns = request_input(request, "ratings");
    PeerpathStatus status = PEERPATH_OK;
    if (strcmp(name, "table") == 0) {
        status = read_table(request, &table, error);
    } else if (text->text == NULL) {
        return PEERPATH_OK;
    } else {
        status = peerpath_table_from_json(text->text, text->length, &table, error);
    }
    if (status == PEERPATH_OK) {
        status = peerpath_ratings_from_table(table, columns->text, columns->length, ratings, error);
    }
    peerpath_table_free(table);
    return status;
}

static PeerpathStatus ratings_overlap(const Request *request, PeerpathText **json, PeerpathError **error) {
    PeerpathRatings *ratings = NULL;
    PeerpathTable *pairs = NULL, *tasks = NULL;
    PeerpathText *one = NULL, *other = NULL;
    const Input *options = request_input(request, "options");
    PeerpathStatus status = read_ratings(request, "table", &ratings, error);
    if (status == PEERPATH_OK) {
        status = peerpath_ratings_overlap(ratings, options->text, options->length, &pairs, &tasks, error);
    }
    if (status == PEERPATH_OK && peerpath_table_to_json(pairs, &one, error) == PEERPATH_OK &&
        peerpath_table_to_json(tasks, &other, error) == PEERPATH_OK) {
        printf("{\"result\": {\"pairs\": %s, \"tasks\": %s}}\n", peerpath_text_data(one),
               peerpath_text_data(other));
    }
    peerpath_text_free(one);
    peerpath_text_free(other);
    peerpath_table_free(pairs);
    peerpath_table_free(tasks);
    peerpath_ratings_free(ratings);
    (void)json; /* printed already */
    return status;
}

static PeerpathStatus ratings_delphi(const Request *request, PeerpathText **json, PeerpathError **error) {
    PeerpathRatings *ratings = NULL, *before = NULL;
    PeerpathTable *result = NULL;
    const Input *options = request_input(request, "options");
    PeerpathStatus status = read_ratings(request, "before", &before, error);
    if (status == PEERPATH_OK) {
        status = read_ratings(request, "table", &ratings, error);
    }
    if (status == PEERPATH_OK) {
        status = peerpath_ratings_delphi(ratings, before, options->text, options->length, &result, error);
    }
    peerpath_ratings_free(ratings);
    peerpath_ratings_free(before);
    return table_to_json(status, result, json, error);
}

static PeerpathStatus ratings_cultural_consensus(const Request *request, PeerpathText **json,
                                                 PeerpathError **error) {
    PeerpathRatings *ratings = NULL;
    const Input *options = request_input(request, "options");
    PeerpathStatus status = read_ratings(request, "table", &ratings, error);
    if (status == PEERPATH_OK) {
        status = peerpath_ratings_cultural_consensus(ratings, options->text, options->length, json, error);
    }
    peerpath_ratings_free(ratings);
    return status;
}

typedef PeerpathStatus OnProfiles(const Request *, const PeerpathProfiles *, PeerpathTable **, PeerpathError **);

static PeerpathStatus on_profiles(const Request *request, OnProfiles *report, PeerpathText **json,
                                  PeerpathError **error) {
    PeerpathTable *table = NULL, *result = NULL;
    PeerpathSurvey *survey = NULL;
    PeerpathProfiles *profiles = NULL;
    PeerpathWatch watch = {goes_on, NULL};
    const Input *columns = request_input(request, "survey");
    const Input *numbers = request_input(request, "columns");
    const Input *options = request_input(request, "options");
    PeerpathStatus status = read_table(request, &table, error);
    if (status == PEERPATH_OK && numbers->text != NULL) {
        status = peerpath_profiles_from_table(table, numbers->text, numbers->length, options->text,
                                              options->length, &watch, &profiles, error);
    } else if (status == PEERPATH_OK) {
        status = peerpath_survey_from_table(table, columns->text, columns->length, NULL, &survey, error);
        if (status == PEERPATH_OK) {
            status = peerpath_survey_profiles(survey, options->text, options->length, &watch, &profiles, error);
        }
    }
    if (status == PEERPATH_OK && peerpath_profiles_best(profiles) == 0) {
        fprintf(stderr, "vectors: profiles without a fit\n");
        exit(3);
    }
    if (status == PEERPATH_OK) {
        status = report(request, profiles, &result, error);
    }
    peerpath_profiles_free(profiles);
    peerpath_survey_free(survey);
    peerpath_table_free(table);
    return table_to_json(status, result, json, error);
}

static uint32_t request_classes(const Request *request) {
    return request_input(request, "classes")->text == NULL ? 0 : (uint32_t)request_number(request, "classes");
}

static PeerpathStatus report_fits(const Request *request, const PeerpathProfiles *profiles,
                                  PeerpathTable **result, PeerpathError **error) {
    (void)request;
    return peerpath_profiles_fits(profiles, result, error);
}

static PeerpathStatus report_classes(const Request *request, const PeerpathProfiles *profiles,
                                     PeerpathTable **result, PeerpathError **error) {
    return peerpath_profiles_classes(profiles, request_classes(request), result, error);
}

static PeerpathStatus report_membership(const Request *request, const PeerpathProfiles *profiles,
                                        PeerpathTable **result, PeerpathError **error) {
    return peerpath_profiles_membership(profiles, request_classes(request), result, error);
}

static PeerpathStatus report_likelihood_ratio(const Request *request, const PeerpathProfiles *profiles,
                                              PeerpathTable **result, PeerpathError **error) {
    const Input *test = request_input(request, "test");
    return peerpath_profiles_likelihood_ratio(profiles, test->text, test->length, NULL, result, error);
}

static PeerpathStatus report_predictors(const Request *request, const PeerpathProfiles *profiles,
                                        PeerpathTable **result, PeerpathError **error) {
    PeerpathTable *table = NULL;
    const Input *options = request_input(request, "predictors");
    PeerpathStatus status = read_table(request, &table, error);
    if (status == PEERPATH_OK) {
        status = peerpath_profiles_predictors(profiles, table, options->text, options->length, result, error);
    }
    peerpath_table_free(table);
    return status;
}

static PeerpathStatus profiles_fits(const Request *request, PeerpathText **json, PeerpathError **error) {
    return on_profiles(request, report_fits, json, error);
}

static PeerpathStatus profiles_classes(const Request *request, PeerpathText **json, PeerpathError **error) {
    return on_profiles(request, report_classes, json, error);
}

static PeerpathStatus profiles_likelihood_ratio(const Request *request, PeerpathText **json, PeerpathError **error) {
    return on_profiles(request, report_likelihood_ratio, json, error);
}

static PeerpathStatus profiles_membership(const Request *request, PeerpathText **json, PeerpathError **error) {
    return on_profiles(request, report_membership, json, error);
}

static PeerpathStatus profiles_predictors(const Request *request, PeerpathText **json, PeerpathError **error) {
    return on_profiles(request, report_predictors, json, error);
}

/* No space where none was given, or null. */
static PeerpathStatus read_space(const Request *request, PeerpathStateSpace **space, PeerpathError **error) {
    const Input *document = request_input(request, "space");
    if (document->text == NULL || strcmp(document->text, "null") == 0) {
        return PEERPATH_OK;
    }
    return peerpath_state_space_from_json(document->text, document->length, space, error);
}

static PeerpathStatus read_histories_of(const Request *request, const char *name, PeerpathHistories **histories,
                                        PeerpathError **error) {
    PeerpathTable *table = NULL;
    PeerpathStateSpace *space = NULL;
    const Input *spells = request_input(request, "spells");
    const Input *intervals = request_input(request, "intervals");
    const Input *events = request_input(request, "events");
    PeerpathStatus status = read_table_of(request, name, &table, error);
    if (status == PEERPATH_OK) {
        status = read_space(request, &space, error);
    }
    if (status != PEERPATH_OK) {
        /* Told already. */
    } else if (spells->text != NULL) {
        status = peerpath_histories_from_spells(table, spells->text, spells->length, space, histories, error);
    } else if (intervals->text != NULL) {
        status = peerpath_histories_from_intervals(table, intervals->text, intervals->length, space,
                                                   histories, error);
    } else {
        status = peerpath_histories_from_events(table, events->text, events->length, space, histories, error);
    }
    peerpath_state_space_free(space);
    peerpath_table_free(table);
    return status;
}

static PeerpathStatus read_histories(const Request *request, PeerpathHistories **histories,
                                     PeerpathError **error) {
    return read_histories_of(request, "table", histories, error);
}

static PeerpathStatus histories_summarise(const Request *request, PeerpathText **json, PeerpathError **error) {
    PeerpathHistories *histories = NULL;
    PeerpathStatus status = read_histories(request, &histories, error);
    if (status == PEERPATH_OK) {
        status = peerpath_histories_describe(histories, json, error);
    }
    peerpath_histories_free(histories);
    return status;
}

static PeerpathStatus histories_risk_table(const Request *request, PeerpathText **json, PeerpathError **error) {
    PeerpathHistories *histories = NULL;
    PeerpathRiskTable *risk_table = NULL;
    PeerpathTable *result = NULL;
    const Input *options = request_input(request, "options");
    PeerpathStatus status = read_histories(request, &histories, error);
    if (status == PEERPATH_OK) {
        status = peerpath_histories_summarise(histories, options->text, options->length, &risk_table, error);
    }
    if (status == PEERPATH_OK) {
        status = peerpath_risk_table_to_table(risk_table, &result, error);
    }
    peerpath_risk_table_free(risk_table);
    peerpath_histories_free(histories);
    return table_to_json(status, result, json, error);
}

typedef PeerpathStatus Curves(const PeerpathHistories *, const char *, size_t, PeerpathAalenJohansen **,
                              PeerpathError **);

static PeerpathStatus read_curves(const Request *request, Curves *estimate, PeerpathAalenJohansen **curves,
                                  PeerpathError **error) {
    PeerpathHistories *histories = NULL;
    const Input *options = request_input(request, "options");
    PeerpathStatus status = read_histories(request, &histories, error);
    if (status == PEERPATH_OK) {
        status = estimate(histories, options->text, options->length, curves, error);
    }
    peerpath_histories_free(histories);
    return status;
}

typedef PeerpathStatus AtTimes(const PeerpathAalenJohansen *, const double *, size_t, PeerpathTable **,
                               PeerpathError **);

static PeerpathStatus at_times(const Request *request, Curves *curves_of, AtTimes *estimate,
                               PeerpathText **json, PeerpathError **error) {
    PeerpathAalenJohansen *curves = NULL;
    PeerpathTable *result = NULL;
    size_t count = 0;
    double *times = request_numbers(request, "times", &count);
    PeerpathStatus status = read_curves(request, curves_of, &curves, error);
    if (status == PEERPATH_OK) {
        status = estimate(curves, times, count, &result, error);
    }
    peerpath_aalen_johansen_free(curves);
    free(times);
    return table_to_json(status, result, json, error);
}

static PeerpathStatus curves_at(const Request *request, PeerpathText **json, PeerpathError **error) {
    return at_times(request, peerpath_histories_aalen_johansen, peerpath_aalen_johansen_at, json, error);
}

static PeerpathStatus curves_with_squares(const Request *request, PeerpathText **json, PeerpathError **error) {
    PeerpathHistories *histories = NULL;
    PeerpathRiskTable *risk_table = NULL;
    PeerpathAalenJohansen *curves = NULL;
    PeerpathTable *result = NULL;
    size_t count = 0;
    double *times = request_numbers(request, "times", &count);
    double *squares = NULL;
    size_t length = 0;
    const Input *options = request_input(request, "options");
    PeerpathStatus status = read_histories(request, &histories, error);
    if (status == PEERPATH_OK) {
        /* The groups are made by the same covariate as those of the curves. */
        status = peerpath_histories_summarise(histories, options->text, options->length, &risk_table, error);
    }
    if (status == PEERPATH_OK) {
        status = peerpath_risk_table_aalen_johansen(risk_table, options->text, options->length, &curves, error);
    }
    if (status == PEERPATH_OK) {
        status = peerpath_aalen_johansen_at(curves, times, count, &result, error);
    }
    if (status == PEERPATH_OK) {
        /* A number for each group, time and state, as the table has a row. */
        length = peerpath_table_row_count(result);
        squares = calloc(length, sizeof *squares);
        status = peerpath_histories_add_influence_squares(histories, curves, times, count, squares, length, error);
        peerpath_table_free(result);
        result = NULL;
    }
    if (status == PEERPATH_OK) {
        status = peerpath_aalen_johansen_at_with_squares(curves, times, count, squares, length, &result, error);
    }
    free(squares);
    free(times);
    peerpath_aalen_johansen_free(curves);
    peerpath_risk_table_free(risk_table);
    peerpath_histories_free(histories);
    return table_to_json(status, result, json, error);
}

static PeerpathStatus curves_pseudo(const Request *request, PeerpathText **json, PeerpathError **error) {
    return at_times(request, peerpath_histories_aalen_johansen, peerpath_aalen_johansen_pseudo_values, json, error);
}

typedef PeerpathStatus Until(const PeerpathAalenJohansen *, double, PeerpathTable **, PeerpathError **);

static PeerpathStatus until(const Request *request, Curves *curves_of, Until *estimate,
                            PeerpathText **json, PeerpathError **error) {
    PeerpathAalenJohansen *curves = NULL;
    PeerpathTable *result = NULL;
    PeerpathStatus status = read_curves(request, curves_of, &curves, error);
    if (status == PEERPATH_OK) {
        status = estimate(curves, request_number(request, "until"), &result, error);
    }
    peerpath_aalen_johansen_free(curves);
    return table_to_json(status, result, json, error);
}

static PeerpathStatus curves_mean_time(const Request *request, PeerpathText **json, PeerpathError **error) {
    return until(request, peerpath_histories_aalen_johansen, peerpath_aalen_johansen_restricted_mean_time, json, error);
}

static PeerpathStatus curves_pseudo_mean(const Request *request, PeerpathText **json,
                                         PeerpathError **error) {
    return until(request, peerpath_histories_aalen_johansen, peerpath_aalen_johansen_pseudo_mean_times, json, error);
}

typedef PeerpathStatus Between(const PeerpathAalenJohansen *, double, double, PeerpathTable **, PeerpathError **);

static PeerpathStatus between(const Request *request, Between *estimate, PeerpathText **json,
                              PeerpathError **error) {
    PeerpathAalenJohansen *curves = NULL;
    PeerpathTable *result = NULL;
    double from = request_number(request, "from"), to = request_number(request, "to");
    PeerpathStatus status = read_curves(request, peerpath_histories_aalen_johansen, &curves, error);
    if (status == PEERPATH_OK) {
        status = estimate(curves, from, to, &result, error);
    }
    peerpath_aalen_johansen_free(curves);
    return table_to_json(status, result, json, error);
}

static PeerpathStatus curves_matrix(const Request *request, PeerpathText **json, PeerpathError **error) {
    return between(request, peerpath_aalen_johansen_transition_matrix, json, error);
}

static PeerpathStatus curves_matrix_covariance(const Request *request, PeerpathText **json,
                                               PeerpathError **error) {
    return between(request, peerpath_aalen_johansen_transition_covariance, json, error);
}

static PeerpathStatus curves_covariance(const Request *request, PeerpathText **json, PeerpathError **error) {
    return at_times(request, peerpath_histories_aalen_johansen, peerpath_aalen_johansen_covariance, json, error);
}

static PeerpathStatus kaplan_meier_at(const Request *request, PeerpathText **json, PeerpathError **error) {
    return at_times(request, peerpath_histories_kaplan_meier, peerpath_aalen_johansen_at, json, error);
}

static PeerpathStatus kaplan_meier_mean(const Request *request, PeerpathText **json, PeerpathError **error) {
    return until(request, peerpath_histories_kaplan_meier, peerpath_aalen_johansen_restricted_mean_time, json,
                 error);
}

static PeerpathStatus kaplan_meier_quantiles(const Request *request, PeerpathText **json,
                                             PeerpathError **error) {
    PeerpathAalenJohansen *curves = NULL;
    PeerpathTable *result = NULL;
    size_t count = 0;
    double *shares = request_numbers(request, "quantiles", &count);
    PeerpathStatus status = read_curves(request, peerpath_histories_kaplan_meier, &curves, error);
    if (status == PEERPATH_OK) {
        status = peerpath_aalen_johansen_quantiles(curves, NULL, 0, shares, count, &result, error);
    }
    peerpath_aalen_johansen_free(curves);
    free(shares);
    return table_to_json(status, result, json, error);
}

static PeerpathStatus incidence_at(const Request *request, PeerpathText **json, PeerpathError **error) {
    return at_times(request, peerpath_histories_cumulative_incidence, peerpath_aalen_johansen_at, json, error);
}

static PeerpathStatus nelson_aalen_at(const Request *request, PeerpathText **json, PeerpathError **error) {
    PeerpathHistories *histories = NULL;
    PeerpathNelsonAalen *hazards = NULL;
    PeerpathTable *result = NULL;
    size_t count = 0;
    double *times = request_numbers(request, "times", &count);
    const Input *options = request_input(request, "options");
    PeerpathStatus status = read_histories(request, &histories, error);
    if (status == PEERPATH_OK) {
        status = peerpath_histories_nelson_aalen(histories, options->text, options->length, &hazards, error);
    }
    if (status == PEERPATH_OK) {
        status = peerpath_nelson_aalen_at(hazards, times, count, &result, error);
    }
    peerpath_nelson_aalen_free(hazards);
    peerpath_histories_free(histories);
    free(times);
    return table_to_json(status, result, json, error);
}

typedef PeerpathStatus GroupTest(const PeerpathHistories *, const char *, size_t, PeerpathText **,
                                 PeerpathError **);

static PeerpathStatus group_test(const Request *request, GroupTest *test, PeerpathText **json,
                                 PeerpathError **error) {
    PeerpathHistories *histories = NULL;
    const Input *options = request_input(request, "options");
    PeerpathStatus status = read_histories(request, &histories, error);
    if (status == PEERPATH_OK) {
        status = test(histories, options->text, options->length, json, error);
    }
    peerpath_histories_free(histories);
    return status;
}

static PeerpathStatus log_rank(const Request *request, PeerpathText **json, PeerpathError **error) {
    return group_test(request, peerpath_histories_log_rank, json, error);
}

static PeerpathStatus gray_test(const Request *request, PeerpathText **json, PeerpathError **error) {
    return group_test(request, peerpath_histories_gray_test, json, error);
}

static PeerpathStatus read_cox(const Request *request, PeerpathCox **cox, PeerpathError **error) {
    PeerpathHistories *histories = NULL;
    const Input *options = request_input(request, "options");
    PeerpathStatus status = read_histories(request, &histories, error);
    if (status == PEERPATH_OK) {
        status = peerpath_histories_cox(histories, options->text, options->length, cox, error);
    }
    peerpath_histories_free(histories);
    return status;
}

typedef PeerpathStatus OnCox(const PeerpathCox *, PeerpathTable **, PeerpathError **);

static PeerpathStatus on_cox(const Request *request, OnCox *give, PeerpathText **json, PeerpathError **error) {
    PeerpathCox *cox = NULL;
    PeerpathTable *result = NULL;
    PeerpathStatus status = read_cox(request, &cox, error);
    if (status == PEERPATH_OK) {
        status = give(cox, &result, error);
    }
    peerpath_cox_free(cox);
    return table_to_json(status, result, json, error);
}

static PeerpathStatus cox_table(const Request *request, PeerpathText **json, PeerpathError **error) {
    return on_cox(request, peerpath_cox_to_table, json, error);
}

/* The histories of two parts, and what went wrong with one of them. */
typedef struct {
    PeerpathHistories *parts[2];
    PeerpathError *error;
} Parts;

static bool ask_parts(const uint8_t *question, size_t length, PeerpathAnswers *answers, void *data) {
    Parts *all = data;
    for (size_t part = 0; part < 2; part++) {
        PeerpathBytes *answer = NULL;
        PeerpathStatus status =
            peerpath_histories_cox_answer(all->parts[part], question, length, &answer, &all->error);
        if (status == PEERPATH_OK) {
            status = peerpath_answers_add(answers, peerpath_bytes_data(answer), peerpath_bytes_length(answer),
                                          &all->error);
        }
        peerpath_bytes_free(answer);
        if (status != PEERPATH_OK) {
            return false;
        }
    }
    return true;
}

static PeerpathStatus cox_of_parts(const Request *request, PeerpathText **json, PeerpathError **error) {
    Parts all = {{NULL, NULL}, NULL};
    PeerpathCox *cox = NULL;
    PeerpathTable *result = NULL;
    const Input *options = request_input(request, "options");
    PeerpathStatus status = read_histories_of(request, "table", &all.parts[0], error);
    if (status == PEERPATH_OK) {
        status = read_histories_of(request, "other", &all.parts[1], error);
    }
    if (status == PEERPATH_OK) {
        const PeerpathParts parts = {ask_parts, &all};
        status = peerpath_cox_of_parts(options->text, options->length, &parts, &cox, error);
    }
    if (status == PEERPATH_CANCELLED && all.error != NULL) {
        /* What the part said. */
        peerpath_error_free(*error);
        *error = all.error;
        status = peerpath_error_code(all.error);
    }
    if (status == PEERPATH_OK) {
        status = peerpath_cox_to_table(cox, &result, error);
    }
    peerpath_cox_free(cox);
    peerpath_histories_free(all.parts[0]);
    peerpath_histories_free(all.parts[1]);
    return table_to_json(status, result, json, error);
}

static PeerpathStatus cox_tests(const Request *request, PeerpathText **json, PeerpathError **error) {
    return on_cox(request, peerpath_cox_tests, json, error);
}

static PeerpathStatus cox_concordance(const Request *request, PeerpathText **json, PeerpathError **error) {
    return on_cox(request, peerpath_cox_concordance, json, error);
}

typedef PeerpathStatus WithOptions(const PeerpathCox *, const char *, size_t, PeerpathTable **,
                                   PeerpathError **);

static PeerpathStatus cox_with(const Request *request, WithOptions *give, const char *options,
                               PeerpathText **json, PeerpathError **error) {
    PeerpathCox *cox = NULL;
    PeerpathTable *result = NULL;
    const Input *chosen = request_input(request, options);
    PeerpathStatus status = read_cox(request, &cox, error);
    if (status == PEERPATH_OK) {
        status = give(cox, chosen->text, chosen->length, &result, error);
    }
    peerpath_cox_free(cox);
    return table_to_json(status, result, json, error);
}

static PeerpathStatus cox_residuals(const Request *request, PeerpathText **json, PeerpathError **error) {
    return cox_with(request, peerpath_cox_residuals, "residuals", json, error);
}

static PeerpathStatus cox_proportionality(const Request *request, PeerpathText **json, PeerpathError **error) {
    return cox_with(request, peerpath_cox_proportionality, "proportionality", json, error);
}

static PeerpathStatus cox_cumulative_hazard(const Request *request, PeerpathText **json,
                                            PeerpathError **error) {
    PeerpathCox *cox = NULL;
    PeerpathTable *profiles = NULL, *result = NULL;
    const Input *input = request_input(request, "profiles");
    PeerpathStatus status = peerpath_table_from_json(input->text, input->length, &profiles, error);
    if (status == PEERPATH_OK) {
        status = read_cox(request, &cox, error);
    }
    if (status == PEERPATH_OK) {
        status = peerpath_cox_cumulative_hazard(cox, profiles, &result, error);
    }
    peerpath_cox_free(cox);
    peerpath_table_free(profiles);
    return table_to_json(status, result, json, error);
}

static PeerpathStatus cox_state_probabilities(const Request *request, PeerpathText **json,
                                              PeerpathError **error) {
    PeerpathCox *cox = NULL;
    PeerpathTable *profiles = NULL, *result = NULL;
    const Input *input = request_input(request, "profiles");
    const Input *options = request_input(request, "prediction");
    PeerpathStatus status = peerpath_table_from_json(input->text, input->length, &profiles, error);
    if (status == PEERPATH_OK) {
        status = read_cox(request, &cox, error);
    }
    if (status == PEERPATH_OK) {
        status = peerpath_cox_state_probabilities(cox, profiles, options->text, options->length, &result,
                                                  error);
    }
    peerpath_cox_free(cox);
    peerpath_table_free(profiles);
    return table_to_json(status, result, json, error);
}

static PeerpathStatus cox_describe(const Request *request, PeerpathText **json, PeerpathError **error) {
    PeerpathCox *cox = NULL;
    PeerpathStatus status = read_cox(request, &cox, error);
    if (status == PEERPATH_OK) {
        status = peerpath_cox_describe(cox, json, error);
    }
    peerpath_cox_free(cox);
    return status;
}

static PeerpathStatus read_fine_gray(const Request *request, PeerpathFineGray **model,
                                     PeerpathError **error) {
    PeerpathHistories *histories = NULL;
    const Input *options = request_input(request, "options");
    PeerpathStatus status = read_histories(request, &histories, error);
    if (status == PEERPATH_OK) {
        status = peerpath_histories_fine_gray(histories, options->text, options->length, model, error);
    }
    peerpath_histories_free(histories);
    return status;
}

static PeerpathStatus fine_gray(const Request *request, PeerpathText **json, PeerpathError **error) {
    PeerpathFineGray *model = NULL;
    PeerpathTable *result = NULL;
    PeerpathStatus status = read_fine_gray(request, &model, error);
    if (status == PEERPATH_OK) {
        status = peerpath_fine_gray_to_table(model, &result, error);
    }
    peerpath_fine_gray_free(model);
    return table_to_json(status, result, json, error);
}

static PeerpathStatus fine_gray_incidence(const Request *request, PeerpathText **json, PeerpathError **error) {
    PeerpathFineGray *model = NULL;
    PeerpathTable *profiles = NULL, *result = NULL;
    const Input *input = request_input(request, "profiles");
    PeerpathStatus status = peerpath_table_from_json(input->text, input->length, &profiles, error);
    if (status == PEERPATH_OK) {
        status = read_fine_gray(request, &model, error);
    }
    if (status == PEERPATH_OK) {
        status = peerpath_fine_gray_cumulative_incidence(model, profiles, &result, error);
    }
    peerpath_fine_gray_free(model);
    peerpath_table_free(profiles);
    return table_to_json(status, result, json, error);
}

static PeerpathStatus fine_gray_describe(const Request *request, PeerpathText **json, PeerpathError **error) {
    PeerpathFineGray *model = NULL;
    PeerpathStatus status = read_fine_gray(request, &model, error);
    if (status == PEERPATH_OK) {
        status = peerpath_fine_gray_describe(model, json, error);
    }
    peerpath_fine_gray_free(model);
    return status;
}

static PeerpathStatus read_parametric(const Request *request, PeerpathParametric **model,
                                      PeerpathError **error) {
    PeerpathHistories *histories = NULL;
    const Input *options = request_input(request, "options");
    PeerpathStatus status = read_histories(request, &histories, error);
    if (status == PEERPATH_OK) {
        status = peerpath_histories_parametric(histories, options->text, options->length, model, error);
    }
    peerpath_histories_free(histories);
    return status;
}

static PeerpathStatus parametric(const Request *request, PeerpathText **json, PeerpathError **error) {
    PeerpathParametric *model = NULL;
    PeerpathTable *result = NULL;
    PeerpathStatus status = read_parametric(request, &model, error);
    if (status == PEERPATH_OK) {
        status = peerpath_parametric_to_table(model, &result, error);
    }
    peerpath_parametric_free(model);
    return table_to_json(status, result, json, error);
}

static PeerpathStatus parametric_describe(const Request *request, PeerpathText **json,
                                          PeerpathError **error) {
    PeerpathParametric *model = NULL;
    PeerpathStatus status = read_parametric(request, &model, error);
    if (status == PEERPATH_OK) {
        status = peerpath_parametric_describe(model, json, error);
    }
    peerpath_parametric_free(model);
    return status;
}

static PeerpathStatus parametric_hazards(const Request *request, PeerpathText **json,
                                         PeerpathError **error) {
    PeerpathParametric *model = NULL;
    PeerpathTable *profiles = NULL, *result = NULL;
    const Input *input = request_input(request, "profiles");
    size_t count = 0;
    double *times = request_numbers(request, "times", &count);
    PeerpathStatus status = peerpath_table_from_json(input->text, input->length, &profiles, error);
    if (status == PEERPATH_OK) {
        status = read_parametric(request, &model, error);
    }
    if (status == PEERPATH_OK) {
        status = peerpath_parametric_hazards(model, profiles, times, count, &result, error);
    }
    peerpath_parametric_free(model);
    peerpath_table_free(profiles);
    free(times);
    return table_to_json(status, result, json, error);
}

typedef PeerpathStatus OnPanel(const PeerpathPanel *, PeerpathTable **, PeerpathError **);

static PeerpathStatus on_panel(const Request *request, OnPanel *count, PeerpathText **json,
                               PeerpathError **error) {
    PeerpathTable *table = NULL, *result = NULL;
    PeerpathStateSpace *space = NULL;
    PeerpathPanel *panel = NULL;
    const Input *columns = request_input(request, "panel");
    PeerpathStatus status = read_table(request, &table, error);
    if (status == PEERPATH_OK) {
        status = read_space(request, &space, error);
    }
    if (status == PEERPATH_OK) {
        status = peerpath_panel_from_table(table, columns->text, columns->length, space, &panel, error);
    }
    if (status == PEERPATH_OK) {
        status = count(panel, &result, error);
    }
    peerpath_panel_free(panel);
    peerpath_state_space_free(space);
    peerpath_table_free(table);
    return table_to_json(status, result, json, error);
}

typedef PeerpathStatus ToTable(const PeerpathHistories *, PeerpathTable **, PeerpathError **);

static PeerpathStatus to_form(const Request *request, ToTable *form, PeerpathText **json,
                              PeerpathError **error) {
    PeerpathHistories *histories = NULL;
    PeerpathTable *result = NULL;
    PeerpathStatus status = read_histories(request, &histories, error);
    if (status == PEERPATH_OK) {
        status = form(histories, &result, error);
    }
    peerpath_histories_free(histories);
    return table_to_json(status, result, json, error);
}

static PeerpathStatus to_intervals(const Request *request, PeerpathText **json, PeerpathError **error) {
    return to_form(request, peerpath_histories_to_intervals, json, error);
}

static PeerpathStatus to_spells(const Request *request, PeerpathText **json, PeerpathError **error) {
    return to_form(request, peerpath_histories_to_spells, json, error);
}

static PeerpathStatus to_events(const Request *request, PeerpathText **json, PeerpathError **error) {
    return to_form(request, peerpath_histories_to_events, json, error);
}

static PeerpathStatus exits(const Request *request, PeerpathText **json, PeerpathError **error) {
    PeerpathHistories *histories = NULL;
    PeerpathTable *result = NULL;
    const Input *options = request_input(request, "options");
    PeerpathStatus status = read_histories(request, &histories, error);
    if (status == PEERPATH_OK) {
        status = peerpath_histories_exits(histories, options->text, options->length, &result, error);
    }
    peerpath_histories_free(histories);
    return table_to_json(status, result, json, error);
}

static PeerpathStatus bootstrap(const Request *request, PeerpathText **json, PeerpathError **error) {
    PeerpathHistories *histories = NULL;
    PeerpathTable *result = NULL;
    PeerpathWatch watch = {goes_on, NULL};
    size_t count = 0;
    double *times = request_numbers(request, "times", &count);
    const Input *options = request_input(request, "options");
    PeerpathStatus status = read_histories(request, &histories, error);
    if (status == PEERPATH_OK) {
        status = peerpath_histories_bootstrap(histories, times, count, options->text, options->length, &watch,
                                              &result, error);
    }
    peerpath_histories_free(histories);
    free(times);
    return table_to_json(status, result, json, error);
}

static PeerpathStatus landmark_at(const Request *request, PeerpathText **json, PeerpathError **error) {
    return at_times(request, peerpath_histories_landmark, peerpath_aalen_johansen_at, json, error);
}

static PeerpathStatus markov_test(const Request *request, PeerpathText **json, PeerpathError **error) {
    return group_test(request, peerpath_histories_markov_test, json, error);
}

static PeerpathStatus panel_transitions(const Request *request, PeerpathText **json, PeerpathError **error) {
    return on_panel(request, peerpath_panel_transition_table, json, error);
}

static PeerpathStatus panel_attrition(const Request *request, PeerpathText **json, PeerpathError **error) {
    return on_panel(request, peerpath_panel_attrition, json, error);
}

static const struct {
    const char *name;
    Call *call;
} CALLS[] = {
    {"alignment", alignment},
    {"binomial_regression.blocks", regression_blocks},
    {"binomial_regression.terms", regression_terms},
    {"catalog", catalog},
    {"cox.of_parts", cox_of_parts},
    {"crosswalk.reversed", crosswalk_reversed},
    {"curriculum.compare", curriculum_compare},
    {"curriculum.coverage", curriculum_coverage},
    {"curriculum.gaps", curriculum_gaps},
    {"curriculum.overlaps", curriculum_overlaps},
    {"curriculum.smallest_selection", curriculum_selection},
    {"curriculum.through", curriculum_through},
    {"curriculum.to_dossier", curriculum_to_dossier},
    {"dossier.credentials_from_open_badge", credentials_from_open_badge},
    {"dossier.parse", dossier_parse},
    {"dossier.with_open_badge", with_open_badge},
    {"framework.from_case", framework_from_case},
    {"framework.to_case", framework_to_case},
    {"framework.parse", framework_parse},
    {"histories.aalen_johansen.at", curves_at},
    {"histories.aalen_johansen.covariance", curves_covariance},
    {"histories.aalen_johansen.pseudo_mean_times", curves_pseudo_mean},
    {"histories.aalen_johansen.pseudo_values", curves_pseudo},
    {"histories.aalen_johansen.restricted_mean_time", curves_mean_time},
    {"histories.aalen_johansen.transition_covariance", curves_matrix_covariance},
    {"histories.aalen_johansen.transition_matrix", curves_matrix},
    {"histories.bootstrap", bootstrap},
    {"histories.cumulative_incidence.at", incidence_at},
    {"histories.exits", exits},
    {"histories.gray_test", gray_test},
    {"histories.kaplan_meier.at", kaplan_meier_at},
    {"histories.kaplan_meier.quantiles", kaplan_meier_quantiles},
    {"histories.kaplan_meier.restricted_mean_time", kaplan_meier_mean},
    {"histories.landmark.at", landmark_at},
    {"histories.log_rank", log_rank},
    {"histories.markov_test", markov_test},
    {"histories.nelson_aalen.at", nelson_aalen_at},
    {"histories.cox", cox_table},
    {"histories.cox.concordance", cox_concordance},
    {"histories.cox.cumulative_hazard", cox_cumulative_hazard},
    {"histories.cox.describe", cox_describe},
    {"histories.cox.proportionality", cox_proportionality},
    {"histories.cox.residuals", cox_residuals},
    {"histories.cox.state_probabilities", cox_state_probabilities},
    {"histories.cox.tests", cox_tests},
    {"histories.fine_gray", fine_gray},
    {"histories.fine_gray.cumulative_incidence", fine_gray_incidence},
    {"histories.fine_gray.describe", fine_gray_describe},
    {"histories.parametric", parametric},
    {"histories.parametric.describe", parametric_describe},
    {"histories.parametric.hazards", parametric_hazards},
    {"histories.risk_table", histories_risk_table},
    {"histories.summarise", histories_summarise},
    {"histories.to_events", to_events},
    {"histories.to_intervals", to_intervals},
    {"histories.to_spells", to_spells},
    {"panel.attrition", panel_attrition},
    {"panel.transition_table", panel_transitions},
    {"ratings.cohen_kappa", ratings_cohen_kappa},
    {"ratings.consensus", ratings_consensus},
    {"ratings.cultural_consensus", ratings_cultural_consensus},
    {"ratings.delphi", ratings_delphi},
    {"ratings.disagreement", ratings_disagreement},
    {"ratings.overlap", ratings_overlap},
    {"ratings.fleiss_kappa", ratings_fleiss_kappa},
    {"ratings.gwet_ac", ratings_gwet_ac},
    {"ratings.krippendorff_alpha", ratings_krippendorff_alpha},
    {"ratings.pairwise", ratings_pairwise},
    {"ratings.percent_agreement", ratings_percent_agreement},
    {"risk_table.aalen_johansen.at_with_squares", curves_with_squares},
    {"standard.assess", standard_assess},
    {"standard.assess_many", standard_assess_many},
    {"standard.compare", standard_compare},
    {"standard.explain", standard_explain},
    {"standard.from_ctdl", standard_from_ctdl},
    {"standard.lint", standard_lint},
    {"standard.met_on", standard_met_on},
    {"standard.next_steps", standard_next_steps},
    {"standard.parse", standard_parse},
    {"standard.to_ctdl", standard_to_ctdl},
    {"standard.renewal", standard_renewal},
    {"standard.transfer", standard_transfer},
    {"summaries.check", summaries_check},
    {"survey.binomial", survey_binomial},
    {"survey.compare", survey_compare},
    {"survey.coverage", survey_coverage},
    {"survey.item_totals", survey_item_totals},
    {"survey.multiple_response", survey_multiple_response},
    {"survey.from_labelled", survey_labelled},
    {"survey.from_qualtrics", survey_qualtrics},
    {"survey.from_redcap", survey_redcap},
    {"survey.needs", survey_needs},
    {"survey.reliability", survey_reliability},
    {"survey.weighted_coverage", survey_weighted_coverage},
    {"survey.profiles.fits", profiles_fits},
    {"survey.profiles.classes", profiles_classes},
    {"survey.profiles.likelihood_ratio", profiles_likelihood_ratio},
    {"survey.profiles.membership", profiles_membership},
    {"survey.profiles.predictors", profiles_predictors},
    {"table.read", table_read},
};

enum { CALL_COUNT = sizeof CALLS / sizeof CALLS[0] };

static void print(const char *key, const PeerpathText *json) {
    printf("{\"%s\": ", key);
    fwrite(peerpath_text_data(json), 1, peerpath_text_length(json), stdout);
    printf("}\n");
}

static int run(Call *call, const Request *request) {
    PeerpathText *json = NULL;
    PeerpathError *error = NULL;
    PeerpathStatus status = call(request, &json, &error);
    if (status != PEERPATH_OK && peerpath_error_code(error) != status) {
        fprintf(stderr, "vectors: status %" PRId32 " without an error that says so\n", status);
        exit(3);
    }
    if (status != PEERPATH_OK && peerpath_error_to_json(error, &json, NULL) != PEERPATH_OK) {
        fprintf(stderr, "vectors: an error that cannot be written\n");
        exit(3);
    }
    if (json != NULL) {
        print(status == PEERPATH_OK ? "result" : "error", json);
    }
    peerpath_text_free(json);
    peerpath_error_free(error);
    return 0;
}

int main(int count, char **arguments) {
    if (count == 2 && strcmp(arguments[1], "--calls") == 0) {
        for (size_t index = 0; index < CALL_COUNT; ++index) {
            puts(CALLS[index].name);
        }
        return 0;
    }
    static Request request;
    request_read(&request);
    int result = 2;
    for (size_t index = 0; index < CALL_COUNT; ++index) {
        if (strcmp(CALLS[index].name, request.call) == 0) {
            result = run(CALLS[index].call, &request);
        }
    }
    if (result == 2) {
        fprintf(stderr, "vectors: no such call: %s\n", request.call);
    }
    request_free(&request);
    return result;
}
