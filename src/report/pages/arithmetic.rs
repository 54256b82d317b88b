use super::money::labelled;
use super::page::{Entry, Grid, Head, Page};
use crate::experiment::{Agreement, Explanation};
use crate::scenario::Scenario;
use crate::vocabulary::{
    Language, Metric, NARROW_NO_BREAK_SPACE, Noun, Outcome, Valence, format_count, format_number, is_singular,
};

/// Metrics of the table, first those of people who lived it, then those of who hears of it and what it costs.
const LIVED: [Metric; 6] = [
    Metric::Complaints,
    Metric::Silent,
    Metric::Dissatisfied,
    Metric::Unresolved,
    Metric::Recovered,
    Metric::Satisfied,
];
const HEARD: [Metric; 10] = [
    Metric::Impressions,
    Metric::Reach,
    Metric::Aware,
    Metric::PositiveReach,
    Metric::CustomersLost,
    Metric::ProspectsLost,
    Metric::ProspectsWon,
    Metric::RevenueLost,
    Metric::Cost,
    Metric::NetLoss,
];

/// Shown although they may be 0.
const ALWAYS: [Metric; 5] = [Metric::Complaints, Metric::Silent, Metric::Dissatisfied, Metric::Reach, Metric::Aware];

/// The name of the only group of an outcome that names none.
const ALL: &str = "all";

/// Decimals of the arithmetic.
const DECIMALS: i32 = 2;
/// Where the error is so small that these would not show it.
const FINEST: i32 = 12;

/// How a scenario names what its numbers belong to.
#[doc = include_str!("examples/decision.md")]
#[derive(Clone, Copy, Debug)]
pub struct Labels<'a> {
    /// The currency of all money.
    pub currency: &'a str,
    /// The period that all counts and money belong to.
    pub period: &'a str,
}

/// The arithmetic of one model: each stage by formula beside the simulation, the sum, the spread.
pub fn arithmetic(explanation: &Explanation, labels: Labels<'_>, replicates: u64, language: Language) -> Page {
    let mut page = Page::default();
    page.table(stages(explanation, labels, language));
    let sentences =
        [sum(explanation, language), spread(explanation, language), verdict(explanation, replicates, language)];
    page.sentences(sentences.into_iter().flatten());
    page
}

/// The explanation with its groups called by their titles.
#[must_use]
pub fn entitled(mut explanation: Explanation, scenario: &Scenario, language: Language) -> Explanation {
    for term in &mut explanation.groups {
        term.group = scenario.group_title(term.outcome, &term.group, language);
    }
    explanation
}

fn stages(explanation: &Explanation, labels: Labels<'_>, language: Language) -> Grid {
    let heads = match language {
        Language::En => ["formula", "simulation", "± std. error", "apart by"],
        Language::Fr => ["formule", "simulation", "± erreur type", "écart"],
    };
    let columns = std::iter::once(Head::words("")).chain(heads.map(Head::number)).collect();
    let agreements = |metrics: &'static [Metric]| {
        metrics.iter().filter_map(|metric| explanation.agreement(*metric)).filter(|agreement| is_shown(agreement))
    };
    let mut rows: Vec<Vec<Entry>> = agreements(&LIVED).map(|agreement| row(agreement, labels, language)).collect();
    let decimals = |value| Entry::trimmed(value, DECIMALS).say(language);
    for term in &explanation.groups {
        let outcome = if term.before_answer {
            let recovered = Outcome::Recovered.label(language);
            format!("{recovered}, {}", language.pick("before their answer", "avant de la recevoir"))
        } else {
            term.outcome.label(language).to_owned()
        };
        // Those who are all alike have no name.
        let group = if term.group == ALL { outcome } else { format!("{outcome}, {}", term.group) };
        let (customers, audience) = (decimals(term.customers), decimals(term.audience));
        let label = match language {
            Language::En => format!("  {group}: {customers} × {audience}"),
            Language::Fr => format!("  {group}{NARROW_NO_BREAK_SPACE}: {customers}\u{a0}×\u{a0}{audience}"),
        };
        rows.push(vec![Entry::Words(label), Entry::trimmed(term.impressions, DECIMALS)]);
    }
    for (generation, reach) in (2..).zip(explanation.generations.iter().skip(1)) {
        let label = match language {
            Language::En => format!("  retold, generation {generation}"),
            Language::Fr => format!("  répété, génération {generation}"),
        };
        rows.push(vec![Entry::Words(label), Entry::trimmed(*reach, DECIMALS)]);
    }
    rows.extend(agreements(&HEARD).map(|agreement| row(agreement, labels, language)));
    Grid { columns, rows }
}

fn is_shown(agreement: &Agreement) -> bool {
    ALWAYS.contains(&agreement.metric) || agreement.mean != 0.0 || agreement.expected.is_some_and(|mean| mean != 0.0)
}

