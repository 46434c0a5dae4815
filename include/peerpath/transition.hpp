// State spaces, histories and panels. Include peerpath.hpp, which has them all.
#ifndef PEERPATH_TRANSITION_HPP
#define PEERPATH_TRANSITION_HPP

#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "../peerpath.h"
#include "owned.hpp"
#include "table.hpp"
#include "watch.hpp"

namespace peerpath {

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

    /// The probabilities at the given times, with robust errors by the squares that
    /// `Histories::add_influence_squares` gave of all parts for the same times.
    Table at_with_squares(const std::vector<double> &times, const std::vector<double> &squares) const {
        return detail::made<Table>(peerpath_aalen_johansen_at_with_squares, get(), times.data(),
                                   times.size(), squares.data(), squares.size());
    }

    /// The whole curves.
    Table curve() const { return detail::made<Table>(peerpath_aalen_johansen_curve, get()); }

    /// From each state at the time `from` to each state at the time `to`.
    Table transition_matrix(double from, double to) const {
        return detail::made<Table>(peerpath_aalen_johansen_transition_matrix, get(), from, to);
    }

    /// The covariances of the probabilities of states at the given times.
    Table covariance(const std::vector<double> &times) const {
        return detail::made<Table>(peerpath_aalen_johansen_covariance, get(), times.data(),
                                   times.size());
    }

    /// The covariance of each cell of `transition_matrix` with each.
    Table transition_covariance(double from, double to) const {
        return detail::made<Table>(peerpath_aalen_johansen_transition_covariance, get(), from, to);
    }

    /// The mean time spent in each state until a time.
    Table restricted_mean_time(double until) const {
        return detail::made<Table>(peerpath_aalen_johansen_restricted_mean_time, get(), until);
    }

    /// The times by which shares of persons have left a state, or entered it; without a state the
    /// first one, which is the origin of a Kaplan–Meier curve.
    Table quantiles(const std::vector<double> &shares, std::string_view state = {}) const {
        return detail::made<Table>(peerpath_aalen_johansen_quantiles, get(),
                                   state.empty() ? nullptr : state.data(), state.size(),
                                   shares.data(), shares.size());
    }

    /// Pseudo-values of everybody's state at the given times.
    Table pseudo_values(const std::vector<double> &times) const {
        return detail::made<Table>(peerpath_aalen_johansen_pseudo_values, get(), times.data(),
                                   times.size());
    }

    /// Pseudo-values of the mean times in states until a time.
    Table pseudo_mean_times(double until) const {
        return detail::made<Table>(peerpath_aalen_johansen_pseudo_mean_times, get(), until);
    }

    std::vector<Warning> warnings() const {
        return detail::warnings(get(), peerpath_aalen_johansen_warning_count,
                                peerpath_aalen_johansen_warning);
    }
};

/// Cumulative hazards of transitions: step functions that can be read at any time.
class NelsonAalen : public detail::Owned<PeerpathNelsonAalen, peerpath_nelson_aalen_free> {
public:
    using Owned::Owned;

    /// The hazards at the given times.
    Table at(const std::vector<double> &times) const {
        return detail::made<Table>(peerpath_nelson_aalen_at, get(), times.data(), times.size());
    }

    /// The hazards at every time at which one changes.
    Table curve() const { return detail::made<Table>(peerpath_nelson_aalen_curve, get()); }

    std::vector<Warning> warnings() const {
        return detail::warnings(get(), peerpath_nelson_aalen_warning_count,
                                peerpath_nelson_aalen_warning);
    }
};

/// How hazards depend on covariates: a fitted Cox model.
class Cox : public detail::Owned<PeerpathCox, peerpath_cox_free> {
public:
    using Owned::Owned;

    /// Asks all parts a question and gives their answers: of each what its `Histories::cox_answer`
    /// says.
    using Ask =
        std::function<std::vector<std::vector<std::uint8_t>>(const std::vector<std::uint8_t> &)>;

