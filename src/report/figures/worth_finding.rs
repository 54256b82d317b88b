use super::parameter;
use super::wording::amount;
use super::worth::{Knowledge, WorthFigure};
use crate::text;
use crate::vocabulary::{Language, Text};

/// What it is worth to know more: the sentence above the figure, by what the numbers are.
pub(super) fn finding(figure: &WorthFigure, language: Language) -> String {
    let certain = || figure.rows.iter().filter(|row| row.respondents.is_none());
    let everything = certain().find(|row| row.name.is_none()).filter(|row| figure.is_something(row));
    let Some(everything) = everything else {
        return text!(
            "To know more would change no decision: no knowledge is worth paying for",
            "En savoir plus ne changerait aucune décision : aucun savoir ne vaut d'être payé"
        )
        .into_string(language);
    };
    if let Some(text) = survey(figure, language) {
        return text.into_string(language);
    }
    let unknowns = || certain().filter(|row| row.name.is_some());
    let best = unknowns().filter(|row| figure.is_something(row)).max_by(|a, b| a.value.total_cmp(&b.value));
    let all = figure.in_time(everything.value, language);
    let named = best.and_then(|best| Some((best, parameter::the(best.name.as_ref()?, language))));
    let Some((best, name)) = named else {
        return text!(
            "To know everything before choosing is worth {all}, and no single unknown alone anything",
            "Tout savoir avant de choisir vaut {all}, et aucune inconnue, seule, ne vaut quoi que ce soit"
        )
        .into_string(language);
    };
    if unknowns().count() == 1 {
        return text!("To know {name} before choosing is worth {all}", "Connaître {name} avant de choisir vaut {all}")
            .into_string(language);
    }
    let (one, all) = (figure.in_time(best.value, language), figure.money(everything.value, language));
    text!(
        "To know {name} before choosing is worth {one}; to know everything, {all}",
        "Connaître {name} avant de choisir vaut {one} ; tout savoir, {all}"
    )
    .into_string(language)
}

/// The survey that leaves most when it is paid for, where one is worth something.
fn survey(figure: &WorthFigure, language: Language) -> Option<Text> {
    let net = |row: &Knowledge| row.value - row.cost.unwrap_or(0.0);
    let surveys = figure.rows.iter().filter(|row| row.respondents.is_some() && figure.is_something(row));
    let best = surveys.max_by(|a, b| net(a).total_cmp(&net(b)))?;
    let people = amount(best.respondents?, language);
    let (name, value) = (parameter::the(best.name.as_ref()?, language), figure.in_time(best.value, language));
    let Some(cost) = best.cost else {
        return Some(text!(
            "To ask {people} people about {name} is worth {value}",
            "Interroger {people} personnes sur {name} vaut {value}"
        ));
    };
    let cost = figure.money(cost, language);
    Some(if net(best) > 0.0 {
        text!(
            "To ask {people} people about {name} pays: it is worth {value} and costs {cost} once",
            "Interroger {people} personnes sur {name} est rentable : cela vaut {value} et coûte {cost} une fois"
        )
    } else {
        text!(
            "No survey pays in one period: the best, of {people} people about {name}, is worth {value} and costs {cost}",
            "Aucune enquête n'est rentable en une période : la meilleure, de {people} personnes sur {name}, vaut {value} et coûte {cost}"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::ParameterName;

    fn row(path: Option<&str>, respondents: Option<f64>, value: f64, cost: Option<f64>) -> Knowledge {
        Knowledge { name: path.map(ParameterName::of), respondents, value, std_error: 0.0, cost }
    }

    fn figure(rows: Vec<Knowledge>) -> WorthFigure {
        WorthFigure { currency: "EUR".to_owned(), period: "month".to_owned(), rows, noise: 0.0 }
    }

    /// Every kind of data with its sentence, in both languages.
    #[test]
    fn every_kind_of_data_has_its_sentence() {
        let all = || row(None, None, 500.0, None);
        let (rate, value) = (
            |worth| row(Some("voice.rate"), None, worth, None),
            |worth| row(Some("damage.customer_value"), None, worth, None),
        );
        let survey = |worth, cost| row(Some("voice.rate"), Some(100.0), worth, cost);
        let cases = [
            (
                "one of two",
                figure(vec![all(), rate(20.0), value(400.0)]),
                "To know the value of a customer before choosing is worth €400 a month; to know everything, €500",
                "Connaître la valeur d'un client avant de choisir vaut 400 € par mois ; tout savoir, 500 €",
            ),
            (
                "the only one",
                figure(vec![all(), rate(500.0)]),
                "To know the voice rate before choosing is worth €500 a month",
                "Connaître le taux de réclamation des insatisfaits avant de choisir vaut 500 € par mois",
            ),
            (
                "none alone",
                figure(vec![all(), rate(0.0), value(0.0)]),
                "To know everything before choosing is worth €500 a month, and no single unknown alone anything",
                "Tout savoir avant de choisir vaut 500 € par mois, et aucune inconnue, seule, ne vaut quoi que ce soit",
            ),
            (
                "nothing",
                figure(vec![row(None, None, 0.0, None), rate(0.0)]),
                "To know more would change no decision: no knowledge is worth paying for",
                "En savoir plus ne changerait aucune décision : aucun savoir ne vaut d'être payé",
            ),
            (
                "no more than noise",
                WorthFigure { noise: 600.0, ..figure(vec![all(), rate(300.0)]) },
                "To know more would change no decision: no knowledge is worth paying for",
                "En savoir plus ne changerait aucune décision : aucun savoir ne vaut d'être payé",
            ),
            (
                "a survey that pays",
                figure(vec![all(), rate(400.0), survey(300.0, Some(200.0)), survey(350.0, Some(2_000.0))]),
                "To ask 100 people about the voice rate pays: it is worth €300 a month and costs €200 once",
                "Interroger 100 personnes sur le taux de réclamation des insatisfaits est rentable : cela vaut 300 € par mois et coûte 200 € une fois",
            ),
            (
                "a survey that does not",
                figure(vec![all(), rate(400.0), survey(300.0, Some(900.0))]),
                "No survey pays in one period: the best, of 100 people about the voice rate, is worth €300 a month and costs €900",
                "Aucune enquête n'est rentable en une période : la meilleure, de 100 personnes sur le taux de réclamation des insatisfaits, vaut 300 € par mois et coûte 900 €",
            ),
            (
                "a survey without a price",
                figure(vec![all(), rate(400.0), survey(300.0, None)]),
                "To ask 100 people about the voice rate is worth €300 a month",
                "Interroger 100 personnes sur le taux de réclamation des insatisfaits vaut 300 € par mois",
            ),
        ];
        let plain = |text: String| text.replace(['\u{a0}', '\u{202f}'], " ").replace('’', "'");
        for (name, figure, en, fr) in cases {
            assert_eq!(plain(finding(&figure, Language::En)), en, "{name}");
            assert_eq!(plain(finding(&figure, Language::Fr)), fr, "{name}");
        }
    }
}
