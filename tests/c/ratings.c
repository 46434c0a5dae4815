/* Ratings, and watching a long call. */
#include <peerpath.h>

#include "check.h"

static const char RATED[] = "unit,rater,value\na,x,1\na,y,1\nb,x,2\nb,y,2\nc,x,3\nc,y,2\nd,x,1\nd,y,1\n";

static PeerpathRatings *read_ratings(void) {
    static const char columns[] = "{\"level\": \"ordinal\"}";
    PeerpathTable *table = NULL;
    PeerpathRatings *ratings = NULL;
    CHECK(peerpath_table_from_csv(RATED, strlen(RATED), &table, NULL) == PEERPATH_OK);
    CHECK(peerpath_ratings_from_table(table, columns, strlen(columns), &ratings, NULL) == PEERPATH_OK);
    peerpath_table_free(table);
    return ratings;
}

static void ratings_agree(void) {
    PeerpathRatings *ratings = read_ratings();
    PeerpathTable *tables[6] = {NULL};
    CHECK(peerpath_ratings_units(ratings) == 4 && peerpath_ratings_raters(ratings) == 2);
    CHECK(peerpath_ratings_krippendorff_alpha(ratings, NULL, 0, NULL, &tables[0], NULL) == PEERPATH_OK);
    CHECK(peerpath_ratings_fleiss_kappa(ratings, NULL, 0, NULL, &tables[1], NULL) == PEERPATH_OK);
    CHECK(peerpath_ratings_gwet_ac(ratings, NULL, 0, NULL, &tables[2], NULL) == PEERPATH_OK);
    CHECK(peerpath_ratings_percent_agreement(ratings, NULL, 0, NULL, &tables[3], NULL) == PEERPATH_OK);
    CHECK(peerpath_ratings_cohen_kappa(ratings, NULL, 0, &tables[4], NULL) == PEERPATH_OK);
    CHECK(peerpath_ratings_pairwise(ratings, NULL, 0, &tables[5], NULL) == PEERPATH_OK);
    for (size_t index = 0; index < 6; ++index) {
        CHECK(peerpath_table_row_count(tables[index]) == 1);
        peerpath_table_free(tables[index]);
    }
    static const char nobody[] = "{\"between\": \"role\"}";
    PeerpathTable *pairs = NULL, *tasks = NULL;
    PeerpathText *json = NULL;
    CHECK_OK(peerpath_ratings_consensus(ratings, NULL, 0, &tables[0], &error));
    CHECK_OK(peerpath_ratings_delphi(ratings, ratings, NULL, 0, &tables[1], &error));
    CHECK(peerpath_table_row_count(tables[0]) == 4 && peerpath_table_row_count(tables[1]) == 4);
    peerpath_table_free(tables[0]);
    peerpath_table_free(tables[1]);
    CHECK_REFUSED(PEERPATH_ARGUMENT,
                  peerpath_ratings_disagreement(ratings, nobody, strlen(nobody), &tables[2], &error));
    CHECK_REFUSED(PEERPATH_ARGUMENT,
                  peerpath_ratings_overlap(ratings, nobody, strlen(nobody), &pairs, &tasks, &error));
    CHECK_REFUSED(PEERPATH_EMPTY, peerpath_ratings_cultural_consensus(ratings, NULL, 0, &json, &error));
    CHECK(pairs == NULL && tasks == NULL && json == NULL);
    CHECK(peerpath_ratings_units(NULL) == 0 && peerpath_ratings_raters(NULL) == 0);
    peerpath_ratings_free(ratings);
    peerpath_ratings_free(NULL);
}

static bool stop_after_two(uint64_t done, uint64_t total, void *data) {
    int *asked = data;
    CHECK(done <= total);
    return ++*asked < 2;
}

static void a_watch_stops_a_bootstrap(void) {
    static const char options[] = "{\"draws\": 500, \"threads\": 1}";
    PeerpathRatings *ratings = read_ratings();
    PeerpathTable *result = NULL;
    PeerpathError *error = NULL;
    int asked = 0;
    PeerpathWatch watch = {stop_after_two, &asked};
    CHECK(peerpath_ratings_krippendorff_alpha(ratings, options, strlen(options), &watch, &result, &error) ==
          PEERPATH_CANCELLED);
    CHECK(asked == 2 && result == NULL && peerpath_error_code(error) == PEERPATH_CANCELLED);
    peerpath_error_free(error);
    watch.step = NULL;
    CHECK(peerpath_ratings_krippendorff_alpha(ratings, options, strlen(options), &watch, &result, NULL) ==
          PEERPATH_OK);
    peerpath_table_free(result);
    peerpath_ratings_free(ratings);
}

static void a_watch_stops_the_ranking_of_needs(void) {
    static const char answers[] = "a,b\n1,5\n5,4\n2,2\n", columns[] = "{\"items\": {\"a\": null, \"b\": null}}";
    static const char options[] = "{\"draws\": 500, \"threads\": 1}";
    PeerpathTable *table = NULL, *result = NULL;
    PeerpathSurvey *survey = NULL;
    PeerpathError *error = NULL;
    int asked = 0;
    PeerpathWatch watch = {stop_after_two, &asked};
    CHECK(peerpath_table_from_csv(answers, strlen(answers), &table, NULL) == PEERPATH_OK);
    CHECK(peerpath_survey_from_table(table, columns, strlen(columns), NULL, &survey, NULL) == PEERPATH_OK);
    CHECK(peerpath_survey_needs(survey, options, strlen(options), &watch, &result, &error) == PEERPATH_CANCELLED);
    CHECK(asked == 2 && result == NULL && peerpath_error_code(error) == PEERPATH_CANCELLED);
    peerpath_error_free(error);
    CHECK(peerpath_survey_needs(survey, options, strlen(options), NULL, &result, NULL) == PEERPATH_OK);
    peerpath_table_free(result);
    peerpath_survey_free(survey);
    peerpath_table_free(table);
}

int main(void) {
    ratings_agree();
    a_watch_stops_a_bootstrap();
    a_watch_stops_the_ranking_of_needs();
    return check_result();
}
