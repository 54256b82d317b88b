use crate::report::shortest;

/// A text as TOML spells it.
pub(super) fn quoted(text: &str) -> String {
    toml::Value::String(text.replace(['\n', '\r'], " ")).to_string()
}

/// A share to six digits, which is more than any data knows.
pub(super) fn share(value: f64) -> String {
    let value = value.clamp(0.0, 1.0);
    shortest(format!("{value:.5e}").parse().unwrap_or(value))
}

/// The first line of every fragment: by it the program knows its own.
pub(super) const MARK: &str = "# rumeur fit";
