/*
 * Peerpath: certification standards, competency coverage and employment transitions of peer
 * support specialists.
 *
 * This header is the manual of the C interface. It is generated from ffi/src/; do not edit it.
 *
 * NAMES. Functions are peerpath_<noun>_<verb>, types Peerpath<Noun>, constants PEERPATH_<NAME>.
 *
 * CALLS. A function that can fail returns a PeerpathStatus and takes the handle it works on
 * first, then its inputs, then where its results go, and last a nullable `PeerpathError **`. On
 * failure no result is written, and a new error object is written to the last argument, unless
 * that is NULL; what was there before is overwritten, so free it first. On success the error is
 * not touched. Functions that only read a value return it, and a harmless one (0, NULL) where the
 * handle is NULL.
 *
 * OWNERSHIP. Types are opaque handles. A handle that a call gives out belongs to the caller, who
 * frees it with the function of its type that ends in _free; NULL is fine there. A handle passed
 * to any other function stays the caller's. Handles do not refer to each other: each may be
 * freed as soon as the caller no longer needs it. Texts returned as `const char *` are borrowed
 * from their handle and valid until it is freed.
 *
 * THREADS. Any thread may use and free any handle. Unless its type says otherwise, a handle is
 * immutable and several threads may use it at once; freeing must not overlap with other
 * calls on the handle. Nothing is kept between calls: no global settings, no "last error".
 *
 * NULL. Every pointer is checked: where NULL has no stated meaning, the call fails with
 * PEERPATH_NULL_POINTER. No check can find a pointer that is neither NULL nor valid.
 *
 * PANICS. A defect of the library becomes PEERPATH_INTERNAL, with its text in the error; nothing is
 * printed and the process goes on. A handle that was being changed is then poisoned: further
 * calls on it fail with PEERPATH_POISONED_HANDLE, until it is freed.
 *
 * TEXT is UTF-8 with a length in bytes, and needs no NUL. Input that is not UTF-8 fails with
 * PEERPATH_INVALID_TEXT. Texts that are given out end in a NUL besides.
 *
 * OPTIONS are a JSON object, `{"level": 0.9}`, with the names that the Python functions have for
 * their arguments; NULL with length 0 stands for all defaults. Unknown names are refused.
 *
 * TABLES cross as Arrow C streams, or as CSV or JSON text.
 *
 * VERSIONS. Within one name of the shared library (libpeerpath.so.0.1) the interface only grows;
 * PEERPATH_ABI_VERSION counts.
 */

#ifndef PEERPATH_H
#define PEERPATH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The Arrow C data and stream interfaces, as the Apache Arrow project specifies them
 * (https://arrow.apache.org/docs/format/CDataInterface.html). Other headers that declare them
 * use the same guards, so that all can be included together.
 */
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE 2
#define ARROW_FLAG_MAP_KEYS_SORTED 4

struct ArrowSchema {
    const char *format;
    const char *name;
    const char *metadata;
    int64_t flags;
    int64_t n_children;
    struct ArrowSchema **children;
    struct ArrowSchema *dictionary;
    void (*release)(struct ArrowSchema *);
    void *private_data;
};

struct ArrowArray {
    int64_t length;
    int64_t null_count;
    int64_t offset;
    int64_t n_buffers;
    int64_t n_children;
    const void **buffers;
    struct ArrowArray **children;
    struct ArrowArray *dictionary;
    void (*release)(struct ArrowArray *);
    void *private_data;
};

#endif /* ARROW_C_DATA_INTERFACE */

#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE

struct ArrowArrayStream {
    int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *out);
    int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *out);
    const char *(*get_last_error)(struct ArrowArrayStream *);
    void (*release)(struct ArrowArrayStream *);
    void *private_data;
};

#endif /* ARROW_C_STREAM_INTERFACE */

/** The major version of this header. */
#define PEERPATH_VERSION_MAJOR 0
/** The minor version of this header. */
#define PEERPATH_VERSION_MINOR 1
/** The patch version of this header. */
#define PEERPATH_VERSION_PATCH 0
/** The version of this header, as text. */
#define PEERPATH_VERSION "0.1.0"

/**
 * The binary interface that this header describes: one more for each version of the header that
 * adds to it. A library serves this header where `peerpath_abi_version()` is at least this and
 * the shared library has the same name (`libpeerpath.so.0.1`).
 */
#define PEERPATH_ABI_VERSION 1

/**
 * Probabilities of states over time, with standard errors: step functions that can be read at any
 * time.
 *
 * The caller owns them and frees them with `peerpath_aalen_johansen_free`. They are immutable: any
 * thread may use them, and several at once.
 */
typedef struct PeerpathAalenJohansen PeerpathAalenJohansen;

/**
 * The answers of the parts of a model to one question.
 *
 * It belongs to the call that asks, and is valid until `ask` of `PeerpathParts` returns. One thread may
 * use it.
 */
typedef struct PeerpathAnswers PeerpathAnswers;

/**
 * A dossier held against a standard on a day: the verdict, and for each requirement what was
 * asked, what was found and which evidence counted.
 *
 * The caller owns it and frees it with `peerpath_assessment_free`. It is immutable: any thread may use
 * it, and several at once.
 */
typedef struct PeerpathAssessment PeerpathAssessment;

/**
 * How many people meet a standard on a day, and each of its requirements. Summaries of parts can be
 * made apart and merged, in any order.
 *
 * The caller owns it and frees it with `peerpath_assessment_summary_free`. Any thread may use it, and
 * several may read it at once; but `peerpath_assessment_summary_update` must not overlap with
 * another call on it.
 */
typedef struct PeerpathAssessmentSummary PeerpathAssessmentSummary;

/**
 * Bytes that a call gives out: a summary to be stored, or sent to where it is merged.
 *
 * The caller owns them and frees them with `peerpath_bytes_free`. They are immutable: any thread
 * may use them, and several at once.
 */
typedef struct PeerpathBytes PeerpathBytes;

/**
 * Which of two standards asks for more, as a whole and requirement by requirement.
 *
 * The caller owns it and frees it with `peerpath_comparison_free`. It is immutable: any thread may use
 * it, and several at once.
 */
typedef struct PeerpathComparison PeerpathComparison;

/**
 * A fitted Cox model.
 *
 * The caller owns it and frees it with `peerpath_cox_free`. It is immutable: any thread may use it, and
 * several at once.
 */
typedef struct PeerpathCox PeerpathCox;

/**
 * Links between the competencies of two frameworks.
 *
 * The caller owns it and frees it with `peerpath_crosswalk_free`. It is immutable: any thread may
 * use it, and several at once.
 */
typedef struct PeerpathCrosswalk PeerpathCrosswalk;

/**
 * The modules of a training, and the competencies that each introduces, practises or assesses.
 *
 * The caller owns it and frees it with `peerpath_curriculum_free`. It is immutable: any thread may
 * use it, and several at once.
 */
typedef struct PeerpathCurriculum PeerpathCurriculum;

/**
 * What is recorded about a person.
 *
 * The caller owns it and frees it with `peerpath_dossier_free`. It is immutable: any thread may use
 * it, and several at once.
 */
typedef struct PeerpathDossier PeerpathDossier;

/**
 * Why a call failed: a status, a message, and a list of every problem found, each with its
 * place, what was found there and what would be accepted.
 *
 * A fallible function that fails writes a new error to its last argument, unless that is NULL.
 * The caller owns it and frees it with `peerpath_error_free`. It is immutable: any thread may
 * use it, and several at once.
 */
typedef struct PeerpathError PeerpathError;

/**
 * A fitted model of Fine and Gray.
 *
 * The caller owns it and frees it with `peerpath_fine_gray_free`. It is immutable: any thread may use
 * it, and several at once.
 */
typedef struct PeerpathFineGray PeerpathFineGray;

/**
 * A tree of competencies with stable ids, such as `samhsa-2015/I.1`.
 *
 * The caller owns it and frees it with `peerpath_framework_free`. It is immutable: any thread may
 * use it, and several at once.
 */
typedef struct PeerpathFramework PeerpathFramework;

/**
 * Employment histories with exact times: who was in which state from when to when.
 *
 * The caller owns them and frees them with `peerpath_histories_free`. They are immutable: any thread
 * may use them, and several at once.
 */
typedef struct PeerpathHistories PeerpathHistories;

/**
 * Cumulative hazards of transitions: step functions that can be read at any time.
 *
 * The caller owns them and frees them with `peerpath_nelson_aalen_free`. They are immutable: any
 * thread may use them, and several at once.
 */
typedef struct PeerpathNelsonAalen PeerpathNelsonAalen;

/**
 * What waves of a survey see: states at interview times, with persons missing a wave and coming back.
 *
 * The caller owns it and frees it with `peerpath_panel_free`. It is immutable: any thread may use it,
 * and several at once.
 */
typedef struct PeerpathPanel PeerpathPanel;

/**
 * A fitted parametric hazard.
 *
 * The caller owns it and frees it with `peerpath_parametric_free`. It is immutable: any thread may use
 * it, and several at once.
 */
typedef struct PeerpathParametric PeerpathParametric;

/**
 * Profiles of a survey: a fit for each number of classes that was asked for.
 *
 * The caller owns it and frees it with `peerpath_profiles_free`. It is immutable: any thread may
 * use it, and several at once.
 */
typedef struct PeerpathProfiles PeerpathProfiles;

/**
 * Ratings of units by raters.
 *
 * The caller owns it and frees it with `peerpath_ratings_free`. It is immutable: any thread may
 * use it, and several at once.
 */
typedef struct PeerpathRatings PeerpathRatings;

/**
 * Where a credential stands in its life on a day: its standing, the days on which that changes, what
 * renews it and how much of that is still needed, or what reinstates it.
 *
 * The caller owns it and frees it with `peerpath_renewal_free`. It is immutable: any thread may use
 * it, and several at once.
 */
typedef struct PeerpathRenewal PeerpathRenewal;

/**
 * For each time, how many are at risk in each state and how many move: all that the curves need of
 * histories. Tables of parts can be made apart, sent as bytes and merged, in any order.
 *
 * The caller owns it and frees it with `peerpath_risk_table_free`. Any thread may use it, and several
 * may read it at once; but `peerpath_risk_table_update` must not overlap with another call on it.
 */
typedef struct PeerpathRiskTable PeerpathRiskTable;

/**
 * A certification standard: what a credential requires, with its sources and dates.
 *
 * The caller owns it and frees it with `peerpath_standard_free`. It is immutable: any thread may use
 * it, and several at once.
 */
typedef struct PeerpathStandard PeerpathStandard;

/**
 * Named states, and the transitions allowed between them.
 *
 * The caller owns it and frees it with `peerpath_state_space_free`. It is immutable: any thread may
 * use it, and several at once.
 */
typedef struct PeerpathStateSpace PeerpathStateSpace;

/**
 * What respondents rated, item by item.
 *
 * The caller owns it and frees it with `peerpath_survey_free`. It is immutable: any thread may
 * use it, and several at once.
 */
typedef struct PeerpathSurvey PeerpathSurvey;

/**
 * How often each rating was given: all that coverage and its test need of a survey. Summaries of
 * parts can be made apart, sent as bytes and merged, in any order.
 *
 * The caller owns it and frees it with `peerpath_survey_summary_free`. Any thread may use it, and
 * several may read it at once; but `peerpath_survey_summary_update` must not overlap with
 * another call on it.
 */
typedef struct PeerpathSurveySummary PeerpathSurveySummary;

/**
 * Named columns of one length: what estimates read and what they answer.
 *
 * The caller owns a table that a call gives out and frees it with `peerpath_table_free`. It is
 * immutable: any thread may use it, and several at once. What is computed from a table does
 * not refer to it; it may be freed as soon as the call returns.
 */
typedef struct PeerpathTable PeerpathTable;

/**
 * A text that a call gives out: UTF-8, with a length, and with a NUL after its last byte.
 *
 * The caller owns it and frees it with `peerpath_text_free`. It is immutable: any thread may use
 * it, and several at once.
 */
typedef struct PeerpathText PeerpathText;

/**
 * What someone who meets one standard still needs for another.
 *
 * The caller owns it and frees it with `peerpath_transfer_free`. It is immutable: any thread may use
 * it, and several at once.
 */
typedef struct PeerpathTransfer PeerpathTransfer;

/**
 * What every fallible function returns: `PEERPATH_OK`, or the number that says why it failed.
 *
 * It is a plain integer, so that a program built against this header also meets numbers that a
 * later version of the library adds; treat any other number than `PEERPATH_OK` as a failure.
 * The numbers never change meaning. They are the same in Rust (`Code::number`) and in Python.
 */
typedef int32_t PeerpathStatus;

/**
 * What kind of place a problem has; one of the constants `PEERPATH_PLACE_…`.
 */
typedef int32_t PeerpathPlace;

/**
 * A day of the Gregorian calendar, such as `(PeerpathDate){2026, 11, 21}`. Calls refuse a day that
 * does not exist.
 */
typedef struct {
    /**
     * The year, from -9999 to 9999.
     */
    int16_t year;
    /**
     * The month, from 1 to 12.
     */
    int8_t month;
    /**
     * The day of the month, from 1.
     */
    int8_t day;
} PeerpathDate;

/**
 * Whether a person meets a standard; one of the constants `PEERPATH_VERDICT_…`.
 */
typedef int32_t PeerpathVerdict;

/**
 * Whether a long call is to go on, asked between units of work.
 *
 * `step` is called on the thread that made the call and on no other, with how many units of work are
 * done, how many there are in all, and `data`; where it returns false, the call ends with
 * `PEERPATH_CANCELLED`. It must return, and must not free a handle that the call uses. A NULL
 * `PeerpathWatch`, or one whose `step` is NULL, lets the call go on to its end.
 */
typedef struct {
    /**
     * Asked whether to go on.
     */
    bool (*step)(uint64_t done, uint64_t total, void *data);
    /**
     * Handed to `step` as it is.
     */
    void *data;
} PeerpathWatch;

/**
 * The parts of a model whose persons are in several places, such as the processes of a cluster.
 *
 * `ask` is called on the thread that made the call and on no other, with a question of `length` bytes, where
 * the answers go, and `data`. It has every part answer with `peerpath_histories_cox_answer`, gives each
 * answer to `peerpath_answers_add`, in the same order each time, and returns true. A part that has no rows
 * has no answer. Where it returns false, the call ends with `PEERPATH_CANCELLED`.
 */
typedef struct {
    /**
     * Asks all parts a question.
     */
    bool (*ask)(const uint8_t *question,
                size_t length,
                PeerpathAnswers *answers,
                void *data);
    /**
     * Handed to `ask` as it is.
     */
    void *data;
} PeerpathParts;

/**
 * The call succeeded; its outputs are written.
 */
#define PEERPATH_OK 0

/**
 * A defect of the library itself: an unexpected panic was caught, the message has its text.
 */
#define PEERPATH_INTERNAL 1

/**
 * The caller stopped the work.
 */
#define PEERPATH_CANCELLED 2

/**
 * A pointer that must not be NULL is NULL.
 */
#define PEERPATH_NULL_POINTER 3

/**
 * Text is not valid UTF-8.
 */
#define PEERPATH_INVALID_TEXT 4

/**
 * A handle can no longer be used, because an earlier call that changed it panicked.
 * It can only be freed.
 */
#define PEERPATH_POISONED_HANDLE 5

/**
 * An Arrow stream was already released, is malformed, or reported an error of its own.
 */
#define PEERPATH_STREAM 6

/**
 * A file could not be read or written.
 */
#define PEERPATH_FILE 7

/**
 * An argument is out of its range, or names something that is not there.
 */
#define PEERPATH_ARGUMENT 100

/**
 * A document is not JSON.
 */
#define PEERPATH_SYNTAX 101

/**
 * A document is JSON, but not a document of the asked kind.
 */
#define PEERPATH_DOCUMENT 102

