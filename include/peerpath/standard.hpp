// Standards, dossiers and assessments. Include peerpath.hpp, which has them all.
#ifndef PEERPATH_STANDARD_HPP
#define PEERPATH_STANDARD_HPP

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../peerpath.h"
#include "owned.hpp"
#include "table.hpp"

namespace peerpath {

/// A day, such as {2026, 11, 21}.
using Date = PeerpathDate;

/// A dossier held against a standard on a day.
class Assessment : public detail::Owned<PeerpathAssessment, peerpath_assessment_free> {
public:
    using Owned::Owned;

    /// Whether the standard is met.
    enum class Verdict : std::int32_t {
        none = PEERPATH_VERDICT_NONE,
        met = PEERPATH_VERDICT_MET,
        unmet = PEERPATH_VERDICT_UNMET,
        unknown = PEERPATH_VERDICT_UNKNOWN,
    };

    Verdict verdict() const noexcept {
        return static_cast<Verdict>(peerpath_assessment_verdict(get()));
    }

    /// Indented text for people.
    std::string explain() const { return detail::copied(peerpath_assessment_explain(get())); }

    /// JSON for programs, with the same content.
    std::string to_json() const { return detail::text(peerpath_assessment_to_json, get()); }

    /// The first day on which it is met if nothing changes but time.
    std::optional<Date> met_on() const { return day(peerpath_assessment_met_on); }

    /// The last day, counted from met_on, on which it is still met if nothing changes but time;
    /// none where it is never met, or met for good.
    std::optional<Date> met_until() const { return day(peerpath_assessment_met_until); }

    /// A cheapest set of actions after which it is met, as JSON; options are JSON too.
    std::string next_steps(std::string_view options = {}) const {
        return detail::text(peerpath_assessment_next_steps, get(), options.data(), options.size());
    }

private:
    template <typename Function> std::optional<Date> day(Function function) const {
        Date day = {0, 0, 0};
        detail::call(function, get(), &day);
        return day.day == 0 ? std::nullopt : std::optional<Date>(day);
    }
};

/// Where a credential stands in its life on a day.
class Renewal : public detail::Owned<PeerpathRenewal, peerpath_renewal_free> {
public:
    using Owned::Owned;

    /// The standing, such as "active", "renewal-window", "grace", "lapsed" or "unknown".
    std::string status() const { return detail::copied(peerpath_renewal_status(get())); }

    /// The last good day; {0, 0, 0} where it is not known.
    Date expires() const noexcept { return peerpath_renewal_expires(get()); }

    /// The last day to ask for renewal in time; {0, 0, 0} where there is none.
    Date due() const noexcept { return peerpath_renewal_due(get()); }

    /// Indented text for people.
    std::string explain() const { return detail::copied(peerpath_renewal_explain(get())); }

    /// JSON for programs, with the same content.
    std::string to_json() const { return detail::text(peerpath_renewal_to_json, get()); }
};

/// What is recorded about a person.
class Dossier : public detail::Owned<PeerpathDossier, peerpath_dossier_free> {
public:
    using Owned::Owned;

    static Dossier from_json(std::string_view text) {
        return detail::made<Dossier>(peerpath_dossier_from_json, text.data(), text.size());
    }

    /// The JSON Schema of the document.
    static std::string schema() { return detail::text(peerpath_dossier_schema); }

    /// Badges as entries of a dossier, as JSON. No signature is checked.
    static std::string credentials_from_open_badge(std::string_view badge,
                                                   std::string_view options = {}) {
        return detail::text(peerpath_dossier_credentials_from_open_badge, badge.data(),
                            badge.size(), options.data(), options.size());
    }

    /// A dossier with the credentials of badges beside its own, and what was read, as JSON.
    struct WithOpenBadge;
    WithOpenBadge with_open_badge(std::string_view badge, std::string_view options = {}) const;

    /// Who it is about; empty where it does not say.
    std::string person() const { return detail::copied(peerpath_dossier_person(get())); }

    std::string to_json() const { return detail::text(peerpath_dossier_to_json, get()); }
};

struct Dossier::WithOpenBadge {
    Dossier dossier;
    /// `credentials`, `left_out`, `notice`.
    std::string reading;
};

inline Dossier::WithOpenBadge Dossier::with_open_badge(std::string_view badge,
                                                       std::string_view options) const {
    PeerpathDossier *dossier = nullptr;
    PeerpathText *reading = nullptr;
    detail::call(peerpath_dossier_with_open_badge, get(), badge.data(), badge.size(),
                 options.data(), options.size(), &dossier, &reading);
    Dossier with(dossier);
    return {std::move(with), detail::taken(reading)};
}

struct CtdlReading;

/// Which of two standards asks for more, as a whole and requirement by requirement.
class Comparison : public detail::Owned<PeerpathComparison, peerpath_comparison_free> {
public:
    using Owned::Owned;

