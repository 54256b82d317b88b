//! What figures of lines share: the scale at the left, ticks below, and a key above.

use super::wording::Ticks;
use crate::figure::{Axis, Canvas, Colour, Label, Paint, Rect, palette};
use crate::vocabulary::Language;

/// The size of ticks.
const TICK: f64 = 18.0;
/// The size of the names of axes and of the key.
const NAME: f64 = 19.0;
/// The length of a line in the key.
const SAMPLE: f64 = 34.0;

/// How a line is drawn; dashes tell it from others in grey print too.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stroke {
    pub(super) colour: Colour,
    pub(super) width: f64,
    pub(super) dash: Option<f64>,
}

impl Stroke {
    pub(super) const fn solid(colour: Colour, width: f64) -> Self {
        Self { colour, width, dash: None }
    }

    pub(super) const fn dashed(colour: Colour, width: f64, dash: f64) -> Self {
        Self { colour, width, dash: Some(dash) }
    }

    pub(super) fn paint(self) -> Paint {
        Paint { dash: self.dash, ..Paint::stroke(self.colour, self.width) }
    }
}

/// An upright axis that holds all values: from 0 where they come near it, else from below the smallest.
pub(super) fn upright(values: impl IntoIterator<Item = f64>, area: Rect) -> Axis {
    let (low, high) = values
        .into_iter()
        .filter(|value| value.is_finite())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    if low > high {
        return Axis::linear(0.0, 1.0, area.bottom, area.top);
    }
    let spread = (high - low).max(0.1 * high.abs().max(low.abs()));
    let near_nothing = |end: f64| end.abs() < spread;
    let low = if low >= 0.0 && near_nothing(low) { 0.0 } else { low - 0.12 * spread };
    let high = if high <= 0.0 && near_nothing(high) { 0.0 } else { high + 0.08 * spread };
    Axis::linear(low, high, area.bottom, area.top)
}

/// The grid with its numbers at the left of `area`, and the name of the axis above; gives the right end of the name.
pub(super) fn heights(canvas: &mut Canvas, area: Rect, axis: Axis, name: &str, left: f64, language: Language) -> f64 {
    let ticks = Ticks::new(axis.high().max(-axis.low()), language);
    let many = ((area.height() / 44.0) as usize).clamp(1, 8);
    for tick in axis.ticks(many) {
        let y = axis.at(tick);
        let paint = if tick == 0.0 { Paint::stroke(palette::LINE, 1.4) } else { Paint::stroke(palette::GRID, 1.2) };
        canvas.line((area.left, y), (area.right, y), paint);
        let label = Label::new(ticks.say(tick, language), area.left - 12.0, y + 5.0, TICK).ending().tick();
        canvas.text(label.colour(palette::QUIET).within(area.left - 12.0 - left));
    }
    let label = Label::new(ticks.name(name, language), left, area.top - 20.0, NAME).bold().name();
    let label = label.within(area.right - left);
    let end = label.area().right;
    canvas.text(label);
    end
}

/// Numbers below `area`, those that have room, and the name of the axis under them.
pub(super) fn below(canvas: &mut Canvas, area: Rect, ticks: &[(f64, String)], name: &str) {
    let mut end = f64::NEG_INFINITY;
    for (x, text) in ticks {
        let label = Label::new(text.as_str(), *x, area.bottom + 27.0, TICK).centred().colour(palette::QUIET).tick();
        let room = label.area();
        if room.left > end + 10.0 && canvas.page.area().contains(room) {
            end = room.right;
            canvas.text(label);
        }
    }
    canvas.text(Label::new(name, area.left, area.bottom + 56.0, NAME).bold().name().within(area.width()));
}

/// The room at the left of a plot that the numbers of an axis need.
pub(super) fn margin(axis: Axis, language: Language) -> f64 {
    let ticks = Ticks::new(axis.high().max(-axis.low()), language);
    let width = |tick: f64| Label::new(ticks.say(tick, language), 0.0, 0.0, TICK).width();
    axis.ticks(8).into_iter().map(width).fold(36.0, f64::max).min(150.0) + 14.0
}

/// A line of a key.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    stroke: Stroke,
    text: String,
    is_name: bool,
}

impl Entry {
    /// The name of a line: it stays in an exercise without numbers.
    pub(super) fn name(stroke: Stroke, text: String) -> Self {
        Self { stroke, text, is_name: true }
    }

    /// What is said of a line with its number.
    pub(super) fn said(stroke: Stroke, text: String) -> Self {
        Self { stroke, text, is_name: false }
    }
}

/// The key of lines, in as many rows as it needs, from `room.top` on; gives the height of it.
pub(super) fn key(canvas: &mut Canvas, room: Rect, entries: &[Entry]) -> f64 {
    const ROW: f64 = 29.0;
    let (mut x, mut row) = (room.left, 0.0);
    for Entry { stroke, text, is_name } in entries {
        let label = Label::new(text.as_str(), 0.0, 0.0, NAME).colour(ink(stroke.colour));
        let label = if *is_name { label.name() } else { label };
        let label = label.within(room.width() - SAMPLE - 10.0);
        let width = SAMPLE + 10.0 + label.width() + 30.0;
        if x > room.left && x + width - 30.0 > room.right {
            (x, row) = (room.left, row + 1.0);
        }
        let baseline = room.top + 16.0 + row * ROW;
        canvas.line((x, baseline - 6.0), (x + SAMPLE, baseline - 6.0), stroke.paint());
        canvas.text(Label { x: x + SAMPLE + 10.0, baseline, ..label });
        x += width;
    }
    if entries.is_empty() { 0.0 } else { (row + 1.0) * ROW }
}

/// A text of this colour can be read on paper.
fn ink(colour: Colour) -> Colour {
    if colour.contrast(palette::PAPER) >= 4.5 { colour } else { palette::INK }
}

/// A line through points.
pub(super) fn line(canvas: &mut Canvas, points: &[(f64, f64)], stroke: Stroke) {
    match points {
        [] => {}
        [only] => canvas.disc(only.0, only.1, 2.0 + stroke.width, Paint::fill(stroke.colour)),
        _ => canvas.path(crate::figure::Outline::line(points), stroke.paint()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_upright_axis_begins_at_nothing_where_values_come_near_it() {
        let area = Rect::new(0.0, 0.0, 10.0, 100.0);
        let ends = |values: &[f64]| {
            let axis = upright(values.iter().copied(), area);
            (axis.low(), axis.high())
        };
        assert_eq!(ends(&[2.0, 5.0]).0, 0.0);
        assert_eq!(ends(&[-5.0, -2.0]).1, 0.0);
        let (low, high) = ends(&[1000.0, 1010.0]);
        assert!(low > 900.0 && high > 1010.0, "{low} {high}");
        assert!(ends(&[-4.0, 6.0]).0 < -4.0);
        assert_eq!(ends(&[]), (0.0, 1.0));
        assert!(ends(&[0.0]).1 > 0.0);
    }
}
