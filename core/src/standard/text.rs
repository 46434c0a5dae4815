//! Short texts of evidence.

/// A text of an entry. Up to 23 bytes are held in place, so that reading, copying and comparing
/// the kinds, names and ids of which evidence is full allocates nothing; a copy of a longer one
/// shares it.
pub(crate) type Text = smol_str::SmolStr;
