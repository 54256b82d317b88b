use super::records::{Record, rows};
use super::study_numbers::StudyNumbers;
use super::time_numbers::{self, PeriodNumbers, TickNumbers, VarianceNumbers};
use super::{TableError, TableFiles};
use crate::experiment::BASELINE;
use crate::report::Row as _;
use crate::report::tables::{
    BREAK_EVEN, ComparisonRow, DistributionRow, ExactRow, GenerationRow, GroupRow, SummaryRow,
};
use crate::text;
use crate::vocabulary::{Metric, Outcome, Valence};

/// What the tables say of one variant of one scenario: the numbers behind its figures.
#[doc = include_str!("examples/from_tables.md")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Numbers {
    /// How many replicates there were.
    pub replicates: u64,
    /// How many the whole run has, where these are a part of them.
    pub whole: Option<u64>,
    /// Metrics that are defined.
    pub metrics: Vec<MetricNumbers>,
    /// Groups of customers.
    pub groups: Vec<GroupNumbers>,
    /// Generations, one number each.
    pub generations: Vec<GenerationNumbers>,
    /// Bins by metric.
    pub bins: Vec<(Metric, Interval)>,
    /// Differences of all variants from the baseline.
    pub differences: Vec<DifferenceNumbers>,
    /// What each variant may cost before it no longer pays, where money is at stake.
    pub break_even: Vec<BreakEvenNumbers>,
    /// The means of the baseline by formula, where there is one.
    pub baseline: Vec<(Metric, f64)>,
    /// Every tick, where there is a clock.
    pub timeline: Vec<TickNumbers>,
    /// Every period of all variants, where there are several.
    pub periods: Vec<PeriodNumbers>,
    /// What part of the variance nobody knows, where numbers are unknown.
    pub variance: Vec<VarianceNumbers>,
    /// What other commands found.
    pub studies: StudyNumbers,
    /// The means of every variant and of the baseline by formula, where there is one.
    pub exact: Vec<(String, Metric, f64)>,
}

/// Replicates with values from one end to the other.
#[doc = include_str!("examples/spread.md")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Interval {
    /// Lowest value, in.
    pub from: f64,
    /// Highest value, out; for whole numbers one more than the last.
    pub to: f64,
    /// Replicates.
    pub count: f64,
    /// The probability of it by formula, where there is one.
    pub expected: Option<f64>,
}

/// A row of `summary.csv`.
#[doc = include_str!("examples/from_tables.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MetricNumbers {
    /// The metric.
    pub metric: Metric,
    /// Mean of the replicates.
    pub mean: f64,
    /// Mean by formula, where there is one.
    pub expected: Option<f64>,
    /// Smallest value.
    pub min: f64,
    /// Largest value.
    pub max: f64,
    /// Lower decile.
    pub p10: f64,
    /// Median.
    pub p50: f64,
    /// Upper decile.
    pub p90: f64,
    /// Where the law is known, all three are by formula, and these are what one case in a hundred and one in a thousand reach.
    pub rare: Option<(f64, f64)>,
}

/// The rows of `groups.csv` for one group; means.
#[doc = include_str!("examples/from_tables.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct GroupNumbers {
    /// What became of its customers.
    pub outcome: Outcome,
    /// Its name.
    pub group: String,
    /// Customers.
    pub customers: f64,
    /// Impressions that they made.
    pub impressions: f64,
    /// Those of them who left.
    pub customers_lost: f64,
}

/// A row of `generations.csv`.
#[doc = include_str!("examples/from_tables.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GenerationNumbers {
    /// Ill or good.
    pub valence: Valence,
    /// 0 lived it.
    pub generation: u32,
    /// The metric.
    pub metric: Metric,
    /// Mean.
    pub mean: f64,
    /// The 5 % quantile.
    pub p05: f64,
    /// Median.
    pub p50: f64,
    /// The 95 % quantile.
    pub p95: f64,
}

/// A row of `comparison.csv`.
#[doc = include_str!("examples/from_tables.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct DifferenceNumbers {
    /// The variant.
    pub variant: String,
    /// The metric.
    pub metric: Metric,
    /// Mean of the baseline.
    pub baseline: f64,
    /// Mean of the variant.
    pub variant_mean: f64,
    /// Variant - baseline.
    pub difference: f64,
    /// Its 95 % interval; `None` below two replicates.
    pub interval: Option<(f64, f64)>,
    /// Share of replicates in which the variant is better, ties counted half.
    pub probability_better: Option<f64>,
    /// Share of replicates in which both are the same.
    pub probability_same: Option<f64>,
    /// Between these are eight in ten of the differences.
    pub deciles: Option<(f64, f64)>,
}

/// The row of `comparison.csv` that says what a variant may cost.
#[doc = include_str!("examples/from_tables.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct BreakEvenNumbers {
    /// The variant.
    pub variant: String,
    /// What it may cost in all before it no longer pays.
    pub most: f64,
    /// What the baseline and the variant cost by themselves.
    pub own: Option<(f64, f64)>,
    /// Its 95 % interval; `None` below two replicates.
    pub interval: Option<(f64, f64)>,
}

