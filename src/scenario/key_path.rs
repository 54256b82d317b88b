use std::fmt::{self, Write as _};

/// Between the segments; no name has control characters, and none sorts before it.
const SEPARATOR: char = '\u{1f}';

/// The dotted path of a key, such as `silent.groups.vocal.audience`.
///
/// One string for all segments: paths are compared and copied more than anything else. They sort segment by segment.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct KeyPath(String);

impl KeyPath {
    /// The path of a catalogue key, which has no quoted segments; empty for the top of the file.
    pub(super) fn plain(dotted: &str) -> Self {
        Self(dotted.split('.').collect::<Vec<_>>().join(SEPARATOR.encode_utf8(&mut [0; 4])))
    }

    /// The path of the key `segment` below this one.
    pub(super) fn with(&self, segment: &str) -> Self {
        let mut path = String::with_capacity(self.0.len() + 1 + segment.len());
        path.push_str(&self.0);
        if !path.is_empty() {
            path.push(SEPARATOR);
        }
        path.push_str(segment);
        Self(path)
    }

    /// The path of the key `dotted` below this one.
    pub(super) fn join(&self, dotted: &str) -> Self {
        dotted.split('.').filter(|segment| !segment.is_empty()).fold(self.clone(), |path, segment| path.with(segment))
    }

    /// Whether it is the top of the file.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Its segments, from the top of the file.
    pub(super) fn segments(&self) -> impl Iterator<Item = &str> {
        self.0.split(SEPARATOR).filter(|segment| !segment.is_empty())
    }

    /// One text for one path, for hashing.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is the key `dotted` of the catalogue, or below that.
    pub(super) fn is_within(&self, dotted: &str) -> bool {
        Below(&self.0).is_within(dotted)
    }

    /// The table or key at the top of the file.
    pub(super) fn first(&self) -> &str {
        self.segments().next().unwrap_or_default()
    }

    /// The path of the table that it stands in.
    pub(super) fn parent(&self) -> Self {
        Self(self.0.rsplit_once(SEPARATOR).map_or(String::new(), |(parent, _)| parent.to_owned()))
    }

    /// The path from the table `prefix`, when it is that table or below.
    pub(super) fn below(&self, prefix: &Self) -> Option<Below<'_>> {
        if prefix.is_empty() {
            return Some(Below(&self.0));
        }
        let rest = self.0.strip_prefix(&prefix.0)?;
        if rest.is_empty() { Some(Below("")) } else { rest.strip_prefix(SEPARATOR).map(Below) }
    }
}

/// A path seen from a table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Below<'a>(&'a str);

impl<'a> Below<'a> {
    /// Whether it is the table itself.
    pub(super) fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    /// Its segments.
    pub(super) fn segments(self) -> impl Iterator<Item = &'a str> {
        self.0.split(SEPARATOR).filter(|segment| !segment.is_empty())
    }

    /// Whether it is the key `dotted` of the catalogue, or below that.
    pub(super) fn is_within(self, dotted: &str) -> bool {
        let mut segments = self.segments();
        dotted.split('.').all(|wanted| segments.next() == Some(wanted))
    }
}

impl fmt::Display for KeyPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, segment) in self.segments().enumerate() {
            if index > 0 {
                f.write_str(".")?;
            }
            f.write_str(&toml_key(segment))?;
        }
        Ok(())
    }
}

/// A key as TOML writes it: bare where that is allowed, else quoted.
pub(super) fn toml_key(segment: &str) -> String {
    let bare = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    if !segment.is_empty() && segment.bytes().all(bare) { segment.to_owned() } else { toml_string(segment) }
}

/// A text as TOML writes it.
pub(super) fn toml_string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // Writing to a String cannot fail.
            control if control.is_control() => drop(write!(out, "\\u{:04X}", u32::from(control))),
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

/// A number as TOML writes a float: the shortest digits that read back as the same number.
pub(super) fn toml_float(number: f64) -> String {
    // `{:?}` always has a point or an exponent, so TOML reads a float again.
    format!("{number:?}")
}
