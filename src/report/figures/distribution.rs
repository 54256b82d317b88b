use super::wording::{Ticks, amount, cell, currency, money, share, subject};
use super::{Figure, FigureError, FigureKind, FigureTable, Interval, Material};
use crate::figure::{Axis, Canvas, Colour, Label, Outline, Paint, Rect, Weight, flags, palette};
use crate::model::Origin;
use crate::vocabulary::{Language, Metric, Unit};

/// How often each value of a metric occurs, and how many cases stay below each value.
#[derive(Clone, Debug, PartialEq)]
pub struct DistributionFigure {
    /// What is counted.
    pub metric: Metric,
    /// The currency of money metrics.
    pub currency: String,
    /// Replicates by value, ascending and without overlap.
    pub bins: Vec<Interval>,
    /// Mean.
    pub mean: f64,
    /// Lower decile.
    pub p10: f64,
    /// Median.
    pub p50: f64,
    /// Upper decile.
    pub p90: f64,
    /// A value known from elsewhere: the 317.
    pub mark: Option<Mark>,
}

/// A value to look out for.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Mark {
    /// The value.
    pub value: f64,
    /// Share of the cases that reach it.
    pub share: f64,
}

/// The share of the cases that may lie beyond the right end.
const TAIL: f64 = 0.005;
/// At most so many bars.
const BARS: usize = 64;
const FLAG: f64 = 20.0;

struct Pole {
    value: f64,
    text: String,
    colour: Colour,
    strong: bool,
}

/// People who know for each complaint, by the famous count, and those of them who heard it.
const FAMOUS: [(Metric, f64); 2] = [(Metric::Aware, 317.0), (Metric::Reach, 290.0)];

impl DistributionFigure {
    /// From the tables: the metric asked for, else how many know.
    pub(super) fn of(material: &Material<'_>) -> Result<Self, FigureError> {
        let metric = material.metric.unwrap_or(Metric::Aware);
        let numbers = material.numbers.metric(metric).ok_or(FigureError::Undefined(metric))?;
        let bins = material.numbers.bins.iter().filter(|bin| bin.0 == metric).map(|bin| bin.1);
        let mut distribution = Self {
            metric,
            currency: material.scenario.currency.clone(),
            bins: bins.collect(),
            mean: numbers.mean,
            p10: numbers.p10,
            p50: numbers.p50,
            p90: numbers.p90,
            mark: None,
        };
        // The famous number is one of complaints: it means nothing where they are not what was seen.
        if let Origin::Complaints { complaints, .. } = material.parameters().customers.origin {
            let each = FAMOUS.into_iter().find(|famous| famous.0 == metric).map(|famous| famous.1);
            distribution.mark = each.map(|each| {
                let value = each * complaints as f64;
                Mark { value, share: distribution.reaching(value) }
            });
        }
        Ok(distribution)
    }

    pub(super) fn cases(&self) -> f64 {
        self.bins.iter().map(|bin| bin.count).sum()
    }

    /// How far the bar of a value begins before it: whole numbers stand in the middle of theirs.
    fn half(&self) -> f64 {
        if self.metric.is_count() { 0.5 } else { 0.0 }
    }

    /// The left end of the axis.
    pub(super) fn low(&self) -> f64 {
        let first = self.bins.first().map_or(0.0, |bin| bin.from);
        // A metric that begins near 0, or hardly varies, is shown from 0.
        let narrow = self.high() - first < 0.02 * self.high() || self.bins.len() == 1;
        if first > 0.0 && (first < 0.5 * self.high() || narrow) { 0.0 } else { first - self.half() }
    }

    /// The end of the last bar.
    pub(super) fn high(&self) -> f64 {
        self.bins.last().map_or(1.0, |bin| bin.to - self.half())
    }

    /// The largest value that may have occurred.
    fn largest(&self) -> f64 {
        self.high() - self.half()
    }

    /// The first and the last value of a bin.
    pub(super) fn span(&self, bin: &Interval) -> (f64, f64) {
        (bin.from, bin.to - 2.0 * self.half())
    }

    /// The value below which all but a share of the cases stay.
    pub(super) fn beyond(&self, tail: f64) -> f64 {
        let mut left = tail * self.cases();
        for bin in self.bins.iter().rev() {
            left -= bin.count;
            if left < 0.0 {
                return bin.to;
            }
        }
        self.high()
    }

