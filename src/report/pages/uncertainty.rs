use std::io::BufRead;

use crate::experiment::BASELINE;
use crate::report::Row;
use crate::report::starts_from::StartsFrom;
use crate::report::table_reader::{TableError, TableReader};
use crate::report::tables::{VariancePart, VarianceRow};
use crate::scenario::{ParameterName, Scenario};
use crate::vocabulary::{Language, Metric, format_percent};

/// How much of the spread of the people who know is what nobody knows: from `variance.csv`; `None` where they do not vary.
///
/// # Errors
/// When the table is not one of ours.
pub fn uncertainty_sentence(
    scenario: &Scenario,
    variance: impl BufRead,
    language: Language,
) -> Result<Option<String>, TableError> {
    for record in TableReader::new(VarianceRow::TABLE.file, variance)? {
        let record = record?;
        let is_it = record.text("variant") == Some(BASELINE)
            && record.metric() == Some(Metric::Aware)
            && record.text("part") == Some(VariancePart::Unknown.name());
        if let Some(share) = record.number("share").filter(|_| is_it) {
            return Ok(Some(words(&StartsFrom::of_scenario(scenario), share, language)));
        }
    }
    Ok(None)
}

/// What a page says whose numbers stand at one value of each unknown; `None` where nothing is unknown.
pub fn at_best_guess(unknown: &[ParameterName], language: Language) -> Option<String> {
    let the = |name: &ParameterName| match language {
        Language::En => name.the(language).to_owned(),
        Language::Fr => name.of_the(language),
    };
    let named = unknown.iter().map(the).collect::<Vec<String>>().join(", ");
    let one = unknown.len() == 1;
    let space = crate::vocabulary::NARROW_NO_BREAK_SPACE;
    (!unknown.is_empty()).then(|| match (language, one) {
        (Language::En, true) => {
            format!("At the best guess of {named}, which is unknown: `rumeur run` draws it, and its means are others.")
        }
        (Language::En, false) => {
            format!("At the best guess of {named}, which are unknown: `rumeur run` draws them, and its means are others.")
        }
        (Language::Fr, true) => format!(
            "À la meilleure estimation {named}, que personne ne connaît{space}: `rumeur run` en tire la valeur, et ses moyennes sont autres."
        ),
        (Language::Fr, false) => format!(
            "À la meilleure estimation {named}, que personne ne connaît{space}: `rumeur run` en tire les valeurs, et ses moyennes sont \
             autres."
        ),
    })
}

fn words(start: &StartsFrom, share: f64, language: Language) -> String {
    let percent = |share: f64| format_percent(share.clamp(0.0, 1.0), 0, language);
    let (unknown, chance) = (percent(share), percent(1.0 - share.clamp(0.0, 1.0)));
    let start = start.words(language);
    match language {
        Language::En => format!(
            "With {start}, {unknown} of the spread of the number who know is what we do not know, and {chance} is chance."
        ),
        Language::Fr => format!(
            "Avec {start}, {unknown} de la dispersion du nombre de personnes au courant vient de ce que nous ne savons pas, \
             et {chance} du hasard."
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::starts_from::Whom;

    #[test]
    fn what_nobody_knows_and_chance_make_the_whole() {
        assert_eq!(
            words(&StartsFrom::Complaints(12), 0.570_832, Language::En),
            "With 12 complaints, 57% of the spread of the number who know is what we do not know, and 43% is chance."
        );
        let start = StartsFrom::Unknown(Whom::Served, 55.0);
        assert_eq!(
            words(&start, 0.95, Language::En),
            "With an unknown number of customers served (55 on average), 95% of the spread of the number who know is what we do \
             not know, and 5% is chance."
        );
        assert!(
            words(&start, 0.95, Language::Fr)
                .starts_with("Avec un nombre inconnu de clients servis (55 en moyenne), 95")
        );
        assert!(words(&StartsFrom::Complaints(1), -0.01, Language::En).starts_with("With 1 complaint, 0%"));
    }
}
