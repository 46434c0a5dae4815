// Watching long calls. Include peerpath.hpp, which has them all.
#ifndef PEERPATH_WATCH_HPP
#define PEERPATH_WATCH_HPP

#include <cstdint>
#include <exception>
#include <functional>

#include "../peerpath.h"
#include "owned.hpp"

namespace peerpath {

/// Asked between units of work, with how many are done and how many there are, whether to go on;
/// where it says false, the call throws an Error with the code PEERPATH_CANCELLED, and where it
/// throws, the call throws the same. An empty one lets the call go on to its end.
using Step = std::function<bool(std::uint64_t done, std::uint64_t total)>;

namespace detail {

/// As `made`, for a function whose last input is a watch.
template <typename Result, typename Function, typename... Arguments>
Result watched(const Step &step, Function function, Arguments... arguments) {
    struct State {
        const Step &step;
        std::exception_ptr thrown;
    } state{step, nullptr};
    PeerpathWatch watch{};
    watch.data = &state;
    watch.step = [](std::uint64_t done, std::uint64_t total, void *data) -> bool {
        auto &state = *static_cast<State *>(data);
        try {
            return state.step(done, total);
        } catch (...) {
            state.thrown = std::current_exception();
            return false;
        }
    };
    try {
        return made<Result>(function, arguments..., step ? &watch : nullptr);
    } catch (const Error &) {
        if (state.thrown) {
            std::rethrow_exception(state.thrown);
        }
        throw;
    }
}

}  // namespace detail

}  // namespace peerpath

#endif  // PEERPATH_WATCH_HPP
