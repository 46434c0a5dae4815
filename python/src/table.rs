//! `peerpath.Table`.

use peerpath::{Code, Error, Place, Table};
use pyo3::exceptions::PyImportError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyList};

use arrow_schema::DataType;

use crate::capsule;
use crate::cells;
use crate::error::{attached, raised, run};
use crate::grid::Grid;
use crate::source::csv_text;
use crate::table_input::TableInput;

/// Named columns of one length: what goes into every estimator and what comes out.
///
/// Every function that takes a table takes a ``Table``, a data frame (anything with
/// ``__arrow_c_stream__`` or ``__arrow_c_array__``: pandas 2.2, polars, pyarrow, DuckDB) or a
/// dict of columns. None of those libraries is needed.
///
/// Parameters
/// ----------
/// table : Table, data frame or dict of columns
///     The values of a column are all numbers, all texts, all booleans, or all dates; ``None``
///     is missing.
///
/// Raises
/// ------
/// PeerpathError
///     With code ``"table"`` and every column whose values are mixed or whose length differs;
///     ``"stream"`` where a data frame cannot be read.
///
/// Examples
/// --------
/// >>> import peerpath as pp
/// >>> table = pp.Table({"person": [1, 1, 2], "month": [0, 7.5, 0],
/// ...                   "state": ["seeking", "peer-job", "seeking"]})
/// >>> table
/// person  month  state
///      1      0  seeking
///      1    7.5  peer-job
///      2      0  seeking
/// [3 rows, 3 columns]
/// >>> table["state"]
/// ['seeking', 'peer-job', 'seeking']
#[pyclass(frozen, name = "Table", module = "peerpath")]
pub(crate) struct PyTable(pub(crate) Table);

/// How many rows are shown unasked.
const SHOWN_ROWS: usize = 12;
const SHOWN_HTML_ROWS: usize = 60;

#[pymethods]
impl PyTable {
    #[new]
    fn new(table: TableInput) -> PyTable {
        PyTable(table.0)
    }

    /// A table from CSV (RFC 4180) with a header row.
    ///
    /// Cells have no type until they are read: a number is asked for, or a date, or a name, and
    /// ``007`` stays ``007`` where it is a name. An empty cell is missing.
    ///
    /// Parameters
    /// ----------
    /// source : str, bytes or path
    ///     The text, or a file. A ``str`` of a single line is a path.
    ///
    /// Returns
    /// -------
    /// Table
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"table"`` and every row that has more or fewer cells than the header;
    ///     ``"file"`` or ``"invalid_text"`` where the file cannot be read.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> pp.Table.from_csv("person,month\n007,0\n")
    /// person  month
    /// 007     0
    /// [1 row, 2 columns]
    #[staticmethod]
    fn from_csv(source: &Bound<'_, PyAny>) -> PyResult<PyTable> {
        let text = csv_text(source)?;
        run(source.py(), || Table::from_csv(&text)).map(PyTable)
    }

    /// The names of the columns, in order.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> pp.Table({"person": [1], "month": [0]}).columns
    /// ['person', 'month']
    #[getter]
    fn columns(&self) -> Vec<String> {
        self.0.column_names().into_iter().map(str::to_owned).collect()
    }

    fn __len__(&self) -> usize {
        self.0.row_count()
    }