/**
 * The catalog has no document of this name.
 */
#define PEERPATH_UNKNOWN_NAME 103

/**
 * A standard is not in force on the date asked for.
 */
#define PEERPATH_NOT_IN_FORCE 104

/**
 * A table lacks a column, or a column has the wrong type or impossible values.
 */
#define PEERPATH_TABLE 200

/**
 * Employment records contradict each other or the state space.
 */
#define PEERPATH_HISTORIES 201

/**
 * Wave records contradict each other or the state space.
 */
#define PEERPATH_PANEL 202

/**
 * There is nothing to compute from.
 */
#define PEERPATH_EMPTY 203

/**
 * There is no such problem.
 */
#define PEERPATH_PLACE_NONE 0

/**
 * The whole of what was read.
 */
#define PEERPATH_PLACE_WHOLE 1

/**
 * A value in a JSON document, named by a JSON pointer (RFC 6901).
 */
#define PEERPATH_PLACE_POINTER 2

/**
 * A line and a character of a text.
 */
#define PEERPATH_PLACE_POSITION 3

/**
 * A cell, a row or a column of a table.
 */
#define PEERPATH_PLACE_CELL 4

/**
 * An argument of the call.
 */
#define PEERPATH_PLACE_ARGUMENT 5

/**
 * There is no assessment.
 */
#define PEERPATH_VERDICT_NONE 0

/**
 * What is known shows that the standard is met.
 */
#define PEERPATH_VERDICT_MET 1

/**
 * What is known shows that the standard is not met.
 */
#define PEERPATH_VERDICT_UNMET 2

/**
 * What is known settles it neither way.
 */
#define PEERPATH_VERDICT_UNKNOWN 3

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * The status that the failed call returned; `PEERPATH_OK` where `error` is NULL.
 */
PeerpathStatus peerpath_error_code(const PeerpathError *error);

/**
 * The name of the status, such as `document`, the same as in Python; NULL where `error` is NULL.
 * A constant of the library: never freed, valid for ever.
 */
const char *peerpath_error_code_name(const PeerpathError *error);

/**
 * The name of a status, such as `document`; `ok` for `PEERPATH_OK`, NULL for a number that this
 * version of the library never returns. A constant of the library: never freed, valid for ever.
 */
const char *peerpath_status_name(PeerpathStatus status);

/**
 * The whole message, one line for each problem; UTF-8, NUL-terminated. NULL where `error` is
 * NULL. Borrowed: valid until the error is freed.
 */
const char *peerpath_error_message(const PeerpathError *error);

/**
 * How many problems there are in all; 0 where `error` is NULL.
 */
size_t peerpath_error_problem_count(const PeerpathError *error);

/**
 * How many of the problems the error keeps in full, the first ones: at most 100. Their indices
 * run from 0 to one less than this. 0 where `error` is NULL.
 */
size_t peerpath_error_problems_kept(const PeerpathError *error);

/**
 * One problem: where it is, what was found there, what would be accepted there.
 *
 * Each output is UTF-8, NUL-terminated and borrowed: valid until the error is freed. Each may be
 * NULL where it is not wanted. The place is empty where it is the whole of what was read.
 * Returns `PEERPATH_ARGUMENT` where `index` is not below `peerpath_error_problems_kept`,
 * `PEERPATH_NULL_POINTER` where `error` is NULL; outputs are then untouched.
 */
PeerpathStatus peerpath_error_problem(const PeerpathError *error,
                                      size_t index,
                                      const char **place,
                                      const char **found,
                                      const char **expected);

/**
 * The kind of place of a problem; `PEERPATH_PLACE_NONE` where there is no such problem.
 */
PeerpathPlace peerpath_error_place_kind(const PeerpathError *error, size_t index);

/**
 * The JSON pointer of a problem, empty for the whole document; NULL where its place is of another
 * kind. Borrowed: valid until the error is freed.
 */
const char *peerpath_error_place_pointer(const PeerpathError *error,
                                         size_t index);

/**
 * The name of the argument in which a problem is; NULL where its place is of another kind.
 * Borrowed: valid until the error is freed.
 */
const char *peerpath_error_place_argument(const PeerpathError *error,
                                          size_t index);

/**
 * The name of the table column in which a problem is; NULL where it is not in one column.
 * Borrowed: valid until the error is freed.
 */
const char *peerpath_error_place_column(const PeerpathError *error, size_t index);

/**
 * The table row in which a problem is, counted from 0 without the header; -1 where it is not in
 * one row.
 */
int64_t peerpath_error_place_row(const PeerpathError *error,
                                 size_t index);

/**
 * The line of a text in which a problem is, counted from 1; -1 where its place is of another kind.
 */
int64_t peerpath_error_place_line(const PeerpathError *error,
                                  size_t index);

/**
 * The character of the line at which a problem is, counted from 1; -1 where its place is of
 * another kind.
 */
int64_t peerpath_error_place_character(const PeerpathError *error,
                                       size_t index);

/**
 * The error as JSON: `{"code", "number", "message", "count", "problems": [{"place", "found",
 * "expected"}]}`, for languages that bind the library flatly.
 *
 * The caller owns the text and frees it with `peerpath_text_free`. `failure` (nullable) receives
 * an error about this very call.
 */
PeerpathStatus peerpath_error_to_json(const PeerpathError *error,
                                      PeerpathText **json,
                                      PeerpathError **failure);

/**
 * Frees an error. NULL is fine. Every text borrowed from it ends with it.
 */
void peerpath_error_free(PeerpathError *error);

/**
 * The version of the library in use, such as `0.1.0`; compare it with `PEERPATH_VERSION`, the
 * version of this header. A constant of the library: never freed, valid for ever.
 */
const char *peerpath_version(void);

/**
 * The binary interface of the library in use; compare it with `PEERPATH_ABI_VERSION`.
 */
uint32_t peerpath_abi_version(void);

/**
 * The first byte; NULL where `text` is NULL. The byte after the last is NUL. Borrowed: valid until
 * the text is freed.
 */
const char *peerpath_text_data(const PeerpathText *text);

/**
 * The length in bytes, without the NUL; 0 where `text` is NULL.
 */
size_t peerpath_text_length(const PeerpathText *text);

/**
 * Frees a text. NULL is fine.
 */
void peerpath_text_free(PeerpathText *text);

/**
 * The first byte; NULL where `bytes` is NULL. Borrowed: valid until the bytes are freed.
 */
const uint8_t *peerpath_bytes_data(const PeerpathBytes *bytes);

/**
 * How many bytes there are; 0 where `bytes` is NULL.
 */
size_t peerpath_bytes_length(const PeerpathBytes *bytes);

/**
 * Frees bytes. NULL is fine.
 */
void peerpath_bytes_free(PeerpathBytes *bytes);

/**
 * Reads a crosswalk from a document, `"format": "peerpath/crosswalk/1"`.
 *
 * `PEERPATH_SYNTAX` or `PEERPATH_DOCUMENT` where it is not one, with every problem.
 */
PeerpathStatus peerpath_crosswalk_from_json(const char *text,
                                            size_t length,
                                            PeerpathCrosswalk **crosswalk,
                                            PeerpathError **error);

/**
 * The crosswalk as a document again. The caller owns the text.
 */
PeerpathStatus peerpath_crosswalk_to_json(const PeerpathCrosswalk *crosswalk,
                                          PeerpathText **json,
                                          PeerpathError **error);

/**
 * The links as a table: `from`, `to`, `relation`, `confidence`, `note`.
 */
PeerpathStatus peerpath_crosswalk_to_table(const PeerpathCrosswalk *crosswalk,
                                           PeerpathTable **table,
                                           PeerpathError **error);

/**
 * The crosswalk the other way round. A new handle; the crosswalk stays as it is.
 */
PeerpathStatus peerpath_crosswalk_reversed(const PeerpathCrosswalk *crosswalk,
                                           PeerpathCrosswalk **reversed,
                                           PeerpathError **error);

/**
 * Frees a crosswalk. NULL is fine.
 */
void peerpath_crosswalk_free(PeerpathCrosswalk *crosswalk);

/**
 * The standard as CTDL (Credential Transparency Description Language, JSON-LD):
 * `{"document": …, "lost": [{"pointer", "what", "why", "in_words", "bears_on_verdict"}],
 * "wanting": [{"term", "option"}]}`. `lost` is what would not come back if the document were read
 * again, `wanting` what the Credential Registry asks for and is not given. The caller owns the text.
 *
 * `options`: `ctid`, `base`, `webpage`, `owned_by`, `language`, all optional; NULL is all defaults.
 *
 * `PEERPATH_ARGUMENT` where an option is unknown, or `ctid` is not a CTID.
 */
PeerpathStatus peerpath_standard_to_ctdl(const PeerpathStandard *standard,
                                         const char *options,
                                         size_t options_length,
                                         PeerpathText **json,
                                         PeerpathError **error);

/**
 * Reads a credential of a CTDL document (JSON-LD) as a standard. What is said in words becomes a
 * decision that a person takes; `not_understood` is
 * `{"not_understood": [{"pointer", "found"}], "count": …}`, what is not in the standard. The caller
 * owns both.
 *
 * `options`: `credential` (its `@id` or CTID, where there are several), `id` (of the standard), both
 * optional; NULL is all defaults.
 *
 * `PEERPATH_SYNTAX` or `PEERPATH_DOCUMENT` where it is not JSON, or not about one credential.
 */
PeerpathStatus peerpath_standard_from_ctdl(const char *text,
                                           size_t length,
                                           const char *options,
                                           size_t options_length,
                                           PeerpathStandard **standard,
                                           PeerpathText **not_understood,
                                           PeerpathError **error);

/**
 * Reads a curriculum from a document, `"format": "peerpath/curriculum/1"`.
 *
 * `PEERPATH_SYNTAX` or `PEERPATH_DOCUMENT` where it is not one, with every problem.
 */
PeerpathStatus peerpath_curriculum_from_json(const char *text,
                                             size_t length,
                                             PeerpathCurriculum **curriculum,
                                             PeerpathError **error);

/**
 * The curriculum as a document again. The caller owns the text.
 */
PeerpathStatus peerpath_curriculum_to_json(const PeerpathCurriculum *curriculum,
                                           PeerpathText **json,
                                           PeerpathError **error);

/**
 * For each competency of a framework, which modules go into it and how deep.
 *
 * `options` is JSON: `{"depth": "introduced"}`, or `practised`, or `assessed`. The columns of the
 * table are `competency`, `label`, `level`, `modules`, `module_ids` (with spaces between), `hours`,
 * `depth`, `covered`, `share`. `PEERPATH_DOCUMENT` where the curriculum names what is not in the
 * framework.
 */
PeerpathStatus peerpath_curriculum_coverage(const PeerpathCurriculum *curriculum,
                                            const PeerpathFramework *framework,
                                            const char *options,
                                            size_t options_length,
                                            PeerpathTable **table,
                                            PeerpathError **error);

/**
 * The competencies without parts that the curriculum does not cover.
 *
 * `options` is JSON: `{"depth": "introduced"}`, or `practised`, or `assessed`. The columns of the
 * table are `competency`, `label`, `level`, `modules`, `module_ids` (with spaces between), `hours`,
 * `depth`, `covered`, `share`. `PEERPATH_DOCUMENT` where the curriculum names what is not in the
 * framework.
 */
PeerpathStatus peerpath_curriculum_gaps(const PeerpathCurriculum *curriculum,
                                        const PeerpathFramework *framework,
                                        const char *options,
                                        size_t options_length,
                                        PeerpathTable **table,
                                        PeerpathError **error);

/**
 * The competencies without parts that two or more modules go into.
 *
 * `options` is JSON: `{"depth": "introduced"}`, or `practised`, or `assessed`. The columns of the
 * table are `competency`, `label`, `level`, `modules`, `module_ids` (with spaces between), `hours`,
 * `depth`, `covered`, `share`. `PEERPATH_DOCUMENT` where the curriculum names what is not in the
 * framework.
 */
PeerpathStatus peerpath_curriculum_overlaps(const PeerpathCurriculum *curriculum,
                                            const PeerpathFramework *framework,
                                            const char *options,
                                            size_t options_length,
                                            PeerpathTable **table,
                                            PeerpathError **error);

/**
 * The cheapest modules that together cover what is asked for, as JSON: `{"modules": [id, …], "cost",
 * "bound", "optimal", "wanted", "uncovered": [id, …]}`. The caller owns the text.
 *
 * `options` is JSON: `{"depth": "introduced", "competencies": [id, …], "cost": "hours",
 * "with_modules": [module, …], "without": [module, …], "steps": 1000000}`; `cost` is `hours`, `price` or `modules`.
 * `PEERPATH_ARGUMENT` where an option names what is not there.
 */
PeerpathStatus peerpath_curriculum_smallest_selection(const PeerpathCurriculum *curriculum,
                                                      const PeerpathFramework *framework,
                                                      const char *options,
                                                      size_t options_length,
                                                      PeerpathText **json,
                                                      PeerpathError **error);

/**
 * For each competency without parts, how deep two curricula go: `competency`, `label`, `depth`,
 * `other_depth`, `hours`, `other_hours`, `relation`.
 */
PeerpathStatus peerpath_curriculum_compare(const PeerpathCurriculum *curriculum,
                                           const PeerpathCurriculum *other,
                                           const PeerpathFramework *framework,
                                           PeerpathTable **table,
                                           PeerpathError **error);

/**
 * The curriculum with its competencies in the terms of another framework, as far as the crosswalk
 * carries them over. A new handle; the curriculum stays as it is.
 */
PeerpathStatus peerpath_curriculum_through(const PeerpathCurriculum *curriculum,
                                           const PeerpathCrosswalk *crosswalk,
                                           PeerpathCurriculum **carried,
                                           PeerpathError **error);

/**
 * The curriculum as the dossier of a person who has done all of it on a day, and nothing else:
 * assessed by a standard, it says whether the training requirement is met. The caller owns the text.
 */
PeerpathStatus peerpath_curriculum_to_dossier(const PeerpathCurriculum *curriculum,
                                              const char *person,
                                              size_t person_length,
                                              PeerpathDate on,
                                              PeerpathText **json,
                                              PeerpathError **error);

/**
 * Frees a curriculum. NULL is fine.
 */
void peerpath_curriculum_free(PeerpathCurriculum *curriculum);

/**
 * Reads a whole Arrow C stream into a table. Values are not copied.
 *
 * Takes over the stream, whether it succeeds or not, as the C stream interface has it:
 * afterwards `stream->release` is NULL, and the struct itself is still the caller's. The one
 * exception is a NULL pointer as another argument: then nothing was touched.
 * `PEERPATH_STREAM` where the stream was released before, lacks a callback, reports an error or
 * holds what Arrow does not allow (such as text that is not UTF-8); `PEERPATH_TABLE` where two
 * columns have the same name.
 */
PeerpathStatus peerpath_table_from_stream(struct ArrowArrayStream *stream,
                                          PeerpathTable **table,
                                          PeerpathError **error);

/**
 * Reads a table from CSV text with a header line. Cells have no type: each is read as the type that
 * the call that uses it asks for; an empty cell is missing.
 *
 * `PEERPATH_TABLE` where it is not a table, with every problem.
 */
PeerpathStatus peerpath_table_from_csv(const char *text,
                                       size_t length,
                                       PeerpathTable **table,
                                       PeerpathError **error);

/**
 * Reads a table from JSON columns, `{"column": [value, …], …}`. The values of a column are all
 * numbers, all texts or all booleans; `null` is missing.
 *
 * `PEERPATH_SYNTAX`, `PEERPATH_DOCUMENT` or `PEERPATH_TABLE` where it is not a table, with every problem.
 */
PeerpathStatus peerpath_table_from_json(const char *text,
                                        size_t length,
                                        PeerpathTable **table,
                                        PeerpathError **error);