    /// Text for people.
    std::string explain() const { return detail::copied(peerpath_comparison_explain(get())); }

    /// JSON for programs, with the same content.
    std::string to_json() const { return detail::text(peerpath_comparison_to_json, get()); }

    /// A row for each pair of requirements, or requirement alone.
    Table to_table() const { return detail::made<Table>(peerpath_comparison_to_table, get()); }
};

/// What someone who meets one standard still needs for another.
class Transfer : public detail::Owned<PeerpathTransfer, peerpath_transfer_free> {
public:
    using Owned::Owned;

    /// Text for people.
    std::string explain() const { return detail::copied(peerpath_transfer_explain(get())); }

    /// JSON for programs, with the same content.
    std::string to_json() const { return detail::text(peerpath_transfer_to_json, get()); }

    /// A row for each requirement of the standard gone to.
    Table to_table() const { return detail::made<Table>(peerpath_transfer_to_table, get()); }
};

/// What a credential requires, with its sources and dates.
class Standard : public detail::Owned<PeerpathStandard, peerpath_standard_free> {
public:
    using Owned::Owned;

    /// A standard that is shipped with the library, such as "us-nc/cpss".
    static Standard builtin(std::string_view name) {
        return detail::made<Standard>(peerpath_standard_builtin, name.data(), name.size());
    }

    static Standard from_json(std::string_view text) {
        return detail::made<Standard>(peerpath_standard_from_json, text.data(), text.size());
    }

    /// A standard that refers to others: those of a JSON list of documents, else the shipped ones.
    static Standard from_json_with(std::string_view text, std::string_view standards) {
        return detail::made<Standard>(peerpath_standard_from_json_with, text.data(), text.size(),
                                      standards.data(), standards.size());
    }

    /// The documents that it refers to, without the shipped ones, as a JSON list.
    std::string beside() const { return detail::text(peerpath_standard_beside, get()); }

    /// The JSON Schema of the document.
    static std::string schema() { return detail::text(peerpath_standard_schema); }

    /// The standard as CTDL, as JSON: `document`, `lost`, `wanting`.
    std::string to_ctdl(std::string_view options = {}) const {
        return detail::text(peerpath_standard_to_ctdl, get(), options.data(), options.size());
    }

    /// A standard from a CTDL document, and what of it was not understood.
    static CtdlReading from_ctdl(std::string_view document, std::string_view options = {});

    /// Holds a dossier against the standard, as of a day.
    Assessment assess(const Dossier &dossier, Date as_of) const {
        return detail::made<Assessment>(peerpath_standard_assess, get(), dossier.get(), as_of);
    }

    /// What is doubtful in it, as a JSON list of findings.
    std::string lint() const { return detail::text(peerpath_standard_lint, get()); }

    /// What is wrong or doubtful in a text that should be a standard, as a JSON list of findings.
    /// `standards` is a JSON list of the documents to which it refers, beside the shipped ones.
    static std::string lint_document(std::string_view text, std::string_view standards = "[]") {
        return detail::text(peerpath_standard_lint_document_with, text.data(), text.size(),
                            standards.data(), standards.size());
    }

    /// Where the credential of a dossier stands in the life cycle of the standard.
    Renewal renewal(const Dossier &dossier, Date as_of) const {
        return detail::made<Renewal>(peerpath_standard_renewal, get(), dossier.get(), as_of);
    }

    /// Compares with another standard: which asks for more.
    Comparison compare(const Standard &other) const {
        return detail::made<Comparison>(peerpath_standard_compare, get(), other.get());
    }

    /// What a holder of this credential, or someone who meets this standard, still needs for
    /// another.
    Transfer transfer(const Standard &other, const Dossier &dossier, Date as_of) const {
        return detail::made<Transfer>(peerpath_standard_transfer, get(), other.get(),
                                      dossier.get(), as_of);
    }

    /// Holds many dossiers in JSON Lines against the standard, as of a day: a row for each.
    /// `options` is JSON, as peerpath_standard_assess_json_lines has it.
    Table assess_json_lines(std::string_view text, Date as_of, std::string_view options = {}) const {
        return detail::made<Table>(peerpath_standard_assess_json_lines, get(), text.data(), text.size(),
                                   as_of, options.data(), options.size());
    }

