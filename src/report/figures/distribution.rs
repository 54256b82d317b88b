use super::addends::whole;
use super::wording::{Ticks, amount, currency, money, share, subject};
use super::{FigureError, Interval, Material};
use crate::experiment::law_over_unknowns;
use crate::figure::{Axis, Canvas, Label, Paint, Rect, palette};
use crate::model::Origin;
use crate::report::often::Often;
use crate::text;
use crate::vocabulary::{Language, Metric, Unit};

/// How often each value of a metric occurs.
///
/// What is said of a share is counted: bins end where it is asked for, and a value inside a bin has no share.
#[doc = include_str!("examples/spread.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct DistributionFigure {
    /// What is counted.
    pub metric: Metric,
    /// Whether it is a loss below 0 on average, told as a gain: all numbers are those of the gain.
    pub is_gain: bool,
    /// The currency of money metrics.
    pub currency: String,
    /// The period of money metrics.
    pub period: String,
    /// Replicates by value, ascending and without overlap.
    pub bins: Vec<Interval>,
    /// Mean, by formula where there is one.
    pub mean: f64,
    /// Smallest and largest value.
    pub range: (f64, f64),
    /// Lower decile.
    pub p10: f64,
    /// Median.
    pub p50: f64,
    /// Upper decile.
    pub p90: f64,
    /// Where the law is known the deciles and the median are by formula, and these are what one case in a hundred and one in a
    /// thousand reach.
    pub rare: Option<(f64, f64)>,
    /// By formula: the quantiles that are spoken of, and the share of the cases that reach each; empty where the law is not known.
    pub shares: Vec<(f64, f64)>,
    /// A value known from elsewhere: the 317.
    pub mark: Option<f64>,
}

/// The share of the cases that may lie beyond the right end.
pub(super) const TAIL: f64 = 0.005;
/// At most so many bars.
const BARS: usize = 64;
/// Above this ratio of the 99 % quantile to the median the axis is logarithmic.
const HEAVY: f64 = 20.0;
/// Where 0 begins and ends on a logarithmic axis.
const NOTHING: (f64, f64) = (0.25, 0.5);

impl DistributionFigure {
    /// From the tables: the metric asked for, else how many know.
    pub(super) fn of(material: &Material<'_>) -> Result<Self, FigureError> {
        let metric = material.metric.unwrap_or(Metric::Aware);
        let numbers = material.numbers.metric(metric).ok_or(FigureError::Undefined(metric))?;
        let bins = material.numbers.bins.iter().filter(|bin| bin.0 == metric).map(|bin| bin.1);
        // The famous number is one of complaints: it means nothing where they are not what was seen.
        let mark = match material.parameters().customers.origin {
            // Nor where nobody knows how many they are.
            Origin::Complaints { .. } if material.unknowns().iter().any(|path| path == "customers.complaints") => None,
            Origin::Complaints { .. } => {
                let complaints = material.parameters().given_in_all();
                metric.famous_per_complaint().zip(complaints).map(|(each, complaints)| each as f64 * complaints as f64)
            }
            _ => None,
        };
        let loss = Self {
            metric,
            is_gain: false,
            currency: material.scenario.currency.clone(),
            period: material.scenario.period.clone(),
            bins: bins.collect(),
            mean: numbers.best_mean(),
            range: (numbers.min, numbers.max),
            p10: numbers.p10,
            p50: numbers.p50,
            p90: numbers.p90,
            rare: numbers.rare,
            shares: Vec::new(),
            mark,
        };
        let is_gain = metric == Metric::NetLoss && loss.mean < 0.0;
        let law = loss.rare.and_then(|_| law_over_unknowns(material.scenario, material.variant, metric).ok());
        let shares = law.map_or_else(Vec::new, |(law, _)| {
            if is_gain {
                return [loss.p10, loss.p50].map(|value| (-value, law.at_most(value))).to_vec();
            }
            let rare = loss.rare.into_iter().flat_map(|(hundredth, thousandth)| [hundredth, thousandth]);
            [loss.p50, loss.p90].into_iter().chain(rare).map(|value| (value, law.at_least(value))).collect()
        });
        Ok(Self { shares, ..if is_gain { loss.into_gain() } else { loss } })
    }

