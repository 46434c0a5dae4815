//! The catalog of what is shipped.

use crate::error::PeerpathError;
use crate::guard::guarded;
use crate::status::PeerpathStatus;
use crate::table::PeerpathTable;
use crate::text::PeerpathText;

/// The standards and frameworks that are shipped with the library, a row for each version: kind,
/// id, version, title, jurisdiction, dates, how well the document was verified, and how many of
/// the things one would want to know are known. The caller owns the table.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_catalog(
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let table = call.out("table", table)?;
        table.give(PeerpathTable::new(peerpath::catalog().to_table()?));
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
        json.give(PeerpathText::new(peerpath::catalog().to_json()));
        Ok(())
    })
}
