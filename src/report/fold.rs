use crate::text;
use crate::vocabulary::{Language, Text, format_number};

/// A number of people as it stands beside others: one decimal below a hundred, two below one.
pub(in crate::report) fn shown(value: f64) -> (f64, usize) {
    let decimals = match value.abs() {
        size if size >= 99.95 || (size - size.round()).abs() < 0.05 => 0,
        size if size < 0.95 => 2,
        _ => 1,
    };
    let scale = [1.0, 10.0, 100.0][decimals];
    ((value * scale).round() / scale, decimals)
}

/// How many times the larger of two numbers is the smaller: `29-fold`, « d'un facteur 29 ». It is that of the numbers shown,
/// and from a hundred on no more exact than they are. `None` where it is below 1.5, or the smaller is shown as 0.
pub(in crate::report) fn fold(most: f64, least: f64, language: Language) -> Option<Text> {
    let ratio = shown(most).0 / shown(least).0;
    if !ratio.is_finite() || ratio < 1.5 {
        return None;
    }
    if ratio < 99.5 {
        let times = format_number(ratio, 0, language);
        return Some(text!("{times}-fold", "d'un facteur {times}"));
    }
    let mut step = 1.0;
    while ratio / step >= 99.5 {
        step *= 10.0;
    }
    let times = format_number((ratio / step).round() * step, 0, language);
    Some(text!("about {times}-fold", "d'un facteur {times} environ"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ratio_is_that_of_the_numbers_shown() {
        let said = |most, least| fold(most, least, Language::En).map(|text| text.en);
        assert_eq!(said(290.0, 20.666_666).as_deref(), Some("14-fold"));
        // 434 / 1.5 = 289, 434 / 1.4749 = 294.
        assert_eq!(said(434.0, 1.474_858).as_deref(), Some("about 290-fold"));
        assert_eq!((said(1.2, 1.0), said(3.0, 0.0), said(3.0, 0.001)), (None, None, None));
        let french = fold(434.0, 1.474_858, Language::Fr).map(|text| text.fr.replace('’', "'"));
        assert_eq!(french.as_deref(), Some("d'un facteur 290 environ"));
        assert_eq!([434.0, 1.474_858, 15.0, 0.333].map(shown), [(434.0, 0), (1.5, 1), (15.0, 0), (0.33, 2)]);
    }
}
