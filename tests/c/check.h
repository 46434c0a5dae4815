/* What the tests in C need to say what must hold: a failed check is counted, and told. */
#ifndef CHECK_H
#define CHECK_H

#include <stdio.h>
#include <string.h>

#include <peerpath.h>

static int check_failures = 0;
static int check_count = 0;

#define CHECK(condition)                                                          \
    do {                                                                          \
        ++check_count;                                                            \
        if (!(condition)) {                                                       \
            ++check_failures;                                                     \
            fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition); \
        }                                                                         \
    } while (0)

/* The call fails with `code` and makes an error object that says the same, which is freed. */
#define CHECK_REFUSED(code, call_with_error)                            \
    do {                                                                \
        PeerpathError *error = NULL;                                    \
        CHECK((call_with_error) == (code));                             \
        CHECK(peerpath_error_code(error) == (code));                    \
        CHECK(peerpath_error_problem_count(error) > 0);                 \
        CHECK(strlen(peerpath_error_message(error)) > 0);               \
        peerpath_error_free(error);                                     \
    } while (0)

/* The call succeeds and makes no error object. */
#define CHECK_OK(call_with_error)                                       \
    do {                                                                \
        PeerpathError *error = NULL;                                    \
        CHECK((call_with_error) == PEERPATH_OK);                        \
        CHECK(error == NULL);                                           \
        if (error != NULL) {                                            \
            fprintf(stderr, "%s\n", peerpath_error_message(error));     \
            peerpath_error_free(error);                                 \
        }                                                               \
    } while (0)

/* The end of main: a test that checked nothing is a failure too. */
static int check_result(void) {
    printf("%d checks, %d failures\n", check_count, check_failures);
    return check_failures > 0 || check_count == 0;
}

/* A text and its length, as two arguments. */
#define TEXT(literal) (literal), (sizeof(literal) - 1)

#endif /* CHECK_H */