/**
 * Gives out the table as an Arrow C stream. Values are not copied.
 *
 * `stream` points to a struct of the caller's, whose content is overwritten: release a
 * stream in it first. The new stream is the caller's to read and to release through its
 * callbacks; it may outlive the table.
 */
PeerpathStatus peerpath_table_to_stream(const PeerpathTable *table,
                                        struct ArrowArrayStream *stream,
                                        PeerpathError **error);

/**
 * The table as JSON columns, `{"column": [value, …], …}`: dates as `YYYY-MM-DD`, missing values as
 * `null`, numbers with every digit. The caller owns the text.
 */
PeerpathStatus peerpath_table_to_json(const PeerpathTable *table,
                                      PeerpathText **json,
                                      PeerpathError **error);

/**
 * The number of rows; 0 where `table` is NULL.
 */
size_t peerpath_table_row_count(const PeerpathTable *table);

/**
 * The number of columns; 0 where `table` is NULL.
 */
size_t peerpath_table_column_count(const PeerpathTable *table);

/**
 * The name of a column, UTF-8 and NUL-terminated; NULL where there is none at `index`, counted from
 * 0. Borrowed: valid until the table is freed.
 */
const char *peerpath_table_column_name(const PeerpathTable *table,
                                       size_t index);

/**
 * How many cautions come with a result: 0 for a table that was read, or where `table` is NULL.
 */
size_t peerpath_table_warning_count(const PeerpathTable *table);

/**
 * A caution that comes with a result: its fixed name and a sentence. Each output is UTF-8,
 * NUL-terminated and borrowed, valid until the table is freed, and may be NULL where it is not wanted.
 *
 * `PEERPATH_ARGUMENT` where `index` is not below `peerpath_table_warning_count`,
 * `PEERPATH_NULL_POINTER` where `table` is NULL; outputs are then untouched.
 */
PeerpathStatus peerpath_table_warning(const PeerpathTable *table,
                                      size_t index,
                                      const char **name,
                                      const char **message);

/**
 * Frees a table. NULL is fine.
 */
void peerpath_table_free(PeerpathTable *table);

/**
 * Finds a standard that is shipped with the library, such as `us-nc/cpss`.
 *
 * `PEERPATH_UNKNOWN_NAME` where none of this name is shipped; `peerpath_catalog` lists those that are.
 */
PeerpathStatus peerpath_standard_builtin(const char *name,
                                         size_t length,
                                         PeerpathStandard **standard,
                                         PeerpathError **error);

/**
 * Reads a standard from a document, `"format": "peerpath/standard/1"`.
 *
 * `PEERPATH_SYNTAX` or `PEERPATH_DOCUMENT` where it is not one, with every problem.
 */
PeerpathStatus peerpath_standard_from_json(const char *text,
                                           size_t length,
                                           PeerpathStandard **standard,
                                           PeerpathError **error);

/**
 * Reads a standard that refers to requirements of other standards: of those in `standards`, a JSON
 * list of documents, else of the shipped ones. NULL is an empty list.
 *
 * As `peerpath_standard_from_json`; what is wrong in the list is refused with a pointer into it.
 */
PeerpathStatus peerpath_standard_from_json_with(const char *text,
                                                size_t length,
                                                const char *standards,
                                                size_t standards_length,
                                                PeerpathStandard **standard,
                                                PeerpathError **error);

/**
 * The documents of the other standards to whose requirements this one refers, those of the catalog
 * not among them, as a JSON list: what `peerpath_standard_from_json_with` needs beside
 * `peerpath_standard_to_json` to make the same standard again. The caller owns the text.
 */
PeerpathStatus peerpath_standard_beside(const PeerpathStandard *standard,
                                        PeerpathText **json,
                                        PeerpathError **error);

/**
 * The id, such as `us-nc/cpss`; NULL where `standard` is NULL. Borrowed: valid until the standard is
 * freed.
 */
const char *peerpath_standard_id(const PeerpathStandard *standard);

/**
 * The version; NULL where `standard` is NULL. Borrowed: valid until the standard is freed.
 */
const char *peerpath_standard_version(const PeerpathStandard *standard);

/**
 * The title; NULL where `standard` is NULL. Borrowed: valid until the standard is freed.
 */
const char *peerpath_standard_title(const PeerpathStandard *standard);

/**
 * The standard as a document again. The caller owns the text.
 */
PeerpathStatus peerpath_standard_to_json(const PeerpathStandard *standard,
                                         PeerpathText **json,
                                         PeerpathError **error);

/**
 * Holds a dossier against the standard, as of a day. That a person does not meet it is a result, not
 * a failure.
 *
 * `PEERPATH_NOT_IN_FORCE` where the standard is not in force on the day, `PEERPATH_ARGUMENT` where the
 * day does not exist.
 */
PeerpathStatus peerpath_standard_assess(const PeerpathStandard *standard,
                                        const PeerpathDossier *dossier,
                                        PeerpathDate as_of,
                                        PeerpathAssessment **assessment,
                                        PeerpathError **error);

/**
 * Where the credential of a dossier stands in the life cycle of the standard, as of a day. That it has
 * lapsed or is unknown is a result, not a failure.
 *
 * `PEERPATH_NOT_IN_FORCE` where the standard is not in force on the day, `PEERPATH_ARGUMENT` where the
 * day does not exist or the standard has no `life_cycle`.
 */
PeerpathStatus peerpath_standard_renewal(const PeerpathStandard *standard,
                                         const PeerpathDossier *dossier,
                                         PeerpathDate as_of,
                                         PeerpathRenewal **renewal,
                                         PeerpathError **error);

/**
 * The JSON Schema (draft 2020-12) of the document of a standard. The caller owns the text.
 */
PeerpathStatus peerpath_standard_schema(PeerpathText **json,
                                        PeerpathError **error);

/**
 * Frees a standard. NULL is fine.
 */
void peerpath_standard_free(PeerpathStandard *standard);

/**
 * What is doubtful in a standard, as a JSON list of findings, the worst first: `kind`, `severity`
 * (`error`, `warning` or `info`), `place` (a JSON pointer), `requirement` (an id or null), `message`.
 * The caller owns the text.
 */
PeerpathStatus peerpath_standard_lint(const PeerpathStandard *standard,
                                      PeerpathText **json,
                                      PeerpathError **error);

/**
 * What is wrong or doubtful in a text that should be the document of a standard, in the form of
 * `peerpath_standard_lint`: a text that is none gives the problems for which it is refused as findings.
 * The caller owns the text that comes out.
 */
PeerpathStatus peerpath_standard_lint_document(const char *document,
                                               size_t length,
                                               PeerpathText **json,
                                               PeerpathError **error);

/**
 * As `peerpath_standard_lint_document`, of a text that refers to requirements of other standards: of
 * those in `standards`, a JSON list of documents, else of the shipped ones. NULL is an empty list; what
 * is wrong in the list is refused with a pointer into it. The caller owns the text that comes out.
 */
PeerpathStatus peerpath_standard_lint_document_with(const char *document,
                                                    size_t length,
                                                    const char *standards,
                                                    size_t standards_length,
                                                    PeerpathText **json,
                                                    PeerpathError **error);

/**
 * Reads a dossier from a document, `"format": "peerpath/dossier/1"`.
 *
 * `PEERPATH_SYNTAX` or `PEERPATH_DOCUMENT` where it is not one, with every problem.
 */
PeerpathStatus peerpath_dossier_from_json(const char *text,
                                          size_t length,
                                          PeerpathDossier **dossier,
                                          PeerpathError **error);

/**
 * Who the dossier is about; NULL where it does not say, or where `dossier` is NULL. Borrowed: valid
 * until the dossier is freed.
 */
const char *peerpath_dossier_person(const PeerpathDossier *dossier);

/**
 * The dossier as a document again. The caller owns the text.
 */
PeerpathStatus peerpath_dossier_to_json(const PeerpathDossier *dossier,
                                        PeerpathText **json,
                                        PeerpathError **error);

/**
 * Reads Open Badges 3.0 (Verifiable Credentials 1.1 or 2.0, JSON) as entries of a dossier:
 * `{"credentials": […], "left_out": [{"pointer", "found", "why"}], "notice": …}`. **No signature is
 * checked**, no status list is asked: an entry proves no more than the person's own statement. The
 * caller owns the text.
 *
 * `options`: `achievements` (an object from ids of achievements to our credentials), `issuers` (from
 * ids of issuers to our names), `subject` (the id of the person), `status` (the standing, where it was
 * verified elsewhere), `read_unverified_jwt`; all optional; NULL is all defaults.
 *
 * `PEERPATH_SYNTAX` or `PEERPATH_DOCUMENT` where it is not JSON, not a credential, or a JWT without
 * leave to read one.
 */
PeerpathStatus peerpath_dossier_credentials_from_open_badge(const char *text,
                                                            size_t length,
                                                            const char *options,
                                                            size_t options_length,
                                                            PeerpathText **json,
                                                            PeerpathError **error);

/**
 * A new dossier with the credentials of badges beside those of `dossier`, which stays as it is; and
 * what was read, as `peerpath_dossier_credentials_from_open_badge` gives it. **No signature is
 * checked.** An entry whose id the dossier has already is left out. The caller owns both.
 *
 * Options and errors as `peerpath_dossier_credentials_from_open_badge`.
 */
PeerpathStatus peerpath_dossier_with_open_badge(const PeerpathDossier *dossier,
                                                const char *text,
                                                size_t length,
                                                const char *options,
                                                size_t options_length,
                                                PeerpathDossier **with_badge,
                                                PeerpathText **json,
                                                PeerpathError **error);

/**
 * The JSON Schema (draft 2020-12) of the document of a dossier. The caller owns the text.
 */
PeerpathStatus peerpath_dossier_schema(PeerpathText **json, PeerpathError **error);

/**
 * Frees a dossier. NULL is fine.
 */
void peerpath_dossier_free(PeerpathDossier *dossier);

/**
 * Assesses many dossiers in JSON Lines, one document a line, as they stand on one day: a row for
 * each, in their order.
 *
 * The columns are `person`, `verdict`; `met`, `unmet`, `unknown`: how many of the requirements that
 * look at evidence are so; `missing`: of how many of them an amount is missing; then for each of
 * these requirements its verdict under its id and, where it counts something, the amount
 * missing under `<id>_missing`.
 *
 * `options` is JSON: `{"form": "wide" or "long", "on_error": "refuse" or "report", "threads": n,
 * "batch_rows": n, "met_on": false}`; NULL with length 0 for the defaults. The long form has a row for each person and
 * requirement: `person`, `requirement`, `verdict`, `missing`, `unit`. A dossier that cannot be assessed
 * refuses the whole, with everything that is wrong with any (`PEERPATH_DOCUMENT`;
 * `PEERPATH_NOT_IN_FORCE` where that is all); with `report`, its row says so in a last column
 * `error`. The number of threads does not change the result.
 */
PeerpathStatus peerpath_standard_assess_json_lines(const PeerpathStandard *standard,
                                                   const char *text,
                                                   size_t length,
                                                   PeerpathDate as_of,
                                                   const char *options,
                                                   size_t options_length,
                                                   PeerpathTable **table,
                                                   PeerpathError **error);

/**
 * Assesses many dossiers in tables, one for each section of a dossier, as they stand on one day.
 *
 * `names` and `tables` are two lists of `count`: the names, NUL-terminated, and the tables. `persons`
 * has a row for each dossier: `person`, a text or whole number that no other row has, and `born`. Each
 * other table is named as its section, such as `hours`, and has the column `person` and columns with
 * the keys of its entries, such as `of`, `amount`, `to`; lists such as `topics` are lists of text.
 * `complete` has `person` and `section`. What is wrong is refused with `PEERPATH_TABLE`, its
 * columns written `hours.amount`. Options and result are those of
 * `peerpath_standard_assess_json_lines`.
 */
PeerpathStatus peerpath_standard_assess_tables(const PeerpathStandard *standard,
                                               const char *const *names,
                                               const PeerpathTable *const *tables,
                                               size_t count,
                                               PeerpathDate as_of,
                                               const char *options,
                                               size_t options_length,
                                               PeerpathTable **table,
                                               PeerpathError **error);

/**
 * Assesses many dossiers in the rows of a table, as they stand on one day: the columns are the keys of
 * a dossier, and sections are lists of structs, as data frames read JSON Lines.
 *
 * `PEERPATH_TABLE` where a column is unknown or of a wrong type. Options, result and other errors
 * are those of `peerpath_standard_assess_json_lines`.
 */
PeerpathStatus peerpath_standard_assess_rows(const PeerpathStandard *standard,
                                             const PeerpathTable *rows,
                                             PeerpathDate as_of,
                                             const char *options,
                                             size_t options_length,
                                             PeerpathTable **table,
                                             PeerpathError **error);

/**
 * Assesses many dossiers from stream to stream, in memory that does not grow with their number. The
 * rows that come are those of `peerpath_standard_assess_rows`, the rows that go out those of its
 * table; they are made as they are asked for.
 *
 * Takes over `rows`, whether it succeeds or not: afterwards `rows->release` is NULL. It is read from
 * by the callbacks of `answers`, which the caller releases, and released with them. What is wrong with
 * a dossier ends the stream with an error that says so, unless `on_error` is `report`. The one
 * exception is a NULL pointer as another argument: then nothing was touched.
 */
PeerpathStatus peerpath_standard_assess_stream(const PeerpathStandard *standard,
                                               struct ArrowArrayStream *rows,
                                               PeerpathDate as_of,
                                               const char *options,
                                               size_t options_length,
                                               struct ArrowArrayStream *answers,
                                               PeerpathError **error);

/**
 * Assesses many dossiers in a file of JSON Lines, in memory that does not grow with their number. The
 * rows of `answers` are those of `peerpath_standard_assess_json_lines`, made as they are asked for;
 * the caller releases the stream, and with it the file is closed.
 *
 * `PEERPATH_FILE` where the file cannot be opened.
 */
PeerpathStatus peerpath_standard_assess_file(const PeerpathStandard *standard,
                                             const char *path,
                                             size_t path_length,
                                             PeerpathDate as_of,
                                             const char *options,
                                             size_t options_length,
                                             struct ArrowArrayStream *answers,
                                             PeerpathError **error);

/**
 * The verdict; `PEERPATH_VERDICT_NONE` where `assessment` is NULL.
 */
PeerpathVerdict peerpath_assessment_verdict(const PeerpathAssessment *assessment);

/**
 * The assessment in indented text for people, UTF-8 and NUL-terminated; NULL where `assessment` is
 * NULL. Borrowed: valid until the assessment is freed.
 */
const char *peerpath_assessment_explain(const PeerpathAssessment *assessment);

/**
 * The assessment as JSON for programs, `"format": "peerpath/assessment/1"`: the same content as the
 * explanation. The caller owns the text.
 */
PeerpathStatus peerpath_assessment_to_json(const PeerpathAssessment *assessment,
                                           PeerpathText **json,
                                           PeerpathError **error);

/**
 * The first day, from the day of assessment on, on which the standard is met under this version if
 * nothing changes but time; `{0, 0, 0}` where there is none up to the year 9999. Exact.
 */
PeerpathStatus peerpath_assessment_met_on(const PeerpathAssessment *assessment,
                                          PeerpathDate *day,
                                          PeerpathError **error);

/**
 * The last day, counted from that of `peerpath_assessment_met_on`, on which the standard is still met
 * if nothing changes but time; `{0, 0, 0}` where it is never met, or met for good.
 */
PeerpathStatus peerpath_assessment_met_until(const PeerpathAssessment *assessment,
                                             PeerpathDate *day,
                                             PeerpathError **error);

