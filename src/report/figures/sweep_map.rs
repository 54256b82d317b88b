use super::parameter;
use super::sweep::{SweepFigure, SweepPoint};
use crate::figure::{Canvas, Colour, Label, Paint, Rect, Weight, palette};
use crate::scenario::ParameterName;
use crate::text;
use crate::vocabulary::Language;

/// More values of a parameter are thinned out evenly.
const MOST: usize = 40;
const NUMBER: f64 = 19.0;
const SMALLEST: f64 = 12.0;
const TICK: f64 = 18.0;
const KEY: f64 = 19.0;
/// Between cells.
const GAP: f64 = 2.0;
/// The darkest fill on which dark numbers can be read.
const MIDDLE: Colour = Colour(122, 172, 212);

/// The points of a sweep of two parameters as they stand in a map.
struct Grid<'a> {
    /// The values of the first parameter, from left to right.
    across: Vec<f64>,
    /// The values of the second, from bottom to top.
    up: Vec<f64>,
    points: &'a [SweepPoint],
}

impl<'a> Grid<'a> {
    fn new(points: &'a [SweepPoint]) -> Self {
        let values = |place: usize| thinned(&values_of(points, place));
        Self { across: values(0), up: values(1), points }
    }

    fn mean(&self, column: usize, row: usize) -> Option<f64> {
        let wanted = [self.across.get(column)?, self.up.get(row)?];
        let point = self.points.iter().find(|point| point.values.iter().zip(wanted).all(|(own, wanted)| own == wanted));
        point.map(|point| point.mean)
    }
}

/// The values of one parameter, ascending.
fn values_of(points: &[SweepPoint], place: usize) -> Vec<f64> {
    let mut values: Vec<f64> = points.iter().filter_map(|point| point.values.get(place).copied()).collect();
    values.sort_by(f64::total_cmp);
    values.dedup();
    values
}

/// At most [`MOST`] of the values, both ends in.
fn thinned(values: &[f64]) -> Vec<f64> {
    if values.len() <= MOST {
        return values.to_vec();
    }
    (0..MOST).map(|place| values[place * (values.len() - 1) / (MOST - 1)]).collect()
}

impl SweepFigure {
    /// The parameters of a map of which not all values have room: how many have, of how many.
    pub(super) fn thinned_out(&self) -> Vec<(&ParameterName, usize, usize)> {
        let names = self.names.iter().enumerate().filter(|_| self.names.len() == 2);
        let counted = names.map(|(place, name)| (name, MOST, values_of(&self.points, place).len()));
        counted.filter(|(_, shown, all)| all > shown).collect()
    }

    /// Two parameters: a cell for each point, the darker the more, with its mean where that can be read, and a line between
    /// the cells that lie on different sides of the scenario as it is.
    pub(super) fn map(&self, canvas: &mut Canvas, room: Rect, language: Language) {
        let grid = Grid::new(&self.points);
        let (columns, rows) = (grid.across.len(), grid.up.len());
        let [first, second] = &self.names[..] else { return };
        if columns == 0 || rows == 0 {
            return;
        }
        let widest = |values: &[f64]| {
            let widths =
                values.iter().map(|&value| Weight::Regular.width(&parameter::tick(second, value, language), TICK));
            widths.fold(30.0, f64::max).min(120.0)
        };
        let key = self.map_key(canvas, room, language);
        let [below, above] = [first, second].map(|name| parameter::axis(name, &self.measured.currency, language));
        let deeper = parameter::deeper(&below, first, room.width() - 150.0);
        let area = room.inset(widest(&grid.up) + 18.0, key + 36.0, 4.0, 66.0 + deeper);
        let (wide, tall) = (area.width() / columns as f64, area.height() / rows as f64);
        let cell = |column: usize, row: usize| {
            let left = area.left + column as f64 * wide;
            let bottom = area.bottom - row as f64 * tall;
            Rect { left, top: bottom - tall, right: left + wide, bottom }
        };
        let said = |mean: f64| self.measured.say(mean, language);
        let size = self.number_size(&grid, (wide, tall), language);
        let (low, high) = self.means();
        let darkest = if size.is_some() { MIDDLE } else { palette::DEEP };
        for row in 0..rows {
            for column in 0..columns {
                let Some(mean) = grid.mean(column, row) else { continue };
                let share = if high > low { (mean - low) / (high - low) } else { 0.0 };
                let fill = shade(share, darkest);
                let half = if wide.min(tall) > 8.0 { GAP / 2.0 } else { 0.0 };
                let area = cell(column, row);
                canvas.rectangle(area.inset(half, half, half, half), Paint::fill(fill));
                if let Some(size) = size {
                    let label = Label::new(said(mean), area.middle_x(), area.middle_y() + 0.35 * size, size);
                    canvas.text(label.centred());
                }
            }
        }
        self.border(canvas, &grid, &cell);
        let tick = |column: usize| (cell(column, 0).middle_x(), parameter::tick(first, grid.across[column], language));
        let ticks: Vec<(f64, String)> = (0..columns).map(tick).collect();
        parameter::below(canvas, area, &ticks, (&below, first));
        let stride = (Canvas::line_height(TICK) / tall).ceil().max(1.0) as usize;
        for row in (0..rows).step_by(stride) {
            let text = parameter::tick(second, grid.up[row], language);
            let label = Label::new(text, area.left - 12.0, cell(0, row).middle_y() + 6.0, TICK).ending().tick();
            canvas.text(label.colour(palette::QUIET).within(area.left - 12.0 - room.left));
        }
        parameter::above(canvas, (room.left, area.top - 14.0), room.width(), (&above, second));
    }

