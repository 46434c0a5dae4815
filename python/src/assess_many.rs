//! Many dossiers against one standard.

use std::io::Cursor;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use peerpath::standard::{AssessManyOptions, AssessmentBatches, Dossiers};
use peerpath::{Dossier, Error, Standard, Table};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyIterator, PyList, PyString, PyTuple};

use crate::capsule;
use crate::day::day;
use crate::dossier::PyDossier;
use crate::error::{attached, raised, run};
use crate::source::path;
use crate::table::PyTable;
use crate::table_input::TableInput;
use crate::value::{Options, document_text, kind, wrong_argument};

/// What an iterable of Python raised while it was read.
#[derive(Clone, Default)]
struct Raised(Arc<Mutex<Option<PyErr>>>);

impl Raised {
    fn set(&self, error: PyErr) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
    }

    fn check(&self) -> PyResult<()> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take().map_or(Ok(()), Err)
    }
}

/// Many dossiers on their way to a standard.
pub(crate) struct Many {
    standard: Standard,
    dossiers: Dossiers<'static>,
    as_of: jiff::civil::Date,
    options: AssessManyOptions,
    raised: Raised,
}

impl Many {
    pub(crate) fn new(
        standard: &Standard,
        call: &str,
        dossiers: &Bound<'_, PyAny>,
        as_of: &Bound<'_, PyAny>,
        options: Options<'_, '_>,
    ) -> PyResult<Many> {
        let as_of = day(as_of, call, "as_of")?;
        let options = options.parse()?;
        let raised = Raised::default();
        let dossiers = source(call, dossiers, &raised)?;
        Ok(Many { standard: standard.clone(), dossiers, as_of, options, raised })
    }

    /// One table with all the answers.
    pub(crate) fn table(self, py: Python<'_>) -> PyResult<PyTable> {
        let Many { standard, dossiers, as_of, options, raised } = self;
        let table = run(py, || standard.assess_many(dossiers, as_of, &options));
        raised.check()?;
        table.map(PyTable)
    }

    /// The answers, portion by portion.
    pub(crate) fn batches(self) -> PyAssessmentBatches {
        let Many { standard, dossiers, as_of, options, raised } = self;
        let batches = standard.assess_batches(dossiers, as_of, &options);
        PyAssessmentBatches { batches: Mutex::new(Some(batches)), raised }
    }
}

/// Where dossiers come from, by what the argument is.
fn source(
    call: &str,
    object: &Bound<'_, PyAny>,
    raised_by: &Raised,
) -> PyResult<Dossiers<'static>> {
    let py = object.py();
    if let Ok(bytes) = object.cast::<PyBytes>() {
        return Ok(Dossiers::from_json_lines(Cursor::new(bytes.as_bytes().to_vec())));
    }
    if let Ok(text) = object.cast::<PyString>() {
        let text = text.to_cow()?;
        let is_path =
            !text.contains('\n') && !text.trim_start().starts_with('{') && !text.is_empty();
        if !is_path {
            return Ok(Dossiers::from_json_lines(Cursor::new(text.into_owned().into_bytes())));
        }
    }
    if object.is_instance_of::<PyString>() || object.extract::<PathBuf>().is_ok() {
        let file = path(object, call)?;
        return run(py, move || Dossiers::from_json_lines_file(file));
    }
    if let Ok(sections) = object.cast::<PyDict>() {
        let mut tables = Vec::new();
        for (name, table) in sections {
            let Ok(name) = name.extract::<String>() else {
                let found = format!("a table named {}", kind(&name));
                return Err(wrong_argument(py, call, "dossiers", found, "names that are text"));
            };
            tables.push((name, section(&table)?));
        }
        return run(py, || Dossiers::from_tables(tables));
    }
    if let Ok(table) = object.cast::<PyTable>() {
        let table = table.get().0.clone();
        return run(py, move || Dossiers::from_rows(&table));
    }
    if object.hasattr("__arrow_c_stream__")? || object.hasattr("__arrow_c_array__")? {
        let rows = attached(py, || capsule::rows(object))?;
        return run(py, move || Dossiers::from_row_stream(rows));
    }
    let Ok(values) = object.try_iter() else {
        let expected = "JSON Lines as text, bytes or a path, an iterable of dossiers or dicts, a dict of \
                        tables, or a data frame";
        return Err(wrong_argument(py, call, "dossiers", kind(object), expected));
    };
    let each = Each { values: values.unbind(), raised: raised_by.clone() };
    Ok(Dossiers::from_each(each))
}

