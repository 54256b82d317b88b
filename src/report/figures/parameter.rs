//! How figures call the numbers of the model, and say their values.

use super::plot;
use super::wording::{amount, currency, cut, money_of};
use crate::figure::{Canvas, Label, Rect, Weight, clean, isolate, palette, whole_words, wrap};
use crate::scenario::{Measure, ParameterName};
use crate::vocabulary::{Language, format_signed, percent};

/// The longest name within a sentence.
const LONGEST: usize = 90;
/// The size of a name at the left of its row.
const ROW: f64 = 20.0;
/// The size of the name of an axis.
const AXIS: f64 = 19.0;
/// The size of a path behind the name of an axis.
const PATH: f64 = 15.0;
/// Sizes of a path below the name of a row, the largest that fits.
const SMALL: [f64; 4] = [14.0, 13.0, 12.0, 11.0];

/// The name within a sentence: `the value of a customer`.
pub(super) fn the(name: &ParameterName, language: Language) -> String {
    cut(name.the(language), LONGEST)
}

/// The name after a `de`: `du nombre de clients servis`.
pub(super) fn of_the(name: &ParameterName, language: Language) -> String {
    cut(&name.of_the(language), LONGEST)
}

/// The name alone: `Value of a customer`.
pub(super) fn label(name: &ParameterName, language: Language) -> String {
    cut(&name.label(language), LONGEST)
}

/// A value with its unit, three digits that matter: `55.6%`, `€250`, `12.5`.
pub(super) fn value(name: &ParameterName, value: f64, currency: &str, language: Language) -> String {
    match name.measure() {
        Measure::Money => money_of(&number(value, language), currency, language),
        Measure::Share | Measure::Plain => tick(name, value, language),
    }
}

/// The same on an axis, whose name says the currency.
pub(super) fn tick(name: &ParameterName, value: f64, language: Language) -> String {
    match name.measure() {
        Measure::Share => percent(&number(100.0 * value, language), language),
        Measure::Money | Measure::Plain => number(value, language),
    }
}

/// Three digits that matter.
fn number(value: f64, language: Language) -> String {
    if value == 0.0 || value.abs() >= 100.0 {
        return amount(value, language);
    }
    let decimals = (2.0 - libm::floor(libm::log10(value.abs()))).clamp(0.0, 6.0) as usize;
    let number = format_signed(value, decimals, language);
    let mark = language.pick(".", ",");
    if number.contains(mark) { number.trim_end_matches('0').trim_end_matches(mark).to_owned() } else { number }
}

/// What stands beside an axis.
pub(super) fn axis(name: &ParameterName, currency_name: &str, language: Language) -> String {
    let label = label(name, language);
    match (name.measure(), currency(currency_name).as_str()) {
        (Measure::Money, unit) if !unit.is_empty() => format!("{label} ({unit})"),
        _ => label,
    }
}

/// The path as it is typed, where it is not the name itself.
fn path(name: &ParameterName) -> Option<String> {
    let path = clean(&name.path);
    (!path.is_empty() && name.has_words()).then(|| isolate(&path))
}

/// The name at the left of its row in as many lines as it needs, smaller before a word is broken; its path below in small
/// letters where there is room.
pub(super) fn row(
    canvas: &mut Canvas,
    (left, width): (f64, f64),
    (middle, tall): (f64, f64),
    (text, name): (&str, Option<&ParameterName>),
) {
    let room = tall - 4.0;
    let most = |size: f64| ((room / Canvas::line_height(size)) as usize).clamp(1, 3);
    let sizes = [ROW, 18.0, 16.0, 14.0, 12.0].map(|size| size.min(0.42 * tall));
    let size = whole_words(text, width, &sizes, Weight::Bold, most);
    let lines = wrap(text, width, size, Weight::Bold, most(size));
    let line = Canvas::line_height(size);
    let block = lines.len() as f64 * line;
    let small = name.and_then(path).and_then(|path| small(&path, width, room - block - 3.0));
    let (paths, small) = small.unwrap_or_default();
    let below = paths.len() as f64 * Canvas::line_height(small) + if paths.is_empty() { 0.0 } else { 3.0 };
    // One line alone stands as high as its bar, several around its middle.
    let mut baseline = middle + 0.35 * size - 0.5 * (block - line + below);
    for text in lines {
        canvas.text(Label::new(text, left, baseline, size).bold().name().within(width));
        baseline += line;
    }
    baseline += Canvas::line_height(small) + 3.0 - line;
    for path in paths {
        canvas.text(Label::new(path, left, baseline, small).colour(palette::QUIET).name());
        baseline += Canvas::line_height(small);
    }
}

/// A path in one line or broken behind a dot into two, whole, with its size; `None` where it has no room.
fn small(path: &str, width: f64, height: f64) -> Option<(Vec<String>, f64)> {
    let fits = |text: &str, size: f64| Weight::Regular.width(text, size) <= width;
    let whole = SMALL.iter().find(|&&size| fits(path, size) && Canvas::line_height(size) <= height);
    if let Some(&size) = whole {
        return Some((vec![path.to_owned()], size));
    }
    SMALL.iter().filter(|&&size| 2.0 * Canvas::line_height(size) <= height).find_map(|&size| {
        let cuts = path.match_indices('.').map(|(place, _)| path.split_at(place + 1));
        let (start, end) = cuts.rev().find(|(start, end)| fits(start, size) && fits(end, size))?;
        Some((vec![start.to_owned(), end.to_owned()], size))
    })
}

/// How much lower an axis needs to be named where its path does not fit behind its name.
pub(super) fn deeper(text: &str, name: &ParameterName, width: f64) -> f64 {
    let fits = path(name).is_none_or(|path| behind(text, &path, width).is_some());
    if fits { 0.0 } else { Canvas::line_height(PATH) }
}

/// Where a path begins behind a name, if it fits there.
fn behind(text: &str, path: &str, width: f64) -> Option<f64> {
    let start = Weight::Bold.width(text, AXIS) + 14.0;
    (start + Weight::Regular.width(path, PATH) <= width).then_some(start)
}

/// Ticks and name below a plot, the path behind the name or under it.
pub(super) fn below(canvas: &mut Canvas, area: Rect, ticks: &[(f64, String)], (text, name): (&str, &ParameterName)) {
    plot::below(canvas, area, ticks, text);
    written(canvas, (area.left, area.bottom + 56.0), area.width(), (text, name));
}

/// The name above a plot, the path behind it where it fits.
pub(super) fn above(canvas: &mut Canvas, place: (f64, f64), width: f64, (text, name): (&str, &ParameterName)) {
    canvas.text(Label::new(text, place.0, place.1, AXIS).bold().name().within(width));
    if path(name).is_some_and(|path| behind(text, &path, width).is_some()) {
        written(canvas, place, width, (text, name));
    }
}

/// The path of a name that stands at a place.
fn written(canvas: &mut Canvas, (left, baseline): (f64, f64), width: f64, (text, name): (&str, &ParameterName)) {
    let Some(path) = path(name) else { return };
    let (x, baseline) = match behind(text, &path, width) {
        Some(start) => (left + start, baseline),
        None => (left, baseline + Canvas::line_height(PATH) + 2.0),
    };
    canvas.text(Label::new(path, x, baseline, PATH).colour(palette::QUIET).name().within(left + width - x));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_have_three_digits_that_matter() {
        let said = |value| number(value, Language::En);
        assert_eq!([0.0, 0.0371, 0.5, 1.0, 12.345, 385.2].map(said), ["0", "0.0371", "0.5", "1", "12.3", "385"]);
        assert_eq!(number(0.25, Language::Fr), "0,25");
    }
}
