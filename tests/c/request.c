#include "request.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void give_up(const char *reason) {
    fprintf(stderr, "vectors: %s\n", reason);
    exit(3);
}

void request_read(Request *request) {
    memset(request, 0, sizeof *request);
    if (scanf("%63s", request->call) != 1 || getchar() != '\n') {
        give_up("no name of a call");
    }
    Input next = {.text = NULL};
    while (scanf("%63s %zu", next.name, &next.length) == 2) {
        if (getchar() != '\n' || request->count == MOST_INPUTS) {
            give_up("inputs that cannot be read");
        }
        next.text = malloc(next.length + 1);
        if (next.text == NULL || fread(next.text, 1, next.length, stdin) != next.length) {
            give_up("an input that ends too early");
        }
        next.text[next.length] = '\0';
        request->inputs[request->count++] = next;
    }
    if (!feof(stdin)) {
        give_up("something that is no input");
    }
}

const Input *request_input(const Request *request, const char *name) {
    static const Input none = {.text = NULL, .length = 0};
    for (size_t index = 0; index < request->count; ++index) {
        if (strcmp(request->inputs[index].name, name) == 0) {
            return &request->inputs[index];
        }
    }
    return &none;
}

double request_number(const Request *request, const char *name) {
    const Input *input = request_input(request, name);
    char *end = NULL;
    double number = input->text == NULL ? 0.0 : strtod(input->text, &end);
    if (end == NULL || end == input->text || *end != '\0') {
        give_up("an input that is not a number");
    }
    return number;
}

double *request_numbers(const Request *request, const char *name, size_t *count) {
    const Input *input = request_input(request, name);
    /* Every number but the first follows a comma. */
    double *numbers = malloc((input->length + 1) * sizeof *numbers);
    if (numbers == NULL || input->text == NULL || input->text[0] != '[') {
        give_up("an input that is not a list");
    }
    *count = 0;
    const char *at = input->text + 1;
    char *end = NULL;
    for (double number = strtod(at, &end); end != at; number = strtod(at, &end)) {
        numbers[(*count)++] = number;
        at = *end == ',' ? end + 1 : end;
    }
    if (strcmp(at, "]") != 0) {
        give_up("an input that is not a list of numbers");
    }
    return numbers;
}

void request_free(Request *request) {
    for (size_t index = 0; index < request->count; ++index) {
        free(request->inputs[index].text);
    }
}
