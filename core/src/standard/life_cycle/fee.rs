//! What is to be paid.

use super::answer::Answer;
use super::document::{Fee, FeeOccasion};
use super::report::FeeReport;
use super::status::Status;

impl Answer<'_> {
    /// The fees of the next step from a standing.
    pub(super) fn fees(&self, status: Status) -> Vec<FeeReport> {
        let occasions: &[FeeOccasion] = match status {
            Status::None | Status::Applied => &[FeeOccasion::Application],
            Status::Provisional => &[FeeOccasion::Extension],
            Status::Active | Status::RenewalWindow | Status::Overdue | Status::Probation => {
                &[FeeOccasion::Renewal]
            }
            Status::Grace => &[FeeOccasion::Renewal, FeeOccasion::Late],
            Status::Lapsed | Status::Inactive => &[FeeOccasion::Reinstatement],
            _ => &[],
        };
        let fees = occasions.iter().flat_map(|&occasion| self.fees_for(occasion));
        fees.map(FeeReport::of).collect()
    }

    /// The fees for one occasion: of those that depend on the length of the lapse the last
    /// that is due.
    fn fees_for(&self, occasion: FeeOccasion) -> Vec<&Fee> {
        let fees = self.life_cycle.rules.fees.iter().filter(|fee| fee.occasion == occasion);
        match occasion {
            FeeOccasion::Late | FeeOccasion::Reinstatement => {
                let begun = |fee: &&Fee| match (fee.over, self.last()) {
                    (None, _) => true,
                    (Some(over), Some(last)) => {
                        over.after(last).is_some_and(|day| day < self.as_of)
                    }
                    (Some(_), None) => false,
                };
                let passed = |fee: &&Fee| {
                    let last = self.last().unwrap_or(self.as_of);
                    fee.over.map_or(Some(last), |over| over.after(last))
                };
                fees.filter(begun).max_by_key(passed).into_iter().collect()
            }
            _ => fees.collect(),
        }
    }
}

impl FeeReport {
    fn of(fee: &Fee) -> FeeReport {
        FeeReport {
            occasion: fee.occasion,
            amount: fee.amount,
            currency: fee.currency.clone().unwrap_or_else(|| "USD".to_owned()),
            note: fee.note.clone(),
        }
    }
}
