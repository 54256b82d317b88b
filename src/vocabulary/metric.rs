use std::fmt;
use std::str::FromStr;

use super::{Language, Say, Text};
use crate::text;

/// What a number counts.
#[doc = include_str!("examples/metrics.md")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Distinct people.
    People,
    /// One person hearing one telling; repeats count.
    Impressions,
    /// A quotient of two counts.
    Ratio,
    /// Ticks of the clock inside a period, `time.unit`.
    Ticks,
    /// The scenario's `damage.currency`.
    Currency,
}

impl Unit {
    /// The value in `summary.csv`; `currency` stands for the scenario's own.
    pub const fn name(self, currency: &str) -> &str {
        match self {
            Unit::People => "people",
            Unit::Impressions => "impressions",
            Unit::Ratio => "ratio",
            Unit::Ticks => "ticks",
            Unit::Currency => currency,
        }
    }
}

/// Which way a metric is better for the firm.
#[doc = include_str!("examples/metrics.md")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Fewer is better.
    LowerIsBetter,
    /// More is better.
    HigherIsBetter,
    /// More complaints may mean more trust or worse service: no verdict.
    Neither,
}

/// A number that every replicate yields.
///
/// ```
/// use rumeur::vocabulary::Metric;
///
/// let metric: Metric = "customers_lost".parse()?;
/// assert_eq!(metric, Metric::CustomersLost);
/// assert!(metric.is_count() && Metric::all().any(|other| other == metric));
/// # Ok::<(), rumeur::vocabulary::UnknownMetric>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is documented in METRICS, the one home of its meaning")]
pub enum Metric {
    Complaints,
    Dissatisfied,
    Silent,
    Unresolved,
    Recovered,
    Satisfied,
    Tellers,
    Impressions,
    Reach,
    Overlap,
    Ambivalent,
    Aware,
    AwarePerComplaint,
    PositiveImpressions,
    PositiveReach,
    CustomersLost,
    ProspectsLost,
    ProspectsWon,
    RevenueLost,
    Cost,
    NetLoss,
    AwareAtFirstComplaint,
    TicksToHalf,
}

