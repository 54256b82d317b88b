use crate::vocabulary::{Language, format_percent};

/// A share for reading: never 0 % or 100 % where it is neither.
pub(in crate::report) fn share(value: f64, language: Language) -> String {
    let bound = |sign: &str, edge: f64| format!("{sign}\u{a0}{}", format_percent(edge, 1, language));
    match value {
        v if v <= 0.0 => format_percent(0.0, 0, language),
        v if v >= 1.0 => format_percent(1.0, 0, language),
        v if v < 0.001 => bound("<", 0.001),
        v if v > 0.999 => bound(">", 0.999),
        v if !(0.01..0.99).contains(&v) => format_percent(v, 1, language),
        v => format_percent(v, 0, language),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{En, Fr};

    #[test]
    fn a_share_that_is_not_whole_is_never_rounded_to_none_or_all() {
        assert_eq!(share(0.365, En), "37%");
        assert_eq!(share(0.9999, En), ">\u{a0}99.9%");
        assert_eq!(share(0.0032, Fr), "0,3\u{202f}%");
        assert_eq!(share(1e-9, En), "<\u{a0}0.1%");
        assert_eq!(share(0.0, Fr), "0\u{202f}%");
    }
}