fn row(agreement: &Agreement, labels: Labels<'_>, language: Language) -> Vec<Entry> {
    // Two digits of the error, and as many decimals of what it tells apart.
    let fine = agreement.std_error.filter(|error| *error > 0.0 && error.is_finite());
    let fine = fine.map(|error| 1 - error.log10().floor() as i32).filter(|&decimals| decimals > DECIMALS);
    let decimals = |number: Option<f64>| {
        Entry::or_undefined(number.map(|number| Entry::trimmed(number, fine.unwrap_or(DECIMALS).min(FINEST))))
    };
    let apart = agreement.standard_errors().filter(|apart| apart.is_finite());
    vec![
        Entry::Words(labelled(agreement.metric, labels.currency, labels.period, language)),
        decimals(agreement.expected),
        decimals(Some(agreement.mean)),
        decimals(agreement.std_error),
        Entry::or_undefined(apart.map(|value| Entry::Number { value, decimals: 1, unit: None })),
    ]
}

/// `1 + 26 + 230 + 60 = 317`, where these are all the terms.
fn sum(explanation: &Explanation, language: Language) -> Option<String> {
    let expected = |metric| explanation.agreement(metric).and_then(|agreement| agreement.expected);
    let aware = expected(Metric::Aware)?;
    let lived = [expected(Metric::Complaints)?, expected(Metric::Silent)?];
    let heard = explanation.groups.iter().filter(|term| term.outcome.valence() == Valence::Negative);
    let retold = explanation.generations.iter().skip(1).copied();
    let terms: Vec<f64> = lived.into_iter().chain(heard.map(|term| term.impressions)).chain(retold).collect();
    let is_whole_sum = (terms.iter().sum::<f64>() - aware).abs() <= 1e-9 * aware.max(1.0);
    let decimals = |value| Entry::trimmed(value, DECIMALS).say(language);
    is_whole_sum.then(|| {
        let terms: Vec<String> = terms.into_iter().map(decimals).collect();
        let know = match (language, is_singular(aware, language)) {
            (Language::En, true) => "person knows",
            (Language::En, false) => "people know",
            (Language::Fr, true) => "personne est au courant",
            (Language::Fr, false) => "personnes sont au courant",
        };
        format!("{} = {} {know}", terms.join(" + "), decimals(aware))
    })
}

fn spread(explanation: &Explanation, language: Language) -> Option<String> {
    let reach = explanation.agreement(Metric::Reach)?;
    let decimals = |value| Entry::trimmed(value, DECIMALS).say(language);
    let simulated = decimals(reach.std_dev?);
    let formula = reach.expected_std_dev.map(decimals);
    Some(match (language, formula) {
        (Language::En, Some(formula)) => {
            format!("standard deviation of reach: {formula} by formula, {simulated} by simulation")
        }
        (Language::En, None) => format!("standard deviation of reach: {simulated} by simulation"),
        (Language::Fr, Some(formula)) => format!(
            "écart type des personnes touchées{NARROW_NO_BREAK_SPACE}: {formula} par la formule, {simulated} par la \
             simulation"
        ),
        (Language::Fr, None) => {
            format!("écart type des personnes touchées{NARROW_NO_BREAK_SPACE}: {simulated} par la simulation")
        }
    })
}

/// How far formula and simulation are apart at most, where that says something: something varies, and there is more than
/// one case.
fn verdict(explanation: &Explanation, replicates: u64, language: Language) -> Option<String> {
    let space = NARROW_NO_BREAK_SPACE;
    if replicates == 1 {
        return Some(
            language
                .pick("one case: chance cannot be told from it", "un seul cas\u{202f}: il ne dit rien du hasard")
                .to_owned(),
        );
    }
    let shown = || LIVED.iter().chain(&HEARD).filter_map(|metric| explanation.agreement(*metric));
    // Constants are met by any simulation.
    let varies = |agreement: &&Agreement| agreement.std_error.is_some_and(|error| error > 0.0);
    let apart = shown().filter(varies).filter_map(Agreement::standard_errors).filter(|apart| apart.is_finite());
    let count = format_count(replicates, language);
    let Some(apart) = apart.max_by(f64::total_cmp) else {
        let compared = shown().any(|agreement| agreement.expected.is_some());
        let constant = compared && shown().filter(|agreement| agreement.expected.is_some()).all(|a| !varies(&a));
        return constant.then(|| match language {
            Language::En => {
                format!("{count} replicates: what has a formula does not vary, and nothing is left to compare")
            }
            Language::Fr => format!(
                "{count} réplications{space}: ce qui a une formule ne varie pas, il n’y a rien d’autre à comparer"
            ),
        });
    };
    // Rounded up, so that "within" is true.
    let apart = (apart * 10.0).ceil() / 10.0;
    let within = format_number(apart, 1, language);
    let errors = Noun { en: ["standard error", "standard errors"], fr: ["erreur type", "erreurs types"] };
    let errors = errors.beside(apart, language);
    Some(match language {
        Language::En => format!("{count} replicates: the simulation agrees within {within} {errors}"),
        Language::Fr => format!("{count} réplications{space}: la simulation s’accorde à {within} {errors} près"),
    })
}
