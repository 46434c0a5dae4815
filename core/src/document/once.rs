//! JSON text as a value in which no object has a key twice.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use crate::error::{Place, Problems};

/// Reads the value of a text. Of a key that an object has again, the last value is kept, and
/// every one is noted: nobody can know which was meant.
///
/// # Errors
/// Where the text is not JSON.
pub(super) fn read_once(text: &str, problems: &mut Problems) -> serde_json::Result<Value> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = Reading { pointer: &mut String::new(), problems }.deserialize(&mut reader)?;
    reader.end()?;
    Ok(value)
}

struct Reading<'a> {
    pointer: &'a mut String,
    problems: &'a mut Problems,
}

impl Reading<'_> {
    /// Reads what is inside, under a key or at an index.
    fn inside(&mut self, key: &str) -> usize {
        let length = self.pointer.len();
        self.pointer.push('/');
        self.pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
        length
    }

    fn again(&mut self) -> Reading<'_> {
        Reading { pointer: self.pointer, problems: self.problems }
    }
}

impl<'de> DeserializeSeed<'de> for Reading<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Value, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reading<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        loop {
            let length = self.inside(&values.len().to_string());
            let value = items.next_element_seed(self.again())?;
            self.pointer.truncate(length);
            match value {
                Some(value) => values.push(value),
                None => return Ok(Value::Array(values)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut entries: A) -> Result<Value, A::Error> {
        let mut values = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            let length = self.inside(&key);
            let value = entries.next_value_seed(self.again())?;
            if values.contains_key(&key) {
                let place = Place::pointer(self.pointer.as_str());
                self.problems.push(place, format!("the key `{key}` again"), "each key once");
            }
            self.pointer.truncate(length);
            values.insert(key, value);
        }
        Ok(Value::Object(values))
    }
}
