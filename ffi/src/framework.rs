//! Competency frameworks.

use std::ffi::{CString, c_char};
use std::ptr;

use peerpath::Framework;
use peerpath::competency::CaseOptions;

use crate::error::PeerpathError;
use crate::guard::{guarded, guarded_or};
use crate::handle::{self, Handle};
use crate::status::PeerpathStatus;
use crate::table::PeerpathTable;
use crate::text::{PeerpathText, c_string};

/// A tree of competencies with stable ids, such as `samhsa-2015/I.1`.
///
/// The caller owns it and frees it with `peerpath_framework_free`. It is immutable: any thread may
/// use it, and several at once.
pub struct PeerpathFramework {
    framework: Framework,
    id: CString,
    version: CString,
    title: CString,
}

impl Handle for PeerpathFramework {
    const NAME: &'static str = "PeerpathFramework";
}

impl PeerpathFramework {
    fn new(framework: Framework) -> PeerpathFramework {
        PeerpathFramework {
            id: c_string(framework.id()),
            version: c_string(framework.version()),
            title: c_string(framework.title()),
            framework,
        }
    }

    pub(crate) fn framework(&self) -> &Framework {
        &self.framework
    }
}

/// Finds a framework that is shipped with the library, such as `samhsa-2015`.
///
/// `PEERPATH_UNKNOWN_NAME` where none of this name is shipped; the problem lists those that are.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_framework_builtin(
    name: *const c_char,
    length: usize,
    framework: *mut *mut PeerpathFramework,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let name = call.text("name", name, length)?;
        let framework = call.out("framework", framework)?;
        framework.give(PeerpathFramework::new(Framework::builtin(name)?));
        Ok(())
    })
}

/// Reads a framework from a document, `"format": "peerpath/framework/1"`.
///
/// `PEERPATH_SYNTAX` or `PEERPATH_DOCUMENT` where it is not one, with every problem.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_framework_from_json(
    text: *const c_char,
    length: usize,
    framework: *mut *mut PeerpathFramework,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let text = call.text("text", text, length)?;
        let framework = call.out("framework", framework)?;
        framework.give(PeerpathFramework::new(Framework::from_json(text)?));
        Ok(())
    })
}

/// The id, such as `samhsa-2015`; NULL where `framework` is NULL. Borrowed: valid until the framework
/// is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_framework_id(
    framework: *const PeerpathFramework,
) -> *const c_char {
    guarded_or!(ptr::null(), |call| { Ok(call.handle("framework", framework)?.id.as_ptr()) })
}

/// The version; NULL where `framework` is NULL. Borrowed: valid until the framework is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_framework_version(
    framework: *const PeerpathFramework,
) -> *const c_char {
    guarded_or!(ptr::null(), |call| { Ok(call.handle("framework", framework)?.version.as_ptr()) })
}

/// The title; NULL where `framework` is NULL. Borrowed: valid until the framework is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_framework_title(
    framework: *const PeerpathFramework,
) -> *const c_char {
    guarded_or!(ptr::null(), |call| { Ok(call.handle("framework", framework)?.title.as_ptr()) })
}

/// The framework as a document again. The caller owns the text.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_framework_to_json(
    framework: *const PeerpathFramework,
    json: *mut *mut PeerpathText,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let framework = call.handle("framework", framework)?;
        let json = call.out("json", json)?;
        json.give(PeerpathText::new(framework.framework.to_json()));
        Ok(())
    })
}

/// The competencies as a table, a row for each. The caller owns it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_framework_to_table(
    framework: *const PeerpathFramework,
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let framework = call.handle("framework", framework)?;
        let table = call.out("table", table)?;
        table.give(PeerpathTable::new(framework.framework.to_table()?));
        Ok(())
    })
}

/// The framework as a CASE 1.1 package: `{"document": …, "lost": [text, …]}`. The caller owns the text.
///
/// `options` is JSON: `{"changed": "YYYY-MM-DD", "base": "https://…", "adoption_status": "Adopted",
/// "language": "en"}`, all optional. Identifiers are the same in every export.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_framework_to_case(
    framework: *const PeerpathFramework,
    options: *const c_char,
    options_length: usize,
    json: *mut *mut PeerpathText,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let framework = call.handle("framework", framework)?;
        let options: CaseOptions = call.options("options", options, options_length)?;
        let json = call.out("json", json)?;
        json.give(PeerpathText::new(framework.framework.to_case(&options)?.report_json()));
        Ok(())
    })
}

/// Reads a CASE package (1.0 or 1.1) as a framework, mends what can be mended, and tells it:
/// `repairs` is `{"framework": …, "repairs": [{"place", "found", "taken"}, …], "identifiers": {id: GUID,
/// …}}`. `id` (nullable) is the name that the framework gets. The caller owns both.
///
/// `PEERPATH_SYNTAX` or `PEERPATH_DOCUMENT` where it is not a package.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_framework_from_case(
    text: *const c_char,
    length: usize,
    id: *const c_char,
    id_length: usize,
    framework: *mut *mut PeerpathFramework,
    repairs: *mut *mut PeerpathText,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let text = call.text("text", text, length)?;
        let id = call.optional_text("id", id, id_length)?;
        let framework = call.out("framework", framework)?;
        let repairs = call.out("repairs", repairs)?;
        let reading = Framework::from_case(text, id)?;
        repairs.give(PeerpathText::new(reading.to_json()));
        framework.give(PeerpathFramework::new(reading.framework().clone()));
        Ok(())
    })
}

/// Frees a framework. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_framework_free(framework: *mut PeerpathFramework) {
    guarded_or!((), |_call| {
        handle::free(framework);
        Ok(())
    });
}