/**
 * A cheapest set of actions after which the verdict is met, as JSON: `cost`, `on` (the day on which
 * it is then met), `steps` with `requirement`, `kind`, `says`, `by`, `amount`, `cost` and `on`, whether
 * it is `optimal`, `lower_bound`, `considered`, and `blocked_by` where nothing helps.
 *
 * `options` is JSON: `action`, `settle`, `waiver`, `day`, `units`, `costs`, `wait_at_most`, `budget`; NULL
 * with the length 0 is all defaults. `PEERPATH_ARGUMENT` where it is not valid. The caller owns the text.
 */
PeerpathStatus peerpath_assessment_next_steps(const PeerpathAssessment *assessment,
                                              const char *options,
                                              size_t length,
                                              PeerpathText **json,
                                              PeerpathError **error);

/**
 * Frees an assessment. NULL is fine.
 */
void peerpath_assessment_free(PeerpathAssessment *assessment);

/**
 * A summary of no assessments yet.
 *
 * `PEERPATH_ARGUMENT` where the day does not exist.
 */
PeerpathStatus peerpath_assessment_summary_new(const PeerpathStandard *standard,
                                               PeerpathDate as_of,
                                               PeerpathAssessmentSummary **summary,
                                               PeerpathError **error);

/**
 * Counts one more assessment in. On failure the summary is as it was.
 *
 * `PEERPATH_ARGUMENT` where the assessment is by another standard, version or day.
 */
PeerpathStatus peerpath_assessment_summary_update(PeerpathAssessmentSummary *summary,
                                                  const PeerpathAssessment *assessment,
                                                  PeerpathError **error);

/**
 * A new summary of two parts together. The two stay as they are; they may be the same handle.
 *
 * `PEERPATH_ARGUMENT` where they are by different standards, versions or days.
 */
PeerpathStatus peerpath_assessment_summary_merge(const PeerpathAssessmentSummary *summary,
                                                 const PeerpathAssessmentSummary *other,
                                                 PeerpathAssessmentSummary **merged,
                                                 PeerpathError **error);

/**
 * The counts of each requirement, in the order of the standard. The caller owns the table.
 */
PeerpathStatus peerpath_assessment_summary_to_table(const PeerpathAssessmentSummary *summary,
                                                    PeerpathTable **table,
                                                    PeerpathError **error);

/**
 * The summary as JSON: `{"standard", "version", "as_of", "n", "met", "unmet", "unknown",
 * "requirements"}`. The caller owns the text.
 */
PeerpathStatus peerpath_assessment_summary_to_json(const PeerpathAssessmentSummary *summary,
                                                   PeerpathText **json,
                                                   PeerpathError **error);

/**
 * Frees a summary. NULL is fine.
 */
void peerpath_assessment_summary_free(PeerpathAssessmentSummary *summary);

/**
 * Compares two standards: which asks for more, as a whole and requirement by requirement. What is not
 * proved or shown by a witness is `incomparable`.
 */
PeerpathStatus peerpath_standard_compare(const PeerpathStandard *standard,
                                         const PeerpathStandard *other,
                                         PeerpathComparison **comparison,
                                         PeerpathError **error);

/**
 * The comparison in text for people, UTF-8 and NUL-terminated; NULL where `comparison` is NULL. Borrowed:
 * valid until the comparison is freed.
 */
const char *peerpath_comparison_explain(const PeerpathComparison *comparison);

/**
 * The comparison as JSON for programs, `"format": "peerpath/comparison/1"`: the same content. The caller owns
 * the text.
 */
PeerpathStatus peerpath_comparison_to_json(const PeerpathComparison *comparison,
                                           PeerpathText **json,
                                           PeerpathError **error);

/**
 * The comparison as a table, a row for each pair of requirements or requirement alone:
 * `requirement_a`, `requirement_b`, `relation` (`same`, `stricter`, `looser`, `only-in-a`, `only-in-b`,
 * `incomparable`), `reason`, `required_a`, `required_b`, `a_entails_b`, `b_entails_a`,
 * `confidence_a`, `confidence_b`. The caller owns the table.
 */
PeerpathStatus peerpath_comparison_to_table(const PeerpathComparison *comparison,
                                            PeerpathTable **table,
                                            PeerpathError **error);

/**
 * Frees a comparison. NULL is fine.
 */
void peerpath_comparison_free(PeerpathComparison *comparison);

/**
 * Fits a logistic or log-link binomial regression, once for each block of covariates and all blocks
 * before it, to the complete rows of a table.
 *
 * `options` is JSON: `{"outcome": "column", "success": "value", "blocks": [["column", "a:b", …], …],
 * "categories": ["column", …], "reference": {"column": "category"}, "link": "logit", "weight": "column",
 * "cluster": "column", "errors": "model", "level": 0.95}`, of which only `outcome` and `blocks` are
 * needed; `link` is `logit` or `log`, `errors` is `model` or `robust`. The columns of `terms` are
 * `block`, `term`, `coef`, `std_err`, `robust_std_err`, `odds_ratio` (`risk_ratio` with the log link),
 * `lower`, `upper`, `z`, `p_value`; those of `blocks` are `block`, `parameters`, `n`, `missing`,
 * `events`, `log_likelihood`, `aic`, `statistic`, `df`, `p_value`, `iterations`, `converged`. Warnings,
 * such as that of separation, come with `terms`. `PEERPATH_EMPTY` where no row is complete or all
 * outcomes are alike.
 */
PeerpathStatus peerpath_binomial_regression(const PeerpathTable *table,
                                            const char *options,
                                            size_t options_length,
                                            PeerpathTable **terms,
                                            PeerpathTable **blocks,
                                            PeerpathError **error);

/**
 * The standing, such as `active`, `renewal-window`, `grace`, `lapsed` or `unknown`; NULL where
 * `renewal` is NULL. Borrowed: valid until the renewal is freed.
 */
const char *peerpath_renewal_status(const PeerpathRenewal *renewal);

/**
 * The last day on which the credential is good; `{0, 0, 0}` where it is not known or `renewal` is
 * NULL.
 */
PeerpathDate peerpath_renewal_expires(const PeerpathRenewal *renewal);

/**
 * The last day on which renewal can be asked for in time; `{0, 0, 0}` where it is not known, where
 * there is none, or `renewal` is NULL.
 */
PeerpathDate peerpath_renewal_due(const PeerpathRenewal *renewal);

/**
 * The renewal in indented text for people, UTF-8 and NUL-terminated; NULL where `renewal` is NULL.
 * Borrowed: valid until the renewal is freed.
 */
const char *peerpath_renewal_explain(const PeerpathRenewal *renewal);

/**
 * The renewal as JSON for programs, `"format": "peerpath/renewal/1"`: the same content as the
 * explanation. The caller owns the text.
 */
PeerpathStatus peerpath_renewal_to_json(const PeerpathRenewal *renewal,
                                        PeerpathText **json,
                                        PeerpathError **error);

/**
 * Frees a renewal. NULL is fine.
 */
void peerpath_renewal_free(PeerpathRenewal *renewal);

/**
 * What a holder of the credential of a standard, or someone who meets it, still needs for another
 * standard, as of a day. Nothing unknown becomes met because a credential is held.
 *
 * `PEERPATH_NOT_IN_FORCE` where the other standard is not in force on the day, `PEERPATH_ARGUMENT` where
 * the day does not exist.
 */
PeerpathStatus peerpath_standard_transfer(const PeerpathStandard *standard,
                                          const PeerpathStandard *other,
                                          const PeerpathDossier *dossier,
                                          PeerpathDate as_of,
                                          PeerpathTransfer **transfer,
                                          PeerpathError **error);

/**
 * The transfer in text for people, UTF-8 and NUL-terminated; NULL where `transfer` is NULL. Borrowed:
 * valid until the transfer is freed.
 */
const char *peerpath_transfer_explain(const PeerpathTransfer *transfer);

/**
 * The transfer as JSON for programs, `"format": "peerpath/transfer/1"`: the same content. The caller owns
 * the text.
 */
PeerpathStatus peerpath_transfer_to_json(const PeerpathTransfer *transfer,
                                         PeerpathText **json,
                                         PeerpathError **error);

/**
 * The requirements of the standard gone to as a table: `requirement`, `title`, `required`, `status`
 * (`met`, `met-as`, `shown-once`, `unknown`, `missing`), `verdict`, `found`, `missing`, `unit`,
 * `still_needed`, `already_met_as`, `certified_as`, `confidence`. The caller owns the table.
 */
PeerpathStatus peerpath_transfer_to_table(const PeerpathTransfer *transfer,
                                          PeerpathTable **table,
                                          PeerpathError **error);

/**
 * Frees a transfer. NULL is fine.
 */
void peerpath_transfer_free(PeerpathTransfer *transfer);

/**
 * Holds standards against a model of what they should ask for, criterion by criterion: `met`,
 * `exceeded`, `short`, `silent` or `undecided`.
 *
 * `standards` is an array of `count` handles; with a count of 0 it is every standard that is
 * shipped. `options` is JSON: `{"model": "samhsa-2023", "form": "long"}`. The long form has a row for
 * each standard and criterion: `standard`, `version`, `criterion`, `title`, `status`, `theirs`, `model`,
 * `requirements`, `cite`, `confidence`, `model_cite`, `model_confidence`, `note`; the form `wide` a row
 * for each standard and a column for each criterion. `PEERPATH_UNKNOWN_NAME` where no such model is
 * shipped. The caller owns the table.
 */
PeerpathStatus peerpath_alignment(const PeerpathStandard *const *standards,
                                  size_t count,
                                  const char *options,
                                  size_t options_length,
                                  PeerpathTable **table,
                                  PeerpathError **error);

/**
 * The standards and frameworks that are shipped with the library, a row for each version: kind,
 * id, version, title, jurisdiction, dates, how well the document was verified, and how many of
 * the things one would want to know are known. The caller owns the table.
 */
PeerpathStatus peerpath_catalog(PeerpathTable **table,
                                PeerpathError **error);

/**
 * The same as a JSON list, with the known gaps and the sources besides. The caller owns the text.
 */
PeerpathStatus peerpath_catalog_to_json(PeerpathText **json,
                                        PeerpathError **error);

/**
 * Finds a framework that is shipped with the library, such as `samhsa-2015`.
 *
 * `PEERPATH_UNKNOWN_NAME` where none of this name is shipped; the problem lists those that are.
 */
PeerpathStatus peerpath_framework_builtin(const char *name,
                                          size_t length,
                                          PeerpathFramework **framework,
                                          PeerpathError **error);

/**
 * Reads a framework from a document, `"format": "peerpath/framework/1"`.
 *
 * `PEERPATH_SYNTAX` or `PEERPATH_DOCUMENT` where it is not one, with every problem.
 */
PeerpathStatus peerpath_framework_from_json(const char *text,
                                            size_t length,
                                            PeerpathFramework **framework,
                                            PeerpathError **error);

/**
 * The id, such as `samhsa-2015`; NULL where `framework` is NULL. Borrowed: valid until the framework
 * is freed.
 */
const char *peerpath_framework_id(const PeerpathFramework *framework);

/**
 * The version; NULL where `framework` is NULL. Borrowed: valid until the framework is freed.
 */
const char *peerpath_framework_version(const PeerpathFramework *framework);

/**
 * The title; NULL where `framework` is NULL. Borrowed: valid until the framework is freed.
 */
const char *peerpath_framework_title(const PeerpathFramework *framework);

/**
 * The framework as a document again. The caller owns the text.
 */
PeerpathStatus peerpath_framework_to_json(const PeerpathFramework *framework,
                                          PeerpathText **json,
                                          PeerpathError **error);

/**
 * The competencies as a table, a row for each. The caller owns it.
 */
PeerpathStatus peerpath_framework_to_table(const PeerpathFramework *framework,
                                           PeerpathTable **table,
                                           PeerpathError **error);

/**
 * The framework as a CASE 1.1 package: `{"document": …, "lost": [text, …]}`. The caller owns the text.
 *
 * `options` is JSON: `{"changed": "YYYY-MM-DD", "base": "https://…", "adoption_status": "Adopted",
 * "language": "en"}`, all optional. Identifiers are the same in every export.
 */
PeerpathStatus peerpath_framework_to_case(const PeerpathFramework *framework,
                                          const char *options,
                                          size_t options_length,
                                          PeerpathText **json,
                                          PeerpathError **error);

/**
 * Reads a CASE package (1.0 or 1.1) as a framework, mends what can be mended, and tells it:
 * `repairs` is `{"framework": …, "repairs": [{"place", "found", "taken"}, …], "identifiers": {id: GUID,
 * …}}`. `id` (nullable) is the name that the framework gets. The caller owns both.
 *
 * `PEERPATH_SYNTAX` or `PEERPATH_DOCUMENT` where it is not a package.
 */
PeerpathStatus peerpath_framework_from_case(const char *text,
                                            size_t length,
                                            const char *id,
                                            size_t id_length,
                                            PeerpathFramework **framework,
                                            PeerpathText **repairs,
                                            PeerpathError **error);

/**
 * Frees a framework. NULL is fine.
 */
void peerpath_framework_free(PeerpathFramework *framework);

/**
 * Checks published means and standard deviations against each other, before anybody computes with
 * them: `checked` has `n`, `mean`, `sd`, `minimum`, `maximum` and `largest_sd`, the largest deviation
 * that is possible.
 *
 * `columns` is JSON: `{"n": "n", "mean": "mean", "sd": "sd", "minimum": "minimum", "maximum": "maximum",
 * "decimals": 1}`, all optional. `PEERPATH_TABLE` with every figure that cannot be.
 */
PeerpathStatus peerpath_summaries_check(const PeerpathTable *table,
                                        const char *columns,
                                        size_t columns_length,
                                        PeerpathTable **checked,
                                        PeerpathError **error);

/**
 * Reads a survey from a table: a row for each respondent.
 *
 * `columns` is JSON: `{"items": {"column": "competency or null", …}, "scale": [1, 5], "labels":
 * {"column": "text"}, "missing": {"column": [97, [98, 99]]}, "person":
 * "column", "group": ["column", …], "weight": "column", "strata": "column",
 * "cluster": "column", "population": "column", "framework": "shipped framework"}`, of which only
 * `items` is needed. `framework` (nullable) is one of the caller's in which every competency must be.
 * `PEERPATH_ARGUMENT` where the columns cannot be meant, `PEERPATH_TABLE` with every cell that is not a
 * rating, `PEERPATH_EMPTY` where there is no row.
 */
PeerpathStatus peerpath_survey_from_table(const PeerpathTable *table,
                                          const char *columns,
                                          size_t columns_length,
                                          const PeerpathFramework *framework,
                                          PeerpathSurvey **survey,
                                          PeerpathError **error);

/**
 * Reads a survey from labelled columns, as SPSS, Stata and SAS files have them.
 *
 * `metadata` is JSON: `{"column_labels": {column: text or null}, "value_labels": {column: {code: label}},
 * "missing": {column: [code, [low, high], …]}}`; `columns` as in `peerpath_survey_from_table`, without a
 * scale where the items have value labels.
 */
PeerpathStatus peerpath_survey_from_labelled(const PeerpathTable *table,
                                             const char *metadata,
                                             size_t metadata_length,
                                             const char *columns,
                                             size_t columns_length,
                                             PeerpathSurvey **survey,
                                             PeerpathError **error);

/**
 * Reads a survey from a REDCap export; an item that names a check-box field stands for all its
 * columns, `field___code`.
 *
 * `options` is JSON: `{"event": "…", "instrument": "…", "instance": "…", "dictionary": "CSV text"}`, all
 * optional; `columns` as in `peerpath_survey_from_table`.
 */
PeerpathStatus peerpath_survey_from_redcap(const PeerpathTable *table,
                                           const char *options,
                                           size_t options_length,
                                           const char *columns,
                                           size_t columns_length,
                                           PeerpathSurvey **survey,
                                           PeerpathError **error);

/**
 * Reads a survey from the text of a Qualtrics CSV export, of two or three header rows: the
 * questions become labels. `columns` as in `peerpath_survey_from_table`.
 */
