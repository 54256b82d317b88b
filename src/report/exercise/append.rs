use std::fmt::{Arguments, Write};

/// Adds to a text what is formatted; memory takes every letter.
pub(super) fn add(out: &mut String, text: Arguments<'_>) {
    let _ = out.write_fmt(text);
}
