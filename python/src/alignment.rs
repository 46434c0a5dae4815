//! `peerpath.alignment`.

use peerpath::Standard;
use peerpath::standard::AlignmentOptions;
use pyo3::prelude::*;

use crate::error::run;
use crate::standard::PyStandard;
use crate::table::PyTable;
use crate::value::Options;

/// Holds standards against a model of what they should ask for, criterion by criterion.
///
/// ``"met"``: the standard asks for what the model says; ``"exceeded"``: for more than the most,
/// or for what should not be asked for; ``"short"``: for less than the least; ``"silent"``: its
/// document has nothing about it; ``"undecided"``: that could not be told.
///
/// Parameters
/// ----------
/// standards : iterable of Standard, optional
///     The whole catalog by default.
/// model : str, default "samhsa-2023"
/// form : {"long", "wide"}, default "long"
///     A row for each standard and criterion, or a row for each standard and a column for each
///     criterion.
///
/// Returns
/// -------
/// Table
///     In the long form ``standard``, ``version``, ``criterion``, ``title``, ``status``,
///     ``theirs``, ``model``, ``requirements``, ``cite``, ``confidence``, ``model_cite``,
///     ``model_confidence``, ``note``.
///
/// Raises
/// ------
/// PeerpathError
///     With code ``"unknown_name"`` where there is no such model.
///
/// Examples
/// --------
/// >>> import peerpath as pp
/// >>> table = pp.alignment([pp.Standard.builtin("us-va/cprs")])
/// >>> row = table["criterion"].index("MS2.a")
/// >>> table["status"][row], table["theirs"][row]
/// ('exceeded', '72 h of training (approved)')
#[pyfunction]
#[pyo3(signature = (standards=None, *, model=None, form=None))]
pub(crate) fn alignment<'py>(
    py: Python<'py>,
    standards: Option<&Bound<'py, PyAny>>,
    model: Option<&Bound<'py, PyAny>>,
    form: Option<&Bound<'py, PyAny>>,
) -> PyResult<PyTable> {
    let options: AlignmentOptions =
        Options::new(py, "alignment").with("model", model).with("form", form).parse()?;
    let mut given: Vec<Standard> = Vec::new();
    if let Some(standards) = standards {
        for standard in standards.try_iter()? {
            given.push(standard?.cast::<PyStandard>()?.get().standard().clone());
        }
    }
    run(py, || peerpath::standard::alignment(&given, &options.model)?.table(&options)).map(PyTable)
}