impl Numbers {
    /// Reads what the tables say of one variant.
    ///
    /// # Errors
    /// When a table is not CSV, or the summary has no row of this scenario and variant. Tables of a study need no summary.
    pub fn read(files: &TableFiles, scenario: &str, variant: &str) -> Result<Self, TableError> {
        let own = |record: &Record<'_>| record.text("variant") == Some(variant);
        let summary = SummaryRow::TABLE.file;
        let counted = rows(summary, &files.summary, scenario, |record| {
            own(record).then(|| (metric_numbers(record), record.number("replicates").unwrap_or(0.0)))
        })?;
        if counted.is_empty() && !files.is_study() {
            let message = text!(
                "no row of scenario {scenario}, variant {variant}",
                "aucune ligne du scénario {scenario}, variante {variant}"
            );
            return Err(TableError { file: summary, message });
        }
        let replicates = counted.iter().map(|row| row.1).fold(0.0, f64::max) as u64;
        let mut metrics: Vec<MetricNumbers> = counted.into_iter().filter_map(|row| row.0).collect();
        // One case is told as what it is.
        if replicates > 1 {
            add_laws(&mut metrics, &files.exact, scenario, variant)?;
        }
        Ok(Self {
            replicates,
            whole: None,
            metrics,
            groups: groups(files, scenario, variant)?,
            generations: rows(GenerationRow::TABLE.file, &files.generations, scenario, |record| {
                own(record).then(|| generation_numbers(record)).flatten()
            })?,
            bins: rows(DistributionRow::TABLE.file, &files.distribution, scenario, |record| {
                own(record).then(|| bin(record)).flatten()
            })?,
            differences: rows(ComparisonRow::TABLE.file, &files.comparison, scenario, difference_numbers)?,
            break_even: rows(ComparisonRow::TABLE.file, &files.comparison, scenario, break_even_numbers)?,
            baseline: rows(summary, &files.summary, scenario, |record| {
                let expected = record.metric().zip(record.number("expected"));
                expected.filter(|_| record.text("variant") == Some(BASELINE))
            })?,
            timeline: time_numbers::timeline(files, scenario, variant)?,
            periods: time_numbers::periods(files, scenario)?,
            variance: time_numbers::variance(files, scenario, variant)?,
            studies: StudyNumbers::read(files, scenario, variant)?,
            exact: rows(summary, &files.summary, scenario, |record| {
                Some((record.text("variant")?.to_owned(), record.metric()?, record.number("expected")?))
            })?,
        })
    }

    /// Whether they are what a command found out about a scenario, without a run of it.
    pub fn is_study(&self) -> bool {
        let studies = &self.studies;
        let found = !studies.tornado.is_empty() || !studies.sweep.is_empty() || !studies.worth.is_empty();
        self.metrics.is_empty() && found
    }

    /// What is said of a metric; `None` where it is undefined.
    pub fn metric(&self, metric: Metric) -> Option<&MetricNumbers> {
        self.metrics.iter().find(|numbers| numbers.metric == metric)
    }

    /// The mean of a metric, by formula where there is one, so that every figure says the same number; 0 where it is
    /// undefined.
    pub(super) fn mean(&self, metric: Metric) -> f64 {
        self.metric(metric).map_or(0.0, MetricNumbers::best_mean)
    }

    /// By how much each variant differs from the baseline by formula, where all have one: the number that a run decides by.
    pub(super) fn exact_differences(&self, metric: Metric) -> Option<Vec<(&str, f64)>> {
        let mean = |variant: &str| {
            let mut own = self.exact.iter().filter(|(name, of, _)| name == variant && *of == metric);
            own.next().map(|(_, _, mean)| *mean)
        };
        let baseline = mean(BASELINE)?;
        let variants = self.differences.iter().filter(|row| row.metric == metric);
        variants.map(|row| Some((row.variant.as_str(), mean(&row.variant)? - baseline))).collect()
    }

    /// Whether the mean of a metric is exact.
    pub(super) fn is_by_formula(&self, metric: Metric) -> bool {
        self.metric(metric).is_some_and(|numbers| numbers.expected.is_some())
    }

    /// The generations of one metric, ascending.
    pub(super) fn generations(&self, valence: Valence, metric: Metric) -> impl Iterator<Item = &GenerationNumbers> {
        self.generations.iter().filter(move |row| row.valence == valence && row.metric == metric)
    }
}

impl MetricNumbers {
    /// The mean by formula where there is one, else that of the replicates.
    pub fn best_mean(&self) -> f64 {
        self.expected.unwrap_or(self.mean)
    }
}

fn metric_numbers(record: &Record<'_>) -> Option<MetricNumbers> {
    Some(MetricNumbers {
        metric: record.metric()?,
        mean: record.number("mean")?,
        expected: record.number("expected"),
        min: record.number("min")?,
        max: record.number("max")?,
        p10: record.number("p10")?,
        p50: record.number("p50")?,
        p90: record.number("p90")?,
        rare: None,
    })
}

