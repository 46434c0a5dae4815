//! The catalog of what is shipped.

use peerpath::standard;

use crate::error::PeerpathError;
use crate::guard::guarded;
use crate::status::PeerpathStatus;
use crate::table::PeerpathTable;
use crate::text::PeerpathText;

/// The standards that are shipped with the library, a row for each version: id, version, title,
/// jurisdiction, dates, how well the document was verified. The caller owns the table.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_catalog(
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let table = call.out("table", table)?;
        table.give(PeerpathTable::new(standard::catalog().to_table()?));
        Ok(())
    })
}

/// The same as a JSON list, with the known gaps and the sources besides. The caller owns the text.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_catalog_to_json(
    json: *mut *mut PeerpathText,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let json = call.out("json", json)?;
        json.give(PeerpathText::new(standard::catalog().to_json()));
        Ok(())
    })
}
