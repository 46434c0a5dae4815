//! What comes out of the search for next steps.

use jiff::civil::Date;
use serde::Serialize;

use crate::standard::report::MissingAmount;
use crate::standard::verdict::Verdict;

/// A cheapest set of actions after which the verdict is met.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NextSteps {
    /// The verdict on the day of assessment.
    pub verdict: Verdict,
    /// What the steps cost together; null where no set of actions makes the verdict met.
    pub cost: Option<f64>,
    /// The first day on which the verdict can be met with these steps: the day of assessment, or the
    /// end of the waiting. How long actions take is not counted.
    pub on: Option<Date>,
    /// The steps: what is waited for, then what is done, in the order of the document. None where the
    /// verdict is met, or cannot be.
    pub steps: Vec<Step>,
    /// Whether no set costs less. False only where the budget ended the search, or where an amount
    /// that is missing in several requirements may be done for them at once.
    pub optimal: bool,
    /// What every set costs at least.
    pub lower_bound: Option<f64>,
    /// How many combinations were looked into.
    pub considered: usize,
    /// The ids of the requirements that stand in the way where no set of actions makes the verdict met:
    /// none of them can be mended, and one of them would have to be; or several depend on them, some
    /// that they be met and some that they be not.
    pub blocked_by: Vec<String>,
}

/// One action.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Step {
    /// The id of the requirement that it makes met (or unmet, within one that negates it).
    pub requirement: String,
    /// What kind of action it is.
    pub kind: StepKind,
    /// What to do, as a phrase.
    pub says: String,
    /// Who has to act, where it is not the applicant: who decides or can waive.
    pub by: Option<String>,
    /// How much is to be done, where that is a number.
    pub amount: Option<MissingAmount>,
    /// What it costs. All waiting is at once and is counted with what is waited for longest.
    pub cost: f64,
    /// Until when to wait.
    pub on: Option<Date>,
}

/// A kind of action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepKind {
    /// Let time pass.
    Wait,
    /// Do what is missing.
    Do,
    /// Record or settle what is unknown.
    Settle,
    /// Record or settle that what is unknown is not so.
    SettleNot,
    /// Have it waived.
    Waiver,
}

impl NextSteps {
    pub(super) fn blocked(
        verdict: Verdict,
        considered: usize,
        blocked_by: Vec<String>,
    ) -> NextSteps {
        NextSteps {
            verdict,
            cost: None,
            on: None,
            steps: Vec::new(),
            optimal: true,
            lower_bound: None,
            considered,
            blocked_by,
        }
    }
}