/// Takes over the quantiles of the laws that are known.
fn add_laws(metrics: &mut [MetricNumbers], exact: &[u8], scenario: &str, variant: &str) -> Result<(), TableError> {
    let laws = rows(ExactRow::TABLE.file, exact, scenario, |record| {
        let number = |column| record.number(column);
        let own = record.text("variant") == Some(variant);
        let rare = own.then_some((number("p99")?, number("p999")?))?;
        Some((record.metric()?, [number("p10")?, number("p50")?, number("p90")?], rare))
    })?;
    for (metric, quantiles, rare) in laws {
        if let Some(own) = metrics.iter_mut().find(|own| own.metric == metric) {
            [own.p10, own.p50, own.p90] = quantiles;
            own.rare = Some(rare);
        }
    }
    Ok(())
}

fn generation_numbers(record: &Record<'_>) -> Option<GenerationNumbers> {
    let valence = record.text("valence")?;
    Some(GenerationNumbers {
        valence: Valence::ALL.into_iter().find(|known| known.name() == valence)?,
        generation: record.number("generation")? as u32,
        metric: record.metric()?,
        mean: record.number("mean")?,
        p05: record.number("p05")?,
        p50: record.number("p50")?,
        p95: record.number("p95")?,
    })
}

/// The file says the last whole number inside; an interval ends before the next.
fn bin(record: &Record<'_>) -> Option<(Metric, Interval)> {
    let interval = Interval {
        from: record.number("from")?,
        to: record.number("to")? + 1.0,
        count: record.number("count")?,
        expected: record.number("expected"),
    };
    Some((record.metric()?, interval))
}

fn difference_numbers(record: &Record<'_>) -> Option<DifferenceNumbers> {
    Some(DifferenceNumbers {
        variant: record.text("variant")?.to_owned(),
        metric: record.metric()?,
        baseline: record.number("baseline_mean")?,
        variant_mean: record.number("variant_mean")?,
        difference: record.number("difference")?,
        interval: record.number("ci_low").zip(record.number("ci_high")),
        probability_better: record.number("probability_better"),
        probability_same: record.number("probability_same"),
        deciles: record.number("difference_p10").zip(record.number("difference_p90")),
    })
}

fn break_even_numbers(record: &Record<'_>) -> Option<BreakEvenNumbers> {
    Some(BreakEvenNumbers {
        variant: record.text("variant").filter(|_| record.text("metric") == Some(BREAK_EVEN))?.to_owned(),
        most: record.number("difference")?,
        own: record.number("baseline_mean").zip(record.number("variant_mean")),
        interval: record.number("ci_low").zip(record.number("ci_high")),
    })
}

fn groups(files: &TableFiles, scenario: &str, variant: &str) -> Result<Vec<GroupNumbers>, TableError> {
    let found = rows(GroupRow::TABLE.file, &files.groups, scenario, |record| {
        let outcome = record.text("outcome")?;
        let outcome = Outcome::ALL.into_iter().find(|known| known.name() == outcome)?;
        let (group, metric, mean) = (record.text("group")?, record.text("metric")?, record.number("mean")?);
        (record.text("variant")? == variant).then(|| (outcome, group.to_owned(), metric.to_owned(), mean))
    })?;
    let mut groups: Vec<GroupNumbers> = Vec::new();
    for (outcome, name, metric, mean) in found {
        let known = groups.iter().position(|group| group.outcome == outcome && group.group == name);
        let index = known.unwrap_or_else(|| {
            groups.push(GroupNumbers { outcome, group: name, customers: 0.0, impressions: 0.0, customers_lost: 0.0 });
            groups.len() - 1
        });
        match metric.as_str() {
            "customers" => groups[index].customers = mean,
            "impressions" => groups[index].impressions = mean,
            "customers_lost" => groups[index].customers_lost = mean,
            _ => {}
        }
    }
    Ok(groups)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SUMMARY: &str = "scenario,variant,metric,unit,replicates,mean,min,p10,p50,p90,max,expected\n\
        a,baseline,reach,people,10,290.5,0,0,200,700,900,290\na,baseline,satisfied,people,,,,,,,,\nb,baseline,reach,people,9,1,1,1,1,1,1,\n";

    fn files(summary: &str) -> TableFiles {
        TableFiles { summary: summary.as_bytes().to_vec(), ..TableFiles::default() }
    }

    #[test]
    fn a_summary_is_read_in_either_dialect() {
        let french = format!("\u{feff}{}", SUMMARY.replace(',', ";").replace('.', ","));
        for text in [SUMMARY, &french] {
            let numbers = Numbers::read(&files(text), "a", "baseline").unwrap();
            assert_eq!((numbers.replicates, numbers.metrics.len()), (10, 1));
            assert_eq!(numbers.mean(Metric::Reach), 290.0);
            assert_eq!(numbers.metric(Metric::Reach).map(|reach| reach.mean), Some(290.5));
            assert!(numbers.metric(Metric::Satisfied).is_none());
        }
    }

    #[test]
    fn what_is_not_there_is_an_error() {
        assert!(Numbers::read(&files(SUMMARY), "a", "other").is_err());
        assert!(Numbers::read(&files(""), "a", "baseline").is_err());
        assert!(Numbers::read(&files("scenario,variant\na"), "a", "baseline").is_err());
    }
}