PeerpathStatus peerpath_survey_from_qualtrics(const char *text,
                                              size_t length,
                                              const char *columns,
                                              size_t columns_length,
                                              PeerpathSurvey **survey,
                                              PeerpathError **error);

/**
 * The items as a table: `item`, `competency`, `label`. The caller owns it.
 */
PeerpathStatus peerpath_survey_items_to_table(const PeerpathSurvey *survey,
                                              PeerpathTable **table,
                                              PeerpathError **error);

/**
 * The number of respondents, with or without answers; 0 where `survey` is NULL.
 */
size_t peerpath_survey_respondents(const PeerpathSurvey *survey);

/**
 * For each item, how many rate it at or above a threshold, with an interval.
 *
 * `options` is JSON: `{"by": "group column", "threshold": 4, "level": 0.95, "interval": "wilson",
 * "min_cell": null}`. The columns of the table are `group` (where there is a `by`), `item`,
 * `competency`, `n`, `missing`, `mean`, `sd`, `median`, `share`, `lower`, `upper`, and `suppressed`
 * where there is a `min_cell`.
 */
PeerpathStatus peerpath_survey_coverage(const PeerpathSurvey *survey,
                                        const char *options,
                                        size_t options_length,
                                        PeerpathTable **coverage,
                                        PeerpathError **error);

/**
 * Tests for each item, exactly, the share that rates it at or above a threshold.
 *
 * `options` is JSON: `{"by": "group column", "p": 0.5, "threshold": 4, "alternative": "greater"}`.
 */
PeerpathStatus peerpath_survey_binomial(const PeerpathSurvey *survey,
                                        const char *options,
                                        size_t options_length,
                                        PeerpathTable **tests,
                                        PeerpathError **error);

/**
 * Tests for each item whether the groups of a column rate it alike.
 *
 * `options` is JSON: `{"by": "group column", "test": "chi2", "adjust": "holm", "threshold": null,
 * "yates": false, "groups": []}`; the tests are `chi2`, `fisher`, `kruskal`, `mann-whitney` and `trend`,
 * `adjust` is `holm`, `bh` or null. The columns of the table are `item`, `competency`, `groups`, `n`,
 * `missing`, `method`, `statistic`, `df`, `p_value`, `p_adjusted`, `effect`, `effect_name`,
 * `smallest_expected`, `warning`.
 */
PeerpathStatus peerpath_survey_compare(const PeerpathSurvey *survey,
                                       const char *options,
                                       size_t options_length,
                                       PeerpathTable **comparison,
                                       PeerpathError **error);

/**
 * For each item, how the population would rate it: weighted means and shares, with standard errors
 * that know strata and clusters. The survey must have been read with `weight`, `strata`, `cluster` or
 * `population`.
 *
 * `options` is JSON: `{"by": "group column", "threshold": 4, "level": 0.95, "interval": "logit",
 * "min_cell": null}`; the intervals are `logit`, `beta` and `plain`. The columns of the table are
 * `group` (where there is a `by`), `item`, `competency`, `n`, `missing`, `weight`, `mean`,
 * `mean_std_err`, `share`, `std_err`, `lower`, `upper`, `df`, and `suppressed` where there is a `min_cell`.
 * `PEERPATH_ARGUMENT` where the survey has no weights, `PEERPATH_TABLE` where a stratum has one unit.
 */
PeerpathStatus peerpath_survey_weighted_coverage(const PeerpathSurvey *survey,
                                                 const char *options,
                                                 size_t options_length,
                                                 PeerpathTable **coverage,
                                                 PeerpathError **error);

/**
 * For a question with several answers, each a column, how many chose each.
 *
 * `options` is JSON: `{"by": "group column", "threshold": 1, "level": 0.95, "interval": "wilson",
 * "min_cell": null}`; the threshold is the highest of the scale unless given. The columns of the
 * table are `group` (where there is a `by`), `item`, `competency`, `n`, `missing`, `count`, `share`,
 * `lower`, `upper`, `share_of_choices`, `rank`, and `suppressed` where there is a `min_cell`.
 */
PeerpathStatus peerpath_survey_multiple_response(const PeerpathSurvey *survey,
                                                 const char *options,
                                                 size_t options_length,
                                                 PeerpathTable **responses,
                                                 PeerpathError **error);

/**
 * Items ranked by the share who need them, with bootstrap intervals of the ranks.
 *
 * `options` is JSON: `{"by": "group column", "threshold": 5, "needed": "high", "level": 0.95, "top": 3,
 * "draws": 1000, "seed": 0, "threads": null, "min_cell": null}`; `needed` is `high` or `low`. The
 * columns of the table are `group` (where there is a `by`), `item`, `competency`, `n`, `missing`, `share`,
 * `lower`, `upper`, `rank`, `rank_lower`, `rank_upper`, `top_probability`, and `suppressed` where there
 * is a `min_cell`. `watch` (nullable) is asked after each few draws whether to go on.
 */
PeerpathStatus peerpath_survey_needs(const PeerpathSurvey *survey,
                                     const char *options,
                                     size_t options_length,
                                     const PeerpathWatch *watch,
                                     PeerpathTable **needs,
                                     PeerpathError **error);

/**
 * How reliable the sum of several items is: Cronbach's alpha with its interval, and omega.
 *
 * `options` is JSON: `{"items": ["column", …], "reverse": ["column", …], "by": "group column", "level":
 * 0.95}`; without `items` all are the scale. The columns of the table are `group` (where there is a
 * `by`), `items`, `n`, `missing`, `alpha`, `lower`, `upper`, `standardised_alpha`, `mean_correlation`,
 * `omega`, `standardised_omega`.
 */
PeerpathStatus peerpath_survey_reliability(const PeerpathSurvey *survey,
                                           const char *options,
                                           size_t options_length,
                                           PeerpathTable **reliability,
                                           PeerpathError **error);

/**
 * How each item of a scale goes with the others. `options` is that of `peerpath_survey_reliability`.
 *
 * The columns of the table are `group` (where there is a `by`), `item`, `reversed`, `n`, `mean`, `sd`,
 * `item_total`, `item_rest`, `alpha_if_dropped`, `loading`.
 */
PeerpathStatus peerpath_survey_item_totals(const PeerpathSurvey *survey,
                                           const char *options,
                                           size_t options_length,
                                           PeerpathTable **items,
                                           PeerpathError **error);

/**
 * Frees a survey. NULL is fine.
 */
void peerpath_survey_free(PeerpathSurvey *survey);

/**
 * Counts the ratings of a survey, in the groups of the column `by`; NULL with length 0 for no
 * groups.
 *
 * `PEERPATH_ARGUMENT` where `by` is not one of the survey's group columns.
 */
PeerpathStatus peerpath_survey_summarise(const PeerpathSurvey *survey,
                                         const char *by,
                                         size_t by_length,
                                         PeerpathSurveySummary **summary,
                                         PeerpathError **error);

/**
 * Counts further respondents in. On failure the summary is as it was.
 *
 * `PEERPATH_ARGUMENT` where the survey does not have the same items, scale and group column.
 */
PeerpathStatus peerpath_survey_summary_update(PeerpathSurveySummary *summary,
                                              const PeerpathSurvey *survey,
                                              PeerpathError **error);

/**
 * A new summary of the respondents of both. The two stay as they are; they may be the same handle.
 *
 * `PEERPATH_ARGUMENT` where the two do not have the same items, scale and group column.
 */
PeerpathStatus peerpath_survey_summary_merge(const PeerpathSurveySummary *summary,
                                             const PeerpathSurveySummary *other,
                                             PeerpathSurveySummary **merged,
                                             PeerpathError **error);

/**
 * The summary as bytes, which `peerpath_survey_summary_from_bytes` reads. The caller owns them.
 */
PeerpathStatus peerpath_survey_summary_to_bytes(const PeerpathSurveySummary *summary,
                                                PeerpathBytes **bytes,
                                                PeerpathError **error);

/**
 * Reads a summary from bytes. Bytes of any origin are safe to pass.
 *
 * `PEERPATH_DOCUMENT` or another status of refusal where they are not a summary.
 */
PeerpathStatus peerpath_survey_summary_from_bytes(const uint8_t *bytes,
                                                  size_t length,
                                                  PeerpathSurveySummary **summary,
                                                  PeerpathError **error);

/**
 * As `peerpath_survey_coverage`; `by` must name the groups by which the summary was made.
 */
PeerpathStatus peerpath_survey_summary_coverage(const PeerpathSurveySummary *summary,
                                                const char *options,
                                                size_t options_length,
                                                PeerpathTable **coverage,
                                                PeerpathError **error);

/**
 * As `peerpath_survey_binomial`; `by` must name the groups by which the summary was made.
 */
PeerpathStatus peerpath_survey_summary_binomial(const PeerpathSurveySummary *summary,
                                                const char *options,
                                                size_t options_length,
                                                PeerpathTable **tests,
                                                PeerpathError **error);

/**
 * As `peerpath_survey_compare`; `by` must name the groups by which the summary was made.
 */
PeerpathStatus peerpath_survey_summary_compare(const PeerpathSurveySummary *summary,
                                               const char *options,
                                               size_t options_length,
                                               PeerpathTable **comparison,
                                               PeerpathError **error);

/**
 * As `peerpath_survey_multiple_response`; `by` must name the groups by which the summary was made.
 */
PeerpathStatus peerpath_survey_summary_multiple_response(const PeerpathSurveySummary *summary,
                                                         const char *options,
                                                         size_t options_length,
                                                         PeerpathTable **responses,
                                                         PeerpathError **error);

/**
 * Frees a summary. NULL is fine.
 */
void peerpath_survey_summary_free(PeerpathSurveySummary *summary);

/**
 * Reads ratings from a table: a row for each rating.
 *
 * `columns` is JSON: `{"unit": "unit", "rater": "rater", "value": "value", "group": "column",
 * "level": "nominal", "scale": [1, 5]}`, each of which may be left out; `level` is nominal, ordinal,
 * interval or ratio. `PEERPATH_ARGUMENT` where the columns cannot be meant, `PEERPATH_TABLE` with every
 * cell that is not a rating, every second rating of a unit by one rater and every rater in two
 * groups, `PEERPATH_EMPTY` where there is no rating.
 */
PeerpathStatus peerpath_ratings_from_table(const PeerpathTable *table,
                                           const char *columns,
                                           size_t columns_length,
                                           PeerpathRatings **ratings,
                                           PeerpathError **error);

/**
 * The number of units; 0 where `ratings` is NULL.
 */
size_t peerpath_ratings_units(const PeerpathRatings *ratings);

/**
 * The number of raters; 0 where `ratings` is NULL.
 */
size_t peerpath_ratings_raters(const PeerpathRatings *ratings);

/**
 * Krippendorff's alpha, of all raters or within each group.
 *
 * `options` is JSON: `{"by": "group column", "metric": "ordinal", "level": 0.95, "standard_error":
 * "bootstrap", "draws": 1000, "seed": 1, "threads": 2}`. `watch` (nullable) is asked during a bootstrap
 * whether to go on. `observed` and `expected` are disagreements here.
 * The columns of the table are `group` (where there is a `by`), `coefficient`, `weights`, `estimate`,
 * `standard_error`, `lower`, `upper`, `observed`, `expected`, `units`, `raters`, `ratings`.
 */
PeerpathStatus peerpath_ratings_krippendorff_alpha(const PeerpathRatings *ratings,
                                                   const char *options,
                                                   size_t options_length,
                                                   const PeerpathWatch *watch,
                                                   PeerpathTable **result,
                                                   PeerpathError **error);

/**
 * Fleiss' kappa, of all raters or within each group.
 *
 * `options` is JSON: `{"by": "group column", "weights": "identity", "level": 0.95, "standard_error":
 * "analytic", "draws": 1000, "seed": 1, "threads": 2}`; the weights are identity, linear, quadratic,
 * ordinal, radical or ratio. `watch` (nullable) is asked during a bootstrap whether to go on.
 * The columns of the table are `group` (where there is a `by`), `coefficient`, `weights`, `estimate`,
 * `standard_error`, `lower`, `upper`, `observed`, `expected`, `units`, `raters`, `ratings`.
 */
PeerpathStatus peerpath_ratings_fleiss_kappa(const PeerpathRatings *ratings,
                                             const char *options,
                                             size_t options_length,
                                             const PeerpathWatch *watch,
                                             PeerpathTable **result,
                                             PeerpathError **error);

/**
 * Gwet's AC1, or AC2 with weights, of all raters or within each group.
 *
 * `options` is JSON: `{"by": "group column", "weights": "identity", "level": 0.95, "standard_error":
 * "analytic", "draws": 1000, "seed": 1, "threads": 2}`; the weights are identity, linear, quadratic,
 * ordinal, radical or ratio. `watch` (nullable) is asked during a bootstrap whether to go on.
 * The columns of the table are `group` (where there is a `by`), `coefficient`, `weights`, `estimate`,
 * `standard_error`, `lower`, `upper`, `observed`, `expected`, `units`, `raters`, `ratings`.
 */
PeerpathStatus peerpath_ratings_gwet_ac(const PeerpathRatings *ratings,
                                        const char *options,
                                        size_t options_length,
                                        const PeerpathWatch *watch,
                                        PeerpathTable **result,
                                        PeerpathError **error);

/**
 * The share of pairs of raters who agree on a unit, of all raters or within each group.
 *
 * `options` is JSON: `{"by": "group column", "weights": "identity", "level": 0.95, "standard_error":
 * "analytic", "draws": 1000, "seed": 1, "threads": 2}`; the weights are identity, linear, quadratic,
 * ordinal, radical or ratio. `watch` (nullable) is asked during a bootstrap whether to go on.
 * The columns of the table are `group` (where there is a `by`), `coefficient`, `weights`, `estimate`,
 * `standard_error`, `lower`, `upper`, `observed`, `expected`, `units`, `raters`, `ratings`.
 */
PeerpathStatus peerpath_ratings_percent_agreement(const PeerpathRatings *ratings,
                                                  const char *options,
                                                  size_t options_length,
                                                  const PeerpathWatch *watch,
                                                  PeerpathTable **result,
                                                  PeerpathError **error);

/**
 * Cohen's kappa of two raters.
 *
 * `options` is JSON: `{"raters": ["one", "other"], "weights": "identity", "level": 0.95}`; raters must be
 * named where there are more than two. The columns are those of `peerpath_ratings_fleiss_kappa`.
 */
PeerpathStatus peerpath_ratings_cohen_kappa(const PeerpathRatings *ratings,
                                            const char *options,
                                            size_t options_length,
                                            PeerpathTable **result,
                                            PeerpathError **error);

/**
 * The agreement of every two raters on the units that both rated.
 *
 * `options` is JSON: `{"weights": "identity"}`. The columns of the table are `rater`, `other`, `units`,
 * `agreement`, `kappa`.
 */
PeerpathStatus peerpath_ratings_pairwise(const PeerpathRatings *ratings,
                                         const char *options,
                                         size_t options_length,
                                         PeerpathTable **result,
                                         PeerpathError **error);

/**
 * For each unit, how far its raters agree, in all or within each group.
 *
 * `options` is JSON: `{"by": "group column"}`. The columns of the table are `unit`, `group` (where there
 * is a `by`), `n`, `mode`, `mode_share`, `agreement`, `mean`, `sd`, `median`, `iqr`.
 */
PeerpathStatus peerpath_ratings_consensus(const PeerpathRatings *ratings,
                                          const char *options,
                                          size_t options_length,
                                          PeerpathTable **result,
                                          PeerpathError **error);

/**
 * Tests on which units groups of raters differ; those that split them most come first.
 *
 * `options` is JSON: `{"between": "group column", "test": "kruskal", "adjust": "holm"}`, of which only
 * `between` is needed; the test is kruskal, fisher or chi2. The columns of the table are `unit`, `n`,
 * `method`, `statistic`, `df`, `p_value`, `p_adjusted`, `effect`, `effect_name`, `highest`, `lowest`,
 * `difference`.
 */
