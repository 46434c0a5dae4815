// Frameworks and surveys. Include peerpath.hpp, which has them all.
#ifndef PEERPATH_COMPETENCY_HPP
#define PEERPATH_COMPETENCY_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "../peerpath.h"
#include "owned.hpp"
#include "table.hpp"

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

    std::size_t respondents() const noexcept { return peerpath_survey_respondents(get()); }

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
    Table needs(std::string_view options = {}) const {
        return detail::made<Table>(peerpath_survey_needs, get(), options.data(), options.size());
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

}  // namespace peerpath

#endif  // PEERPATH_COMPETENCY_HPP
