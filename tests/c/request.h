/* What the runner of vectors is asked: a call and its inputs, each a text with a name.
 *
 * On standard input: the name of the call on a line; then for each input a line `name length` and
 * `length` bytes and a newline; to the end of the input. */
#ifndef REQUEST_H
#define REQUEST_H

#include <stddef.h>

enum { MOST_INPUTS = 32, LONGEST_NAME = 64 };

typedef struct {
    char name[LONGEST_NAME];
    char *text; /* ends in a NUL besides; NULL where the input was not given */
    size_t length;
} Input;

typedef struct {
    char call[LONGEST_NAME];
    Input inputs[MOST_INPUTS];
    size_t count;
} Request;

/* Reads standard input to its end. Ends the program where it is not a request. */
void request_read(Request *request);

/* The input of this name; one without text where there is none. */
const Input *request_input(const Request *request, const char *name);

/* An input that is a number. Ends the program where it is not. */
double request_number(const Request *request, const char *name);

/* An input that is a list of numbers; their count is written to `count`. The caller frees it. */
double *request_numbers(const Request *request, const char *name, size_t *count);

/* Frees the texts. */
void request_free(Request *request);

#endif /* REQUEST_H */