/// What is to be said of a metric.
#[doc = include_str!("examples/metrics.md")]
#[derive(Debug)]
pub struct MetricInfo {
    /// The metric.
    pub metric: Metric,
    /// The value in the tables' `metric` column.
    pub name: &'static str,
    /// What it counts.
    pub unit: Unit,
    /// Which way is better.
    pub direction: Direction,
    label: [&'static str; 2],
    meaning: [&'static str; 2],
}

macro_rules! metrics {
    ($($metric:ident $name:literal $unit:ident $direction:ident
        [$en:literal, $fr:literal] $en_meaning:literal $fr_meaning:literal;)*) => {
        /// Every metric, in the order of the tables.
        pub const METRICS: [MetricInfo; 23] = [$(MetricInfo {
            metric: Metric::$metric,
            name: $name,
            unit: Unit::$unit,
            direction: Direction::$direction,
            label: [$en, $fr],
            meaning: [$en_meaning, $fr_meaning],
        }),*];
    };
}

metrics! {
    Complaints "complaints" People Neither ["complaints", "réclamations"]
        "dissatisfied customers who told the firm"
        "clients insatisfaits qui l'ont dit à l'entreprise";
    Dissatisfied "dissatisfied" People LowerIsBetter ["dissatisfied", "insatisfaits"]
        "customers let down: they lived it"
        "clients insatisfaits : ils l'ont vécu";
    Silent "silent" People LowerIsBetter ["silent", "silencieux"]
        "dissatisfied customers who did not complain"
        "insatisfaits silencieux : clients insatisfaits qui n'ont pas réclamé";
    Unresolved "unresolved" People LowerIsBetter ["unresolved", "insatisfaits de la réponse"]
        "complaints not handled to the customer's satisfaction"
        "réclamants insatisfaits de la réponse de l'entreprise";
    Recovered "recovered" People HigherIsBetter ["recovered", "satisfaits de la réponse"]
        "complaints handled to the customer's satisfaction"
        "réclamants satisfaits de la réponse de l'entreprise";
    Satisfied "satisfied" People HigherIsBetter ["satisfied", "satisfaits"]
        "customers whose service was at least what they expected"
        "clients dont le service a au moins égalé l'attente";
    Tellers "tellers" People LowerIsBetter ["tellers", "personnes qui en parlent"]
        "people who speak ill of the service: customers whose audience is not constantly 0, and listeners who retell"
        "personnes qui disent du mal du service : clients dont l'auditoire n'est pas toujours nul, et auditeurs qui répètent";
    Impressions "impressions" Impressions LowerIsBetter ["impressions", "contacts (ODE)"]
        "times somebody heard ill of the service; repeats count"
        "occasions d'entendre : fois où quelqu'un a entendu dire du mal du service, répétitions comprises";
    Reach "reach" People LowerIsBetter ["reach", "personnes touchées"]
        "distinct people who heard ill of the service and did not live it"
        "personnes distinctes qui ont entendu dire du mal du service sans l'avoir vécu";
    Overlap "overlap" Impressions Neither ["overlap", "recouvrement"]
        "impressions that reached nobody new: impressions - reach"
        "contacts (ODE) qui n'ont touché personne de nouveau : contacts - personnes touchées";
    Ambivalent "ambivalent" People Neither ["ambivalent", "ambivalents"]
        "people who heard both ill and good of the service"
        "personnes qui ont entendu du mal et du bien du service";
    Aware "aware" People LowerIsBetter ["aware", "au courant"]
        "people who know of the bad service: dissatisfied + reach"
        "personnes qui savent que le service a été mauvais : insatisfaits + personnes touchées";
    AwarePerComplaint "aware_per_complaint" Ratio LowerIsBetter
        ["aware per complaint", "au courant par réclamation"]
        "mean aware / mean complaints"
        "moyenne des personnes au courant / moyenne des réclamations";
    PositiveImpressions "positive_impressions" Impressions HigherIsBetter
        ["positive impressions", "contacts (ODE) positifs"]
        "times somebody heard good of the service; repeats count"
        "fois où quelqu'un a entendu dire du bien du service, répétitions comprises";
    PositiveReach "positive_reach" People HigherIsBetter
        ["positive reach", "personnes touchées (positif)"]
        "distinct people who heard good of the service and did not live it"
        "personnes distinctes qui ont entendu dire du bien du service sans l'avoir vécu";
    CustomersLost "customers_lost" People LowerIsBetter ["customers lost", "clients perdus"]
        "dissatisfied customers who leave"
        "clients insatisfaits qui partent";
    ProspectsLost "prospects_lost" People LowerIsBetter ["prospects lost", "prospects perdus"]
        "listeners in the market who are deterred"
        "auditeurs du marché qui sont dissuadés";
    ProspectsWon "prospects_won" People HigherIsBetter ["prospects won", "prospects gagnés"]
        "listeners in the market who are won"
        "auditeurs du marché qui sont gagnés";
    RevenueLost "revenue_lost" Currency LowerIsBetter ["revenue lost", "chiffre d’affaires perdu"]
        "customers_lost x customer_value + (prospects_lost - prospects_won) x prospect_value"
        "customers_lost x customer_value + (prospects_lost - prospects_won) x prospect_value";
    Cost "cost" Currency LowerIsBetter ["cost", "coût"]
        "complaints x complaint_cost + recovered x recovery_cost + asked x served x asking_cost + fixed_cost"
        "complaints x complaint_cost + recovered x recovery_cost + asked x served x asking_cost + fixed_cost";
    NetLoss "net_loss" Currency LowerIsBetter ["net loss", "perte nette"]
        "revenue_lost + cost"
        "revenue_lost + cost";
    AwareAtFirstComplaint "aware_at_first_complaint" People LowerIsBetter
        ["aware at the first complaint", "au courant à la première réclamation"]
        "people who know when the first complaint reaches the firm; no value without a complaint"
        "personnes au courant quand la première réclamation arrive à l'entreprise ; sans valeur s'il n'y en a pas";
    TicksToHalf "ticks_to_half" Ticks Neither ["ticks to half", "unités de temps jusqu’à la moitié"]
        "the tick by which half of those who ever hear ill have heard; no value where nobody hears"
        "l'unité de temps où la moitié de ceux qui entendront du mal l'ont entendu ; sans valeur si personne n'entend";
}

impl Metric {
    /// How many metrics there are.
    pub const COUNT: usize = METRICS.len();

    /// Every metric, in the order of the tables.
    pub fn all() -> impl DoubleEndedIterator<Item = Metric> + ExactSizeIterator {
        METRICS.iter().map(|info| info.metric)
    }

    /// What it is where nobody is told twice: each impression reaches another person.
    pub(crate) fn without_network(self) -> Self {
        match self {
            Self::Reach => Self::Impressions,
            Self::PositiveReach => Self::PositiveImpressions,
            other => other,
        }
    }

    /// The position in the tables.
    pub const fn index(self) -> usize {
        self as usize
    }

    /// What is to be said of this metric.
    pub const fn info(self) -> &'static MetricInfo {
        &METRICS[self as usize]
    }

    /// The value in the tables' `metric` column.
    pub const fn name(self) -> &'static str {
        self.info().name
    }

