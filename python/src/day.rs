//! Days as arguments.

use jiff::civil::Date;
use pyo3::prelude::*;
use pyo3::types::{PyDate, PyDateTime, PyString};

use crate::value::{shown, wrong_argument};

/// A day given as `datetime.date` or as `"YYYY-MM-DD"`. A moment is not a day, save midnight,
/// which is how data frames write days.
pub(crate) fn day(value: &Bound<'_, PyAny>, call: &str, name: &str) -> PyResult<Date> {
    // Not a time is a moment to Python, and unequal to itself.
    let day = if value.ne(value).unwrap_or(true) {
        None
    } else if value.is_instance_of::<PyDateTime>() {
        let moment = value.extract::<jiff::civil::DateTime>().ok();
        moment.filter(|moment| moment.time() == jiff::civil::Time::midnight()).map(Date::from)
    } else if value.is_instance_of::<PyDate>() {
        value.extract::<Date>().ok()
    } else if let Ok(text) = value.cast::<PyString>() {
        let text = text.to_string();
        if text.len() == 10 { text.parse().ok() } else { None }
    } else {
        None
    };
    let expected = "a date that exists, as YYYY-MM-DD or datetime.date";
    day.ok_or_else(|| wrong_argument(value.py(), call, name, shown(value), expected))
}
