//! Comparing two rules that look at evidence.

use std::any::Any;

use jiff::civil::Date;
use serde_json::Value;

use super::keys::{Keys, Order, Ordered};
use crate::standard::rule::{
    Absent, Age, Attest, Credits, Decide, DocumentOnFile, Duration, Education, Employer,
    EventOnFile, ExamPassed, Fee, Holds, Hours, Kind, References, Residence, ScreeningClear,
};

/// Calls a function of two rules of one kind, or of one rule, with their own type.
macro_rules! with_kind {
    ($($kind:ident),*) => {
        /// How two rules compare. Rules of different kinds, or of a kind that is not known
        /// here, are not decided. `home` says whether both are of standards of one credential.
        pub(crate) fn order(first: &dyn Kind, second: &dyn Kind, home: bool) -> Order {
            let (one, other): (&dyn Any, &dyn Any) = (first, second);
            $(if let (Some(one), Some(other)) = (one.downcast_ref(), other.downcast_ref()) {
                return Keys::compare::<$kind>(one, other, home);
            })*
            let mut order = Order { related: first.name() == second.name(), ..Order::default() };
            if order.related {
                order.undecided.push(format!("rules on `{}`", first.name()));
            }
            order
        }

        /// Parts of dossiers that barely meet a rule.
        pub(crate) fn examples(kind: &dyn Kind, day: Date) -> Vec<Value> {
            let kind: &dyn Any = kind;
            $(if let Some(kind) = kind.downcast_ref::<$kind>() {
                return kind.examples(day);
            })*
            Vec::new()
        }

        /// Parts of dossiers that are in the way of a rule.
        pub(crate) fn spoilers(kind: &dyn Kind, day: Date) -> Vec<Value> {
            let kind: &dyn Any = kind;
            $(if let Some(kind) = kind.downcast_ref::<$kind>() {
                return kind.spoilers(day);
            })*
            Vec::new()
        }
    };
}

with_kind!(
    Absent,
    Age,
    Attest,
    Credits,
    Decide,
    DocumentOnFile,
    Duration,
    Education,
    Employer,
    ExamPassed,
    EventOnFile,
    Fee,
    Holds,
    Hours,
    References,
    Residence,
    ScreeningClear
);
