//! How to look for profiles.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::SUBJECT;
use super::em::MOST_CLASSES;
use crate::document::described;
use crate::error::{Code, Error, Place, Problems};

described! { ProfilesColumns = "profiles-columns", ProfilesOptions = "profiles-options" }

/// The columns of numbers by which to look for profiles.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ProfilesColumns {
    /// Their names.
    pub items: Vec<String>,
}

/// How to look for profiles.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ProfilesOptions {
    /// The numbers of classes to fit, each from 1 to 16. Default 1 to 5.
    pub classes: Vec<u32>,
    /// What a rating is in a class. Default `gaussian`.
    pub model: ProfileModel,
    /// Whether an item has one variance in all classes or one in each; of the Gaussian model.
    /// Default `equal`.
    pub variances: Variances,
    /// How many random starts each number of classes has. Default 50.
    pub starts: u32,
    /// How many of them are run to the end: those that are most likely after a few steps. Default a
    /// fifth, and 10 or more.
    pub finalists: Option<u32>,
    /// What starts are drawn by. Default 1.
    pub seed: u64,
    /// The least variance of an item in a class, as a share of the item's variance. Default 0.01.
    pub variance_floor: f64,
    /// At most how many threads work; the result does not depend on it. Default: as many as the
    /// machine has.
    pub threads: Option<usize>,
}

impl Default for ProfilesOptions {
    fn default() -> ProfilesOptions {
        ProfilesOptions {
            classes: (1..=5).collect(),
            model: ProfileModel::Gaussian,
            variances: Variances::Equal,
            starts: 50,
            finalists: None,
            seed: 1,
            variance_floor: 0.01,
            threads: None,
        }
    }
}

/// What a rating is in a class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ProfileModel {
    /// A number, normally distributed: latent profile analysis.
    #[default]
    Gaussian,
    /// An answer with a probability: latent class analysis.
    Categorical,
}

/// Which variances may differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Variances {
    /// Each item has one variance, the same in all classes.
    #[default]
    Equal,
    /// Each item has a variance in each class.
    Free,
}

impl ProfilesOptions {
    /// Refuses options that cannot be meant.
    pub(super) fn check(&self) -> Result<(), Error> {
        let mut problems = Problems::new();
        if self.classes.is_empty() {
            problems.push(Place::argument("classes"), "none", "a number of classes, or more");
        }
        for classes in &self.classes {
            if *classes == 0 || *classes as usize > MOST_CLASSES {
                let expected = format!("1 to {MOST_CLASSES}");
                problems.push(Place::argument("classes"), classes.to_string(), expected);
            }
        }
        if self.starts == 0 {
            problems.push(Place::argument("starts"), "0", "1 or more");
        }
        if self.finalists == Some(0) {
            problems.push(Place::argument("finalists"), "0", "1 or more");
        }
        if !(self.variance_floor > 0.0 && self.variance_floor < 1.0) {
            let expected = "a share between 0 and 1";
            problems.push(
                Place::argument("variance_floor"),
                self.variance_floor.to_string(),
                expected,
            );
        }
        if self.threads == Some(0) {
            problems.push(Place::argument("threads"), "0", "1 or more");
        }
        problems.finish(Code::Argument, SUBJECT)
    }
}
