// Peerpath for C++17: certification standards, competency coverage and employment transitions of
// peer support specialists.
//
// A thin layer over peerpath.h: each class owns one handle of the C interface and frees it; each
// refusal is thrown as peerpath::Error. Only the header is needed beside the C library.
//
//   auto standard = peerpath::Standard::builtin("us-nc/cpss");
//   auto assessment = standard.assess(peerpath::Dossier::from_json(text), {2026, 11, 21});
//   std::cout << assessment.explain();
//
// OWNERSHIP. Objects can be moved, not copied. A moved-from object can only be assigned to or
// destroyed; any other use of it throws an Error with the code PEERPATH_NULL_POINTER, or gives the
// harmless value that peerpath.h states. Every std::string is the caller's own copy.
//
// THREADS. As in peerpath.h: const members may be called by several threads at once.
//
// OPTIONS are JSON text with the names that the Python functions have for their arguments; left out,
// all defaults apply. What each takes is said in peerpath.h, at the function of the same name.
#ifndef PEERPATH_HPP
#define PEERPATH_HPP

#include <cstddef>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "peerpath.h"

namespace peerpath {

/// A day, such as {2026, 11, 21}.
using Date = PeerpathDate;

/// One thing that is wrong: where, what was found there, what would be accepted.
struct Problem {
    std::string place;
    std::string found;
    std::string expected;
};

/// A caution beside a result: a fixed name and a sentence.
struct Warning {
    std::string name;
    std::string message;
};

/// Why a call failed. `what()` is the whole message, one line for each problem.
class Error : public std::runtime_error {
public:
    /// Takes over an error object of the C interface; a status alone where that is NULL.
    Error(PeerpathStatus status, PeerpathError *error)
        : Error(status, std::unique_ptr<PeerpathError, Free>(error)) {}

    /// The status, such as PEERPATH_DOCUMENT.
    PeerpathStatus code() const noexcept { return content_->code; }

    /// The name of the status, such as "document", the same as in Python.
    const std::string &code_name() const noexcept { return content_->name; }

    /// The problems, the first 100 of them where there are more.
    const std::vector<Problem> &problems() const noexcept { return content_->problems; }

    /// How many problems there are in all.
    std::size_t problem_count() const noexcept { return content_->count; }

private:
    struct Free {
        void operator()(PeerpathError *error) const noexcept { peerpath_error_free(error); }
    };

    struct Content {
        PeerpathStatus code;
        std::string name;
        std::vector<Problem> problems;
        std::size_t count;
    };

    Error(PeerpathStatus status, std::unique_ptr<PeerpathError, Free> error)
        : std::runtime_error(error ? peerpath_error_message(error.get()) : "peerpath: no message"),
          content_(std::make_shared<Content>(read(status, error.get()))) {}

    static Content read(PeerpathStatus status, const PeerpathError *error) {
        const char *name = peerpath_status_name(status);
        Content content{status, name ? name : "", {}, peerpath_error_problem_count(error)};
        for (std::size_t index = 0; index < peerpath_error_problems_kept(error); ++index) {
            const char *place = "";
            const char *found = "";
            const char *expected = "";
            peerpath_error_problem(error, index, &place, &found, &expected);
            content.problems.push_back({place, found, expected});
        }
        return content;
    }

