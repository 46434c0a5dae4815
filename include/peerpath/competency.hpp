// Frameworks and surveys. Include peerpath.hpp, which has them all.
#ifndef PEERPATH_COMPETENCY_HPP
#define PEERPATH_COMPETENCY_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../peerpath.h"
#include "owned.hpp"
#include "table.hpp"
#include "watch.hpp"

namespace peerpath {

/// A tree of competencies with stable ids.
class Framework : public detail::Owned<PeerpathFramework, peerpath_framework_free> {
public:
    using Owned::Owned;

    /// A framework that is shipped with the library, such as "samhsa-2015".
    static Framework builtin(std::string_view name) {
        return detail::made<Framework>(peerpath_framework_builtin, name.data(), name.size());
    }

    static Framework from_json(std::string_view text) {
        return detail::made<Framework>(peerpath_framework_from_json, text.data(), text.size());
    }

    std::string id() const { return detail::copied(peerpath_framework_id(get())); }
    std::string version() const { return detail::copied(peerpath_framework_version(get())); }
    std::string title() const { return detail::copied(peerpath_framework_title(get())); }
    std::string to_json() const { return detail::text(peerpath_framework_to_json, get()); }

    /// The competencies, a row for each.
    Table to_table() const { return detail::made<Table>(peerpath_framework_to_table, get()); }

    /// A CASE 1.1 package with what it has no place for, as JSON.
    std::string to_case(std::string_view options = {}) const {
        return detail::text(peerpath_framework_to_case, get(), options.data(), options.size());
    }

    /// Reads a CASE package; `repairs`, where given, is what had to be mended, as JSON.
    static Framework from_case(std::string_view text, std::string_view id = {},
                               std::string *repairs = nullptr) {
        PeerpathFramework *framework = nullptr;
        PeerpathText *told = nullptr;
        detail::call(peerpath_framework_from_case, text.data(), text.size(),
                     id.empty() ? nullptr : id.data(), id.size(), &framework, &told);
        if (repairs) {
            repairs->assign(peerpath_text_data(told), peerpath_text_length(told));
        }
        peerpath_text_free(told);
        return Framework(framework);
    }
};

/// Links between the competencies of two frameworks.
class Crosswalk : public detail::Owned<PeerpathCrosswalk, peerpath_crosswalk_free> {
public:
    using Owned::Owned;

    static Crosswalk from_json(std::string_view text) {
        return detail::made<Crosswalk>(peerpath_crosswalk_from_json, text.data(), text.size());
    }

    std::string to_json() const { return detail::text(peerpath_crosswalk_to_json, get()); }
    Table to_table() const { return detail::made<Table>(peerpath_crosswalk_to_table, get()); }

    /// The crosswalk the other way round.
    Crosswalk reversed() const {
        return detail::made<Crosswalk>(peerpath_crosswalk_reversed, get());
    }
};

/// The modules of a training, and what they cover of a framework.
class Curriculum : public detail::Owned<PeerpathCurriculum, peerpath_curriculum_free> {
public:
    using Owned::Owned;

    static Curriculum from_json(std::string_view text) {
        return detail::made<Curriculum>(peerpath_curriculum_from_json, text.data(), text.size());
    }

    std::string to_json() const { return detail::text(peerpath_curriculum_to_json, get()); }

    /// For each competency, which modules go into it and how deep.
    Table coverage(const Framework &framework, std::string_view options = {}) const {
        return detail::made<Table>(peerpath_curriculum_coverage, get(), framework.get(),
                                   options.data(), options.size());
    }

    /// The competencies without parts that are not covered.
    Table gaps(const Framework &framework, std::string_view options = {}) const {
        return detail::made<Table>(peerpath_curriculum_gaps, get(), framework.get(),
                                   options.data(), options.size());
    }

    /// The competencies without parts that two or more modules go into.
    Table overlaps(const Framework &framework, std::string_view options = {}) const {
        return detail::made<Table>(peerpath_curriculum_overlaps, get(), framework.get(),
                                   options.data(), options.size());
    }

    /// The cheapest modules that cover what is asked for, as JSON.
    std::string smallest_selection(const Framework &framework,
                                   std::string_view options = {}) const {
        return detail::text(peerpath_curriculum_smallest_selection, get(), framework.get(),
                            options.data(), options.size());
    }