    /// The loss with its sign turned.
    pub(super) fn into_gain(self) -> Self {
        let bins = self.bins.iter().rev().map(|bin| Interval { from: -bin.to, to: -bin.from, ..*bin });
        Self {
            is_gain: true,
            bins: bins.collect(),
            mean: -self.mean,
            range: (-self.range.1, -self.range.0),
            p10: -self.p90,
            p50: -self.p50,
            p90: -self.p10,
            // Of the losses, which are the other end.
            rare: None,
            ..self
        }
    }

    /// What is counted, as it begins a sentence.
    pub(super) fn subject(&self, language: Language) -> String {
        if self.is_gain { language.pick("Net gain", "Gain net").to_owned() } else { subject(self.metric, language) }
    }

    /// What is counted, within a sentence.
    pub(super) fn label(&self, language: Language) -> &'static str {
        if self.is_gain { language.pick("net gain", "gain net") } else { self.metric.label(language) }
    }

    pub(super) fn cases(&self) -> f64 {
        self.bins.iter().map(|bin| bin.count).sum()
    }

    /// How far the bar of a value begins before it: whole numbers stand in the middle of theirs.
    pub(super) fn half(&self) -> f64 {
        if self.metric.is_count() { 0.5 } else { 0.0 }
    }

    /// Whether the tail is so heavy that nothing could be seen on an even axis.
    pub(super) fn is_heavy(&self) -> bool {
        self.range.0 >= 0.0 && self.reached_by(0.01).0 > HEAVY * self.p50.max(1.0)
    }

    /// Where a bin that begins with `value` begins on the axis; one that ends before it ends there.
    pub(super) fn edge(&self, value: f64) -> f64 {
        let edge = value - self.half();
        match self.is_heavy() {
            true if value <= 0.0 => NOTHING.0,
            true => edge.max(NOTHING.1),
            false => edge,
        }
    }

    /// The left end of the axis: 0 where values begin near it, else where they begin.
    pub(super) fn low(&self) -> f64 {
        let first = self.bins.first().map_or(0.0, |bin| bin.from);
        if !self.is_heavy() && first >= 0.0 && first < 0.35 * self.high() { self.edge(0.0) } else { self.edge(first) }
    }

    /// The end of the last bar.
    pub(super) fn high(&self) -> f64 {
        self.bins.last().map_or(1.0, |bin| bin.to - self.half())
    }

    /// The end of the bin beyond which at most a share of the cases lie.
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
            Unit::People | Unit::Impressions | Unit::Ticks => whole(value, language).spoken(language),
            Unit::Ratio => amount(value, language),
        }
    }

    /// The share of the cases that reach `value`: counted; `None` where it lies inside a bin, or at the end of one, as all
    /// values of a gain do.
    pub(super) fn reaching(&self, value: f64) -> Option<f64> {
        if value > self.range.1 || value <= self.range.0 || !self.is_gain {
            return self.counted(value);
        }
        None
    }

    /// The share of the cases in the bins from `value` on; `None` where it lies inside one.
    fn counted(&self, value: f64) -> Option<f64> {
        let cases = self.cases();
        if value > self.range.1 || cases <= 0.0 {
            return Some(0.0);
        }
        let known = value <= self.range.0 || self.bins.iter().any(|bin| bin.from == value.ceil());
        let above = self.bins.iter().filter(|bin| bin.from >= value.ceil()).map(|bin| bin.count).sum::<f64>();
        known.then(|| if value <= self.range.0 { 1.0 } else { above / cases })
    }

    /// The share of the cases that reach `value`, by formula or counted; `None` where it is not known.
    pub(super) fn share_reaching(&self, value: f64) -> Option<f64> {
        self.chance_of(value).or_else(|| self.reaching(value))
    }

    /// How the share of the cases that reach `value` is said, where that should be one in `cases`.
    pub(super) fn said(&self, value: f64, share: f64, cases: u64) -> Often {
        match self.chance_of(value) {
            Some(_) => Often::near(share, cases),
            None => Often::counted(share, cases, self.cases()),
        }
    }

    /// How often the cases reach a quantile that one in `cases` should; `None` where it is not known.
    pub(super) fn often(&self, value: f64, cases: u64) -> Option<Often> {
        self.share_reaching(value).map(|share| self.said(value, share, cases))
    }

    /// By formula, the chance to reach `value`: read off the curve that is drawn, even inside a bin; `None` without a law.
    pub(super) fn chance_of(&self, value: f64) -> Option<f64> {
        if let Some((_, share)) = self.shares.iter().find(|known| known.0 == value) {
            return Some(*share);
        }
        self.rare?;
        let beyond: f64 = self.bins.iter().map(|bin| bin.expected).sum::<Option<f64>>()?;
        let above = |bin: &Interval| {
            let inside = ((bin.to - value) / (bin.to - bin.from)).clamp(0.0, 1.0);
            bin.expected.unwrap_or(0.0) * inside
        };
        // What lies beyond all bins is reached last.
        Some((self.bins.iter().map(above).sum::<f64>() + (1.0 - beyond).max(0.0)).min(1.0))
    }

    /// The largest beginning of a bin that more than a share of the cases reach, and the share that does: bins begin at the
    /// observed quantiles that figures speak of, which are ranked so.
    pub(super) fn reached_by(&self, wanted: f64) -> (f64, f64) {
        let cases = self.cases();
        let mut above = 0.0;
        for bin in self.bins.iter().rev() {
            above += bin.count;
            if above > wanted * cases * (1.0 + 1e-12) {
                return (bin.from, above / cases.max(1.0));
            }
        }
        (self.range.0, 1.0)
    }

    /// What there is to say where all cases are alike, or nearly, or where there is one; `None` where they are not.
    pub(super) fn constant(&self, language: Language) -> Option<String> {
        let (subject, value) = (self.subject(language), self.value(self.p50, language));
        let say = |text: crate::vocabulary::Text| Some(text.into_string(language));
        if self.cases() <= 1.0 {
            return say(text!(
                "{subject}: {value} in the one case drawn, which says nothing of others",
                "{subject} : {value} dans le seul cas tiré, qui ne dit rien des autres"
            ));
        }
        if self.range.0 == self.range.1 {
            return say(text!("{subject}: {value} in every case", "{subject} : {value} dans tous les cas"));
        }
        let alike = self.value(self.p10, language) == self.value(self.p90, language);
        alike
            .then(|| text!("{subject}: {value} in nearly every case", "{subject} : {value} dans presque tous les cas"))
            .and_then(say)
    }

    /// The metric, with the currency where it is money, and how it is spaced.
    pub(super) fn axis_name(&self, language: Language) -> String {
        let name = match self.metric.unit() {
            Unit::Currency => format!("{} ({})", self.subject(language), currency(&self.currency)),
            _ => self.subject(language),
        };
        let scale = language.pick(", logarithmic scale", ", échelle logarithmique");
        if self.is_heavy() { format!("{name}{scale}") } else { name }
    }

    /// The bars drawn: neighbouring bins together where they are too narrow, but never across the mark.
    pub(super) fn bars(&self, axis: Axis) -> Vec<Interval> {
        let narrow = (axis.at(axis.high()) - axis.at(axis.low())).abs() / BARS as f64;
        let mut bars: Vec<Interval> = Vec::new();
        for bin in self.bins.iter().filter(|bin| self.edge(bin.from) < axis.high()) {
            let width = |bar: &Interval| axis.at(self.edge(bar.to)) - axis.at(self.edge(bar.from));
            match bars.last_mut() {
                Some(last) if width(last) < 0.999 * narrow && self.mark != Some(bin.from) && last.from > 0.0 => {
                    last.to = bin.to;
                    last.count += bin.count;
                    last.expected = last.expected.zip(bin.expected).map(|(a, b)| a + b);
                }
                _ => bars.push(*bin),
            }
        }
        // A sliver at the end is no bar of its own.
        if let [.., before, last] = &mut bars[..]
            && axis.at(self.edge(last.to)) - axis.at(self.edge(last.from)) < 0.5 * narrow
            && self.mark != Some(last.from)
        {
            before.to = last.to;
            before.count += last.count;
            before.expected = before.expected.zip(last.expected).map(|(a, b)| a + b);
            bars.pop();
        }
        bars
    }

    /// From the smallest value on, a little longer at the right end where a flag would leave the room.
    pub(super) fn axis(&self, high: f64, room: Rect, flags: impl Iterator<Item = (f64, f64)>) -> Axis {
        let (low, width) = (self.low(), room.width());
        if self.is_heavy() {
            // No shorter than the flags need that stand near the end.
            let whole = Axis::logarithmic(low, high, 0.0, 1.0);
            let fit = |(value, flag): (f64, f64)| (width - flag).max(0.0) / whole.at(value).max(1e-9);
            let end = flags.filter(|&(value, _)| value <= high).map(fit).fold(width, f64::min).max(0.6 * width);
            return Axis::logarithmic(low, high, room.left, room.left + end);
        }
        let needed = flags
            .filter(|&(value, _)| value <= high)
            .map(|(value, flag)| low + (value - low) * width / (width - flag).max(0.25 * width))
            .fold(high, f64::max);
        Axis::linear(low, needed, room.left, room.right)
    }

    /// Ticks, the name of the axis, what lies beyond it and what else there is to say.
    pub(super) fn scale(
        &self,
        canvas: &mut Canvas,
        plot: Rect,
        (axis, high): (Axis, f64),
        note: Option<String>,
        language: Language,
    ) {
        let heavy = self.is_heavy();
        let ticks = if heavy { Ticks::each() } else { Ticks::new(axis.high().max(-axis.low()), language) };
        let is_money = self.metric.unit() == Unit::Currency && self.currency.chars().count() <= 3;
        let text = |tick: f64| {
            let number = ticks.say(tick, language);
            if is_money && (heavy || axis.high() < 1e6) { self.value(tick, language) } else { number }
        };
        // Nothing lies between two whole numbers, nor below 0 where nothing can.
        let allowed = |tick: &f64| {
            (!self.metric.is_count() || (tick - tick.round()).abs() < 1e-9) && (self.range.0 < 0.0 || *tick >= 0.0)
        };
        let mut at: Vec<f64> = if self.range.0 == self.range.1 { vec![self.range.0] } else { axis.ticks(10) };
        at.retain(allowed);
        if heavy {
            at.retain(|&tick| tick >= 1.0);
            if self.range.0 <= 0.0 {
                at.insert(0, 0.0);
            }
        }
        let mut end = f64::NEG_INFINITY;
        for tick in at {
            let x = if heavy && tick == 0.0 { axis.at((NOTHING.0 * NOTHING.1).sqrt()) } else { axis.at(tick) };
            let label = Label::new(text(tick), x, plot.bottom + 29.0, 18.0).centred().colour(palette::QUIET).tick();
            let area = label.area();
            if canvas.page.area().inset(8.0, 0.0, 8.0, 0.0).contains(area) && area.left > end + 14.0 {
                canvas.line((x, plot.bottom), (x, plot.bottom + 6.0), Paint::stroke(palette::LINE, 1.2));
                end = area.right;
                canvas.text(label);
            }
        }
        let name = Label::new(ticks.name(&self.axis_name(language), language), plot.left, plot.bottom + 56.0, 19.0);
        canvas.text(name.bold().name().within(plot.width()));
        let beyond = self.counted(high + self.half()).filter(|&part| part > 0.0 && high < self.high());
        let beyond = beyond.map(|part| {
            let (part, most) = (share(part, language), self.value(self.range.1, language));
            text!("{part} of the cases lie beyond, up to {most} →", "{part} des cas au-delà, jusqu'à {most} →")
                .into_string(language)
        });
        let said: Vec<String> = note.into_iter().chain(beyond).collect();
        let label =
            Label::new(said.join("  ·  "), plot.right, plot.bottom + 78.0, 17.0).ending().colour(palette::QUIET);
        canvas.text(label.within(plot.width()));
    }
}
