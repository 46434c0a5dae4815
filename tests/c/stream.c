/* Arrow C streams made and read by hand, as a host without an Arrow library would. */
#include "check.h"

#include <stdlib.h>

/* A producer of one column of whole numbers, in `batches` batches of two rows. */
typedef struct {
    int batches;
    int sent;
    int broken; /* the batch at which it reports an error; -1 for none */
} Producer;

static int streams_released = 0;
static int arrays_released = 0;

static void release_nothing(struct ArrowSchema *schema) { schema->release = NULL; }

static void release_schema(struct ArrowSchema *schema) {
    schema->children[0]->release(schema->children[0]);
    free(schema->children[0]);
    free(schema->children);
    schema->release = NULL;
}

static int get_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out) {
    (void)stream;
    struct ArrowSchema *child = calloc(1, sizeof *child);
    struct ArrowSchema **children = malloc(sizeof *children);
    if (child == NULL || children == NULL) {
        free(child);
        free(children);
        return 12; /* ENOMEM */
    }
    *child = (struct ArrowSchema){.format = "l", .name = "month", .release = release_nothing,
                                  .flags = ARROW_FLAG_NULLABLE};
    children[0] = child;
    *out = (struct ArrowSchema){.format = "+s", .name = "", .n_children = 1,
                                .children = children, .release = release_schema};
    return 0;
}

static void release_column(struct ArrowArray *array) {
    free((void *)array->buffers[1]);
    free(array->buffers);
    array->release = NULL;
}

static void release_array(struct ArrowArray *array) {
    if (array->children[0]->release != NULL) {
        array->children[0]->release(array->children[0]);
    }
    free(array->children[0]);
    free(array->children);
    free(array->buffers);
    array->release = NULL;
    ++arrays_released;
}

static int get_next(struct ArrowArrayStream *stream, struct ArrowArray *out) {
    Producer *producer = stream->private_data;
    if (producer->sent == producer->broken) {
        return 5; /* EIO */
    }
    if (producer->sent == producer->batches) {
        *out = (struct ArrowArray){.release = NULL};
        return 0;
    }
    int64_t *values = malloc(2 * sizeof *values);
    const void **buffers = calloc(2, sizeof *buffers);
    const void **no_buffers = calloc(1, sizeof *no_buffers);
    struct ArrowArray *column = calloc(1, sizeof *column);
    struct ArrowArray **children = calloc(1, sizeof *children);
    if (!values || !buffers || !no_buffers || !column || !children) {
        abort();
    }
    values[0] = 10 * producer->sent;
    values[1] = values[0] + 1;
    buffers[1] = values;
    *column = (struct ArrowArray){.length = 2, .n_buffers = 2, .buffers = buffers,
                                  .release = release_column};
    children[0] = column;
    *out = (struct ArrowArray){.length = 2, .n_buffers = 1, .buffers = no_buffers,
                               .n_children = 1, .children = children,
                               .release = release_array};
    ++producer->sent;
    return 0;
}

static const char *get_last_error(struct ArrowArrayStream *stream) {
    (void)stream;
    return "the wire broke";
}

static void release_stream(struct ArrowArrayStream *stream) {
    stream->release = NULL;
    ++streams_released;
}

static struct ArrowArrayStream stream_of(Producer *producer) {
    return (struct ArrowArrayStream){get_schema, get_next, get_last_error, release_stream, producer};
}

static void a_stream_is_read_and_released(void) {
    streams_released = arrays_released = 0;
    Producer producer = {.batches = 2, .broken = -1};
    struct ArrowArrayStream stream = stream_of(&producer);
    PeerpathTable *table = NULL;
    CHECK_OK(peerpath_table_from_stream(&stream, &table, &error));
    CHECK(stream.release == NULL);
    CHECK(streams_released == 1);
    CHECK(peerpath_table_row_count(table) == 4);
    CHECK(peerpath_table_column_count(table) == 1);
    CHECK(strcmp(peerpath_table_column_name(table, 0), "month") == 0);
    CHECK(peerpath_table_column_name(table, 1) == NULL);
    PeerpathText *json = NULL;
    CHECK_OK(peerpath_table_to_json(table, &json, &error));
    CHECK(strcmp(peerpath_text_data(json), "{\"month\":[0,1,10,11]}") == 0);
    peerpath_text_free(json);

    /* A released stream that comes again is refused. */
    PeerpathTable *again = NULL;
    CHECK_REFUSED(PEERPATH_STREAM, peerpath_table_from_stream(&stream, &again, &error));
    CHECK(again == NULL);
    CHECK(streams_released == 1);

    peerpath_table_free(table);
    CHECK(arrays_released == 2);
}

