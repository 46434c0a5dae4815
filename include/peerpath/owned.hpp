// Ownership of handles, and calls of the C interface. Include peerpath.hpp, which has them all.
#ifndef PEERPATH_OWNED_HPP
#define PEERPATH_OWNED_HPP

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "../peerpath.h"
#include "error.hpp"

namespace peerpath {

/// A caution beside a result: a fixed name and a sentence.
struct Warning {
    std::string name;
    std::string message;
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

/// The text of a handle, which is freed.
inline std::string taken(PeerpathText *handle) {
    const Owned<PeerpathText, peerpath_text_free> text(handle);
    return {peerpath_text_data(text.get()), peerpath_text_length(text.get())};
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

}  // namespace peerpath

#endif  // PEERPATH_OWNED_HPP