PeerpathStatus peerpath_ratings_disagreement(const PeerpathRatings *ratings,
                                             const char *options,
                                             size_t options_length,
                                             PeerpathTable **result,
                                             PeerpathError **error);

/**
 * Which tasks are core to groups of raters, alone or together.
 *
 * `options` is JSON: `{"between": "group column", "threshold": 4, "category": "yes", "share": 0.5}`, of
 * which only `between` is needed, and `category` of nominal ratings. `pairs` has a row for each two
 * groups: `group`, `other`, `units`, `shared`, `only_group`, `only_other`, `neither`, `core_group`,
 * `core_other`, `jaccard`, `spearman`; `tasks` one for each group of each unit: `unit`, `group`, `n`,
 * `share`, `place`.
 */
PeerpathStatus peerpath_ratings_overlap(const PeerpathRatings *ratings,
                                        const char *options,
                                        size_t options_length,
                                        PeerpathTable **pairs,
                                        PeerpathTable **tasks,
                                        PeerpathError **error);

/**
 * Whether a Delphi panel agrees on each unit after this round, or will not.
 *
 * `before` (nullable) is the round before. `options` is JSON: `{"threshold": 4, "share": 0.75, "iqr": 1,
 * "change": 0.15}`. The columns of the table are `unit`, `n`, `share`, `median`, `iqr`, `change`,
 * `verdict`: `consensus-for`, `consensus-against`, `stable`, `continue` or `unrated`.
 */
PeerpathStatus peerpath_ratings_delphi(const PeerpathRatings *ratings,
                                       const PeerpathRatings *before,
                                       const char *options,
                                       size_t options_length,
                                       PeerpathTable **result,
                                       PeerpathError **error);

/**
 * What raters know in common, and how much of it each knows.
 *
 * `options` is JSON: `{"alternatives": 5}`. `json` is `{"eigenvalues": […], "ratio": …, "competence":
 * [{"rater", "n", "competence"}, …], "answers": [{"unit", "n", "answer", "probability"}, …],
 * "warnings": [{"name", "message"}, …]}`; the caller owns it.
 */
PeerpathStatus peerpath_ratings_cultural_consensus(const PeerpathRatings *ratings,
                                                   const char *options,
                                                   size_t options_length,
                                                   PeerpathText **json,
                                                   PeerpathError **error);

/**
 * Frees ratings. NULL is fine.
 */
void peerpath_ratings_free(PeerpathRatings *ratings);

/**
 * Looks for latent profiles or classes of the respondents of a survey.
 *
 * `options` is JSON: `{"classes": [1, 2, 3], "model": "gaussian", "variances": "equal", "starts": 50,
 * "finalists": null, "seed": 1, "variance_floor": 0.01, "threads": 2}`; the model is gaussian or
 * categorical, variances are equal or free. All starts take a few steps, and as many as `finalists`, the
 * most likely, go on to the end: by default a fifth, and 10 or more. `watch` (nullable) is asked after each
 * start whether to go on.
 */
PeerpathStatus peerpath_survey_profiles(const PeerpathSurvey *survey,
                                        const char *options,
                                        size_t options_length,
                                        const PeerpathWatch *watch,
                                        PeerpathProfiles **profiles,
                                        PeerpathError **error);

/**
 * Looks for latent profiles of the rows of a table by columns of numbers, such as the scores of scales.
 *
 * `columns` is JSON: `{"items": ["score", …]}`. `options` and `watch` as in `peerpath_survey_profiles`; the
 * model is gaussian. Each row of the table is a respondent.
 */
PeerpathStatus peerpath_profiles_from_table(const PeerpathTable *table,
                                            const char *columns,
                                            size_t columns_length,
                                            const char *options,
                                            size_t options_length,
                                            const PeerpathWatch *watch,
                                            PeerpathProfiles **profiles,
                                            PeerpathError **error);

/**
 * The number of classes of the fit with the least Bayesian criterion, of those without a variance at the
 * floor where there are any; 0 where `profiles` is NULL.
 */
uint32_t peerpath_profiles_best(const PeerpathProfiles *profiles);

/**
 * The fits, with their cautions: a row for each number of classes, with the columns `classes`,
 * `log_likelihood`, `parameters`, `aic`, `bic`, `adjusted_bic`, `entropy`, `smallest`, `starts`,
 * `finished`, `replicated`, `converged`, `gradient`, `at_floor`.
 */
PeerpathStatus peerpath_profiles_fits(const PeerpathProfiles *profiles,
                                      PeerpathTable **fits,
                                      PeerpathError **error);

/**
 * What the classes of one fit look like; 0 classes stands for the best fit. The columns are `class`,
 * `share`, `item` and, of the Gaussian model, `mean`, `sd`, `at_floor`, of the categorical one `rating`,
 * `probability`.
 *
 * `PEERPATH_ARGUMENT` where there is no fit of this number of classes.
 */
PeerpathStatus peerpath_profiles_classes(const PeerpathProfiles *profiles,
                                         uint32_t classes,
                                         PeerpathTable **result,
                                         PeerpathError **error);

/**
 * To which class each respondent belongs, in the order of the survey; 0 classes stands for the best fit.
 * The columns are `class`, the most probable one, and `class_1`, `class_2`, …, the probability of each.
 *
 * `PEERPATH_ARGUMENT` where there is no fit of this number of classes.
 */
PeerpathStatus peerpath_profiles_membership(const PeerpathProfiles *profiles,
                                            uint32_t classes,
                                            PeerpathTable **result,
                                            PeerpathError **error);

/**
 * The bootstrap likelihood-ratio test of a number of classes against one fewer.
 *
 * `options` is JSON: `{"classes": 3, "draws": 100, "starts": 5, "seed": 1, "threads": 2}`. `watch`
 * (nullable) is asked after each sample whether to go on. The columns of the one row are `hypothesis`,
 * `alternative`, `statistic`, `p_value`, `draws`.
 */
PeerpathStatus peerpath_profiles_likelihood_ratio(const PeerpathProfiles *profiles,
                                                  const char *options,
                                                  size_t options_length,
                                                  const PeerpathWatch *watch,
                                                  PeerpathTable **result,
                                                  PeerpathError **error);

/**
 * Regresses membership on columns of a table whose rows are the respondents, in the order of the survey:
 * bias-adjusted three steps.
 *
 * `options` is JSON: `{"columns": ["column", …], "classes": 3, "correction": "ml", "reference": 1,
 * "level": 0.95}`, of which only `columns` is needed; the correction is ml or bch. The columns of the
 * result are `class`, `reference`, `predictor`, `coefficient`, `standard_error`, `odds_ratio`, `lower`,
 * `upper`, `p_value`, `n`.
 */
PeerpathStatus peerpath_profiles_predictors(const PeerpathProfiles *profiles,
                                            const PeerpathTable *table,
                                            const char *options,
                                            size_t options_length,
                                            PeerpathTable **result,
                                            PeerpathError **error);

/**
 * Frees profiles. NULL is fine.
 */
void peerpath_profiles_free(PeerpathProfiles *profiles);

/**
 * The states of the peer support workforce, shipped with the library: training, seeking, peer-job,
 * advanced-peer-job, other-job, school, left-workforce.
 */
PeerpathStatus peerpath_state_space_peer_workforce(PeerpathStateSpace **space,
                                                   PeerpathError **error);

/**
 * Reads a state space from a document, `"format": "peerpath/state-space/1"`.
 *
 * `PEERPATH_SYNTAX` or `PEERPATH_DOCUMENT` where it is not one, with every problem.
 */
PeerpathStatus peerpath_state_space_from_json(const char *text,
                                              size_t length,
                                              PeerpathStateSpace **space,
                                              PeerpathError **error);

/**
 * The number of states; 0 where `space` is NULL.
 */
size_t peerpath_state_space_state_count(const PeerpathStateSpace *space);

/**
 * The name of a state, UTF-8 and NUL-terminated; NULL where there is none at `index`, counted from
 * 0. Borrowed: valid until the space is freed.
 */
const char *peerpath_state_space_state_name(const PeerpathStateSpace *space,
                                            size_t index);

/**
 * The space as a document again. The caller owns the text.
 */
PeerpathStatus peerpath_state_space_to_json(const PeerpathStateSpace *space,
                                            PeerpathText **json,
                                            PeerpathError **error);

/**
 * Frees a state space. NULL is fine.
 */
void peerpath_state_space_free(PeerpathStateSpace *space);

/**
 * Reads histories from a table of events: a row for each entry into a state; a state that is
 * missing ends observation.
 *
 * `columns` is JSON: `{"person": "person", "time": "time", "state": "state", "weight": null, "cluster": null,
 * "reason": null, "covariates": [], "unit": "months", "time_origin": "first-entry"}`, the names that the Python function has; NULL with length 0
 * for all defaults. `space` (nullable) gives the states; without it they are those that occur.
 * `PEERPATH_TABLE` where a column cannot be read, `PEERPATH_HISTORIES` with every contradiction,
 * `PEERPATH_ARGUMENT` where the columns cannot be meant, `PEERPATH_EMPTY` where there is nothing.
 */
PeerpathStatus peerpath_histories_from_events(const PeerpathTable *table,
                                              const char *columns,
                                              size_t columns_length,
                                              const PeerpathStateSpace *space,
                                              PeerpathHistories **histories,
                                              PeerpathError **error);

/**
 * Reads histories from a table of spells: a row for each stay in a state, with its start and stop.
 *
 * `columns` is JSON: `{"person": "person", "start": "start", "stop": "stop", "state": "state", …}`. A
 * null stop says that the person has not been seen to leave: the stay lasts until the next one, and the
 * last one adds no time. All else is as in `peerpath_histories_from_events`.
 */
PeerpathStatus peerpath_histories_from_spells(const PeerpathTable *table,
                                              const char *columns,
                                              size_t columns_length,
                                              const PeerpathStateSpace *space,
                                              PeerpathHistories **histories,
                                              PeerpathError **error);

/**
 * Reads histories from a table in counting-process form: a row for each interval, with its origin and
 * its target; a target that is missing is censored.
 *
 * `columns` is JSON: `{"person": "person", "start": "start", "stop": "stop", "origin": "origin",
 * "target": "target", …}`. All else is as in `peerpath_histories_from_events`.
 */
PeerpathStatus peerpath_histories_from_intervals(const PeerpathTable *table,
                                                 const char *columns,
                                                 size_t columns_length,
                                                 const PeerpathStateSpace *space,
                                                 PeerpathHistories **histories,
                                                 PeerpathError **error);

/**
 * The number of persons; 0 where `histories` is NULL.
 */
size_t peerpath_histories_person_count(const PeerpathHistories *histories);

/**
 * Who and how much, as JSON: `{"persons", "followed", "clusters", "weight", "intervals", "transitions",
 * "person_time", "unit", "first_entry", "last_exit", "longest_follow_up", "median_follow_up", "states",
 * "time_in_state", "persons_in_state", "at_risk", "censored", "counts", "reasons"}`. The caller owns the
 * text.
 */
PeerpathStatus peerpath_histories_describe(const PeerpathHistories *histories,
                                           PeerpathText **json,
                                           PeerpathError **error);

/**
 * Counts the moves of everybody: the mergeable summary under every curve.
 *
 * `options` is JSON: `{"by": "covariate"}`. `PEERPATH_ARGUMENT` where `by` is no covariate that was
 * read.
 */
PeerpathStatus peerpath_histories_summarise(const PeerpathHistories *histories,
                                            const char *options,
                                            size_t options_length,
                                            PeerpathRiskTable **risk_table,
                                            PeerpathError **error);

/**
 * Estimates the probabilities of states over time.
 *
 * `options` is JSON: `{"by": "covariate", "start_time": 0, "start_state": "state", "se": "greenwood",
 * "interval": "log-log", "level": 0.95}`; `se` also `aalen` and `robust`, `interval` also `log`, `plain`,
 * `arcsine` and `logit`; in place of `start_state` also `"start_distribution": {"state": 0.7, …}`.
 * `PEERPATH_ARGUMENT` where one is out of its range.
 */
PeerpathStatus peerpath_histories_aalen_johansen(const PeerpathHistories *histories,
                                                 const char *options,
                                                 size_t options_length,
                                                 PeerpathAalenJohansen **curves,
                                                 PeerpathError **error);

/**
 * The curve of staying in a state, as the state `origin` of the curves; `left` is the other one.
 *
 * `options` is JSON: `{"origin": "state", "targets": null, "clock": "forward", "by": null, "start_time":
 * null, "se": "greenwood", "interval": "log-log", "level": 0.95}`; `clock` also `reset`. `PEERPATH_ARGUMENT`
 * where one is out of its range, `PEERPATH_EMPTY` where nobody is ever at risk.
 */
PeerpathStatus peerpath_histories_kaplan_meier(const PeerpathHistories *histories,
                                               const char *options,
                                               size_t options_length,
                                               PeerpathAalenJohansen **curves,
                                               PeerpathError **error);

/**
 * The probabilities of having left a state for each cause.
 *
 * `options` is JSON: those of `peerpath_histories_kaplan_meier` with `"causes": "target"` in place of
 * `targets`; `causes` also `reason`, `advancement` and `{"groups": {"name": ["state or reason"]}}`.
 */
PeerpathStatus peerpath_histories_cumulative_incidence(const PeerpathHistories *histories,
                                                       const char *options,
                                                       size_t options_length,
                                                       PeerpathAalenJohansen **curves,
                                                       PeerpathError **error);

/**
 * Cumulative hazards of each transition that happens.
 *
 * `options` is JSON: `{"by": null, "start_time": null, "se": "aalen", "interval": "log", "level": 0.95}`;
 * `se` also `greenwood` or `robust`, `interval` also `plain`. `PEERPATH_EMPTY` where nobody makes a transition.
 */
PeerpathStatus peerpath_histories_nelson_aalen(const PeerpathHistories *histories,
                                               const char *options,
                                               size_t options_length,
                                               PeerpathNelsonAalen **hazards,
                                               PeerpathError **error);

/**
 * Tests whether groups leave a state at different rates; as JSON: `{"test", "statistic", "df",
 * "p_value", "groups": [{"group", "n", "events", "observed", "expected"}], "covariance", "warnings"}`.
 * The caller owns the text.
 *
 * `options` is JSON: `{"by": "covariate", "origin": "state", "targets": null, "clock": "forward", "strata":
 * null, "rho": 0, "gamma": 0, "trend": null}`; `trend` a list of scores. `PEERPATH_EMPTY` where nobody
 * leaves.
 */
PeerpathStatus peerpath_histories_log_rank(const PeerpathHistories *histories,
                                           const char *options,
                                           size_t options_length,
                                           PeerpathText **json,
                                           PeerpathError **error);

/**
 * Tests whether the cumulative incidence of a cause of leaving a state differs between groups; as
 * JSON, as `peerpath_histories_log_rank` gives it. The caller owns the text.
 *
 * `options` is JSON: `{"by": "covariate", "origin": "state", "cause": "state", "causes": "target", "clock":
 * "forward", "strata": null, "rho": 0}`.
 */
PeerpathStatus peerpath_histories_gray_test(const PeerpathHistories *histories,
                                            const char *options,
                                            size_t options_length,
                                            PeerpathText **json,
                                            PeerpathError **error);

/**
 * Fits the model of Cox: how the hazards of one transition or of several depend on covariates.
 *
 * `options` is JSON: `{"transitions": "seeking -> peer-job", "covariates": ["age", {"covariate":
 * "state", "shared": true, "reference": "NC"}], "ties": "efron", "strata": [], "offset": null,
 * "weighted": true, "robust": null, "clock": "forward", "level": 0.95, "iterations": 50, "tolerance":
 * 1e-16}`. `PEERPATH_ARGUMENT` where one is out of its range or names nothing, `PEERPATH_EMPTY` where a
 * transition never happens. The caller frees the model with `peerpath_cox_free`.
 */