    /// The model of histories whose persons are in several places. What `ask` throws is thrown here.
    static Cox of_parts(std::string_view options, const Ask &ask) {
        struct Asked {
            const Ask &ask;
            std::exception_ptr thrown;
        } asked{ask, nullptr};
        const auto step = [](const std::uint8_t *question, std::size_t length, PeerpathAnswers *answers,
                             void *data) -> bool {
            auto &own = *static_cast<Asked *>(data);
            try {
                for (const auto &answer : own.ask({question, question + length})) {
                    detail::call(peerpath_answers_add, answers, answer.data(), answer.size());
                }
                return true;
            } catch (...) {
                own.thrown = std::current_exception();
                return false;
            }
        };
        PeerpathParts parts{};
        parts.ask = step;
        parts.data = &asked;
        try {
            return detail::made<Cox>(peerpath_cox_of_parts, options.data(), options.size(), &parts);
        } catch (const Error &) {
            if (asked.thrown) {
                std::rethrow_exception(asked.thrown);
            }
            throw;
        }
    }

    /// The coefficients.
    Table table() const { return detail::made<Table>(peerpath_cox_to_table, get()); }

    /// The tests that all coefficients are 0.
    Table tests() const { return detail::made<Table>(peerpath_cox_tests, get()); }

    /// The covariance of the coefficients.
    Table covariance() const { return detail::made<Table>(peerpath_cox_covariance, get()); }

    /// What went into the model and how well it fits, as JSON.
    std::string describe() const { return detail::text(peerpath_cox_describe, get()); }

    Table residuals(std::string_view options = {}) const {
        return detail::made<Table>(peerpath_cox_residuals, get(), options.data(),
                                   options.size());
    }

    /// Whether hazards are proportional.
    Table proportionality(std::string_view options = {}) const {
        return detail::made<Table>(peerpath_cox_proportionality, get(), options.data(),
                                   options.size());
    }

    /// The cumulative hazard of persons, a row of `profiles` each.
    Table cumulative_hazard(const Table &profiles) const {
        return detail::made<Table>(peerpath_cox_cumulative_hazard, get(), profiles.get());
    }

    /// The probabilities of states of persons, a row of `profiles` each.
    Table state_probabilities(const Table &profiles, std::string_view options) const {
        return detail::made<Table>(peerpath_cox_state_probabilities, get(), profiles.get(),
                                   options.data(), options.size());
    }

    /// How often the higher hazard goes first.
    Table concordance() const { return detail::made<Table>(peerpath_cox_concordance, get()); }

    std::vector<Warning> warnings() const {
        return detail::warnings(get(), peerpath_cox_warning_count, peerpath_cox_warning);
    }
};

/// The subdistribution of one of several competing transitions: a fitted model of Fine and Gray.
class FineGray : public detail::Owned<PeerpathFineGray, peerpath_fine_gray_free> {
public:
    using Owned::Owned;

    /// The coefficients.
    Table table() const { return detail::made<Table>(peerpath_fine_gray_to_table, get()); }

    /// What went into the model and how well it fits, as JSON.
    std::string describe() const { return detail::text(peerpath_fine_gray_describe, get()); }

    /// The probability that the transition has happened, of persons, a row of `profiles` each.
    Table cumulative_incidence(const Table &profiles) const {
        return detail::made<Table>(peerpath_fine_gray_cumulative_incidence, get(),
                                   profiles.get());
    }

    std::vector<Warning> warnings() const {
        return detail::warnings(get(), peerpath_fine_gray_warning_count,
                                peerpath_fine_gray_warning);
    }
};

/// A hazard that has the form of a known distribution, fitted.
class Parametric : public detail::Owned<PeerpathParametric, peerpath_parametric_free> {
public:
    using Owned::Owned;

    /// The parameters of the distribution and the coefficients.
    Table table() const { return detail::made<Table>(peerpath_parametric_to_table, get()); }

    /// What went into the model and how well it fits, as JSON.
    std::string describe() const { return detail::text(peerpath_parametric_describe, get()); }

    /// Hazards of persons, a row of `profiles` each, at the given times.
    Table hazards(const Table &profiles, const std::vector<double> &times) const {
        return detail::made<Table>(peerpath_parametric_hazards, get(), profiles.get(),
                                   times.data(), times.size());
    }

