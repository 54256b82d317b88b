use rumeur::experiment::{Agreement, Explanation};
use rumeur::vocabulary::{Language, Metric, Valence, format_count, format_number};

use super::plain_table::plain_table;

/// Metrics of the table, first those of people who lived it, then those of who hears of it and what it costs.
const LIVED: [Metric; 6] = [
    Metric::Complaints,
    Metric::Silent,
    Metric::Dissatisfied,
    Metric::Unresolved,
    Metric::Recovered,
    Metric::Satisfied,
];
const HEARD: [Metric; 9] = [
    Metric::Impressions,
    Metric::Reach,
    Metric::Aware,
    Metric::PositiveReach,
    Metric::CustomersLost,
    Metric::ProspectsLost,
    Metric::ProspectsWon,
    Metric::Cost,
    Metric::NetLoss,
];

/// Shown although they may be 0.
const ALWAYS: [Metric; 5] = [Metric::Complaints, Metric::Silent, Metric::Dissatisfied, Metric::Reach, Metric::Aware];

/// The arithmetic of one model for the terminal: each stage by formula beside the simulation, the sum, the spread.
pub(super) fn arithmetic(explanation: &Explanation, currency: &str, replicates: u64, language: Language) -> String {
    let mut lines = vec![stages(explanation, currency, language)];
    lines.push(String::new());
    lines.extend(sum(explanation, language));
    lines.extend(spread(explanation, language));
    lines.extend(verdict(explanation, replicates, language));
    lines.join("\n")
}

fn stages(explanation: &Explanation, currency: &str, language: Language) -> String {
    let headers = match language {
        Language::En => ["", "formula", "simulation", "± std. error", "apart by"],
        Language::Fr => ["", "formule", "simulation", "± err. type", "écart"],
    };
    let mut table = plain_table(headers, 1);
    let agreements = |metrics: &'static [Metric]| {
        metrics.iter().filter_map(|metric| explanation.agreement(*metric)).filter(|agreement| is_shown(agreement))
    };
    for agreement in agreements(&LIVED) {
        table.add_row(row(agreement, currency, language));
    }
    for term in &explanation.groups {
        let label = format!(
            "  {}, {}{} {} x {}",
            term.outcome.label(language),
            term.group,
            language.pick(":", "\u{a0}:"),
            decimals(term.customers, language),
            decimals(term.audience, language)
        );
        table.add_row([label, decimals(term.impressions, language)]);
    }
    for (generation, reach) in (2..).zip(explanation.generations.iter().skip(1)) {
        let label = match language {
            Language::En => format!("  retold, generation {generation}"),
            Language::Fr => format!("  répété, génération {generation}"),
        };
        table.add_row([label, decimals(*reach, language)]);
    }
    for agreement in agreements(&HEARD) {
        table.add_row(row(agreement, currency, language));
    }
    table.trim_fmt()
}

fn is_shown(agreement: &Agreement) -> bool {
    ALWAYS.contains(&agreement.metric) || agreement.mean != 0.0 || agreement.expected.is_some_and(|mean| mean != 0.0)
}

fn row(agreement: &Agreement, currency: &str, language: Language) -> [String; 5] {
    let metric = agreement.metric;
    let known = |number: Option<f64>| number.map_or_else(|| "-".to_owned(), |number| decimals(number, language));
    let label = metric.label(language);
    let label =
        if metric.is_count() { label.to_owned() } else { format!("{label} ({})", metric.unit().name(currency)) };
    let apart = agreement.standard_errors().map(|count| format_number(count, 1, language));
    [
        label,
        known(agreement.expected),
        decimals(agreement.mean, language),
        known(agreement.std_error),
        apart.unwrap_or_else(|| "-".to_owned()),
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
    is_whole_sum.then(|| {
        let terms: Vec<String> = terms.into_iter().map(|term| decimals(term, language)).collect();
        let know = language.pick("people know", "personnes sont au courant");
        format!("{} = {} {know}", terms.join(" + "), decimals(aware, language))
    })
}

fn spread(explanation: &Explanation, language: Language) -> Option<String> {
    let reach = explanation.agreement(Metric::Reach)?;
    let simulated = decimals(reach.std_dev?, language);
    let formula = reach.expected_std_dev.map(|spread| decimals(spread, language));
    Some(match (language, formula) {
        (Language::En, Some(formula)) => {
            format!("standard deviation of reach: {formula} by formula, {simulated} by simulation")
        }
        (Language::En, None) => format!("standard deviation of reach: {simulated} by simulation"),
        (Language::Fr, Some(formula)) => {
            format!("écart type des personnes touchées\u{a0}: {formula} par la formule, {simulated} par la simulation")
        }
        (Language::Fr, None) => format!("écart type des personnes touchées\u{a0}: {simulated} par la simulation"),
    })
}

/// How far formula and simulation are apart at most.
fn verdict(explanation: &Explanation, replicates: u64, language: Language) -> Option<String> {
    let shown = LIVED.iter().chain(&HEARD).filter_map(|metric| explanation.agreement(*metric));
    let apart = shown.filter_map(Agreement::standard_errors).max_by(f64::total_cmp)?;
    // Rounded up, so that "within" is true.
    let within = format_number((apart * 10.0).ceil() / 10.0, 1, language);
    let replicates = format_count(replicates, language);
    Some(match language {
        Language::En => format!("{replicates} replicates: the simulation agrees within {within} standard errors"),
        Language::Fr => {
            format!("{replicates} réplications\u{a0}: la simulation s'accorde à {within} erreur(s) type près")
        }
    })
}

/// To two decimals, without those that are 0: `290`, `295.97`, `4.3`.
fn decimals(value: f64, language: Language) -> String {
    let text = format_number(value, 2, language);
    match text.rfind(['.', ',']).filter(|point| *point + 3 == text.len()) {
        Some(point) if text.ends_with("00") => text[..point].to_owned(),
        Some(_) => text.strip_suffix('0').unwrap_or(&text).to_owned(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_that_are_0_are_left_out() {
        for (value, text) in [(290.0, "290"), (295.966, "295.97"), (4.3, "4.3"), (1_000.0, "1,000"), (0.001, "0")] {
            assert_eq!(decimals(value, Language::En), text);
        }
        assert_eq!(decimals(11.5, Language::Fr), "11,5");
    }
}