/// The table of a section: a table, or an iterable of dicts, a row each.
fn section(object: &Bound<'_, PyAny>) -> PyResult<Table> {
    if !object.is_instance_of::<PyList>() && !object.is_instance_of::<PyTuple>() {
        return Ok(object.extract::<TableInput>()?.0);
    }
    let columns = PyDict::new(object.py());
    for (row, entry) in object.try_iter()?.enumerate() {
        for (key, value) in entry?.cast::<PyDict>()? {
            let column = match columns.get_item(&key)? {
                Some(column) => column.cast_into::<PyList>()?,
                None => {
                    let column = PyList::empty(object.py());
                    columns.set_item(&key, &column)?;
                    column
                }
            };
            while column.len() < row {
                column.append(object.py().None())?;
            }
            column.append(value)?;
        }
    }
    let rows = object.len()?;
    for column in columns.values() {
        let column = column.cast_into::<PyList>()?;
        while column.len() < rows {
            column.append(object.py().None())?;
        }
    }
    Ok(columns.into_any().extract::<TableInput>()?.0)
}

/// The dossiers of an iterable, which holds the interpreter only while it gives the next.
struct Each {
    values: Py<PyIterator>,
    raised: Raised,
}

impl Iterator for Each {
    type Item = Result<Dossier, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        Python::attach(|py| {
            let value = match self.values.bind(py).clone().next()? {
                Ok(value) => value,
                Err(error) => {
                    self.raised.set(error);
                    return None;
                }
            };
            if let Ok(dossier) = value.cast::<PyDossier>() {
                return Some(Ok(dossier.get().0.clone()));
            }
            if !value.is_instance_of::<PyDict>() {
                let found = kind(&value);
                let error = Error::argument("dossiers", "dossiers", found, "a Dossier or a dict");
                self.raised.set(raised(py, &error));
                return None;
            }
            match document_text(&value, "dossier") {
                Ok(text) => Some(Dossier::from_json(&text)),
                Err(error) => {
                    self.raised.set(error);
                    None
                }
            }
        })
    }
}

/// The answers of ``Standard.assess_batches``, portion by portion: an iterator of tables.
///
/// Examples
/// --------
/// >>> import peerpath as pp
/// >>> dossiers = ({"format": "peerpath/dossier/1", "person": f"p-{n}"} for n in range(5))
/// >>> nc = pp.Standard.builtin("us-nc/cpss")
/// >>> answers = nc.assess_batches(dossiers, as_of="2026-11-21", batch_rows=2)
/// >>> [len(table) for table in answers]
/// [2, 2, 1]
#[pyclass(frozen, name = "AssessmentBatches", module = "peerpath")]
pub(crate) struct PyAssessmentBatches {
    batches: Mutex<Option<AssessmentBatches<'static>>>,
    raised: Raised,
}

#[pymethods]
impl PyAssessmentBatches {
    fn __iter__(slf: Bound<'_, Self>) -> Bound<'_, Self> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<PyTable>> {
        let Some(mut batches) = self.take(py)? else { return Ok(None) };
        let (table, batches) = run(py, move || Ok((batches.next(), batches)))?;
        self.raised.check()?;
        match table {
            None => Ok(None),
            Some(Err(error)) => Err(raised(py, &error)),
            Some(Ok(table)) => {
                *self.batches.lock().unwrap_or_else(PoisonError::into_inner) = Some(batches);
                Ok(Some(PyTable(table)))
            }
        }
    }

    /// Writes every row that is left to a file, as it is made.
    ///
    /// Parameters
    /// ----------
    /// path : path
    ///     CSV where its name ends in ``.csv``, JSON Lines where it ends in ``.jsonl`` or ``.ndjson``.
    ///
    /// Returns
    /// -------
    /// int
    ///     The number of rows.
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` for a file of another name, ``"file"`` where it cannot be
    ///     written, and as ``Standard.assess_many``; what was written before stays.
    ///
    /// Examples
    /// --------
    /// >>> import pathlib, tempfile
    /// >>> import peerpath as pp
    /// >>> nc = pp.Standard.builtin("us-nc/cpss")
    /// >>> dossiers = [{"format": "peerpath/dossier/1", "person": "a", "born": "2015-05-02"}]
    /// >>> with tempfile.TemporaryDirectory() as folder:
    /// ...     path = pathlib.Path(folder) / "answers.csv"
    /// ...     rows = nc.assess_batches(dossiers, as_of="2026-11-21").write(path)
    /// ...     rows, path.read_text().splitlines()[1].split(",")[:2]
    /// (1, ['a', 'unmet'])
    fn write(&self, path: &Bound<'_, PyAny>) -> PyResult<usize> {
        let py = path.py();
        let file = self::path(path, "write")?;
        let Some(batches) = self.take(py)? else { return Ok(0) };
        let rows = run(py, move || batches.write(file));
        self.raised.check()?;
        rows
    }

    fn __repr__(&self) -> String {
        "AssessmentBatches()".to_owned()
    }
}

impl PyAssessmentBatches {
    fn take(&self, py: Python<'_>) -> PyResult<Option<AssessmentBatches<'static>>> {
        Ok(py.detach(|| self.batches.lock().unwrap_or_else(PoisonError::into_inner).take()))
    }
}