    /// How deep this curriculum and another go.
    Table compare(const Curriculum &other, const Framework &framework) const {
        return detail::made<Table>(peerpath_curriculum_compare, get(), other.get(),
                                   framework.get());
    }

    /// The curriculum in the terms of another framework.
    Curriculum through(const Crosswalk &crosswalk) const {
        return detail::made<Curriculum>(peerpath_curriculum_through, get(), crosswalk.get());
    }

    /// The dossier of a person who has done all of it on a day, as JSON.
    std::string to_dossier(std::string_view person, PeerpathDate on) const {
        return detail::text(peerpath_curriculum_to_dossier, get(), person.data(), person.size(),
                            on);
    }
};

class SurveySummary;

/// What respondents rated, item by item.
class Survey : public detail::Owned<PeerpathSurvey, peerpath_survey_free> {
public:
    using Owned::Owned;

    /// Reads a table with a row for each respondent; `columns` as in peerpath_survey_from_table.
    /// Where a framework is given, every competency must be in it.
    static Survey from_table(const Table &table, std::string_view columns,
                             const Framework *framework = nullptr) {
        return detail::made<Survey>(peerpath_survey_from_table, table.get(), columns.data(),
                                    columns.size(), framework ? framework->get() : nullptr);
    }

    /// Reads labelled columns; `metadata` and `columns` as in peerpath_survey_from_labelled.
    static Survey from_labelled(const Table &table, std::string_view metadata,
                                std::string_view columns) {
        return detail::made<Survey>(peerpath_survey_from_labelled, table.get(), metadata.data(),
                                    metadata.size(), columns.data(), columns.size());
    }

    /// Reads a REDCap export; `options` and `columns` as in peerpath_survey_from_redcap.
    static Survey from_redcap(const Table &table, std::string_view options,
                              std::string_view columns) {
        return detail::made<Survey>(peerpath_survey_from_redcap, table.get(), options.data(),
                                    options.size(), columns.data(), columns.size());
    }

    /// Reads the text of a Qualtrics CSV export.
    static Survey from_qualtrics(std::string_view text, std::string_view columns) {
        return detail::made<Survey>(peerpath_survey_from_qualtrics, text.data(), text.size(),
                                    columns.data(), columns.size());
    }

    std::size_t respondents() const noexcept { return peerpath_survey_respondents(get()); }

    /// The items, a row for each, with their labels.
    Table items() const { return detail::made<Table>(peerpath_survey_items_to_table, get()); }

    /// For each item, how many rate it at or above a threshold, with an interval.
    Table coverage(std::string_view options = {}) const {
        return detail::made<Table>(peerpath_survey_coverage, get(), options.data(),
                                   options.size());
    }

    /// Tests for each item the share that rates it at or above a threshold.
    Table binomial(std::string_view options = {}) const {
        return detail::made<Table>(peerpath_survey_binomial, get(), options.data(),
                                   options.size());
    }

    /// Tests for each item whether the groups of a column rate it alike.
    Table compare(std::string_view options) const {
        return detail::made<Table>(peerpath_survey_compare, get(), options.data(), options.size());
    }

    /// How the population would rate each item, from weights, strata and clusters.
    Table weighted_coverage(std::string_view options = {}) const {
        return detail::made<Table>(peerpath_survey_weighted_coverage, get(), options.data(), options.size());
    }

    /// For a question with several answers, how many chose each.
    Table multiple_response(std::string_view options = {}) const {
        return detail::made<Table>(peerpath_survey_multiple_response, get(), options.data(), options.size());
    }

    /// Items ranked by the share who need them, with bootstrap intervals of the ranks.
    Table needs(std::string_view options = {}, const Step &step = {}) const {
        return detail::watched<Table>(step, peerpath_survey_needs, get(), options.data(),
                                      options.size());
    }

    /// Alpha with its interval, and omega, of the sum of several items.
    Table reliability(std::string_view options = {}) const {
        return detail::made<Table>(peerpath_survey_reliability, get(), options.data(), options.size());
    }