    pub(super) fn value(&self, value: f64, language: Language) -> String {
        match self.metric.unit() {
            Unit::Currency => money(value, &self.currency, language),
            _ => amount(value, language),
        }
    }

    /// The share of the cases that reach `value`, a bin taken as even.
    pub(super) fn reaching(&self, value: f64) -> f64 {
        let above = |bin: &Interval| {
            let part = (bin.to - value) / (bin.to - bin.from);
            bin.count * if part.is_finite() { part.clamp(0.0, 1.0) } else { f64::from(u8::from(bin.from >= value)) }
        };
        let cases = self.cases();
        if cases > 0.0 { self.bins.iter().map(above).sum::<f64>() / cases } else { 0.0 }
    }

    /// What there is to say where nearly all cases are alike; `None` where they are not.
    pub(super) fn constant(&self, language: Language) -> Option<String> {
        let (subject, value) = (subject(self.metric, language), self.value(self.p50, language));
        (self.value(self.p10, language) == self.value(self.p90, language)).then(|| match language {
            Language::En => format!("{subject}: {value} in nearly every case"),
            Language::Fr => format!("{subject}\u{a0}: {value} dans presque tous les cas"),
        })
    }

    /// The metric, with the currency where it is money.
    fn axis_name(&self, language: Language) -> String {
        match self.metric.unit() {
            Unit::Currency => format!("{} ({})", subject(self.metric, language), currency(&self.currency)),
            _ => subject(self.metric, language),
        }
    }

    fn poles(&self, language: Language) -> Vec<Pole> {
        let pole = |name: &str, value: f64, strong: bool| Pole {
            value,
            text: format!("{name} {}", self.value(value, language)),
            colour: if strong { palette::INK } else { palette::QUIET },
            strong,
        };
        let mean = language.pick("mean", "moyenne");
        let mut poles = vec![pole(mean, self.mean, true)];
        if self.p10 == self.p90 {
            poles.push(pole(language.pick("p10 to p90", "p10 à p90"), self.p50, true));
        } else {
            poles.push(pole("p10", self.p10, false));
            poles.push(pole(language.pick("median", "médiane"), self.p50, true));
            poles.push(pole("p90", self.p90, false));
        }
        if let Some(mark) = self.mark {
            let (mut value, part) = (self.value(mark.value, language), share(mark.share, language));
            // The mark is the mean of the classic: one pole says both.
            if (self.mean - mark.value).abs() < 0.005 * (self.high() - self.low()) {
                poles.retain(|pole| !pole.text.starts_with(mean));
                let own = self.value(self.mean, language);
                value = if own == value { format!("{mean} {own}") } else { format!("{value} ({mean} {own})") };
            }
            let text = match language {
                Language::En => format!("{value}: reached in {part} of the cases"),
                Language::Fr => format!("{value}\u{a0}: atteint dans {part} des cas"),
            };
            poles.push(Pole { value: mark.value, text, colour: palette::ACCENT, strong: true });
        }
        poles.sort_by(|a, b| a.value.total_cmp(&b.value));
        poles
    }

    /// The bars drawn: neighbouring bins together where there are too many.
    fn bars(&self, high: f64) -> Vec<Interval> {
        let shown: Vec<Interval> = self.bins.iter().copied().filter(|bin| bin.from < high).collect();
        let together = shown.len().div_ceil(BARS).max(1);
        let join = |bins: &[Interval]| Interval {
            from: bins[0].from,
            to: bins[bins.len() - 1].to,
            count: bins.iter().map(|bin| bin.count).sum(),
        };
        shown.chunks(together).map(join).collect()
    }
}

/// The axis from `low` to `high`, longer at the right end where a flag would leave the room.
pub(super) fn axis_with_flags(low: f64, high: f64, room: Rect, flags: impl Iterator<Item = (f64, f64)>) -> Axis {
    let width = room.width();
    let needed = flags
        .filter(|&(value, _)| value <= high)
        .map(|(value, flag)| low + (value - low) * width / (width - flag).max(0.25 * width))
        .fold(high, f64::max);
    Axis::linear(low, needed, room.left, room.right)
}

impl Figure for DistributionFigure {
    fn kind(&self) -> FigureKind {
        FigureKind::Distribution
    }

