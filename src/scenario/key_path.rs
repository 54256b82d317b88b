use std::fmt::{self, Write as _};

/// The dotted path of a key, such as `silent.groups.vocal.audience`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct KeyPath(pub(super) Vec<String>);

impl KeyPath {
    /// The path of a catalogue key, which has no quoted segments.
    pub(super) fn plain(dotted: &str) -> Self {
        Self(dotted.split('.').map(str::to_owned).collect())
    }

    /// The path of the key `segment` below this one.
    pub(super) fn with(&self, segment: &str) -> Self {
        let mut segments = Vec::with_capacity(self.0.len() + 1);
        segments.extend_from_slice(&self.0);
        segments.push(segment.to_owned());
        Self(segments)
    }

    /// The path of the key `dotted` below this one.
    pub(super) fn join(&self, dotted: &str) -> Self {
        dotted.split('.').fold(self.clone(), |path, segment| path.with(segment))
    }

    pub(super) fn starts_with(&self, prefix: &[String]) -> bool {
        self.0.starts_with(prefix)
    }
}

impl fmt::Display for KeyPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, segment) in self.0.iter().enumerate() {
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