    /// How each item of a scale goes with the others.
    Table item_totals(std::string_view options = {}) const {
        return detail::made<Table>(peerpath_survey_item_totals, get(), options.data(), options.size());
    }

    /// Counts the ratings, in the groups of the column `by` where one is named.
    inline SurveySummary summarise(std::string_view by = {}) const;
};

/// How often each rating was given: the mergeable summary of a survey.
class SurveySummary
    : public detail::Owned<PeerpathSurveySummary, peerpath_survey_summary_free> {
public:
    using Owned::Owned;

    /// Reads what to_bytes made.
    static SurveySummary from_bytes(const std::vector<std::uint8_t> &bytes) {
        return detail::made<SurveySummary>(peerpath_survey_summary_from_bytes, bytes.data(),
                                           bytes.size());
    }

    std::vector<std::uint8_t> to_bytes() const {
        return detail::bytes(peerpath_survey_summary_to_bytes, get());
    }

    /// Counts further respondents in.
    void update(const Survey &survey) {
        detail::call(peerpath_survey_summary_update, get(), survey.get());
    }

    /// A new summary of the respondents of both.
    SurveySummary merge(const SurveySummary &other) const {
        return detail::made<SurveySummary>(peerpath_survey_summary_merge, get(), other.get());
    }

    Table coverage(std::string_view options = {}) const {
        return detail::made<Table>(peerpath_survey_summary_coverage, get(), options.data(),
                                   options.size());
    }

    Table binomial(std::string_view options = {}) const {
        return detail::made<Table>(peerpath_survey_summary_binomial, get(), options.data(),
                                   options.size());
    }

    Table multiple_response(std::string_view options = {}) const {
        return detail::made<Table>(peerpath_survey_summary_multiple_response, get(),
                                   options.data(), options.size());
    }

    Table compare(std::string_view options) const {
        return detail::made<Table>(peerpath_survey_summary_compare, get(), options.data(),
                                   options.size());
    }
};

inline SurveySummary Survey::summarise(std::string_view by) const {
    return detail::made<SurveySummary>(peerpath_survey_summarise, get(), by.data(), by.size());
}

/// A logistic or log-link binomial regression.
struct BinomialRegression {
    /// The coefficients, block by block.
    Table terms;
    /// The fits, block by block.
    Table blocks;

    /// Fits it to a table; `options` as in peerpath_binomial_regression.
    static BinomialRegression fit(const Table &table, std::string_view options) {
        PeerpathTable *terms = nullptr;
        PeerpathTable *blocks = nullptr;
        detail::call(peerpath_binomial_regression, table.get(), options.data(), options.size(),
                     &terms, &blocks);
        return {Table(terms), Table(blocks)};
    }
};

/// Ratings of units by raters.
class Ratings : public detail::Owned<PeerpathRatings, peerpath_ratings_free> {
public:
    using Owned::Owned;

    /// Reads a table with a row for each rating; `columns` as in peerpath_ratings_from_table.
    static Ratings from_table(const Table &table, std::string_view columns = {}) {
        return detail::made<Ratings>(peerpath_ratings_from_table, table.get(), columns.data(),
                                     columns.size());
    }

    std::size_t units() const noexcept { return peerpath_ratings_units(get()); }
    std::size_t raters() const noexcept { return peerpath_ratings_raters(get()); }

    /// Krippendorff's alpha, of all raters or within each group.
    Table krippendorff_alpha(std::string_view options = {}, const Step &step = {}) const {
        return detail::watched<Table>(step, peerpath_ratings_krippendorff_alpha, get(), options.data(),
                                      options.size());
    }

    /// Fleiss' kappa.
    Table fleiss_kappa(std::string_view options = {}, const Step &step = {}) const {
        return detail::watched<Table>(step, peerpath_ratings_fleiss_kappa, get(), options.data(),
                                      options.size());
    }

    /// Gwet's AC1, or AC2 with weights.
    Table gwet_ac(std::string_view options = {}, const Step &step = {}) const {
        return detail::watched<Table>(step, peerpath_ratings_gwet_ac, get(), options.data(),
                                      options.size());
    }

    /// The share of pairs of raters who agree on a unit.
    Table percent_agreement(std::string_view options = {}, const Step &step = {}) const {
        return detail::watched<Table>(step, peerpath_ratings_percent_agreement, get(), options.data(),
                                      options.size());
    }