    /// The same for dossiers in tables, one for each section, by name.
    Table assess_tables(const std::vector<std::pair<std::string, const Table *>> &sections, Date as_of,
                        std::string_view options = {}) const {
        std::vector<const char *> names;
        std::vector<const PeerpathTable *> tables;
        for (const auto &section : sections) {
            names.push_back(section.first.c_str());
            tables.push_back(section.second->get());
        }
        return detail::made<Table>(peerpath_standard_assess_tables, get(), names.data(), tables.data(),
                                   names.size(), as_of, options.data(), options.size());
    }

    /// The same for dossiers in the rows of a table.
    Table assess_rows(const Table &rows, Date as_of, std::string_view options = {}) const {
        return detail::made<Table>(peerpath_standard_assess_rows, get(), rows.get(), as_of,
                                   options.data(), options.size());
    }

    /// The same from stream to stream, in memory that does not grow: takes over `rows`; the caller
    /// releases the answers.
    ArrowArrayStream assess_stream(ArrowArrayStream *rows, Date as_of,
                                   std::string_view options = {}) const {
        ArrowArrayStream answers{};
        detail::call(peerpath_standard_assess_stream, get(), rows, as_of, options.data(),
                     options.size(), &answers);
        return answers;
    }

    /// The same for a file of JSON Lines; the caller releases the answers.
    ArrowArrayStream assess_file(std::string_view path, Date as_of,
                                 std::string_view options = {}) const {
        ArrowArrayStream answers{};
        detail::call(peerpath_standard_assess_file, get(), path.data(), path.size(), as_of,
                     options.data(), options.size(), &answers);
        return answers;
    }

    std::string id() const { return detail::copied(peerpath_standard_id(get())); }
    std::string version() const { return detail::copied(peerpath_standard_version(get())); }
    std::string title() const { return detail::copied(peerpath_standard_title(get())); }
    std::string to_json() const { return detail::text(peerpath_standard_to_json, get()); }
};

/// A standard read from CTDL.
struct CtdlReading {
    Standard standard;
    /// `not_understood` and `count`, as JSON.
    std::string not_understood;
};

inline CtdlReading Standard::from_ctdl(std::string_view document, std::string_view options) {
    PeerpathStandard *standard = nullptr;
    PeerpathText *not_understood = nullptr;
    detail::call(peerpath_standard_from_ctdl, document.data(), document.size(), options.data(),
                 options.size(), &standard, &not_understood);
    Standard read(standard);
    return {std::move(read), detail::taken(not_understood)};
}

/// How many people meet a standard on a day, and each of its requirements: a mergeable summary.
class AssessmentSummary
    : public detail::Owned<PeerpathAssessmentSummary, peerpath_assessment_summary_free> {
public:
    using Owned::Owned;

    /// A summary of no assessments yet.
    static AssessmentSummary of(const Standard &standard, Date as_of) {
        return detail::made<AssessmentSummary>(peerpath_assessment_summary_new, standard.get(),
                                               as_of);
    }

    /// Counts one more assessment in.
    void update(const Assessment &assessment) {
        detail::call(peerpath_assessment_summary_update, get(), assessment.get());
    }

    /// A new summary of two parts together.
    AssessmentSummary merge(const AssessmentSummary &other) const {
        return detail::made<AssessmentSummary>(peerpath_assessment_summary_merge, get(),
                                               other.get());
    }

    /// The counts of each requirement, in the order of the standard.
    Table to_table() const {
        return detail::made<Table>(peerpath_assessment_summary_to_table, get());
    }

    std::string to_json() const {
        return detail::text(peerpath_assessment_summary_to_json, get());
    }
};

/// Holds standards, or all that are shipped where the list is empty, against a model of what they
/// should ask for. The options are JSON: {"model": "samhsa-2023", "form": "long" or "wide"}.
inline Table alignment(const std::vector<const Standard *> &standards = {},
                       std::string_view options = "{}") {
    std::vector<const PeerpathStandard *> handles;
    for (const Standard *standard : standards) {
        handles.push_back(standard->get());
    }
    return detail::made<Table>(peerpath_alignment, handles.data(), handles.size(), options.data(),
                               options.size());
}

/// The standards that are shipped with the library, a row for each version.
inline Table catalog() { return detail::made<Table>(peerpath_catalog); }

}  // namespace peerpath

#endif  // PEERPATH_STANDARD_HPP