    /// What it counts.
    pub const fn unit(self) -> Unit {
        self.info().unit
    }

    /// Which way is better.
    pub const fn direction(self) -> Direction {
        self.info().direction
    }

    /// A short label for terminals and figures.
    pub const fn label(self, language: Language) -> &'static str {
        self.info().label[language as usize]
    }

    /// What it is, in one phrase.
    pub const fn meaning(self, language: Language) -> &'static str {
        self.info().meaning[language as usize]
    }

    /// How many people a famous count gives to each complaint: 317 who know, 290 of whom heard it (docs/sources.md).
    pub const fn famous_per_complaint(self) -> Option<u64> {
        match self {
            Metric::Aware => Some(317),
            Metric::Reach => Some(290),
            _ => None,
        }
    }

    /// Whether every replicate's value is a whole number.
    pub const fn is_count(self) -> bool {
        matches!(self.unit(), Unit::People | Unit::Impressions | Unit::Ticks)
    }

    /// Whether the metric is about a clock: the tables have it only where a scenario has one.
    pub const fn needs_time(self) -> bool {
        matches!(self, Metric::AwareAtFirstComplaint | Metric::TicksToHalf)
    }

    /// Whether a count may have no value in some replicates: [`Metric::ABSENT`] stands for it in a tally.
    pub const fn may_be_absent(self) -> bool {
        self.needs_time()
    }

    /// What stands in a tally for a count without a value.
    pub const ABSENT: u64 = u64::MAX;
}

impl fmt::Display for Metric {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The text names no metric.
#[doc = include_str!("examples/metrics.md")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownMetric(pub String);

impl Say for UnknownMetric {
    fn text(&self) -> Text {
        let known = Metric::all().map(Metric::name).collect::<Vec<_>>().join(", ");
        text!("unknown metric `{}`; known: {known}", "indicateur inconnu `{}` ; connus : {known}", self.0)
    }
}

impl fmt::Display for UnknownMetric {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().en)
    }
}

impl std::error::Error for UnknownMetric {}

impl FromStr for Metric {
    type Err = UnknownMetric;

    fn from_str(text: &str) -> Result<Self, UnknownMetric> {
        Self::all().find(|metric| metric.name() == text).ok_or_else(|| UnknownMetric(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_and_names_agree() {
        for (index, info) in METRICS.iter().enumerate() {
            assert_eq!(info.metric.index(), index);
            assert_eq!(info.name.parse(), Ok(info.metric));
        }
    }
}
