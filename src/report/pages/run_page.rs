use super::arithmetic::Labels;
use super::decision::Decision;
use super::decision_page::{note, table};
use super::decision_sentence::decision_sentence;
use super::metrics::{metrics, quantiles_note};
use super::page::{Page, readable_decimals, rounded};
use super::records::{DifferenceRecord, SummaryRecord};
use crate::experiment::{BASELINE, law_over_unknowns};
use crate::model::ReferralNetwork;
use crate::network::Source;
use crate::report::sentence::{Aware, sentence};
use crate::report::starts_from::StartsFrom;
use crate::scenario::Scenario;
use crate::vocabulary::{Language, Metric};

/// What a run of one scenario ends with: the decision where there is one, the metrics, the sentences.
pub fn run_page(
    scenario: &Scenario,
    summary: &[SummaryRecord],
    differences: &[DifferenceRecord],
    language: Language,
) -> Page {
    let labels = Labels { currency: &scenario.currency, period: &scenario.period };
    let decision = decision(scenario, summary, differences, language);
    let mut page = Page::default();
    if let Some(decision) = &decision {
        page.table(table(decision, language));
        page.sentences(note(decision, language));
    }
    page.table(metrics(summary, decision.as_ref(), labels, language));
    page.sentences(quantiles_note(summary, language));
    page.append(closing(scenario, &StartsFrom::of_scenario(scenario), summary, decision.as_ref(), language));
    page
}

/// The end of what `explain` says: the decision table where there is one, and the sentences; `scenario` is `whole` at its best
/// guess.
pub fn closing_page(
    whole: &Scenario,
    scenario: &Scenario,
    summary: &[SummaryRecord],
    differences: &[DifferenceRecord],
    language: Language,
) -> Page {
    let decision = decision(scenario, summary, differences, language);
    let mut page = Page::default();
    if let Some(decision) = &decision {
        page.table(table(decision, language));
        page.sentences(note(decision, language));
    }
    page.append(closing(scenario, &StartsFrom::at_best_guess(whole), summary, decision.as_ref(), language));
    page
}

fn closing(
    scenario: &Scenario,
    start: &StartsFrom,
    summary: &[SummaryRecord],
    decision: Option<&Decision>,
    language: Language,
) -> Page {
    let mut page = Page::default();
    page.sentences(one_network(scenario, language));
    page.sentences(adjusted(summary, language));
    let answer = aware(scenario, summary).map(|aware| sentence(start, &aware, language));
    let decided = decision.and_then(|decision| decision_sentence(decision, language));
    page.sentences(answer.into_iter().chain(decided));
    page
}

/// The decision of a scenario with variants, from its tables.
pub fn decision(
    scenario: &Scenario,
    summary: &[SummaryRecord],
    differences: &[DifferenceRecord],
    language: Language,
) -> Option<Decision> {
    Decision::new(summary, differences, &scenario.period, |name| {
        let variant = scenario.variants.iter().find(|variant| variant.name == name);
        variant.map_or(name, |variant| variant.title.pick(language, name)).to_owned()
    })
}

/// How many people know in the baseline: by formula where the law is known, so that it does not depend on the seed.
fn aware(scenario: &Scenario, summary: &[SummaryRecord]) -> Option<Aware> {
    let baseline = summary.iter().find(|record| record.variant == BASELINE && record.metric == Metric::Aware)?;
    let mean = baseline.best_mean()?;
    let replicates = baseline.number("replicates")? as u64;
    let std_error = baseline.number("std_error").filter(|_| baseline.number("expected").is_none());
    // One case is told as what it is.
    let law = (replicates > 1).then(|| law_over_unknowns(scenario, BASELINE, Metric::Aware).ok()).flatten();
    if let Some((law, _)) = law {
        return Some(Aware { mean, std_error, ..Aware::of_law(&law) });
    }
    Some(Aware {
        replicates,
        mean,
        std_error,
        min: baseline.number("min")?,
        p50: baseline.number("p50")?,
        p90: baseline.number("p90")?,
        max: baseline.number("max")?,
        reaching_p90: baseline.reaching_p90(),
        p999: None,
        at_most: None,
    })
}

/// The gain in squared errors from which the adjusted mean is told of.
const GAIN_TOLD: f64 = 2.0;

/// How much better the mean is known where that of impressions is known by formula.
fn adjusted(summary: &[SummaryRecord], language: Language) -> Option<String> {
    let aware = summary.iter().find(|record| record.variant == BASELINE && record.metric == Metric::Aware)?;
    let (plain, adjusted) = (aware.number("std_error")?, aware.number("adjusted_error")?);
    let gain = (plain / adjusted) * (plain / adjusted);
    (gain >= GAIN_TOLD && gain.is_finite()).then(|| {
        let times = rounded(gain, readable_decimals(gain.round()), language);
        match language {
            Language::En => format!(
                "Adjusted for the impressions, whose mean is known by formula, the mean of those who know is as well known as \
                 from {times} times as many cases (adjusted_mean in summary.csv)."
            ),
            Language::Fr => format!(
                "Corrigée des contacts (ODE), dont la moyenne est connue par la formule, la moyenne des personnes au courant est aussi \
                 précise qu’avec {times} fois plus de cas (adjusted_mean dans summary.csv)."
            ),
        }
    })
}

/// With one generated network every interval holds for that network only.
fn one_network(scenario: &Scenario, language: Language) -> Option<String> {
    let is_one = |network: &ReferralNetwork| {
        network.graphs <= 1 && !matches!(network.source, Source::File(_) | Source::WellMixed { .. })
    };
    let one = scenario.models().filter_map(|parameters| parameters.network.as_ref()).any(is_one);
    one.then(|| {
        language
            .pick(
                "One network was drawn: intervals hold for that network only; `network.graphs = 20` says how much networks \
                 differ.",
                "Un seul réseau a été tiré\u{202f}: les intervalles ne valent que pour lui\u{202f}; `network.graphs = 20` \
                 dit de combien les réseaux diffèrent.",
            )
            .to_owned()
    })
}
