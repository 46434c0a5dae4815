//! JSON values from and to Python: documents that are dicts, and keyword arguments.

use peerpath::document::parse_value;
use peerpath::{Code, Error, Place, Problems};
use pyo3::Borrowed;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDate, PyDateTime, PyDict, PyFloat, PyInt, PyList, PyString, PyTuple};
use serde_json::{Map, Number, Value};

use crate::error::raised;

/// How deep a value may be nested, as in JSON text: beyond it lie lists that hold themselves.
const DEEPEST: usize = 127;

/// The keyword arguments of a call. Core checks them; here they only become JSON.
pub(crate) struct Options<'a, 'py> {
    py: Python<'py>,
    call: &'a str,
    values: Map<String, Value>,
    problems: Problems,
}

impl<'a, 'py> Options<'a, 'py> {
    pub(crate) fn new(py: Python<'py>, call: &'a str) -> Options<'a, 'py> {
        Options { py, call, values: Map::new(), problems: Problems::new() }
    }

    /// Adds an argument; one that is `None` is left to core's default.
    pub(crate) fn with(mut self, name: &str, value: Option<&Bound<'py, PyAny>>) -> Self {
        if let Some(value) = value {
            let place = || Place::argument(name);
            let value = json(value, &place, &mut self.problems, 0);
            self.values.insert(name.to_owned(), value);
        }
        self
    }

    /// Adds an argument of which None is a choice.
    pub(crate) fn given(mut self, name: &str, value: &Given<'py>) -> Self {
        if let Given::Value(value) = value {
            if value.is_none() {
                self.values.insert(name.to_owned(), Value::Null);
            } else {
                return self.with(name, Some(value));
            }
        }
        self
    }

    /// An argument that is a number, of any library; what core says of NaN and infinity stands.
    pub(crate) fn number(&mut self, name: &str, value: &Bound<'py, PyAny>) -> f64 {
        value.extract().unwrap_or_else(|_| {
            self.problems.push(Place::argument(name), shown(value), "a number");
            f64::NAN
        })
    }

    /// Ends reading arguments one by one.
    pub(crate) fn finish(self) -> PyResult<()> {
        let refused = self.problems.finish(Code::Argument, self.call);
        refused.map_err(|error| raised(self.py, &error))
    }

    /// The options that core reads.
    pub(crate) fn parse<T>(self) -> PyResult<T>
    where
        T: peerpath::document::Described,
    {
        let refused = self.problems.finish(Code::Argument, self.call);
        let parsed = refused
            .and_then(|()| parse_value(&Value::Object(self.values), self.call, Code::Argument));
        parsed.map_err(|error| raised(self.py, &error))
    }
}

/// An argument for which None is a choice of its own, other than the default.
pub(crate) enum Given<'py> {
    Default,
    Value(Bound<'py, PyAny>),
}

impl<'py> FromPyObject<'_, 'py> for Given<'py> {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Given<'py>> {
        Ok(Given::Value(object.to_owned()))
    }
}

/// The JSON text of a document given as a dict.
pub(crate) fn document_text(document: &Bound<'_, PyAny>, subject: &str) -> PyResult<String> {
    let mut problems = Problems::new();
    let value = json(document, &|| Place::pointer(""), &mut problems, 0);
    match problems.finish(Code::Document, subject) {
        Ok(()) => Ok(value.to_string()),
        Err(error) => Err(raised(document.py(), &error)),
    }
}

/// A Python value as JSON. What JSON cannot hold is noted.
pub(crate) fn json(
    value: &Bound<'_, PyAny>,
    place: &dyn Fn() -> Place,
    problems: &mut Problems,
    depth: usize,
) -> Value {
    if value.is_none() {
        Value::Null
    } else if depth > DEEPEST {
        problems.push(place(), "values nested too deeply", format!("at most {DEEPEST} levels"));
        Value::Null
    } else if let Ok(flag) = value.cast::<PyBool>() {
        Value::Bool(flag.is_true())
    } else if let Ok(text) = value.cast::<PyString>() {
        match text.to_cow() {
            Ok(text) => Value::String(text.into_owned()),
            Err(_) => {
                problems.push(place(), "text with half a surrogate pair", "text");
                Value::Null
            }
        }
    } else if let Ok(dict) = value.cast::<PyDict>() {
        object(dict, place, problems, depth)
    } else if value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>() {
        list(value, place, problems, depth)
    } else if value.is_instance_of::<PyDate>() && !value.is_instance_of::<PyDateTime>() {
        value.str().map_or(Value::Null, |text| Value::String(text.to_string()))
    } else if let Some(plain) = plain(value) {
        json(&plain, place, problems, depth + 1)
    } else if let Some(number) = number(value) {
        number.unwrap_or_else(|| {
            problems.push(place(), shown(value), "a finite number");
            Value::Null
        })
    } else if !value.hasattr("__float__").unwrap_or(false) && value.try_iter().is_ok() {
        list(value, place, problems, depth)
    } else {
        problems.push(place(), kind(value), "text, a number, true, false, a list or a dict");
        Value::Null
    }
}