    // Shared, since an exception must be copied without throwing.
    std::shared_ptr<const Content> content_;
};

namespace detail {

/// The one owner of a handle of the C interface.
template <typename T, auto free> class Owned {
public:
    /// The type of the handle.
    using Handle = T;

    /// Takes over a handle.
    explicit Owned(T *handle) noexcept : handle_(handle) {}

    /// The handle, still owned by this object, for calls of the C interface.
    const T *get() const noexcept { return handle_.get(); }
    T *get() noexcept { return handle_.get(); }

private:
    struct Free {
        void operator()(T *handle) const noexcept { free(handle); }
    };
    std::unique_ptr<T, Free> handle_;
};

/// Calls function(arguments…, &error) and throws where it fails.
template <typename Function, typename... Arguments>
void call(Function function, Arguments... arguments) {
    PeerpathError *error = nullptr;
    const PeerpathStatus status = function(arguments..., &error);
    if (status != PEERPATH_OK) {
        throw Error(status, error);
    }
}

/// Calls function(arguments…, &handle, &error) and gives out the owner of the handle.
template <typename Result, typename Function, typename... Arguments>
Result made(Function function, Arguments... arguments) {
    typename Result::Handle *handle = nullptr;
    call(function, arguments..., &handle);
    return Result(handle);
}

/// As `made`, for a text.
template <typename Function, typename... Arguments>
std::string text(Function function, Arguments... arguments) {
    const auto text = made<Owned<PeerpathText, peerpath_text_free>>(function, arguments...);
    return {peerpath_text_data(text.get()), peerpath_text_length(text.get())};
}

/// As `made`, for bytes.
template <typename Function, typename... Arguments>
std::vector<std::uint8_t> bytes(Function function, Arguments... arguments) {
    const auto bytes = made<Owned<PeerpathBytes, peerpath_bytes_free>>(function, arguments...);
    const std::uint8_t *data = peerpath_bytes_data(bytes.get());
    return {data, data + peerpath_bytes_length(bytes.get())};
}

/// A copy of a borrowed text; empty where there is none.
inline std::string copied(const char *borrowed) { return borrowed ? borrowed : ""; }

/// Copies of all borrowed texts that name(handle, index) gives.
template <typename T>
std::vector<std::string> names(const T *handle, std::size_t (*count)(const T *),
                               const char *(*name)(const T *, std::size_t)) {
    std::vector<std::string> names;
    for (std::size_t index = 0; index < count(handle); ++index) {
        names.push_back(copied(name(handle, index)));
    }
    return names;
}

/// The cautions that come with a handle.
template <typename T>
std::vector<Warning> warnings(const T *handle, std::size_t (*count)(const T *),
                              PeerpathStatus (*get)(const T *, std::size_t, const char **,
                                                    const char **)) {
    std::vector<Warning> warnings;
    for (std::size_t index = 0; index < count(handle); ++index) {
        const char *name = "";
        const char *message = "";
        get(handle, index, &name, &message);
        warnings.push_back({name, message});
    }
    return warnings;
}

}  // namespace detail

/// The version of the library in use, such as "0.1.0".
inline std::string version() { return peerpath_version(); }

/// Named columns of one length: what estimates read and what they answer.
class Table : public detail::Owned<PeerpathTable, peerpath_table_free> {
public:
    using Owned::Owned;

    /// Reads CSV text with a header line.
    static Table from_csv(std::string_view text) {
        return detail::made<Table>(peerpath_table_from_csv, text.data(), text.size());
    }

    /// Reads JSON columns, {"column": [value, …], …}.
    static Table from_json(std::string_view text) {
        return detail::made<Table>(peerpath_table_from_json, text.data(), text.size());
    }

    /// Reads a whole Arrow C stream, and takes it over, whether it succeeds or not.
    static Table from_stream(ArrowArrayStream *stream) {
        return detail::made<Table>(peerpath_table_from_stream, stream);
    }

    /// The table as an Arrow C stream, which the caller releases. It may outlive the table.
    ArrowArrayStream to_stream() const {
        ArrowArrayStream stream{};
        detail::call(peerpath_table_to_stream, get(), &stream);
        return stream;
    }

    /// The table as JSON columns.
    std::string to_json() const { return detail::text(peerpath_table_to_json, get()); }

    std::size_t row_count() const noexcept { return peerpath_table_row_count(get()); }

    std::vector<std::string> column_names() const {
        return detail::names(get(), peerpath_table_column_count, peerpath_table_column_name);
    }

    /// The cautions that come with a result.
    std::vector<Warning> warnings() const {
        return detail::warnings(get(), peerpath_table_warning_count, peerpath_table_warning);
    }
};

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
};

