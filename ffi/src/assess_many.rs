//! Many dossiers against one standard.

use std::ffi::c_char;

use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use jiff::civil::Date;
use peerpath::standard::{AssessManyOptions, Dossiers};
use peerpath::{Code, Error, Standard};

use crate::date::PeerpathDate;
use crate::error::PeerpathError;
use crate::guard::{Call, guarded};
use crate::standard::PeerpathStandard;
use crate::status::PeerpathStatus;
use crate::stream;
use crate::table::PeerpathTable;

/// Assesses many dossiers in JSON Lines, one document a line, as they stand on one day: a row for
/// each, in their order.
///
/// The columns are `person`, `verdict`; `met`, `unmet`, `unknown`: how many of the requirements that
/// look at evidence are so; `missing`: of how many of them an amount is missing; then for each of
/// these requirements its verdict under its id and, where it counts something, the amount
/// missing under `<id>_missing`.
///
/// `options` is JSON: `{"form": "wide" or "long", "on_error": "refuse" or "report", "threads": n,
/// "batch_rows": n, "met_on": false}`; NULL with length 0 for the defaults. The long form has a row for each person and
/// requirement: `person`, `requirement`, `verdict`, `missing`, `unit`. A dossier that cannot be assessed
/// refuses the whole, with everything that is wrong with any (`PEERPATH_DOCUMENT`;
/// `PEERPATH_NOT_IN_FORCE` where that is all); with `report`, its row says so in a last column
/// `error`. The number of threads does not change the result.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_standard_assess_json_lines(
    standard: *const PeerpathStandard,
    text: *const c_char,
    length: usize,
    as_of: PeerpathDate,
    options: *const c_char,
    options_length: usize,
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let question = question(call, standard, as_of, options, options_length)?;
        let text = call.text("text", text, length)?;
        let table = call.out("table", table)?;
        table.give(question.answer(Dossiers::from_json_lines(text.as_bytes()))?);
        Ok(())
    })
}

/// Assesses many dossiers in tables, one for each section of a dossier, as they stand on one day.
///
/// `names` and `tables` are two lists of `count`: the names, NUL-terminated, and the tables. `persons`
/// has a row for each dossier: `person`, a text or whole number that no other row has, and `born`. Each
/// other table is named as its section, such as `hours`, and has the column `person` and columns with
/// the keys of its entries, such as `of`, `amount`, `to`; lists such as `topics` are lists of text.
/// `complete` has `person` and `section`. What is wrong is refused with `PEERPATH_TABLE`, its
/// columns written `hours.amount`. Options and result are those of
/// `peerpath_standard_assess_json_lines`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_standard_assess_tables(
    standard: *const PeerpathStandard,
    names: *const *const c_char,
    tables: *const *const PeerpathTable,
    count: usize,
    as_of: PeerpathDate,
    options: *const c_char,
    options_length: usize,
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let question = question(call, standard, as_of, options, options_length)?;
        let names = call.list("names", names, count)?;
        let tables = call.list("tables", tables, count)?;
        let table = call.out("table", table)?;
        let mut sections = Vec::with_capacity(count);
        for (&name, &section) in names.iter().zip(tables) {
            let name = call.c_text("names", name)?;
            sections.push((name, call.handle("tables", section)?.table().clone()));
        }
        table.give(question.answer(Dossiers::from_tables(sections)?)?);
        Ok(())
    })
}

/// Assesses many dossiers in the rows of a table, as they stand on one day: the columns are the keys of
/// a dossier, and sections are lists of structs, as data frames read JSON Lines.
///
/// `PEERPATH_TABLE` where a column is unknown or of a wrong type. Options, result and other errors
/// are those of `peerpath_standard_assess_json_lines`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_standard_assess_rows(
    standard: *const PeerpathStandard,
    rows: *const PeerpathTable,
    as_of: PeerpathDate,
    options: *const c_char,
    options_length: usize,
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let question = question(call, standard, as_of, options, options_length)?;
        let rows = call.handle("rows", rows)?.table();
        let table = call.out("table", table)?;
        table.give(question.answer(Dossiers::from_rows(rows)?)?);
        Ok(())
    })
}

/// Assesses many dossiers from stream to stream, in memory that does not grow with their number. The
/// rows that come are those of `peerpath_standard_assess_rows`, the rows that go out those of its
/// table; they are made as they are asked for.
///
/// Takes over `rows`, whether it succeeds or not: afterwards `rows->release` is NULL. It is read from
/// by the callbacks of `answers`, which the caller releases, and released with them. What is wrong with
/// a dossier ends the stream with an error that says so, unless `on_error` is `report`. The one
/// exception is a NULL pointer as another argument: then nothing was touched.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_standard_assess_stream(
    standard: *const PeerpathStandard,
    rows: *mut FFI_ArrowArrayStream,
    as_of: PeerpathDate,
    options: *const c_char,
    options_length: usize,
    answers: *mut FFI_ArrowArrayStream,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let question = question(call, standard, as_of, options, options_length)?;
        let answers = call.out("answers", answers)?;
        if rows.is_null() {
            return Err(call.refuse(Code::NullPointer, "rows", "NULL", "an Arrow stream"));
        }
        let rows = stream::open(call, rows)?;
        answers.write(question.stream(Dossiers::from_row_stream(rows)?));
        Ok(())
    })
}

/// Assesses many dossiers in a file of JSON Lines, in memory that does not grow with their number. The
/// rows of `answers` are those of `peerpath_standard_assess_json_lines`, made as they are asked for;
/// the caller releases the stream, and with it the file is closed.
///
/// `PEERPATH_FILE` where the file cannot be opened.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_standard_assess_file(
    standard: *const PeerpathStandard,
    path: *const c_char,
    path_length: usize,
    as_of: PeerpathDate,
    options: *const c_char,
    options_length: usize,
    answers: *mut FFI_ArrowArrayStream,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let question = question(call, standard, as_of, options, options_length)?;
        let path = call.text("path", path, path_length)?;
        let answers = call.out("answers", answers)?;
        answers.write(question.stream(Dossiers::from_json_lines_file(path)?));
        Ok(())
    })
}

/// What is asked of every dossier.
struct Question {
    standard: Standard,
    as_of: Date,
    options: AssessManyOptions,
}

/// # Safety
/// As `Call::handle` and `Call::options`.
unsafe fn question(
    call: &Call,
    standard: *const PeerpathStandard,
    as_of: PeerpathDate,
    options: *const c_char,
    options_length: usize,
) -> Result<Question, Error> {
    // SAFETY: by contract.
    let standard = unsafe { call.handle("standard", standard) }?.standard().clone();
    let as_of = call.date("as_of", as_of)?;
    // SAFETY: by contract.
    let options = unsafe { call.options("options", options, options_length) }?;
    Ok(Question { standard, as_of, options })
}

impl Question {
    fn answer(&self, dossiers: Dossiers<'_>) -> Result<PeerpathTable, Error> {
        let Question { standard, as_of, options } = self;
        Ok(PeerpathTable::new(standard.assess_many(dossiers, *as_of, options)?))
    }

    fn stream(&self, dossiers: Dossiers<'static>) -> FFI_ArrowArrayStream {
        let Question { standard, as_of, options } = self;
        let answers = standard.assess_batches(dossiers, *as_of, options);
        let schema = answers.schema();
        let batches = answers.flat_map(|table| match table {
            Ok(table) => table.batches().iter().cloned().map(Ok).collect(),
            Err(error) => vec![Err(error)],
        });
        stream::export_batches(schema, Box::new(batches))
    }
}