    std::vector<Warning> warnings() const {
        return detail::warnings(get(), peerpath_parametric_warning_count,
                                peerpath_parametric_warning);
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

    /// The curve of staying in a state.
    AalenJohansen kaplan_meier(std::string_view options) const {
        return detail::made<AalenJohansen>(peerpath_risk_table_kaplan_meier, get(), options.data(), options.size());
    }

    /// The probabilities of having left a state for each cause.
    AalenJohansen cumulative_incidence(std::string_view options) const {
        return detail::made<AalenJohansen>(peerpath_risk_table_cumulative_incidence, get(), options.data(), options.size());
    }

    /// Cumulative hazards of transitions.
    NelsonAalen nelson_aalen(std::string_view options = {}) const {
        return detail::made<NelsonAalen>(peerpath_risk_table_nelson_aalen, get(), options.data(), options.size());
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

    /// The curve of staying in a state.
    AalenJohansen kaplan_meier(std::string_view options) const {
        return detail::made<AalenJohansen>(peerpath_histories_kaplan_meier, get(), options.data(), options.size());
    }

    /// The probabilities of having left a state for each cause.
    AalenJohansen cumulative_incidence(std::string_view options) const {
        return detail::made<AalenJohansen>(peerpath_histories_cumulative_incidence, get(), options.data(), options.size());
    }

    /// Cumulative hazards of transitions.
    NelsonAalen nelson_aalen(std::string_view options = {}) const {
        return detail::made<NelsonAalen>(peerpath_histories_nelson_aalen, get(), options.data(), options.size());
    }

    /// Whether groups leave a state at different rates, as JSON.
    std::string log_rank(std::string_view options) const {
        return detail::text(peerpath_histories_log_rank, get(), options.data(), options.size());
    }

    /// Whether the incidence of a cause of leaving a state differs between groups, as JSON.
    std::string gray_test(std::string_view options) const {
        return detail::text(peerpath_histories_gray_test, get(), options.data(), options.size());
    }

    /// Curves from a landmark on, of those who are in a state then.
    AalenJohansen landmark(std::string_view options) const {
        return detail::made<AalenJohansen>(peerpath_histories_landmark, get(), options.data(),
                                           options.size());
    }

    /// Whether having been in a state at a time matters for what happens later, as JSON.
    std::string markov_test(std::string_view options) const {
        return detail::text(peerpath_histories_markov_test, get(), options.data(), options.size());
    }

    /// State probabilities at times, with errors by the bootstrap; `step` is asked after each sample
    /// whether to go on.
    Table bootstrap(const std::vector<double> &times, std::string_view options = {},
                    const Step &step = {}) const {
        return detail::watched<Table>(step, peerpath_histories_bootstrap, get(), times.data(),
                                      times.size(), options.data(), options.size());
    }

    /// Who leaves a state, for what and why, and how fast.
    Table exits(std::string_view options = {}) const {
        return detail::made<Table>(peerpath_histories_exits, get(), options.data(), options.size());
    }

    /// The histories as a table, in each of the three forms.
    Table to_intervals() const {
        return detail::made<Table>(peerpath_histories_to_intervals, get());
    }
    Table to_spells() const { return detail::made<Table>(peerpath_histories_to_spells, get()); }
    Table to_events() const { return detail::made<Table>(peerpath_histories_to_events, get()); }

    AalenJohansen aalen_johansen(std::string_view options = {}) const {
        return detail::made<AalenJohansen>(peerpath_histories_aalen_johansen, get(),
                                           options.data(), options.size());
    }

    /// Adds what these persons add to the robust variances of curves of which they are a part:
    /// for each group, time and state of the curves a number, at first 0.
    void add_influence_squares(const AalenJohansen &curves, const std::vector<double> &times,
                               std::vector<double> &squares) const {
        detail::call(peerpath_histories_add_influence_squares, get(), curves.get(), times.data(),
                      times.size(), squares.data(), squares.size());
    }

    /// Answers a question of `Cox::of_parts`, as a part of its histories.
    std::vector<std::uint8_t> cox_answer(const std::vector<std::uint8_t> &question) const {
        return detail::bytes(peerpath_histories_cox_answer, get(), question.data(), question.size());
    }

    /// A hazard that has the form of a known distribution.
    Parametric parametric(std::string_view options) const {
        return detail::made<Parametric>(peerpath_histories_parametric, get(), options.data(),
                                        options.size());
    }

    /// How the probability of one of several competing transitions depends on covariates.
    FineGray fine_gray(std::string_view options) const {
        return detail::made<FineGray>(peerpath_histories_fine_gray, get(), options.data(),
                                      options.size());
    }

    /// How hazards depend on covariates.
    Cox cox(std::string_view options) const {
        return detail::made<Cox>(peerpath_histories_cox, get(), options.data(), options.size());
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

#endif  // PEERPATH_TRANSITION_HPP