/// What is recorded about a person.
class Dossier : public detail::Owned<PeerpathDossier, peerpath_dossier_free> {
public:
    using Owned::Owned;

    static Dossier from_json(std::string_view text) {
        return detail::made<Dossier>(peerpath_dossier_from_json, text.data(), text.size());
    }

    /// Who it is about; empty where it does not say.
    std::string person() const { return detail::copied(peerpath_dossier_person(get())); }

    std::string to_json() const { return detail::text(peerpath_dossier_to_json, get()); }
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

    /// Holds a dossier against the standard, as of a day.
    Assessment assess(const Dossier &dossier, Date as_of) const {
        return detail::made<Assessment>(peerpath_standard_assess, get(), dossier.get(), as_of);
    }

    std::string id() const { return detail::copied(peerpath_standard_id(get())); }
    std::string version() const { return detail::copied(peerpath_standard_version(get())); }
    std::string title() const { return detail::copied(peerpath_standard_title(get())); }
    std::string to_json() const { return detail::text(peerpath_standard_to_json, get()); }
};

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

/// The standards that are shipped with the library, a row for each version.
inline Table catalog() { return detail::made<Table>(peerpath_catalog); }

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
};

inline SurveySummary Survey::summarise(std::string_view by) const {
    return detail::made<SurveySummary>(peerpath_survey_summarise, get(), by.data(), by.size());
}

/// The states a person can be in, and the transitions between them.
class StateSpace : public detail::Owned<PeerpathStateSpace, peerpath_state_space_free> {
public:
    using Owned::Owned;

    /// The states of the peer support workforce.
    static StateSpace peer_workforce() {
        return detail::made<StateSpace>(peerpath_state_space_peer_workforce);
    }

    static StateSpace from_json(std::string_view text) {
        return detail::made<StateSpace>(peerpath_state_space_from_json, text.data(), text.size());
    }

    std::vector<std::string> names() const {
        return detail::names(get(), peerpath_state_space_state_count,
                             peerpath_state_space_state_name);
    }

    std::string to_json() const { return detail::text(peerpath_state_space_to_json, get()); }
};

/// Probabilities of states over time: step functions that can be read at any time.
class AalenJohansen : public detail::Owned<PeerpathAalenJohansen, peerpath_aalen_johansen_free> {
public:
    using Owned::Owned;

    /// The probabilities at the given times.
    Table at(const std::vector<double> &times) const {
        return detail::made<Table>(peerpath_aalen_johansen_at, get(), times.data(), times.size());
    }

    /// The whole curves.
    Table curve() const { return detail::made<Table>(peerpath_aalen_johansen_curve, get()); }

    /// From each state at the time `from` to each state at the time `to`.
    Table transition_matrix(double from, double to) const {
        return detail::made<Table>(peerpath_aalen_johansen_transition_matrix, get(), from, to);
    }

    /// The mean time spent in each state until a time.
    Table restricted_mean_time(double until) const {
        return detail::made<Table>(peerpath_aalen_johansen_restricted_mean_time, get(), until);
    }

    std::vector<Warning> warnings() const {
        return detail::warnings(get(), peerpath_aalen_johansen_warning_count,
                                peerpath_aalen_johansen_warning);
    }
};

class Histories;

/// For each time, how many are at risk in each state and how many move: the mergeable summary of
/// histories.
class RiskTable : public detail::Owned<PeerpathRiskTable, peerpath_risk_table_free> {
public:
    using Owned::Owned;

    /// Reads what to_bytes made.
    static RiskTable from_bytes(const std::vector<std::uint8_t> &bytes) {
        return detail::made<RiskTable>(peerpath_risk_table_from_bytes, bytes.data(),
                                       bytes.size());
    }

    std::vector<std::uint8_t> to_bytes() const {
        return detail::bytes(peerpath_risk_table_to_bytes, get());
    }