PeerpathStatus peerpath_histories_cox(const PeerpathHistories *histories,
                                      const char *options,
                                      size_t options_length,
                                      PeerpathCox **cox,
                                      PeerpathError **error);

/**
 * Fits the model of Fine and Gray: how the probability of one of several competing transitions depends
 * on covariates.
 *
 * `options` is JSON: `{"transition": "seeking -> peer-job", "covariates": ["age"], "weighted": true,
 * "clock": "forward", "level": 0.95, "iterations": 50, "tolerance": 1e-16}`. `PEERPATH_ARGUMENT` where
 * one is out of its range or names nothing, a person is at risk more than once or only from a later
 * time on, or a covariate changes; `PEERPATH_EMPTY` where the transition never happens. The caller frees
 * the model with `peerpath_fine_gray_free`.
 */
PeerpathStatus peerpath_histories_fine_gray(const PeerpathHistories *histories,
                                            const char *options,
                                            size_t options_length,
                                            PeerpathFineGray **model,
                                            PeerpathError **error);

/**
 * Fits a parametric hazard to a transition.
 *
 * `options` is JSON: `{"transition": "seeking -> peer-job", "distribution": "weibull", "covariates":
 * ["age"], "weighted": true, "clock": "forward", "level": 0.95, "iterations": 200, "tolerance": 1e-16}`;
 * distributions are `exponential`, `weibull`, `gompertz`, `log-normal`, `log-logistic`, `gamma` and
 * `generalised-gamma`. `PEERPATH_ARGUMENT` where one is out of its range or names nothing, or covariates
 * say nothing of their own; `PEERPATH_EMPTY` where the transition never happens. The caller frees the
 * model with `peerpath_parametric_free`.
 */
PeerpathStatus peerpath_histories_parametric(const PeerpathHistories *histories,
                                             const char *options,
                                             size_t options_length,
                                             PeerpathParametric **model,
                                             PeerpathError **error);

/**
 * The histories as a table of intervals. The columns are `person`, `start`, `stop`, `origin`, `target`,
 * then `weight`, `cluster`, `reason` and the covariates, where there are such.
 */
PeerpathStatus peerpath_histories_to_intervals(const PeerpathHistories *histories,
                                               PeerpathTable **table,
                                               PeerpathError **error);

/**
 * The histories as a table of spells. The columns are `person`, `start`, `stop`, `state`, then `weight`,
 * `cluster`, `reason` and the covariates, where there are such.
 *
 * `PEERPATH_HISTORIES` where a person enters a state, is not followed in it and is followed again later:
 * only intervals can tell that.
 */
PeerpathStatus peerpath_histories_to_spells(const PeerpathHistories *histories,
                                            PeerpathTable **table,
                                            PeerpathError **error);

/**
 * The histories as a table of events. The columns are `person`, `time`, `state`, then `weight`,
 * `cluster`, `reason` and the covariates, where there are such.
 *
 * `PEERPATH_HISTORIES` where a person enters a state, is not followed in it and is followed again later:
 * only intervals can tell that.
 */
PeerpathStatus peerpath_histories_to_events(const PeerpathHistories *histories,
                                            PeerpathTable **table,
                                            PeerpathError **error);

/**
 * How many cautions come with the histories; 0 where `histories` is NULL.
 */
size_t peerpath_histories_warning_count(const PeerpathHistories *histories);

/**
 * A caution that comes with the histories: its fixed name and a sentence. Each output is UTF-8,
 * NUL-terminated and borrowed, valid until the histories are freed, and may be NULL where it is not
 * wanted.
 *
 * `PEERPATH_ARGUMENT` where `index` is not below `peerpath_histories_warning_count`,
 * `PEERPATH_NULL_POINTER` where `histories` is NULL; outputs are then untouched.
 */
PeerpathStatus peerpath_histories_warning(const PeerpathHistories *histories,
                                          size_t index,
                                          const char **name,
                                          const char **message);

/**
 * Frees histories. NULL is fine.
 */
void peerpath_histories_free(PeerpathHistories *histories);

/**
 * Curves from a landmark on, of those who are in a state then, without the Markov assumption.
 *
 * `options` is JSON: `{"time": 0, "state": null, "by": null, "se": "greenwood", "interval": "log-log",
 * "level": 0.95}`. `PEERPATH_EMPTY` where nobody is in the state at the time.
 */
PeerpathStatus peerpath_histories_landmark(const PeerpathHistories *histories,
                                           const char *options,
                                           size_t options_length,
                                           PeerpathAalenJohansen **curves,
                                           PeerpathError **error);

/**
 * Tests whether having been in a state at a time matters for what happens later; as JSON: `{"time",
 * "state", "within", "without", "transitions": [{"origin", "target", "events", "observed", "expected",
 * "statistic", "p_value", "p_adjusted"}], "p_value", "warnings"}`. The caller owns the text.
 *
 * `options` is JSON: `{"time": 0, "state": "state"}`. `PEERPATH_EMPTY` where all who are followed then are
 * in the state, or none is.
 */
PeerpathStatus peerpath_histories_markov_test(const PeerpathHistories *histories,
                                              const char *options,
                                              size_t options_length,
                                              PeerpathText **json,
                                              PeerpathError **error);

/**
 * State probabilities at `count` times, with errors by the bootstrap over persons, or over clusters
 * where there is a column of them. The columns are those of `peerpath_aalen_johansen_at`. Where all samples
 * say the same, as of what has happened to nobody, there is no interval.
 *
 * `options` is JSON: `{"by": null, "start_time": null, "start_state": null, "start_distribution": null,
 * "draws": 1000, "seed": 1, "level": 0.95, "threads": null}`. `watch` (nullable) is asked after each
 * sample whether to go on. `PEERPATH_EMPTY` where there are no two persons or clusters to draw from.
 */
PeerpathStatus peerpath_histories_bootstrap(const PeerpathHistories *histories,
                                            const double *times,
                                            size_t count,
                                            const char *options,
                                            size_t options_length,
                                            const PeerpathWatch *watch,
                                            PeerpathTable **table,
                                            PeerpathError **error);

/**
 * Who leaves a state, for what and why, and how fast. The columns are `group` (where there is a `by`),
 * `origin`, `target`, `reason`, `advancement`, `events`, `person_time`, `rate`, `std_err`, `lower`,
 * `upper`. Each kind of exit that happens has a row for each group that spends time in its origin; where
 * it does not happen in that group, its rate is 0 and its interval null.
 *
 * `options` is JSON: `{"origin": null, "by": null, "level": 0.95}`.
 */
PeerpathStatus peerpath_histories_exits(const PeerpathHistories *histories,
                                        const char *options,
                                        size_t options_length,
                                        PeerpathTable **table,
                                        PeerpathError **error);

/**
 * Counts the moves of further histories in. On failure the table is as it was.
 *
 * `PEERPATH_ARGUMENT` where they do not have the same states, unit and groups.
 */
PeerpathStatus peerpath_risk_table_update(PeerpathRiskTable *risk_table,
                                          const PeerpathHistories *histories,
                                          PeerpathError **error);

/**
 * A new table of two parts together. The two stay as they are; they may be the same handle.
 *
 * `PEERPATH_ARGUMENT` where they do not have the same states, unit and groups.
 */
PeerpathStatus peerpath_risk_table_merge(const PeerpathRiskTable *risk_table,
                                         const PeerpathRiskTable *other,
                                         PeerpathRiskTable **merged,
                                         PeerpathError **error);

/**
 * The table as bytes, which `peerpath_risk_table_from_bytes` reads. The caller owns them.
 */
PeerpathStatus peerpath_risk_table_to_bytes(const PeerpathRiskTable *risk_table,
                                            PeerpathBytes **bytes,
                                            PeerpathError **error);

/**
 * Reads a risk table from bytes. Bytes of any origin are safe to pass; those that are not a risk
 * table are refused.
 */
PeerpathStatus peerpath_risk_table_from_bytes(const uint8_t *bytes,
                                              size_t length,
                                              PeerpathRiskTable **risk_table,
                                              PeerpathError **error);

/**
 * The number of transitions of all kinds; 0 where `risk_table` is NULL or poisoned.
 */
uint64_t peerpath_risk_table_transitions(const PeerpathRiskTable *risk_table);

/**
 * The time for which persons are followed, all together; 0 where `risk_table` is NULL or poisoned.
 */
double peerpath_risk_table_person_time(const PeerpathRiskTable *risk_table);

/**
 * The counts for each time and state. The columns are `group` (where there are groups), `time`,
 * `state`, `at_risk`, `joined`, `events`, `censored`.
 */
PeerpathStatus peerpath_risk_table_to_table(const PeerpathRiskTable *risk_table,
                                            PeerpathTable **table,
                                            PeerpathError **error);

/**
 * The counts for each time and transition. The columns are `group` (where there are groups),
 * `time`, `origin`, `target`, `at_risk`, `events`.
 */
PeerpathStatus peerpath_risk_table_transitions_table(const PeerpathRiskTable *risk_table,
                                                     PeerpathTable **table,
                                                     PeerpathError **error);

/**
 * As `peerpath_histories_aalen_johansen`. `by` is the table's own, or left out: then a table with
 * groups is taken as one.
 */
PeerpathStatus peerpath_risk_table_aalen_johansen(const PeerpathRiskTable *risk_table,
                                                  const char *options,
                                                  size_t options_length,
                                                  PeerpathAalenJohansen **curves,
                                                  PeerpathError **error);

/**
 * As `peerpath_histories_kaplan_meier`, with the clock forward and without robust errors.
 */
PeerpathStatus peerpath_risk_table_kaplan_meier(const PeerpathRiskTable *risk_table,
                                                const char *options,
                                                size_t options_length,
                                                PeerpathAalenJohansen **curves,
                                                PeerpathError **error);

/**
 * As `peerpath_histories_cumulative_incidence`, with the clock forward, causes by the state entered and
 * without robust errors.
 */
PeerpathStatus peerpath_risk_table_cumulative_incidence(const PeerpathRiskTable *risk_table,
                                                        const char *options,
                                                        size_t options_length,
                                                        PeerpathAalenJohansen **curves,
                                                        PeerpathError **error);

/**
 * As `peerpath_histories_nelson_aalen`. `by` is the table's own, or left out.
 */
PeerpathStatus peerpath_risk_table_nelson_aalen(const PeerpathRiskTable *risk_table,
                                                const char *options,
                                                size_t options_length,
                                                PeerpathNelsonAalen **hazards,
                                                PeerpathError **error);

/**
 * Frees a risk table. NULL is fine.
 */
void peerpath_risk_table_free(PeerpathRiskTable *risk_table);

/**
 * The probabilities at `count` times. The columns are `group` (where there is a `by`), `time`,
 * `state`, `probability`, `std_err`, `lower`, `upper`.
 *
 * `PEERPATH_ARGUMENT` where a time is not finite or before the start of the curves.
 */
PeerpathStatus peerpath_aalen_johansen_at(const PeerpathAalenJohansen *curves,
                                          const double *times,
                                          size_t count,
                                          PeerpathTable **table,
                                          PeerpathError **error);

/**
 * The whole curves: the probabilities at every time at which one changes. The columns are those
 * of `peerpath_aalen_johansen_at`.
 */
PeerpathStatus peerpath_aalen_johansen_curve(const PeerpathAalenJohansen *curves,
                                             PeerpathTable **table,
                                             PeerpathError **error);

/**
 * The probability of being in each state at the time `to`, for each state at the time `from`. The
 * columns are `group` (where there is a `by`), `origin`, `target`, `probability`, `std_err`, `lower`,
 * `upper`.
 *
 * `PEERPATH_ARGUMENT` where the times are not finite or not in this order.
 */
PeerpathStatus peerpath_aalen_johansen_transition_matrix(const PeerpathAalenJohansen *curves,
                                                         double from,
                                                         double to,
                                                         PeerpathTable **table,
                                                         PeerpathError **error);

/**
 * The covariances of the probabilities of states at `count` times. The columns are `group` (where there is
 * a `by`), `time`, `state`, `other_state`, `covariance`.
 *
 * `PEERPATH_ARGUMENT` where a time is not finite or before the start of the curves, and where there would be
 * more than 10,000,000 rows.
 */
PeerpathStatus peerpath_aalen_johansen_covariance(const PeerpathAalenJohansen *curves,
                                                  const double *times,
                                                  size_t count,
                                                  PeerpathTable **table,
                                                  PeerpathError **error);

/**
 * The covariances of the probabilities that `peerpath_aalen_johansen_transition_matrix` gives. The columns
 * are `group` (where there is a `by`), `origin`, `target`, `other_origin`, `other_target`, `covariance`; the
 * rows of a group are a square matrix, in the order of the rows there.
 *
 * `PEERPATH_ARGUMENT` where the times are not finite or not in this order, and where there would be more than
 * 10,000,000 rows.
 */
PeerpathStatus peerpath_aalen_johansen_transition_covariance(const PeerpathAalenJohansen *curves,
                                                             double from,
                                                             double to,
                                                             PeerpathTable **table,
                                                             PeerpathError **error);

/**
 * The mean time spent in each state from the start of the curves to the time `until`, in the unit of
 * time. The columns are `group` (where there is a `by`), `state`, `estimate`, `std_err`, `lower`,
 * `upper`.
 *
 * `PEERPATH_ARGUMENT` where the time is not finite or before the start of the curves.
 */
PeerpathStatus peerpath_aalen_johansen_restricted_mean_time(const PeerpathAalenJohansen *curves,
                                                            double until,
                                                            PeerpathTable **table,
                                                            PeerpathError **error);

/**
 * The times by which `count` shares of persons have left a state, or entered it; 0.5 is the median. The
 * columns are `group` (where there is a `by`), `state`, `quantile`, `estimate`, `lower`, `upper`. NULL for
 * `state`, with length 0, is the first state: the origin of a Kaplan–Meier curve.
 *
 * `PEERPATH_ARGUMENT` where a share is not between 0 and 1, or the state is both entered and left.
 */
PeerpathStatus peerpath_aalen_johansen_quantiles(const PeerpathAalenJohansen *curves,
                                                 const char *state,
                                                 size_t state_length,
                                                 const double *shares,
                                                 size_t count,
                                                 PeerpathTable **table,
                                                 PeerpathError **error);

/**
 * Pseudo-values of everybody's state at `count` times. The columns are `person`, `time`, `state`,
 * `pseudo_value`, `influence`.
 *
 * `PEERPATH_ARGUMENT` where a time is outside the curves, persons have weights, or the curves are
 * those of a risk table, which has no persons.
 */
PeerpathStatus peerpath_aalen_johansen_pseudo_values(const PeerpathAalenJohansen *curves,
                                                     const double *times,
                                                     size_t count,
                                                     PeerpathTable **table,
                                                     PeerpathError **error);

/**
 * Pseudo-values of the mean times in states until the time `until`, in the columns of
 * `peerpath_aalen_johansen_pseudo_values`.
 *
 * `PEERPATH_ARGUMENT` as there.
 */
PeerpathStatus peerpath_aalen_johansen_pseudo_mean_times(const PeerpathAalenJohansen *curves,
                                                         double until,
                                                         PeerpathTable **table,
                                                         PeerpathError **error);

/**
 * Adds what these persons add to the robust variances of curves of which they are a part: the squares of
 * their influence, summed over clusters, for each group, time and state of the curves, in this order.
 *
 * Where the persons are in parts, curves are made from the merged risk table of all; an array of zeros is
 * given to this function with each part, and then to `peerpath_aalen_johansen_at_with_squares`. All rows
 * of a person, and all persons of a cluster, must be in one part.
 *
 * `PEERPATH_ARGUMENT` where the states are not those of the curves, where there is no such covariate as
 * their groups are made by, for a time that is not finite or before the start, and where `length` is not
 * the product of the numbers of groups, times and states; the array is then as it was.
 */