    fn means(&self) -> (f64, f64) {
        let means = self.points.iter().map(|point| point.mean);
        means.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), mean| (low.min(mean), high.max(mean)))
    }

    /// What pale and dark mean, and the line; gives the height of it.
    fn map_key(&self, canvas: &mut Canvas, room: Rect, language: Language) -> f64 {
        let (low, high) = self.means();
        let (low, high) = (self.measured.say(low, language), self.measured.say(high, language));
        let mut words = text!("pale: {low}; dark: {high}", "clair : {low} ; foncé : {high}").into_string(language);
        if let Some(baseline) = self.baseline.filter(|_| self.is_divided()) {
            let mean = self.measured.say(baseline, language);
            words +=
                &text!("; thick line: the scenario as it is, {mean}", " ; trait épais : le scénario tel quel, {mean}")
                    .into_string(language);
        }
        let label = Label::new(words, room.left, room.top + 14.0, KEY).colour(palette::QUIET);
        let last = canvas.paragraph(&label, room.width(), 2);
        last - room.top + 8.0
    }

    /// The size at which every mean fits into its cell; `None` where none does.
    fn number_size(&self, grid: &Grid<'_>, (wide, tall): (f64, f64), language: Language) -> Option<f64> {
        let means =
            (0..grid.up.len()).flat_map(|row| (0..grid.across.len()).filter_map(move |column| grid.mean(column, row)));
        let widest =
            means.map(|mean| Weight::Regular.width(&self.measured.say(mean, language), NUMBER)).fold(1.0, f64::max);
        let size = NUMBER.min(NUMBER * (wide - 14.0) / widest).min(0.55 * tall);
        (size >= SMALLEST).then_some(size)
    }

    /// The line between cells on different sides of the scenario as it is.
    fn border(&self, canvas: &mut Canvas, grid: &Grid<'_>, cell: &dyn Fn(usize, usize) -> Rect) {
        let Some(baseline) = self.baseline.filter(|_| self.is_divided()) else { return };
        let is_above = |column: usize, row: usize| grid.mean(column, row).map(|mean| mean > baseline);
        let paint = Paint::stroke(palette::ACCENT, 4.0);
        for row in 0..grid.up.len() {
            for column in 0..grid.across.len() {
                let (own, area) = (is_above(column, row), cell(column, row));
                let differs = |other: Option<bool>| own.zip(other).is_some_and(|(own, other)| own != other);
                if differs(is_above(column + 1, row)) {
                    canvas.line((area.right, area.top), (area.right, area.bottom), paint);
                }
                if differs(is_above(column, row + 1)) {
                    canvas.line((area.left, area.top), (area.right, area.top), paint);
                }
            }
        }
    }
}

/// From pale to the darkest, evenly.
fn shade(share: f64, darkest: Colour) -> Colour {
    const PALE: Colour = Colour(238, 245, 251);
    if darkest == MIDDLE {
        PALE.mix(MIDDLE, share)
    } else if share < 0.5 {
        PALE.mix(palette::BLUE, 2.0 * share)
    } else {
        palette::BLUE.mix(darkest, 2.0 * share - 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_can_be_read_on_every_shade_that_has_them() {
        for step in 0..=20 {
            let fill = shade(f64::from(step) / 20.0, MIDDLE);
            assert!(fill.contrast(palette::INK) >= 4.5, "{fill}");
        }
    }

    #[test]
    fn many_values_are_thinned_out_with_both_ends() {
        let values: Vec<f64> = (0..=100).map(f64::from).collect();
        let few = thinned(&values);
        assert_eq!((few.len(), few[0], few[MOST - 1]), (MOST, 0.0, 100.0));
        assert_eq!(thinned(&values[..3]), [0.0, 1.0, 2.0]);
    }
}