    fn finding(&self, language: Language) -> String {
        let (mean, half, tenth) =
            (self.value(self.mean, language), self.value(self.p50, language), self.value(self.p90, language));
        let subject = subject(self.metric, language);
        if let Some(sentence) = self.constant(language) {
            return sentence;
        }
        let skewed = self.mean > 1.15 * self.p50;
        match language {
            Language::En => format!(
                "{subject}: {mean} on average, {} half of the cases stay at {half} or below and one in ten reaches {tenth}",
                if skewed { "but" } else { "and" }
            ),
            Language::Fr => format!(
                "{subject}\u{a0}: {mean} en moyenne, {} la moitié des cas ne dépasse pas {half} et un sur dix atteint {tenth}",
                if skewed { "mais" } else { "et" }
            ),
        }
    }

    fn description(&self, language: Language) -> String {
        let poles: Vec<String> = self.poles(language).into_iter().map(|pole| pole.text).collect();
        let (label, list) = (self.metric.label(language), poles.join(", "));
        match language {
            Language::En => format!("Histogram and cumulative curve of {label}; {list}."),
            Language::Fr => format!("Histogramme et courbe cumulée\u{a0}: {label}\u{202f}; {list}."),
        }
    }

    fn draw(&self, canvas: &mut Canvas, room: Rect, language: Language) {
        let poles = self.poles(language);
        let weight = |pole: &Pole| if pole.strong { Weight::Bold } else { Weight::Regular };
        let plot = room.inset(64.0, 0.0, 8.0, 62.0);
        let wide = |pole: &Pole| weight(pole).width(&pole.text, FLAG) + 22.0;
        let clipped = self.beyond(TAIL).max(poles.iter().map(|pole| pole.value).fold(self.low(), f64::max));
        let high = if 1.25 * clipped >= self.high() { self.high() } else { clipped };
        let axis = axis_with_flags(self.low(), high, plot, poles.iter().map(|pole| (pole.value, wide(pole))));
        let standing: Vec<(f64, f64)> = poles.iter().map(|pole| (axis.at(pole.value), wide(pole))).collect();
        let rows = flags(&standing);
        let tall = Canvas::line_height(FLAG) + 2.0;
        let top = plot.top + (1 + rows.iter().max().copied().unwrap_or(0)) as f64 * tall + 6.0;
        let split = top + 0.56 * (plot.bottom - top);
        self.histogram(canvas, Rect::new(plot.left, top, plot.right, split), axis);
        self.cumulative(canvas, Rect::new(plot.left, split + 26.0, plot.right, plot.bottom), axis, language);
        for ((pole, &(x, _)), &row) in poles.iter().zip(&standing).zip(&rows) {
            let mast = top - 6.0 - row as f64 * tall;
            let width = if pole.strong { 2.0 } else { 1.4 };
            canvas.line((x, mast - FLAG + 1.0), (x, plot.bottom), Paint::stroke(pole.colour, width));
        }
        for ((pole, &(x, _)), row) in poles.iter().zip(&standing).zip(rows) {
            let mast = top - 6.0 - row as f64 * tall;
            let label = Label { weight: weight(pole), ..Label::new(pole.text.as_str(), x + 7.0, mast, FLAG) };
            canvas.text(label.colour(pole.colour).within(plot.right + 8.0 - x - 7.0));
        }
        let text = language.pick("cumulative share of the cases", "part cumulée des cas");
        canvas.text(Label::new(text, plot.right, plot.bottom - 12.0, 18.0).ending().halo());
        self.scale(canvas, plot, axis, high, language);
    }

    fn table(&self) -> FigureTable {
        let mut below = 0.0;
        let cases = self.cases().max(1.0);
        let row = |bin: &Interval| {
            below += bin.count;
            vec![cell(bin.from), cell(bin.to), cell(bin.count), cell(below / cases)]
        };
        FigureTable {
            columns: vec!["from", "below", "count", "cumulative_share"],
            rows: self.bins.iter().map(row).collect(),
        }
    }
}

