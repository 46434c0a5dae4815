//! Things as bytes, for sending between processes and for storage: a mark, a version (u32), a
//! header as JSON with its length in bytes (u64), then columns of numbers; little-endian
//! throughout. What is read is not trusted.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{Code, Error, Place};

/// What bytes begin with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mark {
    pub(crate) mark: &'static [u8; 8],
    pub(crate) version: u32,
    /// What the bytes are, for messages.
    pub(crate) subject: &'static str,
}

impl Mark {
    /// The beginning of bytes, with room for so many more.
    pub(crate) fn write(&self, header: &impl Serialize, more: usize) -> Vec<u8> {
        // Strings, numbers and lists of them: there is nothing that JSON could not hold.
        let header = serde_json::to_vec(header).unwrap_or_default();
        let mut bytes = Vec::with_capacity(20 + header.len() + more);
        bytes.extend_from_slice(self.mark);
        bytes.extend_from_slice(&self.version.to_le_bytes());
        bytes.extend_from_slice(&(header.len() as u64).to_le_bytes());
        bytes.extend_from_slice(&header);
        bytes
    }

    /// The header of bytes, and what comes after it.
    pub(crate) fn read<'a, H: DeserializeOwned>(
        &self,
        bytes: &'a [u8],
    ) -> Result<(H, Reader<'a>), Error> {
        let mut reader = Reader { bytes, at: 0, subject: self.subject };
        let value = self.header(&mut reader)?;
        let header = H::deserialize(&value).map_err(|error| {
            reader.refused(format!("a header that is not one ({error})"), "a header")
        })?;
        Ok((header, reader))
    }

    fn header(&self, reader: &mut Reader<'_>) -> Result<Value, Error> {
        if reader.take(self.mark.len(), "the mark")? != self.mark {
            let expected = format!("those of a {}", self.subject);
            return Err(reader.refused("other bytes", expected));
        }
        let version = u32::from_le_bytes(reader.array("the version")?);
        if version != self.version {
            let expected = format!("version {}", self.version);
            return Err(reader.refused(format!("version {version}"), expected));
        }
        let length = reader.length(1, "the header")?;
        let header = reader.take(length, "the header")?;
        serde_json::from_slice(header).map_err(|error| {
            reader.refused(format!("a header that is not one ({error})"), "a header")
        })
    }
}

/// Reads bytes from the beginning to the end.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    subject: &'static str,
}

impl<'a> Reader<'a> {
    pub(crate) fn refused(&self, found: impl Into<String>, expected: impl Into<String>) -> Error {
        Error::one(Code::Document, self.subject, Place::Whole, found, expected)
    }

    pub(crate) fn take(&mut self, length: usize, what: &str) -> Result<&'a [u8], Error> {
        let end = self.at.checked_add(length);
        match end.and_then(|end| Some((end, self.bytes.get(self.at..end)?))) {
            Some((end, taken)) => {
                self.at = end;
                Ok(taken)
            }
            None => {
                let found = format!("{} bytes, which end too early", self.bytes.len());
                Err(self.refused(found, what))
            }
        }
    }

    fn array<const N: usize>(&mut self, what: &str) -> Result<[u8; N], Error> {
        let taken = self.take(N, what)?;
        <[u8; N]>::try_from(taken).map_err(|_| self.refused("too few bytes", what))
    }

    /// A count of things of `size` bytes, of which there must be enough bytes: a wrong count
    /// must not reserve memory.
    pub(crate) fn length(&mut self, size: usize, what: &str) -> Result<usize, Error> {
        let length = u64::from_le_bytes(self.array(what)?);
        let left = (self.bytes.len() - self.at) / size;
        match usize::try_from(length) {
            Ok(length) if length <= left => Ok(length),
            _ => Err(self.refused(format!("{length} for {what}"), format!("at most {left}"))),
        }
    }

    pub(crate) fn column<const N: usize, T>(
        &mut self,
        length: usize,
        read: impl Fn([u8; N]) -> T,
    ) -> Result<Vec<T>, Error> {
        let bytes = self.take(length.saturating_mul(N), "a column")?;
        let cells = bytes.chunks_exact(N);
        Ok(cells.filter_map(|cell| cell.try_into().ok()).map(read).collect())
    }

    /// All numbers that are left.
    pub(crate) fn numbers(&mut self) -> Result<Vec<f64>, Error> {
        let left = self.bytes.len() - self.at;
        let numbers = self.column(left / 8, f64::from_le_bytes)?;
        self.end()?;
        Ok(numbers)
    }

    /// Checks that nothing is left.
    pub(crate) fn end(&self) -> Result<(), Error> {
        match self.bytes.len() - self.at {
            0 => Ok(()),
            more => Err(self.refused(format!("{more} bytes more"), "the end")),
        }
    }
}
