use super::page::{Entry, Grid, Head, Page};
use crate::experiment::fit::{AudienceFit, Choice, ColumnRead, Share, SurveyCell, SurveyFit};
use crate::text;
use crate::vocabulary::{Language, Noun, Text, format_count, format_number, format_percent};

/// What a survey says: the shares and audiences that its fragment takes, and the laws they were chosen from.
pub fn survey(fit: &SurveyFit, language: Language) -> Page {
    let mut page = Page::default();
    let say = |text: Text| text.into_string(language);
    page.heading(say(text!("What the survey says", "Ce que dit l'enquête")));
    page.sentences(read(fit, language));
    let heads = [
        text!("what", "quoi"),
        text!("value", "valeur"),
        text!("95 % interval", "intervalle à 95 %"),
        text!("answers", "réponses"),
    ];
    page.table(Grid { columns: columns(heads, language), rows: shares(fit, language) });
    let heads = [
        text!("people told by", "personnes informées par"),
        text!("mean", "moyenne"),
        text!("95 % interval", "intervalle à 95 %"),
        text!("answers", "réponses"),
    ];
    let told = fit.cells.iter().filter_map(|cell| audience_row(cell, language));
    page.table(Grid { columns: columns(heads, language), rows: told.collect() });
    let heads = [
        text!("laws, the best first", "lois, la meilleure d'abord"),
        text!("AIC", "AIC"),
        text!("weight", "poids"),
        text!("chi-square, p", "khi-deux, p"),
    ];
    page.table(Grid {
        columns: columns(heads, language),
        rows: fit.cells.iter().flat_map(|cell| laws(cell, language)).collect(),
    });
    page.sentences([conclusion(fit, language)]);
    page
}

fn columns<const N: usize>(heads: [Text; N], language: Language) -> Vec<Head> {
    let head = |(at, text): (usize, Text)| Head { text: text.into_string(language), is_number: at > 0 };
    heads.into_iter().enumerate().map(head).collect()
}

/// How many answers there are, and which columns they come from.
fn read(fit: &SurveyFit, language: Language) -> Vec<String> {
    let people = &fit.survey.people;
    let (count, effective) = (format_count(people.count(), language), format_number(people.effective(), 0, language));
    let noun = Noun { en: ["answer", "answers"], fr: ["réponse", "réponses"] };
    let answers = noun.counted(people.count(), language);
    let size = if effective == count {
        text!("{answers}.", "{answers}.")
    } else {
        text!("{answers}, weighted as {effective}.", "{answers}, soit autant que {effective} de même poids.")
    };
    let column = |column: &ColumnRead| {
        let (role, name) = (column.role, &column.name);
        let scale = column.threshold.map(|least| text!(" (a yes from {least} on)", " (oui à partir de {least})"));
        format!("{role} = {name}{}", scale.map(|text| text.into_string(language)).unwrap_or_default())
    };
    let read = fit.survey.read.iter().map(column).collect::<Vec<_>>().join(", ");
    let mut sentences = vec![size, text!("Columns: {read}.", "Colonnes : {read}.")];
    if !fit.survey.unused.is_empty() {
        let unused = fit.survey.unused.join(", ");
        sentences.push(text!("Not used: {unused}.", "Non utilisées : {unused}."));
    }
    sentences.into_iter().map(|sentence| sentence.into_string(language)).collect()
}

fn shares(fit: &SurveyFit, language: Language) -> Vec<Vec<Entry>> {
    let survey = &fit.survey;
    let mut rows = vec![share_row(text!("voice rate", "taux de réclamation"), &survey.voice, language)];
    rows.push(share_row(text!("complaints recovered", "réclamants satisfaits"), &survey.recovery, language));
    for cell in &fit.cells {
        let name = cell.label(language);
        rows.push(share_row(text!("stays: {name}", "reste : {name}"), &cell.answers.stays, language));
    }
    rows.into_iter().flatten().collect()
}

fn share_row(name: Text, asked: &Share, language: Language) -> Option<Vec<Entry>> {
    let (share, [low, high]) = (asked.value()?, asked.interval()?);
    let percent = |share| format_percent(share, 1, language);
    let (low, high) = (percent(low), percent(high));
    let between = text!("{low} to {high}", "{low} à {high}").into_string(language);
    Some(vec![
        Entry::words(name.into_string(language)),
        Entry::Share { share, decimals: 1 },
        Entry::words(between),
        Entry::count(asked.count()),
    ])
}

fn audience_row(cell: &SurveyCell, language: Language) -> Option<Vec<Entry>> {
    let mean = cell.audience.as_ref()?.mean();
    let number = |value| Entry::Number { value, decimals: 2, unit: None };
    let range = mean.interval(0.95).map(|[low, high]| Entry::Range { low, high, decimals: 2 });
    let name = Entry::words(cell.label(language));
    Some(vec![name, number(mean.value), Entry::or_undefined(range), Entry::count(cell.answers.told.count())])
}

/// How many laws of an audience are shown.
const SHOWN: usize = 3;

fn laws(cell: &SurveyCell, language: Language) -> Vec<Vec<Entry>> {
    let Some(AudienceFit::Law { choice, .. }) = &cell.audience else { return Vec::new() };
    let mut places: Vec<usize> = (0..choice.candidates.len()).collect();
    places.sort_by(|&a, &b| choice.candidates[a].fitted.aic().total_cmp(&choice.candidates[b].fitted.aic()));
    places.truncate(SHOWN);
    places.into_iter().map(|place| law_row(cell, choice, place, language)).collect()
}

fn law_row(cell: &SurveyCell, choice: &Choice, place: usize, language: Language) -> Vec<Entry> {
    let candidate = &choice.candidates[place];
    let heaped = if candidate.fitted.heaping.is_some() {
        text!(", people round", ", on arrondit").into_string(language)
    } else {
        String::new()
    };
    let colon = language.pick(": ", "\u{202f}: ");
    let name = format!("{}{colon}{}{heaped}", cell.label(language), candidate.fitted.kind.label(language));
    vec![
        Entry::words(name),
        Entry::Number { value: candidate.fitted.aic(), decimals: 1, unit: None },
        Entry::Share { share: candidate.aic_weight, decimals: 0 },
        Entry::or_undefined(
            candidate.chi_square.map(|chi_square| Entry::Share { share: chi_square.p_value, decimals: 1 }),
        ),
    ]
}

fn conclusion(fit: &SurveyFit, language: Language) -> String {
    let Some(rate) = fit.survey.voice.value() else {
        return text!(
            "Nobody in it was let down: it says nothing of the silent.",
            "Personne n'y a été déçu : elle ne dit rien des silencieux."
        )
        .into_string(language);
    };
    let silent = if rate > 0.0 { 1.0 / rate - 1.0 } else { f64::INFINITY };
    let (percent, silent) = (format_percent(rate, 1, language), format_number(silent, 1, language));
    text!(
        "A voice rate (share of the dissatisfied who complain) of {percent}: {silent} silent customers behind each complaint.",
        "Un taux de réclamation des insatisfaits (la part d'entre eux qui réclament) de {percent} : {silent} clients silencieux derrière chaque réclamation."
    )
    .into_string(language)
}