    fn __getitem__<'py>(&self, py: Python<'py>, column: &str) -> PyResult<Bound<'py, PyList>> {
        let names = self.0.column_names();
        let Some(index) = names.iter().position(|name| *name == column) else {
            let mut reader = self.0.reader();
            reader.optional_labels(column);
            let refused = reader.finish("table").err().unwrap_or_else(|| {
                Error::one(Code::Table, "table", Place::column(column), "no such column", "another")
            });
            return Err(raised(py, &refused));
        };
        self.list(py, index)
    }

    /// The table as a dict of lists; dates as ``datetime.date``, missing values as ``None``.
    ///
    /// Returns
    /// -------
    /// dict of str to list
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> pp.Table({"person": [1, 2], "month": [0.5, None]}).to_dict()
    /// {'person': [1, 2], 'month': [0.5, None]}
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let columns = PyDict::new(py);
        for (index, name) in self.0.column_names().into_iter().enumerate() {
            columns.set_item(name, self.list(py, index)?)?;
        }
        Ok(columns)
    }

    /// The table as a ``pandas.DataFrame``; dates as ``datetime64``.
    ///
    /// Returns
    /// -------
    /// pandas.DataFrame
    ///
    /// Raises
    /// ------
    /// ImportError
    ///     Where pandas is not installed.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> pp.Table({"month": [0, 12]}).to_pandas()["month"].sum().item()
    /// 12
    fn to_pandas<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let pandas = library(py, "to_pandas", "pandas")?;
        let columns = PyDict::new(py);
        for (index, field) in self.0.schema().fields().iter().enumerate() {
            let list = self.list(py, index)?;
            let column = match field.data_type() {
                DataType::Date32 | DataType::Date64 => {
                    pandas.call_method1("to_datetime", (list,))?
                }
                // Without a value there is nothing that pandas could see the type by.
                DataType::Float64 => series(&pandas, &list, "float64")?,
                DataType::Int64 if list.is_empty() => series(&pandas, &list, "int64")?,
                DataType::Boolean if list.is_empty() => series(&pandas, &list, "bool")?,
                _ => list.into_any(),
            };
            columns.set_item(field.name(), column)?;
        }
        pandas.call_method1("DataFrame", (columns,))
    }

    /// The table as a ``polars.DataFrame``, without a copy.
    ///
    /// Returns
    /// -------
    /// polars.DataFrame
    ///
    /// Raises
    /// ------
    /// ImportError
    ///     Where polars is not installed.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> pp.Table({"month": [0, 12]}).to_polars().shape
    /// (2, 1)
    fn to_polars<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        library(slf.py(), "to_polars", "polars")?.call_method1("DataFrame", (slf,))
    }

    /// The table as a ``pyarrow.Table``, without a copy.
    ///
    /// Returns
    /// -------
    /// pyarrow.Table
    ///
    /// Raises
    /// ------
    /// ImportError
    ///     Where pyarrow is not installed.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> pp.Table({"month": [0, 12]}).to_arrow().num_rows
    /// 2
    fn to_arrow<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        library(slf.py(), "to_arrow", "pyarrow")?.call_method1("table", (slf,))
    }

    /// The table as HTML, all rows, every text escaped.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> "<td" in pp.Table({"month": [0, 12]}).to_html()
    /// True
    fn to_html(&self, py: Python<'_>) -> PyResult<String> {
        Ok(Grid::of(py, &self.0, usize::MAX)?.html())
    }

    /// The table as a LaTeX ``tabular`` with the rules of the package booktabs, every text
    /// escaped.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> print(pp.Table({"std_err": [0.25]}).to_latex())
    /// \begin{tabular}{r}
    /// \toprule
    /// std\_err \\
    /// \midrule
    /// 0.25 \\
    /// \bottomrule
    /// \end{tabular}
    fn to_latex(&self, py: Python<'_>) -> PyResult<String> {
        Ok(Grid::of(py, &self.0, usize::MAX)?.latex())
    }

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        self.html(py)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        self.text(py)
    }

    /// A requested schema is not taken up, as the interface allows: the columns keep their types.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        capsule::stream_capsule(py, &self.0)
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        capsule::schema_capsule(py, &self.0.schema())
    }
}

impl PyTable {
    /// The first rows as aligned text.
    pub(crate) fn text(&self, py: Python<'_>) -> PyResult<String> {
        Ok(Grid::of(py, &self.0, SHOWN_ROWS)?.text())
    }

    /// The first rows as HTML.
    pub(crate) fn html(&self, py: Python<'_>) -> PyResult<String> {
        Ok(Grid::of(py, &self.0, SHOWN_HTML_ROWS)?.html())
    }

    fn list<'py>(&self, py: Python<'py>, index: usize) -> PyResult<Bound<'py, PyList>> {
        attached(py, || {
            let list = PyList::empty(py);
            for batch in self.0.batches() {
                cells::append(&list, batch.column(index))?;
            }
            Ok(list)
        })
    }
}

fn series<'py>(
    pandas: &Bound<'py, PyModule>,
    list: &Bound<'py, PyList>,
    of: &str,
) -> PyResult<Bound<'py, PyAny>> {
    let arguments = PyDict::new(pandas.py());
    arguments.set_item("dtype", of)?;
    pandas.getattr("Series")?.call((list,), Some(&arguments))
}

/// A library that is not required, imported only where it is asked for.
fn library<'py>(py: Python<'py>, call: &str, name: &str) -> PyResult<Bound<'py, PyModule>> {
    py.import(name).map_err(|cause| {
        let error = PyImportError::new_err(format!("{call}() needs {name}: pip install {name}"));
        error.set_cause(py, Some(cause));
        error
    })
}
