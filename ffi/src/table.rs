//! Tables in and out.

use std::ffi::{CString, c_char};
use std::ptr;

use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use peerpath::{Code, Table, Warning};

use crate::error::PeerpathError;
use crate::guard::{guarded, guarded_or};
use crate::handle::{self, Handle};
use crate::status::{PEERPATH_NULL_POINTER, PeerpathStatus};
use crate::stream;
use crate::text::{PeerpathText, c_string};
use crate::warning::Warnings;

/// Named columns of one length: what estimates read and what they answer.
///
/// The caller owns a table that a call gives out and frees it with `peerpath_table_free`. It is
/// immutable: any thread may use it, and several at once. What is computed from a table does
/// not refer to it; it may be freed as soon as the call returns.
pub struct PeerpathTable {
    table: Table,
    names: Vec<CString>,
    warnings: Warnings,
}

impl Handle for PeerpathTable {
    const NAME: &'static str = "PeerpathTable";
}

impl PeerpathTable {
    pub(crate) fn new(table: Table) -> PeerpathTable {
        PeerpathTable::with_warnings(table, &[])
    }

    /// A result with its cautions.
    pub(crate) fn with_warnings(table: Table, warnings: &[Warning]) -> PeerpathTable {
        let names = table.column_names().into_iter().map(c_string).collect();
        PeerpathTable { table, names, warnings: Warnings::of(warnings) }
    }

    pub(crate) fn table(&self) -> &Table {
        &self.table
    }
}

/// Reads a whole Arrow C stream into a table. Values are not copied.
///
/// Takes over the stream, whether it succeeds or not, as the C stream interface has it:
/// afterwards `stream->release` is NULL, and the struct itself is still the caller's. The one
/// exception is a NULL pointer as another argument: then nothing was touched.
/// `PEERPATH_STREAM` where the stream was released before, lacks a callback, reports an error or
/// holds what Arrow does not allow (such as text that is not UTF-8); `PEERPATH_TABLE` where two
/// columns have the same name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_table_from_stream(
    stream: *mut FFI_ArrowArrayStream,
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let table = call.out("table", table)?;
        if stream.is_null() {
            return Err(call.refuse(Code::NullPointer, "stream", "NULL", "an Arrow stream"));
        }
        table.give(PeerpathTable::new(stream::import(call, stream)?));
        Ok(())
    })
}

/// Reads a table from CSV text with a header line. Cells have no type: each is read as the type that
/// the call that uses it asks for; an empty cell is missing.
///
/// `PEERPATH_TABLE` where it is not a table, with every problem.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_table_from_csv(
    text: *const c_char,
    length: usize,
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let text = call.text("text", text, length)?;
        let table = call.out("table", table)?;
        table.give(PeerpathTable::new(Table::from_csv(text)?));
        Ok(())
    })
}

/// Reads a table from JSON columns, `{"column": [value, …], …}`. The values of a column are all
/// numbers, all texts or all booleans; `null` is missing.
///
/// `PEERPATH_SYNTAX`, `PEERPATH_DOCUMENT` or `PEERPATH_TABLE` where it is not a table, with every problem.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_table_from_json(
    text: *const c_char,
    length: usize,
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let text = call.text("text", text, length)?;
        let table = call.out("table", table)?;
        table.give(PeerpathTable::new(Table::from_json(text)?));
        Ok(())
    })
}

/// Gives out the table as an Arrow C stream. Values are not copied.
///
/// `stream` points to a struct of the caller's, whose content is overwritten: release a
/// stream in it first. The new stream is the caller's to read and to release through its
/// callbacks; it may outlive the table.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_table_to_stream(
    table: *const PeerpathTable,
    stream: *mut FFI_ArrowArrayStream,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let table = call.handle("table", table)?;
        let stream = call.out("stream", stream)?;
        stream.write(stream::export(&table.table));
        Ok(())
    })
}

/// The table as JSON columns, `{"column": [value, …], …}`: dates as `YYYY-MM-DD`, missing values as
/// `null`, numbers with every digit. The caller owns the text.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_table_to_json(
    table: *const PeerpathTable,
    json: *mut *mut PeerpathText,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let table = call.handle("table", table)?;
        let json = call.out("json", json)?;
        json.give(PeerpathText::new(table.table.to_json()));
        Ok(())
    })
}

/// The number of rows; 0 where `table` is NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_table_row_count(table: *const PeerpathTable) -> usize {
    guarded_or!(0, |call| { Ok(call.handle("table", table)?.table.row_count()) })
}

/// The number of columns; 0 where `table` is NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_table_column_count(table: *const PeerpathTable) -> usize {
    guarded_or!(0, |call| { Ok(call.handle("table", table)?.names.len()) })
}

/// The name of a column, UTF-8 and NUL-terminated; NULL where there is none at `index`, counted from
/// 0. Borrowed: valid until the table is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_table_column_name(
    table: *const PeerpathTable,
    index: usize,
) -> *const c_char {
    guarded_or!(ptr::null(), |call| {
        let name = call.handle("table", table)?.names.get(index);
        Ok(name.map_or(ptr::null(), |name| name.as_ptr()))
    })
}

/// How many cautions come with a result: 0 for a table that was read, or where `table` is NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_table_warning_count(table: *const PeerpathTable) -> usize {
    guarded_or!(0, |call| { Ok(call.handle("table", table)?.warnings.count()) })
}

/// A caution that comes with a result: its fixed name and a sentence. Each output is UTF-8,
/// NUL-terminated and borrowed, valid until the table is freed, and may be NULL where it is not wanted.
///
/// `PEERPATH_ARGUMENT` where `index` is not below `peerpath_table_warning_count`,
/// `PEERPATH_NULL_POINTER` where `table` is NULL; outputs are then untouched.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_table_warning(
    table: *const PeerpathTable,
    index: usize,
    name: *mut *const c_char,
    message: *mut *const c_char,
) -> PeerpathStatus {
    guarded_or!(PEERPATH_NULL_POINTER, |call| {
        Ok(call.handle("table", table)?.warnings.write(index, name, message))
    })
}

/// Frees a table. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_table_free(table: *mut PeerpathTable) {
    guarded_or!((), |_call| {
        handle::free(table);
        Ok(())
    });
}
