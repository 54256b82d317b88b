use super::wording::{amount, currency, money, subject};
use crate::vocabulary::{Language, Metric, Unit, capital};

/// What a figure measures: a metric, or a net loss that is below 0 throughout and told as a gain.
#[doc = include_str!("examples/money.md")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    /// The metric.
    pub metric: Metric,
    /// Whether it is a loss below 0, told as a gain: all numbers shown are those of the gain.
    pub is_gain: bool,
    /// The currency of money.
    pub currency: String,
}

impl Measured {
    /// A metric with these values.
    pub(super) fn new(metric: Metric, currency: &str, values: impl IntoIterator<Item = f64>) -> Self {
        let (mut some, mut all) = (false, true);
        for value in values {
            some |= value < 0.0;
            all &= value <= 0.0;
        }
        Self { metric, is_gain: metric == Metric::NetLoss && some && all, currency: currency.to_owned() }
    }

    /// A value of the metric as it is shown; no "-0".
    pub(super) fn turned(&self, value: f64) -> f64 {
        if self.is_gain { 0.0 - value } else { value + 0.0 }
    }

    /// Two ends of an interval, the lower first.
    pub(super) fn turned_ends(&self, (low, high): (f64, f64)) -> (f64, f64) {
        if self.is_gain { (self.turned(high), self.turned(low)) } else { (low, high) }
    }

    /// What is measured, as it begins a sentence.
    pub(super) fn subject(&self, language: Language) -> String {
        if self.is_gain { capital(self.label(language)) } else { subject(self.metric, language) }
    }

    /// What is measured.
    pub(super) fn label(&self, language: Language) -> &'static str {
        if self.is_gain { language.pick("net gain", "gain net") } else { self.metric.label(language) }
    }

    /// A value as it is said: money with its currency, people whole from ten on.
    pub(super) fn say(&self, value: f64, language: Language) -> String {
        match self.metric.unit() {
            Unit::Currency => money(value, &self.currency, language),
            Unit::Ratio => amount(value, language),
            _ if value.abs() >= 9.95 => amount(value.round(), language),
            _ => amount(value, language),
        }
    }

    /// What stands beside an axis.
    pub(super) fn axis(&self, language: Language) -> String {
        let label = capital(self.label(language));
        match (self.metric.unit(), currency(&self.currency).as_str()) {
            (Unit::Currency, unit) if !unit.is_empty() => format!("{label} ({unit})"),
            _ => label,
        }
    }

    /// The name in the table of numbers.
    pub(super) fn name(&self) -> &'static str {
        if self.is_gain { "net_gain" } else { self.metric.name() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loss_below_nothing_throughout_is_a_gain() {
        let gain = Measured::new(Metric::NetLoss, "EUR", [-3.0, 0.0, -12.0]);
        assert_eq!((gain.is_gain, gain.turned(-12.0), gain.turned_ends((-12.0, -3.0))), (true, 12.0, (3.0, 12.0)));
        assert_eq!((gain.name(), gain.subject(Language::Fr)), ("net_gain", "Gain net".to_owned()));
        for values in [vec![-3.0, 4.0], vec![0.0, 0.0], vec![]] {
            assert!(!Measured::new(Metric::NetLoss, "EUR", values).is_gain);
        }
        assert!(!Measured::new(Metric::Aware, "EUR", [-1.0]).is_gain);
    }
}
