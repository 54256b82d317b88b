use crate::figure::{Axis, Canvas, Colour, Label, Paint, Rect, Weight, palette, whole_words, wrap};

/// A dot with intervals and a name: one line of a comparison.
#[derive(Clone, Debug)]
pub(super) struct DotRow {
    /// At the left.
    pub(super) name: String,
    /// Below the name, smaller.
    pub(super) note: String,
    /// Where the dot stands.
    pub(super) value: f64,
    /// A narrow interval, drawn thick.
    pub(super) thick: Option<(f64, f64)>,
    /// A wide interval, drawn thin.
    pub(super) thin: Option<(f64, f64)>,
    /// Above the dot.
    pub(super) said: String,
    /// At the right.
    pub(super) verdict: String,
    /// Colour of dot and intervals.
    pub(super) colour: Colour,
    /// Whether the dot is a ring: told from a full one in grey print too.
    pub(super) hollow: bool,
}

/// Where the columns of a figure of rows stand.
pub(super) struct Columns {
    /// Names.
    pub(super) names: Rect,
    /// Dots.
    pub(super) plot: Rect,
    /// Verdicts.
    pub(super) verdicts: Rect,
}

/// From this height on a row has room for a number above its dot.
const TALL: f64 = 56.0;
/// The largest size of a name.
const LARGEST: f64 = 21.0;
/// No row is taller.
const TALLEST: f64 = 170.0;
const VERDICT: f64 = 18.0;
/// Rows that fit with readable text.
pub(super) const MOST: usize = 10;

/// Divides the room: names, dots and, where a row has one, verdicts; `below` for what stands under the rows.
pub(super) fn columns(room: Rect, rows: &[DotRow], below: f64) -> Columns {
    let narrow = room.width() < 900.0;
    let height = (room.height() - 34.0 - below) / rows.len().max(1) as f64;
    // Where a row has one line, its words need the width.
    let one_line = height < 2.0 * Canvas::line_height(VERDICT);
    let most = if one_line {
        0.34
    } else if narrow {
        0.22
    } else {
        0.26
    } * room.width();
    let verdicts = rows.iter().map(|row| Weight::Bold.width(&row.verdict, VERDICT)).fold(0.0, f64::max).min(most);
    let names =
        rows.iter().map(|row| Weight::Bold.width(&row.name, LARGEST).max(Weight::Regular.width(&row.note, 16.0)));
    let names = names.fold(0.0, f64::max).clamp(100.0, 0.3 * room.width());
    let area = room.inset(0.0, 34.0, 0.0, below);
    let tall = (area.height() / rows.len().max(1) as f64).min(TALLEST);
    // Few rows stand in the middle of the room, not at its top.
    let spare = area.height() - tall * rows.len().max(1) as f64;
    let top = area.top + 0.35 * spare;
    let area = Rect { top, bottom: top + tall * rows.len().max(1) as f64, ..area };
    let end = area.right - if verdicts > 0.0 { verdicts + 24.0 } else { 0.0 };
    Columns {
        names: Rect::new(area.left, area.top, area.left + names, area.bottom),
        plot: Rect::new(area.left + names + 40.0, area.top, end - 30.0, area.bottom),
        verdicts: Rect::new(end, area.top, area.right, area.bottom),
    }
}

/// The smallest and the largest value of any row.
pub(super) fn extent(rows: &[DotRow]) -> (f64, f64) {
    let ends = rows.iter().flat_map(|row| {
        [Some((row.value, row.value)), row.thick, row.thin]
            .into_iter()
            .flatten()
            .filter(|(low, high)| low.is_finite() && high.is_finite())
    });
    ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), (from, to)| (low.min(from), high.max(to)))
}

/// Draws the rows, evenly spaced; no number stands on the upright `line`.
pub(super) fn draw(canvas: &mut Canvas, columns: &Columns, axis: Axis, rows: &[DotRow], line: Option<f64>) {
    let tall = columns.plot.height() / rows.len().max(1) as f64;
    let size = if tall >= TALL { LARGEST } else { (0.5 * tall).clamp(11.0, 19.0) };
    for (index, row) in rows.iter().enumerate() {
        let y = columns.plot.top + (index as f64 + 0.5) * tall;
        if index > 0 {
            let rule = y - tall / 2.0;
            canvas.line((columns.names.left, rule), (columns.verdicts.right, rule), Paint::stroke(palette::GRID, 1.0));
        }
        let level = if tall >= TALL { y + 0.12 * tall } else { y };
        intervals(canvas, row, axis, level, tall);
        if tall >= TALL {
            said(canvas, columns, row, axis, (level, size, tall), line);
        } else {
            said_beside(canvas, columns, row, axis, (y, size), line);
        }
        name(canvas, columns.names, row, y, size, tall);
        verdict(canvas, columns.verdicts, row, y, tall);
    }
}

/// How often better, the same, worse: in up to three lines.
fn verdict(canvas: &mut Canvas, area: Rect, row: &DotRow, y: f64, tall: f64) {
    // Smaller before it is cut.
    let sizes = [VERDICT, 16.0, 14.0, 12.0, 11.0].map(|size| size.min(0.5 * tall));
    let most = |size: f64| ((tall - 4.0) / Canvas::line_height(size)).clamp(1.0, 3.0) as usize;
    let size = whole_words(&row.verdict, area.width(), &sizes, Weight::Bold, most);
    let line = Canvas::line_height(size);
    let lines = wrap(&row.verdict, area.width(), size, Weight::Bold, most(size));
    let first = y + 0.35 * size - (lines.len() as f64 - 1.0) * line / 2.0;
    for (index, text) in lines.into_iter().enumerate() {
        let label = Label::new(text, area.right, first + index as f64 * line, size).ending().bold();
        canvas.text(label.colour(row.colour));
    }
}