static void a_stream_that_breaks_says_why(void) {
    streams_released = arrays_released = 0;
    Producer producer = {.batches = 3, .broken = 1};
    struct ArrowArrayStream stream = stream_of(&producer);
    PeerpathTable *table = NULL;
    PeerpathError *error = NULL;
    CHECK(peerpath_table_from_stream(&stream, &table, &error) == PEERPATH_STREAM);
    CHECK(strstr(peerpath_error_message(error), "the wire broke") != NULL);
    peerpath_error_free(error);
    CHECK(table == NULL);
    CHECK(streams_released == 1 && arrays_released == 1);
}

static void a_stream_without_callbacks_is_refused(void) {
    Producer producer = {.batches = 1, .broken = -1};
    struct ArrowArrayStream stream = stream_of(&producer);
    PeerpathTable *table = NULL;
    stream.get_next = NULL;
    CHECK_REFUSED(PEERPATH_STREAM, peerpath_table_from_stream(&stream, &table, &error));
    stream = stream_of(&producer);
    stream.get_schema = NULL;
    CHECK_REFUSED(PEERPATH_STREAM, peerpath_table_from_stream(&stream, &table, &error));
    memset(&stream, 0, sizeof stream);
    CHECK_REFUSED(PEERPATH_STREAM, peerpath_table_from_stream(&stream, &table, &error));
    CHECK(table == NULL);
}

static void a_stream_is_not_taken_for_a_missing_output(void) {
    Producer producer = {.batches = 1, .broken = -1};
    struct ArrowArrayStream stream = stream_of(&producer);
    CHECK_REFUSED(PEERPATH_NULL_POINTER, peerpath_table_from_stream(&stream, NULL, &error));
    CHECK(stream.release != NULL);
    stream.release(&stream);
}

static void a_table_goes_out_and_comes_back(void) {
    PeerpathTable *table = NULL;
    CHECK_OK(peerpath_table_from_json(TEXT("{\"person\": [\"a\", null], \"month\": [1.5, 2]}"),
                                      &table, &error));
    struct ArrowArrayStream stream;
    CHECK_OK(peerpath_table_to_stream(table, &stream, &error));
    peerpath_table_free(table); /* the stream outlives it */

    struct ArrowSchema schema;
    CHECK(stream.get_schema(&stream, &schema) == 0);
    CHECK(strcmp(schema.format, "+s") == 0 && schema.n_children == 2);
    CHECK(strcmp(schema.children[0]->name, "person") == 0);
    CHECK(strcmp(schema.children[1]->format, "g") == 0);
    schema.release(&schema);

    struct ArrowArray array;
    CHECK(stream.get_next(&stream, &array) == 0);
    CHECK(array.release != NULL && array.length == 2);
    const double *months = array.children[1]->buffers[1];
    CHECK(months[0] == 1.5 && months[1] == 2.0);
    array.release(&array);
    CHECK(stream.get_next(&stream, &array) == 0);
    CHECK(array.release == NULL); /* the end */
    CHECK(stream.get_last_error(&stream) == NULL);

    PeerpathTable *empty = NULL; /* what is left of the stream: no rows */
    CHECK_OK(peerpath_table_from_stream(&stream, &empty, &error));
    CHECK(peerpath_table_row_count(empty) == 0);
    CHECK(peerpath_table_column_count(empty) == 2);
    peerpath_table_free(empty);
}

static void an_unread_stream_can_be_released(void) {
    PeerpathTable *table = NULL;
    CHECK_OK(peerpath_table_from_csv(TEXT("a\n1\n"), &table, &error));
    struct ArrowArrayStream stream;
    CHECK_OK(peerpath_table_to_stream(table, &stream, &error));
    stream.release(&stream);
    CHECK(stream.release == NULL);
    peerpath_table_free(table);
}

int main(void) {
    a_stream_is_read_and_released();
    a_stream_that_breaks_says_why();
    a_stream_without_callbacks_is_refused();
    a_stream_is_not_taken_for_a_missing_output();
    a_table_goes_out_and_comes_back();
    an_unread_stream_can_be_released();
    return check_result();
}
