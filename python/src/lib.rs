//! The Python interface of Peerpath: the module `peerpath._peerpath`, which the package
//! `peerpath` re-exports. It translates and nothing else: one file for each noun of core.
#![allow(clippy::needless_pass_by_value, reason = "Python hands arguments over by value")]
#![allow(missing_docs, reason = "a Python module: its documentation is in the docstrings")]

mod aalen_johansen;
mod agreement;
mod alignment;
mod assess_many;
mod assessment;
mod assessment_summary;
mod capsule;
mod catalog;
mod cells;
mod column;
mod comparison;
mod coverage;
mod cox;
mod crosswalk;
mod ctdl;
mod curriculum;
mod day;
mod dossier;
mod error;
mod fine_gray;
mod framework;
mod grid;
mod group_test;
mod histories;
mod html;
mod labelled;
mod margins;
mod nelson_aalen;
mod open_badge;
mod panel;
mod parametric;
mod profiles;
mod ratings;
mod regression;
mod reliability;
mod renewal;
mod risk_table;
mod role_groups;
mod source;
mod standard;
mod state_space;
mod summaries;
mod survey;
mod survey_summary;
mod table;
mod table_input;
mod transfer;
mod value;
mod warning;
mod watch;

/// The native part of `peerpath`.
#[pyo3::pymodule(gil_used = false)]
mod _peerpath {
    use pyo3::prelude::*;

    #[pymodule_export]
    use crate::aalen_johansen::PyAalenJohansen;
    #[pymodule_export]
    use crate::agreement::{PyAgreement, PyPairwise};
    #[pymodule_export]
    use crate::alignment::alignment;
    #[pymodule_export]
    use crate::assess_many::PyAssessmentBatches;
    #[pymodule_export]
    use crate::assessment::PyAssessment;
    #[pymodule_export]
    use crate::assessment_summary::PyAssessmentSummary;
    #[pymodule_export]
    use crate::catalog::catalog;
    #[pymodule_export]
    use crate::comparison::{PyComparison, compare};
    #[pymodule_export]
    use crate::coverage::PyCoverage;
    #[pymodule_export]
    use crate::cox::PyCox;
    #[pymodule_export]
    use crate::crosswalk::PyCrosswalk;
    #[pymodule_export]
    use crate::ctdl::{PyCtdl, PyCtdlReading};
    #[pymodule_export]
    use crate::curriculum::PyCurriculum;
    #[pymodule_export]
    use crate::dossier::PyDossier;
    #[pymodule_export]
    use crate::error::{codes, panic_deliberately};
    #[pymodule_export]
    use crate::fine_gray::PyFineGray;
    #[pymodule_export]
    use crate::framework::{PyCaseReading, PyFramework};
    #[pymodule_export]
    use crate::group_test::PyGroupTest;
    #[pymodule_export]
    use crate::histories::PyHistories;
    #[pymodule_export]
    use crate::margins::PyPublishedMargins;
    #[pymodule_export]
    use crate::nelson_aalen::PyNelsonAalen;
    #[pymodule_export]
    use crate::open_badge::PyOpenBadgeReading;
    #[pymodule_export]
    use crate::panel::PyPanel;
    #[pymodule_export]
    use crate::parametric::PyParametric;
    #[pymodule_export]
    use crate::profiles::PyProfiles;
    #[pymodule_export]
    use crate::ratings::PyRatings;
    #[pymodule_export]
    use crate::regression::{PyBinomialRegression, binomial_regression};
    #[pymodule_export]
    use crate::reliability::PyReliability;
    #[pymodule_export]
    use crate::renewal::PyRenewal;
    #[pymodule_export]
    use crate::risk_table::PyRiskTable;
    #[pymodule_export]
    use crate::role_groups::{PyCulturalConsensus, PyDisagreement, PyOverlap};
    #[pymodule_export]
    use crate::standard::PyStandard;
    #[pymodule_export]
    use crate::state_space::PyStateSpace;
    #[pymodule_export]
    use crate::summaries::check_summaries;
    #[pymodule_export]
    use crate::survey::PySurvey;
    #[pymodule_export]
    use crate::survey_summary::PySurveySummary;
    #[pymodule_export]
    use crate::table::PyTable;
    #[pymodule_export]
    use crate::transfer::PyTransfer;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        crate::error::keep_panics_quiet();
        module.add("__version__", env!("CARGO_PKG_VERSION"))?;
        // What is public is said once, in the package.
        module.delattr("__all__")
    }
}