PeerpathStatus peerpath_histories_add_influence_squares(const PeerpathHistories *histories,
                                                        const PeerpathAalenJohansen *curves,
                                                        const double *times,
                                                        size_t count,
                                                        double *squares,
                                                        size_t length,
                                                        PeerpathError **error);

/**
 * The probabilities at `count` times, in the columns of `peerpath_aalen_johansen_at`, with robust errors by
 * the squares of influence that `peerpath_histories_add_influence_squares` gave of all parts for the same
 * times.
 *
 * `PEERPATH_ARGUMENT` where a time is not finite or before the start of the curves, and for squares that are
 * not one number of 0 or more for each group, time and state.
 */
PeerpathStatus peerpath_aalen_johansen_at_with_squares(const PeerpathAalenJohansen *curves,
                                                       const double *times,
                                                       size_t count,
                                                       const double *squares,
                                                       size_t length,
                                                       PeerpathTable **table,
                                                       PeerpathError **error);

/**
 * How many cautions come with the curves; 0 where `curves` is NULL.
 */
size_t peerpath_aalen_johansen_warning_count(const PeerpathAalenJohansen *curves);

/**
 * A caution that comes with the curves: its fixed name and a sentence. Each output is UTF-8,
 * NUL-terminated and borrowed, valid until the curves are freed, and may be NULL where it is not
 * wanted.
 *
 * `PEERPATH_ARGUMENT` where `index` is not below `peerpath_aalen_johansen_warning_count`,
 * `PEERPATH_NULL_POINTER` where `curves` is NULL; outputs are then untouched.
 */
PeerpathStatus peerpath_aalen_johansen_warning(const PeerpathAalenJohansen *curves,
                                               size_t index,
                                               const char **name,
                                               const char **message);

/**
 * Frees curves. NULL is fine.
 */
void peerpath_aalen_johansen_free(PeerpathAalenJohansen *curves);

/**
 * The hazards at `count` times. The columns are `group` (where there is a `by`), `time`, `origin`,
 * `target`, `cumulative_hazard`, `std_err`, `lower`, `upper`.
 *
 * `PEERPATH_ARGUMENT` where a time is not finite or before the start.
 */
PeerpathStatus peerpath_nelson_aalen_at(const PeerpathNelsonAalen *hazards,
                                        const double *times,
                                        size_t count,
                                        PeerpathTable **table,
                                        PeerpathError **error);

/**
 * The hazards at every time at which one changes, in the columns of `peerpath_nelson_aalen_at`.
 */
PeerpathStatus peerpath_nelson_aalen_curve(const PeerpathNelsonAalen *hazards,
                                           PeerpathTable **table,
                                           PeerpathError **error);

/**
 * How many cautions come with the hazards; 0 where `hazards` is NULL.
 */
size_t peerpath_nelson_aalen_warning_count(const PeerpathNelsonAalen *hazards);

/**
 * A caution that comes with the hazards: its fixed name and a sentence. Each output is UTF-8,
 * NUL-terminated and borrowed, valid until the hazards are freed, and may be NULL where it is not
 * wanted.
 *
 * `PEERPATH_ARGUMENT` where `index` is not below `peerpath_nelson_aalen_warning_count`,
 * `PEERPATH_NULL_POINTER` where `hazards` is NULL; outputs are then untouched.
 */
PeerpathStatus peerpath_nelson_aalen_warning(const PeerpathNelsonAalen *hazards,
                                             size_t index,
                                             const char **name,
                                             const char **message);

/**
 * Frees hazards. NULL is fine.
 */
void peerpath_nelson_aalen_free(PeerpathNelsonAalen *hazards);

/**
 * The coefficients. The columns are `transition`, `term`, `coef`, `std_err`, `robust_std_err` (null
 * where it was not computed), `hazard_ratio`, `lower`, `upper`, `z`, `p_value`.
 */
PeerpathStatus peerpath_cox_to_table(const PeerpathCox *cox,
                                     PeerpathTable **table,
                                     PeerpathError **error);

/**
 * The tests that all coefficients are 0. The columns are `test` (`likelihood-ratio`, `score`, `wald`),
 * `statistic`, `df`, `p_value`.
 */
PeerpathStatus peerpath_cox_tests(const PeerpathCox *cox,
                                  PeerpathTable **table,
                                  PeerpathError **error);

/**
 * The covariance of the coefficients. The columns are `transition`, `term`, `other_transition`,
 * `other_term`, `covariance`.
 */
PeerpathStatus peerpath_cox_covariance(const PeerpathCox *cox,
                                       PeerpathTable **table,
                                       PeerpathError **error);

/**
 * What went into the model and how well it fits, as JSON: `{"transitions", "null_log_likelihood",
 * "log_likelihood", "coefficients", "iterations", "converged"}`. The caller owns the text.
 */
PeerpathStatus peerpath_cox_describe(const PeerpathCox *cox,
                                     PeerpathText **json,
                                     PeerpathError **error);

/**
 * Residuals. `options` is JSON: `{"kind": "martingale"}`, or `deviance`, `score`, `dfbeta`,
 * `dfbetas`, `schoenfeld`, `scaled-schoenfeld`. The columns are `person`, `transition`, `start`, `stop`,
 * `event`, `term` (of residuals that have a value for each coefficient), `residual`.
 */
PeerpathStatus peerpath_cox_residuals(const PeerpathCox *cox,
                                      const char *options,
                                      size_t options_length,
                                      PeerpathTable **table,
                                      PeerpathError **error);

/**
 * Tests whether hazards are proportional. `options` is JSON: `{"transform": "km"}`, or `identity`,
 * `rank`, `log`. The columns are `transition`, `term`, `statistic`, `df`, `p_value`.
 */
PeerpathStatus peerpath_cox_proportionality(const PeerpathCox *cox,
                                            const char *options,
                                            size_t options_length,
                                            PeerpathTable **table,
                                            PeerpathError **error);

/**
 * How often, of two persons at risk, the one with the higher hazard goes first. The columns are
 * `transition`, `concordance`, `std_err`, `concordant`, `discordant`, `tied`.
 */
PeerpathStatus peerpath_cox_concordance(const PeerpathCox *cox,
                                        PeerpathTable **table,
                                        PeerpathError **error);

/**
 * The cumulative hazard of persons, at every event time, with errors. `profiles` has a row for each of
 * them and a column for each covariate of the model; NULL for a model that has none. The columns are
 * `profile` (the row, from 0), `transition`, `time`, `cumulative_hazard`, `std_err`, `lower`, `upper`.
 *
 * `PEERPATH_TABLE` where a covariate is missing or has none of its categories.
 */
PeerpathStatus peerpath_cox_cumulative_hazard(const PeerpathCox *cox,
                                              const PeerpathTable *profiles,
                                              PeerpathTable **table,
                                              PeerpathError **error);

/**
 * The probabilities of states of persons, with errors. `profiles` is as in
 * `peerpath_cox_cumulative_hazard`; `options` is JSON: `{"times": [12, 24], "start_state": "seeking",
 * "start_time": 0, "interval": "log-log"}`. The columns are `profile`, `time`, `state`, `probability`,
 * `std_err`, `lower`, `upper`.
 *
 * `PEERPATH_ARGUMENT` where an option is out of its range, `PEERPATH_TABLE` where a covariate is missing
 * or has none of its categories.
 */
PeerpathStatus peerpath_cox_state_probabilities(const PeerpathCox *cox,
                                                const PeerpathTable *profiles,
                                                const char *options,
                                                size_t options_length,
                                                PeerpathTable **table,
                                                PeerpathError **error);

/**
 * How many cautions come with the model; 0 where `cox` is NULL.
 */
size_t peerpath_cox_warning_count(const PeerpathCox *cox);

/**
 * A caution that comes with the model: its fixed name and a sentence. Each output is UTF-8,
 * NUL-terminated and borrowed, valid until the model is freed, and may be NULL where it is not wanted.
 *
 * `PEERPATH_ARGUMENT` where `index` is not below `peerpath_cox_warning_count`, `PEERPATH_NULL_POINTER`
 * where `cox` is NULL; outputs are then untouched.
 */
PeerpathStatus peerpath_cox_warning(const PeerpathCox *cox,
                                    size_t index,
                                    const char **name,
                                    const char **message);

/**
 * Frees a Cox model. NULL is fine.
 */
void peerpath_cox_free(PeerpathCox *cox);

/**
 * Adds what a part answered.
 */
PeerpathStatus peerpath_answers_add(PeerpathAnswers *answers,
                                    const uint8_t *answer,
                                    size_t length,
                                    PeerpathError **error);

/**
 * Answers a question of `peerpath_cox_of_parts` about these histories, which are a part of those of the
 * model: whole persons, and whole clusters where there are. Bytes of any origin are safe to pass;
 * `PEERPATH_DOCUMENT` where they are no question. The caller owns the answer.
 */
PeerpathStatus peerpath_histories_cox_answer(const PeerpathHistories *histories,
                                             const uint8_t *question,
                                             size_t length,
                                             PeerpathBytes **answer,
                                             PeerpathError **error);

/**
 * Fits the model of Cox to histories whose persons are in several places. `options` are those of
 * `peerpath_histories_cox`, and the model is, but for rounding, the one that it gives of all persons
 * together; the numbers that travel are as many as there are event times, whatever the number of rows.
 *
 * The model predicts as any other does. What needs its rows, such as residuals, ends with
 * `PEERPATH_ARGUMENT`. `PEERPATH_EMPTY` where no part answers.
 */
PeerpathStatus peerpath_cox_of_parts(const char *options,
                                     size_t options_length,
                                     const PeerpathParts *parts,
                                     PeerpathCox **cox,
                                     PeerpathError **error);

/**
 * The coefficients. The columns are those of `peerpath_cox_to_table`; hazards are those of the
 * subdistribution, and intervals and tests rest on the robust errors.
 */
PeerpathStatus peerpath_fine_gray_to_table(const PeerpathFineGray *model,
                                           PeerpathTable **table,
                                           PeerpathError **error);

/**
 * What went into the model and how well it fits, as JSON: `{"transition", "persons", "events",
 * "competing_events", "null_log_likelihood", "log_likelihood", "iterations", "converged"}`. The caller
 * owns the text.
 */
PeerpathStatus peerpath_fine_gray_describe(const PeerpathFineGray *model,
                                           PeerpathText **json,
                                           PeerpathError **error);

/**
 * The probability that the transition has happened, of persons at every event time. `profiles` has a
 * row for each of them and a column for each covariate of the model; NULL for a model that has none.
 * The columns are `profile` (the row, from 0), `time`, `probability`.
 *
 * `PEERPATH_TABLE` where a covariate is missing or has none of its categories.
 */
PeerpathStatus peerpath_fine_gray_cumulative_incidence(const PeerpathFineGray *model,
                                                       const PeerpathTable *profiles,
                                                       PeerpathTable **table,
                                                       PeerpathError **error);

/**
 * How many cautions come with the model; 0 where `model` is NULL.
 */
size_t peerpath_fine_gray_warning_count(const PeerpathFineGray *model);

/**
 * A caution that comes with the model: its fixed name and a sentence. Each output is UTF-8,
 * NUL-terminated and borrowed, valid until the model is freed, and may be NULL where it is not wanted.
 *
 * `PEERPATH_ARGUMENT` where `index` is not below `peerpath_fine_gray_warning_count`,
 * `PEERPATH_NULL_POINTER` where `model` is NULL; outputs are then untouched.
 */
PeerpathStatus peerpath_fine_gray_warning(const PeerpathFineGray *model,
                                          size_t index,
                                          const char **name,
                                          const char **message);

/**
 * Frees a model of Fine and Gray. NULL is fine.
 */
void peerpath_fine_gray_free(PeerpathFineGray *model);

/**
 * The parameters of the distribution and the coefficients of the covariates. The columns are
 * `transition`, `term`, `estimate`, `std_err`, `lower`, `upper`, and of coefficients `z` and `p_value`.
 */
PeerpathStatus peerpath_parametric_to_table(const PeerpathParametric *model,
                                            PeerpathTable **table,
                                            PeerpathError **error);

/**
 * What went into the model and how well it fits, as JSON: `{"transition", "rows", "events",
 * "log_likelihood", "aic", "iterations", "converged"}`. The caller owns the text.
 */
PeerpathStatus peerpath_parametric_describe(const PeerpathParametric *model,
                                            PeerpathText **json,
                                            PeerpathError **error);

/**
 * Hazards of persons at `count` times. `profiles` has a row for each of them and a column for each
 * covariate of the model; NULL for a model that has none. The columns are `profile` (the row, from 0),
 * `time`, `hazard`, `cumulative_hazard`, `std_err`, `survival`, `lower`, `upper`.
 *
 * `PEERPATH_ARGUMENT` where a time is not finite and above 0, `PEERPATH_TABLE` where a covariate is
 * missing or has none of its categories.
 */
PeerpathStatus peerpath_parametric_hazards(const PeerpathParametric *model,
                                           const PeerpathTable *profiles,
                                           const double *times,
                                           size_t count,
                                           PeerpathTable **table,
                                           PeerpathError **error);

/**
 * How many cautions come with the model; 0 where `model` is NULL.
 */
size_t peerpath_parametric_warning_count(const PeerpathParametric *model);

/**
 * A caution that comes with the model: its fixed name and a sentence. Each output is UTF-8,
 * NUL-terminated and borrowed, valid until the model is freed, and may be NULL where it is not wanted.
 *
 * `PEERPATH_ARGUMENT` where `index` is not below `peerpath_parametric_warning_count`,
 * `PEERPATH_NULL_POINTER` where `model` is NULL; outputs are then untouched.
 */
PeerpathStatus peerpath_parametric_warning(const PeerpathParametric *model,
                                           size_t index,
                                           const char **name,
                                           const char **message);

/**
 * Frees a parametric hazard. NULL is fine.
 */
void peerpath_parametric_free(PeerpathParametric *model);

/**
 * Reads a panel from a table: a row for each person and wave; a state that is missing was not seen.
 *
 * `columns` is JSON: `{"person": "person", "time": "time", "state": "state"}`; NULL with length 0 for
 * these defaults. `space` (nullable) gives the states; without it they are those that occur.
 * `PEERPATH_TABLE` where a column cannot be read, `PEERPATH_PANEL` with every contradiction,
 * `PEERPATH_EMPTY` where there is nothing.
 */
PeerpathStatus peerpath_panel_from_table(const PeerpathTable *table,
                                         const char *columns,
                                         size_t columns_length,
                                         const PeerpathStateSpace *space,
                                         PeerpathPanel **panel,
                                         PeerpathError **error);

/**
 * The number of persons; 0 where `panel` is NULL.
 */
size_t peerpath_panel_person_count(const PeerpathPanel *panel);

/**
 * The number of waves; 0 where `panel` is NULL.
 */
size_t peerpath_panel_wave_count(const PeerpathPanel *panel);

/**
 * From each wave to the next, how many move from state to state, of how many. The columns are `from`,
 * `to`, `origin`, `target`, `n`, `of`, `share`, `lower`, `upper`; an origin or target that is
 * missing means not seen.
 */
PeerpathStatus peerpath_panel_transition_table(const PeerpathPanel *panel,
                                               PeerpathTable **table,
                                               PeerpathError **error);

/**
 * For each wave, how many were seen, missed and lost. The columns are `wave`, `enrolled`, `seen`,
 * `joined`, `returned`, `missed`, `ended`, `lost`, `share`, `lower`, `upper`.
 */
PeerpathStatus peerpath_panel_attrition(const PeerpathPanel *panel,
                                        PeerpathTable **table,
                                        PeerpathError **error);

/**
 * Frees a panel. NULL is fine.
 */
void peerpath_panel_free(PeerpathPanel *panel);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* PEERPATH_H */