    /// Cohen's kappa of two raters.
    Table cohen_kappa(std::string_view options = {}) const {
        return detail::made<Table>(peerpath_ratings_cohen_kappa, get(), options.data(),
                                   options.size());
    }

    /// The agreement of every two raters.
    Table pairwise(std::string_view options = {}) const {
        return detail::made<Table>(peerpath_ratings_pairwise, get(), options.data(),
                                   options.size());
    }

    /// For each unit, how far its raters agree, in all or within each group.
    Table consensus(std::string_view options = {}) const {
        return detail::made<Table>(peerpath_ratings_consensus, get(), options.data(),
                                   options.size());
    }

    /// Tests on which units groups of raters differ.
    Table disagreement(std::string_view options) const {
        return detail::made<Table>(peerpath_ratings_disagreement, get(), options.data(),
                                   options.size());
    }

    /// Which tasks are core to groups of raters: the pairs of groups, and the tasks.
    std::pair<Table, Table> overlap(std::string_view options) const {
        PeerpathTable *pairs = nullptr;
        PeerpathTable *tasks = nullptr;
        detail::call(peerpath_ratings_overlap, get(), options.data(), options.size(), &pairs,
                     &tasks);
        return {Table(pairs), Table(tasks)};
    }

    /// Whether a Delphi panel agrees on each unit after this round, or will not.
    Table delphi(std::string_view options = {}, const Ratings *before = nullptr) const {
        return detail::made<Table>(peerpath_ratings_delphi, get(),
                                   before ? before->get() : nullptr, options.data(),
                                   options.size());
    }

    /// What raters know in common, and how much of it each knows, as JSON.
    std::string cultural_consensus(std::string_view options = {}) const {
        return detail::text(peerpath_ratings_cultural_consensus, get(), options.data(),
                            options.size());
    }
};

/// Latent profiles or classes of the respondents of a survey.
class Profiles : public detail::Owned<PeerpathProfiles, peerpath_profiles_free> {
public:
    using Owned::Owned;

    /// Fits each number of classes; `options` as in peerpath_survey_profiles.
    static Profiles of(const Survey &survey, std::string_view options = {},
                       const Step &step = {}) {
        return detail::watched<Profiles>(step, peerpath_survey_profiles, survey.get(),
                                         options.data(), options.size());
    }

    /// Fits columns of numbers of a table; `columns` and `options` as in peerpath_profiles_from_table.
    static Profiles from_table(const Table &table, std::string_view columns,
                               std::string_view options = {}, const Step &step = {}) {
        return detail::watched<Profiles>(step, peerpath_profiles_from_table, table.get(),
                                         columns.data(), columns.size(), options.data(),
                                         options.size());
    }

    /// The number of classes of the best fit.
    std::uint32_t best() const noexcept { return peerpath_profiles_best(get()); }

    Table fits() const { return detail::made<Table>(peerpath_profiles_fits, get()); }

    /// What the classes look like; of the best fit where no number is named.
    Table classes(std::uint32_t classes = 0) const {
        return detail::made<Table>(peerpath_profiles_classes, get(), classes);
    }

    /// To which class each respondent belongs.
    Table membership(std::uint32_t classes = 0) const {
        return detail::made<Table>(peerpath_profiles_membership, get(), classes);
    }

    /// The bootstrap likelihood-ratio test of a number of classes against one fewer.
    Table likelihood_ratio(std::string_view options = {}, const Step &step = {}) const {
        return detail::watched<Table>(step, peerpath_profiles_likelihood_ratio, get(),
                                      options.data(), options.size());
    }

    /// Regresses membership on columns of a table whose rows are the respondents.
    Table predictors(const Table &table, std::string_view options) const {
        return detail::made<Table>(peerpath_profiles_predictors, get(), table.get(),
                                   options.data(), options.size());
    }
};

/// Checks published means and standard deviations against each other.
inline Table check_summaries(const Table &table, std::string_view columns = {}) {
    return detail::made<Table>(peerpath_summaries_check, table.get(), columns.data(),
                               columns.size());
}

}  // namespace peerpath

#endif  // PEERPATH_COMPETENCY_HPP