fn object(
    dict: &Bound<'_, PyDict>,
    place: &dyn Fn() -> Place,
    problems: &mut Problems,
    depth: usize,
) -> Value {
    let mut members = Map::new();
    for (key, value) in dict {
        let Ok(name) =
            key.cast::<PyString>().map_err(drop).and_then(|key| key.to_cow().map_err(drop))
        else {
            problems.push(place(), format!("the key {}", shown(&key)), "keys that are text");
            continue;
        };
        let inner = || inside(place(), &name);
        members.insert(name.clone().into_owned(), json(&value, &inner, problems, depth + 1));
    }
    Value::Object(members)
}

fn list(
    values: &Bound<'_, PyAny>,
    place: &dyn Fn() -> Place,
    problems: &mut Problems,
    depth: usize,
) -> Value {
    let Ok(values) = values.try_iter() else { return Value::Null };
    let members = values.enumerate().filter_map(|(index, value)| {
        let inner = || inside(place(), &index.to_string());
        match value {
            Ok(value) => Some(json(&value, &inner, problems, depth + 1)),
            Err(error) => {
                problems.push(inner(), format!("an exception: {error}"), "a value");
                None
            }
        }
    });
    Value::Array(members.collect())
}

/// The place of a member of what is at a place.
fn inside(place: Place, member: &str) -> Place {
    match place {
        Place::Pointer(pointer) => {
            Place::Pointer(format!("{pointer}/{}", member.replace('~', "~0").replace('/', "~1")))
        }
        other => other,
    }
}

/// The Python values in an array or a scalar of numpy or another library.
pub(crate) fn plain<'py>(value: &Bound<'py, PyAny>) -> Option<Bound<'py, PyAny>> {
    if value.is_instance_of::<PyInt>() || value.is_instance_of::<PyFloat>() {
        return None;
    }
    value.getattr("tolist").and_then(|tolist| tolist.call0()).ok()
}

/// A number, of Python or of another library; `Some(None)` where JSON cannot hold it.
fn number(value: &Bound<'_, PyAny>) -> Option<Option<Value>> {
    if let Ok(integer) = value.extract::<i64>() {
        return Some(Some(Value::from(integer)));
    }
    if value.is_instance_of::<PyInt>() {
        return Some(value.extract::<u64>().ok().map(Value::from));
    }
    if !value.is_instance_of::<PyFloat>() && !value.hasattr("__float__").unwrap_or(false) {
        return None;
    }
    let number = value.extract::<f64>().ok()?;
    Some(Number::from_f64(number).map(Value::Number))
}

/// What kind of thing a value is, for an error.
pub(crate) fn kind(value: &Bound<'_, PyAny>) -> String {
    value
        .get_type()
        .name()
        .map_or_else(|_| "a value".to_owned(), |name| format!("a value of type {name}"))
}

/// A value as Python writes it.
pub(crate) fn shown(value: &Bound<'_, PyAny>) -> String {
    value.repr().map_or_else(|_| kind(value), |text| text.to_string())
}

/// A JSON value as Python's dicts, lists, texts and numbers.
pub(crate) fn to_python<'py>(py: Python<'py>, value: &Value) -> PyResult<Bound<'py, PyAny>> {
    Ok(match value {
        Value::Null => py.None().into_bound(py),
        Value::Bool(flag) => PyBool::new(py, *flag).to_owned().into_any(),
        Value::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(number), _) => number.into_pyobject(py)?.into_any(),
            (_, Some(number)) => number.into_pyobject(py)?.into_any(),
            _ => number.as_f64().into_pyobject(py)?,
        },
        Value::String(text) => PyString::new(py, text).into_any(),
        Value::Array(values) => {
            let list = PyList::empty(py);
            for value in values {
                list.append(to_python(py, value)?)?;
            }
            list.into_any()
        }
        Value::Object(members) => {
            let dict = PyDict::new(py);
            for (name, value) in members {
                dict.set_item(name, to_python(py, value)?)?;
            }
            dict.into_any()
        }
    })
}

/// An error about an argument of a call.
pub(crate) fn wrong_argument(
    py: Python<'_>,
    call: &str,
    name: &str,
    found: String,
    expected: &str,
) -> PyErr {
    raised(py, &Error::argument(call, name, found, expected))
}

/// JSON text that core wrote, as a dict.
pub(crate) fn json_object<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyDict>> {
    let value: Value = serde_json::from_str(text).map_err(|error| {
        let found = error.to_string();
        raised(py, &Error::one(Code::Internal, "result", Place::Whole, found, "JSON"))
    })?;
    Ok(to_python(py, &value)?.cast_into()?)
}

/// An argument that is a list of numbers, or one number.
pub(crate) fn numbers(value: &Bound<'_, PyAny>, call: &str, name: &str) -> PyResult<Vec<f64>> {
    if let Ok(number) = value.extract::<f64>() {
        return Ok(vec![number]);
    }
    let listed = value.try_iter().ok().filter(|_| !value.is_instance_of::<PyString>());
    let Some(values) = listed else {
        return Err(wrong_argument(value.py(), call, name, shown(value), "a list of numbers"));
    };
    let mut reading = Options::new(value.py(), call);
    let mut read = Vec::new();
    for value in values {
        read.push(reading.number(name, &value?));
    }
    reading.finish()?;
    Ok(read)
}