impl DistributionFigure {
    fn histogram(&self, canvas: &mut Canvas, area: Rect, axis: Axis) {
        let bars = self.bars(axis.high());
        // Bins may differ in width: heights are counts per unit.
        let density = |bar: &Interval| bar.count / (bar.to - bar.from).max(f64::MIN_POSITIVE);
        let highest = bars.iter().map(density).fold(0.0, f64::max);
        let height = Axis::linear(0.0, highest, area.bottom, area.top);
        for bar in &bars {
            let half = self.half();
            let (left, right, top) = (axis.at(bar.from - half), axis.at(bar.to - half), height.at(density(bar)));
            // A value that stands alone must be seen beside its pole.
            let thin = ((if bars.len() < 4 { 14.0 } else { 2.0 }) - (right - left)).max(0.0) / 2.0;
            let (left, right) = (left - thin, right + thin);
            let gap = if right - left > 5.0 { 1.0 } else { 0.0 };
            let reaches = |value: f64| self.mark.is_some_and(|mark| value >= mark.value);
            let split = self.mark.map_or(right, |mark| axis.at(mark.value - half)).clamp(left, right);
            let split = if reaches(bar.from) { left } else { split };
            if !reaches(bar.from) {
                canvas.rectangle(Rect::new(left, top, split.min(right - gap), area.bottom), Paint::fill(palette::SKY));
            }
            if self.mark.is_some() && split < right - gap {
                canvas.rectangle(Rect::new(split, top, right - gap, area.bottom), Paint::fill(palette::PEACH));
            }
        }
        canvas.line((area.left, area.bottom), (area.right, area.bottom), Paint::stroke(palette::LINE, 1.2));
    }

    fn cumulative(&self, canvas: &mut Canvas, area: Rect, axis: Axis, language: Language) {
        let height = Axis::linear(0.0, 1.0, area.bottom, area.top);
        for part in [0.0, 0.5, 1.0] {
            let y = height.at(part);
            canvas.line((area.left, y), (area.right, y), Paint::stroke(palette::GRID, 1.0));
            canvas.text(
                Label::new(share(part, language), area.left - 10.0, y + 5.0, 17.0).ending().colour(palette::QUIET),
            );
        }
        let cases = self.cases().max(1.0);
        let mut below = 0.0;
        let mut points = vec![(axis.at(self.low()), area.bottom)];
        for bin in self.bins.iter().filter(|bin| bin.from < axis.high()) {
            let (first, last) = self.span(bin);
            points.push((axis.at(first), height.at(below / cases)));
            below += bin.count;
            points.push((axis.at(last), height.at(below / cases)));
        }
        points.push((area.right, height.at(below / cases)));
        canvas.path(Outline::line(&points), Paint::stroke(palette::DEEP, 3.0));
    }

    /// Ticks, the name of the axis and what lies beyond it.
    pub(super) fn scale(&self, canvas: &mut Canvas, plot: Rect, axis: Axis, high: f64, language: Language) {
        let ticks = Ticks::new(axis.high(), language);
        let money = self.metric.unit() == Unit::Currency && self.currency.chars().count() <= 3;
        let text = |tick: f64| {
            let number = ticks.say(tick, language);
            if money && axis.high() < 1e6 { self.value(tick, language) } else { number }
        };
        let widest =
            axis.ticks(8).into_iter().map(|tick| Weight::Regular.width(&text(tick), 18.0)).fold(40.0, f64::max);
        for tick in axis.ticks((plot.width() / (1.6 * widest)).clamp(2.0, 10.0) as usize) {
            let x = axis.at(tick);
            canvas.line((x, plot.bottom), (x, plot.bottom + 6.0), Paint::stroke(palette::LINE, 1.2));
            let label = Label::new(text(tick), x, plot.bottom + 29.0, 18.0).centred().colour(palette::QUIET);
            if canvas.page.area().inset(8.0, 0.0, 8.0, 0.0).contains(label.area()) {
                canvas.text(label);
            }
        }
        let name =
            Label::new(ticks.name(&self.axis_name(language), language), plot.left, plot.bottom + 57.0, 19.0).bold();
        let used = name.width();
        canvas.text(name);
        let beyond = self.reaching(high);
        if beyond > 0.0 && high < self.high() {
            let (part, most) = (share(beyond, language), self.value(self.largest(), language));
            let text = match language {
                Language::En => format!("{part} of the cases lie beyond, up to {most} →"),
                Language::Fr => format!("{part} des cas au-delà, jusqu'à {most} →"),
            };
            let label = Label::new(text, plot.right, plot.bottom + 57.0, 17.0).ending().colour(palette::QUIET);
            canvas.text(label.within(plot.width() - used - 20.0));
        }
    }
}