    /// Counts the moves of further histories in.
    inline void update(const Histories &histories);

    /// A new table of two parts together.
    RiskTable merge(const RiskTable &other) const {
        return detail::made<RiskTable>(peerpath_risk_table_merge, get(), other.get());
    }

    std::uint64_t transitions() const noexcept { return peerpath_risk_table_transitions(get()); }
    double person_time() const noexcept { return peerpath_risk_table_person_time(get()); }

    /// The counts for each time and state.
    Table to_table() const { return detail::made<Table>(peerpath_risk_table_to_table, get()); }

    /// The counts for each time and transition.
    Table transitions_table() const {
        return detail::made<Table>(peerpath_risk_table_transitions_table, get());
    }

    AalenJohansen aalen_johansen(std::string_view options = {}) const {
        return detail::made<AalenJohansen>(peerpath_risk_table_aalen_johansen, get(),
                                           options.data(), options.size());
    }
};

/// Employment histories with exact times.
class Histories : public detail::Owned<PeerpathHistories, peerpath_histories_free> {
public:
    using Owned::Owned;

    /// A row for each entry into a state. `space` may be left out, here and below.
    static Histories from_events(const Table &table, std::string_view columns = {},
                                 const StateSpace *space = nullptr) {
        return read(peerpath_histories_from_events, table, columns, space);
    }

    /// A row for each stay in a state.
    static Histories from_spells(const Table &table, std::string_view columns = {},
                                 const StateSpace *space = nullptr) {
        return read(peerpath_histories_from_spells, table, columns, space);
    }

    /// A row for each interval, in counting-process form.
    static Histories from_intervals(const Table &table, std::string_view columns = {},
                                    const StateSpace *space = nullptr) {
        return read(peerpath_histories_from_intervals, table, columns, space);
    }

    std::size_t person_count() const noexcept { return peerpath_histories_person_count(get()); }

    /// Who and how much, as JSON.
    std::string describe() const { return detail::text(peerpath_histories_describe, get()); }

    RiskTable summarise(std::string_view options = {}) const {
        return detail::made<RiskTable>(peerpath_histories_summarise, get(), options.data(),
                                       options.size());
    }

    AalenJohansen aalen_johansen(std::string_view options = {}) const {
        return detail::made<AalenJohansen>(peerpath_histories_aalen_johansen, get(),
                                           options.data(), options.size());
    }

    std::vector<Warning> warnings() const {
        return detail::warnings(get(), peerpath_histories_warning_count,
                                peerpath_histories_warning);
    }

private:
    template <typename Function>
    static Histories read(Function function, const Table &table, std::string_view columns,
                          const StateSpace *space) {
        return detail::made<Histories>(function, table.get(), columns.data(), columns.size(),
                                       space ? space->get() : nullptr);
    }
};

inline void RiskTable::update(const Histories &histories) {
    detail::call(peerpath_risk_table_update, get(), histories.get());
}

/// What waves of a survey see.
class Panel : public detail::Owned<PeerpathPanel, peerpath_panel_free> {
public:
    using Owned::Owned;

    /// A row for each person and wave. `space` may be left out.
    static Panel from_table(const Table &table, std::string_view columns = {},
                            const StateSpace *space = nullptr) {
        return detail::made<Panel>(peerpath_panel_from_table, table.get(), columns.data(),
                                   columns.size(), space ? space->get() : nullptr);
    }

    std::size_t person_count() const noexcept { return peerpath_panel_person_count(get()); }
    std::size_t wave_count() const noexcept { return peerpath_panel_wave_count(get()); }

    /// From each wave to the next, how many move from state to state, of how many.
    Table transition_table() const {
        return detail::made<Table>(peerpath_panel_transition_table, get());
    }

    /// For each wave, how many were seen, missed and lost.
    Table attrition() const { return detail::made<Table>(peerpath_panel_attrition, get()); }
};

}  // namespace peerpath

#endif  // PEERPATH_HPP
