// Refusals as exceptions. Include peerpath.hpp, which has them all.
#ifndef PEERPATH_ERROR_HPP
#define PEERPATH_ERROR_HPP

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "../peerpath.h"

namespace peerpath {

/// One thing that is wrong: where, what was found there, what would be accepted.
struct Problem {
    std::string place;
    std::string found;
    std::string expected;

    /// The place in parts: its kind (PEERPATH_PLACE_POINTER, …), the JSON pointer, column or argument
    /// that it names, the row of a table, the line and character of a text. Empty, or -1, where
    /// there is none.
    PeerpathPlace kind = PEERPATH_PLACE_NONE;
    std::string name;
    std::int64_t row = -1;
    std::int64_t line = -1;
    std::int64_t character = -1;
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
            content.problems.push_back({place, found, expected,
                                        peerpath_error_place_kind(error, index), name_of(error, index),
                                        peerpath_error_place_row(error, index),
                                        peerpath_error_place_line(error, index),
                                        peerpath_error_place_character(error, index)});
        }
        return content;
    }

    static std::string name_of(const PeerpathError *error, std::size_t index) {
        for (const char *name : {peerpath_error_place_pointer(error, index),
                                 peerpath_error_place_column(error, index),
                                 peerpath_error_place_argument(error, index)}) {
            if (name) {
                return name;
            }
        }
        return {};
    }

    // Shared, since an exception must be copied without throwing.
    std::shared_ptr<const Content> content_;
};

}  // namespace peerpath

#endif  // PEERPATH_ERROR_HPP
