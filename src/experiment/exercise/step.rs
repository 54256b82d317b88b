use super::asked::Asked;
use super::digits::{round, shown};
use super::formula::Formula;
use crate::vocabulary::{Metric, Unit};

/// One step: how it is computed from what is given and from earlier steps, and what comes out.
#[doc = include_str!("examples/sheet.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What is asked.
    pub asked: Asked,
    /// How one computes it by hand.
    pub formula: Formula,
    /// The closed form.
    pub answer: f64,
    /// How far an answer may be away: half a unit where all is whole, else half of the last decimal asked for or one part in
    /// two hundred, whichever is more; and always as far as rounding on the way, at every step, brings it.
    pub tolerance: f64,
    /// How many decimals are asked for.
    pub decimals: usize,
    /// Whether a sheet asks for it; else it is a step on the way that the corrected sheet shows.
    pub is_asked: bool,
}

/// The share of an answer by which rounding on the way may move it.
const ROUNDED: f64 = 0.005;

impl Step {
    /// A step; `None` where the formula is not that of the answer. Where customers are cut at the number served, the mean is a
    /// little below what one computes by hand.
    pub(super) fn new(asked: Asked, formula: Formula, answer: f64) -> Option<Self> {
        let apart = (formula.value() - answer).abs();
        if !apart.is_finite() || apart > ROUNDED * answer.abs() + 1e-9 {
            return None;
        }
        let is_whole = (answer - answer.round()).abs() <= 1e-9 * answer.abs().max(1.0);
        let answer = if is_whole { answer.round() } else { answer };
        let size = answer.abs();
        let decimals = match size {
            _ if is_whole => 0,
            size if size < 10.0 => (2.0 - libm::log10(size).floor()).clamp(2.0, 12.0) as usize,
            size if size < 1_000.0 => 1,
            _ => 0,
        };
        let half = 0.5 * libm::pow(10.0, -(decimals as f64));
        let usual = if is_whole { half } else { half.max(ROUNDED * size) };
        let by_hand = (formula.by_hand() - answer).abs();
        // Whoever rounds at every step rounds this one, too, and is right beside what the steps come to as they are written.
        let written = round(formula.simple().as_written(), decimals);
        let beside = (round(formula.by_hand(), decimals) - written).abs();
        let rounding = if by_hand > 1e-9 { (by_hand + half).max(beside) } else { beside };
        let tolerance = above(usual.max(rounding) + if apart > 1e-9 { apart } else { 0.0 });
        let off = (written - answer).abs();
        let tolerance = if off > tolerance { above(off) } else { tolerance };
        Some(Self { asked, formula, answer, tolerance, decimals, is_asked: true })
    }

    /// What comes out of the numbers as they stand in it.
    pub fn as_written(&self) -> f64 {
        self.formula.simple().as_written()
    }

    /// The metric it asks for, where it asks for one.
    pub fn metric(&self) -> Option<Metric> {
        match self.asked {
            Asked::Metric(metric) => Some(metric),
            _ => None,
        }
    }

    /// Whether it asks for money.
    pub fn is_money(&self) -> bool {
        self.metric().is_some_and(|metric| metric.unit() == Unit::Currency)
    }

    /// The answer as it is asked for, from the numbers as they stand in the formula.
    pub fn rounded(&self) -> f64 {
        round(self.as_written(), self.decimals)
    }

    /// Its answer, for later steps.
    pub(super) fn leaf(&self) -> Formula {
        Formula::Answer {
            asked: self.asked.clone(),
            value: self.answer,
            shown: shown(self.as_written()),
            rounded: self.rounded(),
        }
    }
}

/// Four digits say how exact an answer is to be.
fn above(tolerance: f64) -> f64 {
    let scale = libm::pow(10.0, 3.0 - libm::log10(tolerance).floor());
    (tolerance * scale).ceil() / scale
}