fn intervals(canvas: &mut Canvas, row: &DotRow, axis: Axis, y: f64, tall: f64) {
    let scale = (tall / 70.0).clamp(0.45, 1.0);
    for (interval, width) in [(row.thin, 3.0), (row.thick, 11.0)] {
        if let Some((low, high)) = interval {
            canvas.line((axis.at(low), y), (axis.at(high), y), Paint::stroke(row.colour, width * scale));
        }
    }
    let (x, radius) = (axis.at(row.value), 7.5 * scale);
    if row.hollow {
        canvas.disc(x, y, radius, Paint::fill(palette::PAPER).outlined(row.colour, 2.6));
    } else {
        canvas.disc(x, y, radius + 1.0, Paint::fill(row.colour).outlined(palette::PAPER, 1.6));
    }
}

/// The number above its dot, pushed in where it would leave the column.
fn said(
    canvas: &mut Canvas,
    columns: &Columns,
    row: &DotRow,
    axis: Axis,
    (y, size, tall): (f64, f64, f64),
    line: Option<f64>,
) {
    let label =
        Label::new(row.said.as_str(), axis.at(row.value), y - 0.19 * tall - 2.0, size.min(0.36 * tall)).bold().halo();
    let label = label.within(columns.plot.width() + 50.0);
    let half = label.width() / 2.0;
    let (first, last) = (columns.plot.left - 30.0, columns.plot.right + 26.0);
    let x = label.x.min(last - half).max(first + half);
    let Some(line) = line.filter(|line| (x - line).abs() < half + 5.0) else {
        canvas.text(Label { x, ..label }.centred());
        return;
    };
    // Beside the line, on the side of the dot where there is room for it, else where there is more.
    let (before, after) = (line - 6.0 - first, last - line - 6.0);
    let fits = |room: f64| 2.0 * half <= room;
    let right = (label.x > line && fits(after)) || (!fits(before) && after > before);
    if right {
        canvas.text(Label { x: line + 6.0, ..label }.within(after));
    } else {
        canvas.text(Label { x: line - 6.0, ..label }.ending().within(before));
    }
}

/// The number at the right of its interval, at the left where there is no room.
fn said_beside(
    canvas: &mut Canvas,
    columns: &Columns,
    row: &DotRow,
    axis: Axis,
    (y, size): (f64, f64),
    line: Option<f64>,
) {
    let (low, high) = row.thin.or(row.thick).unwrap_or((row.value, row.value));
    let label = Label::new(row.said.as_str(), axis.at(high.max(row.value)) + 14.0, y + 0.35 * size, size).bold().halo();
    let struck = |label: &Label| line.is_some_and(|line| (label.area().left..=label.area().right).contains(&line));
    if label.area().right <= columns.plot.right + 26.0 && !struck(&label) {
        canvas.text(label);
        return;
    }
    let end = axis.at(low.min(row.value)) - 14.0;
    if let Some(line) = line.filter(|_| struck(&Label { x: end, ..label.clone() }.ending())) {
        canvas.text(Label { x: line + 6.0, ..label });
        return;
    }
    canvas.text(Label { x: end, ..label }.ending().within(end - columns.plot.left + 30.0));
}

fn name(canvas: &mut Canvas, area: Rect, row: &DotRow, y: f64, size: f64, tall: f64) {
    let note = if tall >= TALL && !row.note.is_empty() { 16.0 } else { 0.0 };
    let room = tall - if note > 0.0 { Canvas::line_height(note) + 10.0 } else { 0.0 };
    let most = |size: f64| if 2.0 * Canvas::line_height(size) + 2.0 <= room { 2 } else { 1 };
    // Smaller before a word is broken or it is cut.
    let sizes = [size, size.min(18.0), size.min(16.0), size.min(14.0), size.min(12.0)];
    let size = whole_words(&row.name, area.width(), &sizes, Weight::Bold, most);
    let lines = wrap(&row.name, area.width(), size, Weight::Bold, most(size));
    let line = Canvas::line_height(size);
    let block = lines.len() as f64 * line + if note > 0.0 { Canvas::line_height(note) } else { 0.0 };
    let mut baseline = y - block / 2.0 + 0.8 * line;
    for text in lines {
        canvas.text(Label::new(text, area.left, baseline, size).bold().name());
        baseline += line;
    }
    if note > 0.0 {
        let label = Label::new(row.note.as_str(), area.left, baseline - line + Canvas::line_height(note) + 3.0, note);
        canvas.text(label.colour(palette::QUIET).name().within(area.width()));
    }
}

/// Ticks and grid lines below the rows; `text` says a tick.
pub(super) fn scale(canvas: &mut Canvas, plot: Rect, axis: Axis, text: &dyn Fn(f64) -> String) {
    let widest = axis.ticks(6).into_iter().map(|tick| Weight::Regular.width(&text(tick), 18.0)).fold(40.0, f64::max);
    let mut end = f64::NEG_INFINITY;
    for tick in axis.ticks((plot.width() / (1.5 * widest)).clamp(1.0, 8.0) as usize) {
        let x = axis.at(tick);
        canvas.line((x, plot.top), (x, plot.bottom), Paint::stroke(palette::GRID, 1.0));
        let label = Label::new(text(tick), x, plot.bottom + 29.0, 18.0).centred().colour(palette::QUIET).tick();
        let area = label.area();
        if area.left > end + 10.0 && canvas.page.area().contains(area) {
            end = area.right;
            canvas.text(label);
        }
    }
}
