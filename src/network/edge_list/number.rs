/// A finite number as people write it, with a point or a comma before the decimals.
pub(super) fn any_number(text: &str) -> Option<f64> {
    let digits = text.bytes().any(|byte| byte.is_ascii_digit());
    let value: f64 = match text.split_once(',') {
        None => text.parse().ok(),
        // A point beside a comma: one of them groups thousands, and which is not known.
        Some((whole, decimals)) if !text.contains('.') && decimals.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("{whole}.{decimals}").parse().ok()
        }
        Some(_) => None,
    }?;
    (digits && value.is_finite()).then_some(value)
}

/// A weight: a finite number of at least 0 without leading zeros. In a list of commas `1,234` may be a thousand or little more than one.
pub(super) fn weight(text: &str, comma_separated: bool) -> Option<f64> {
    let grouped = comma_separated
        && text
            .split_once(',')
            .is_some_and(|(whole, decimals)| decimals.len() == 3 && !whole.trim_matches('0').is_empty());
    let value = any_number(text).filter(|_| !grouped && !is_code(text))?;
    (value >= 0.0 && (value as f32).is_finite()).then_some(value)
}

/// Whether a digit follows a zero that counts nothing, as in `0612345678` or `007`: digits that are no number.
pub(super) fn is_code(text: &str) -> bool {
    let digits = text.trim_start_matches(['+', '-']).as_bytes();
    digits.first() == Some(&b'0') && digits.get(1).is_some_and(u8::is_ascii_digit)
}

/// Whether ids are whole numbers below 2^32 - 1 without leading zeros: they are people by number.
pub(super) fn whole_number(text: &str) -> Option<u32> {
    let bytes = text.as_bytes();
    let plain = bytes.iter().all(u8::is_ascii_digit) && (bytes.len() == 1 || bytes.first() != Some(&b'0'));
    if plain { text.parse().ok().filter(|&value| value < u32::MAX) } else { None }
}
