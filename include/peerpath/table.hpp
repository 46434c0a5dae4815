// Tables. Include peerpath.hpp, which has them all.
#ifndef PEERPATH_TABLE_HPP
#define PEERPATH_TABLE_HPP

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "../peerpath.h"
#include "owned.hpp"

namespace peerpath {

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

}  // namespace peerpath

#endif  // PEERPATH_TABLE_HPP
