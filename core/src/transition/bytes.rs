//! Things as bytes, for sending between processes and for storage: a mark and a version (u32),
//! then texts with their length in bytes (u64), counts (u64), and columns of numbers;
//! little-endian throughout. What is read is not trusted.

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
    pub(crate) fn write(&self) -> Writer {
        let mut bytes = self.mark.to_vec();
        bytes.extend_from_slice(&self.version.to_le_bytes());
        Writer { bytes }
    }

    /// What comes after the mark.
    pub(crate) fn read<'a>(&self, bytes: &'a [u8]) -> Result<Reader<'a>, Error> {
        let mut reader = Reader { bytes, at: 0, subject: self.subject };
        if reader.take(self.mark.len(), "the mark")? != self.mark {
            let expected = format!("those of a {}", self.subject);
            return Err(reader.refused("other bytes", expected));
        }
        let version = u32::from_le_bytes(reader.array("the version")?);
        if version != self.version {
            let expected = format!("version {}", self.version);
            return Err(reader.refused(format!("version {version}"), expected));
        }
        Ok(reader)
    }
}

/// Writes bytes from the beginning to the end.
pub(crate) struct Writer {
    pub(crate) bytes: Vec<u8>,
}

impl Writer {
    pub(crate) fn count(&mut self, count: usize) {
        self.bytes.extend_from_slice(&(count as u64).to_le_bytes());
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.count(text.len());
        self.bytes.extend_from_slice(text.as_bytes());
    }

    pub(crate) fn texts(&mut self, texts: &[String]) {
        self.count(texts.len());
        texts.iter().for_each(|text| self.text(text));
    }

    pub(crate) fn numbers(&mut self, numbers: &[f64]) {
        self.bytes.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
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

    /// A count of whatever.
    pub(crate) fn count(&mut self, what: &str) -> Result<u64, Error> {
        self.array(what).map(u64::from_le_bytes)
    }

    /// A count of things of `size` bytes, of which there must be enough bytes: a wrong count
    /// must not reserve memory.
    pub(crate) fn length(&mut self, size: usize, what: &str) -> Result<usize, Error> {
        let length = self.count(what)?;
        let left = (self.bytes.len() - self.at) / size;
        match usize::try_from(length) {
            Ok(length) if length <= left => Ok(length),
            _ => Err(self.refused(format!("{length} for {what}"), format!("at most {left}"))),
        }
    }

    pub(crate) fn text(&mut self, what: &str) -> Result<&'a str, Error> {
        let length = self.length(1, what)?;
        let bytes = self.take(length, what)?;
        str::from_utf8(bytes).map_err(|_| self.refused("no UTF-8", what))
    }

    pub(crate) fn texts(&mut self, what: &str) -> Result<Vec<String>, Error> {
        let count = self.length(8, what)?;
        (0..count).map(|_| self.text(what).map(str::to_owned)).collect()
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
