//! Renewals: where a credential stands in its life.

use std::ffi::{CString, c_char};
use std::ptr;

use jiff::civil::Date;
use peerpath::Renewal;

use crate::date::PeerpathDate;
use crate::error::PeerpathError;
use crate::guard::{guarded, guarded_or};
use crate::handle::{self, Handle};
use crate::status::PeerpathStatus;
use crate::text::{PeerpathText, c_string};

/// Where a credential stands in its life on a day: its standing, the days on which that changes, what
/// renews it and how much of that is still needed, or what reinstates it.
///
/// The caller owns it and frees it with `peerpath_renewal_free`. It is immutable: any thread may use
/// it, and several at once.
pub struct PeerpathRenewal {
    renewal: Renewal,
    explanation: CString,
    status: CString,
}

impl Handle for PeerpathRenewal {
    const NAME: &'static str = "PeerpathRenewal";
}

impl PeerpathRenewal {
    pub(crate) fn new(renewal: Renewal) -> PeerpathRenewal {
        PeerpathRenewal {
            explanation: c_string(&renewal.explain()),
            status: c_string(renewal.status().name()),
            renewal,
        }
    }
}

/// No day.
const NO_DAY: PeerpathDate = PeerpathDate { year: 0, month: 0, day: 0 };

fn date(day: Option<Date>) -> PeerpathDate {
    day.map_or(NO_DAY, |day| PeerpathDate { year: day.year(), month: day.month(), day: day.day() })
}

/// The standing, such as `active`, `renewal-window`, `grace`, `lapsed` or `unknown`; NULL where
/// `renewal` is NULL. Borrowed: valid until the renewal is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_renewal_status(renewal: *const PeerpathRenewal) -> *const c_char {
    guarded_or!(ptr::null(), |call| { Ok(call.handle("renewal", renewal)?.status.as_ptr()) })
}

/// The last day on which the credential is good; `{0, 0, 0}` where it is not known or `renewal` is
/// NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_renewal_expires(renewal: *const PeerpathRenewal) -> PeerpathDate {
    guarded_or!(NO_DAY, |call| { Ok(date(call.handle("renewal", renewal)?.renewal.expires())) })
}

/// The last day on which renewal can be asked for in time; `{0, 0, 0}` where it is not known, where
/// there is none, or `renewal` is NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_renewal_due(renewal: *const PeerpathRenewal) -> PeerpathDate {
    guarded_or!(NO_DAY, |call| { Ok(date(call.handle("renewal", renewal)?.renewal.due())) })
}

/// The renewal in indented text for people, UTF-8 and NUL-terminated; NULL where `renewal` is NULL.
/// Borrowed: valid until the renewal is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_renewal_explain(
    renewal: *const PeerpathRenewal,
) -> *const c_char {
    guarded_or!(ptr::null(), |call| { Ok(call.handle("renewal", renewal)?.explanation.as_ptr()) })
}

/// The renewal as JSON for programs, `"format": "peerpath/renewal/1"`: the same content as the
/// explanation. The caller owns the text.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_renewal_to_json(
    renewal: *const PeerpathRenewal,
    json: *mut *mut PeerpathText,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let handle = call.handle("renewal", renewal)?;
        let json = call.out("json", json)?;
        json.give(PeerpathText::new(handle.renewal.to_json()));
        Ok(())
    })
}

/// Frees a renewal. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_renewal_free(renewal: *mut PeerpathRenewal) {
    guarded_or!((), |_call| {
        handle::free(renewal);
        Ok(())
    });
}
