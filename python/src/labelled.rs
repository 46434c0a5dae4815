//! The metadata of columns with labels, as pyreadstat gives it.

use peerpath::competency::LabelledMetadata;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

use crate::value::Options;

/// The metadata of pyreadstat, as core reads it. Codes become text, as JSON has its keys.
pub(crate) fn labelled_metadata(metadata: &Bound<'_, PyAny>) -> PyResult<LabelledMetadata> {
    let py = metadata.py();
    let dict = |name: &str| -> PyResult<Bound<'_, PyDict>> {
        match metadata.getattr_opt(name)? {
            Some(value) => Ok(value.cast_into::<PyDict>()?),
            None => Ok(PyDict::new(py)),
        }
    };
    let labels = PyDict::new(py);
    for (column, codes) in dict("variable_value_labels")? {
        let named = PyDict::new(py);
        for (code, label) in codes.cast_into::<PyDict>()? {
            named.set_item(code.str()?, label.str()?)?;
        }
        labels.set_item(column, named)?;
    }
    let missing = PyDict::new(py);
    for name in ["missing_user_values", "missing_ranges"] {
        for (column, codes) in dict(name)? {
            let list = PyList::empty(py);
            for code in codes.try_iter()? {
                let code = code?;
                match code.cast::<PyDict>() {
                    Ok(range) => {
                        list.append((
                            range.as_any().get_item("lo")?,
                            range.as_any().get_item("hi")?,
                        ))?;
                    }
                    Err(_) => list.append(code)?,
                }
            }
            missing.set_item(column, list)?;
        }
    }
    Options::new(py, "survey")
        .with("column_labels", Some(dict("column_names_to_labels")?.as_any()))
        .with("value_labels", Some(labels.as_any()))
        .with("missing", Some(missing.as_any()))
        .parse()
}
