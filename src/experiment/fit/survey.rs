use std::io::BufRead;

use super::answers::Answers;
use super::cells::{Scale, told, weight};
use super::faults::Faults;
use super::share::Share;
use super::sheet::{Sheet, SheetError};
use crate::vocabulary::{Outcome, Text};

/// Which columns of a survey matter, where they are said; the others are known by their names.
#[derive(Clone, Copy, Debug, Default)]
pub struct SurveyColumns<'a> {
    /// Whether the person told the firm; empty where nothing went wrong.
    pub complained: Option<&'a str>,
    /// How many they told of something bad.
    pub told: Option<&'a str>,
    /// How many they told of something good.
    pub told_good: Option<&'a str>,
    /// Whether they come back.
    pub returns: Option<&'a str>,
    /// Whether the complaint was handled to their satisfaction.
    pub handled: Option<&'a str>,
    /// How many people the answer stands for.
    pub weight: Option<&'a str>,
}

/// What a survey says, in sums: nothing of a single person is kept.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    /// Who complained among the dissatisfied.
    pub voice: Share,
    /// Whose complaint was handled to their satisfaction.
    pub recovery: Share,
    /// What became of people, in the order of [`OUTCOMES`].
    pub outcomes: [OutcomeAnswers; 4],
    /// Everybody, as if all had said yes: the number of answers and their effective number.
    pub people: Share,
    /// Lines that were left out.
    pub faults: Faults,
    /// The names of the columns that were read.
    pub read: Vec<(&'static str, String)>,
}

/// What people of one outcome say.
#[derive(Clone, Debug, Default)]
pub struct OutcomeAnswers {
    /// Whether they come back.
    pub stays: Share,
    /// How many they told: ill for the silent and the unresolved, good for the others.
    pub told: Answers,
}

/// The outcomes in the order of [`Survey::outcomes`].
pub const OUTCOMES: [Outcome; 4] = [Outcome::Silent, Outcome::Unresolved, Outcome::Recovered, Outcome::Satisfied];

/// The columns by role: what it is called here, and the names it goes by.
const NAMES: [(&str, &[&str]); 6] = [
    ("complained", &["complained", "complaint", "a réclamé", "réclamé", "réclamation", "plainte"]),
    ("told", &["told", "people told", "told bad", "en a parlé à", "parlé à", "personnes informées"]),
    ("told_good", &["told good", "told_good", "good told", "en bien à", "parlé en bien", "dit du bien à"]),
    ("returns", &["returns", "return", "comes back", "stays", "revient", "reviendra", "fidèle"]),
    ("handled", &["handled", "resolved", "recovered", "traitée", "résolu", "résolue", "satisfait de la réponse"]),
    ("weight", &["weight", "poids", "pondération"]),
];

/// Where the columns stand.
struct Places {
    at: [Option<usize>; 6],
    scales: [Scale; 6],
}

impl Survey {
    /// Reads a survey; of scales from 0 to 10, `threshold` and more is a yes.
    ///
    /// # Errors
    /// Where it is no table, has not the columns named, or none that says who complained.
    pub fn read(source: impl BufRead, columns: SurveyColumns<'_>, threshold: u8) -> Result<Self, SheetError> {
        let mut sheet = Sheet::new(source)?;
        let places = Places::find(&sheet, columns, threshold)?;
        let mut survey = Self::default();
        for ((role, _), at) in NAMES.iter().zip(places.at) {
            survey.read.extend(at.map(|at| (*role, sheet.columns()[at].clone())));
        }
        let mut record = csv::ByteRecord::new();
        while sheet.next_line(&mut record)? {
            survey.faults.lines += 1;
            if let Err((role, message)) = survey.add(&record, &places) {
                let column = places.at[role].map_or("", |at| sheet.columns()[at].as_str());
                survey.faults.add(sheet.line(), column, message);
            }
        }
        Ok(survey)
    }

    /// Counts one person, or nothing of them where a cell cannot be read.
    fn add(&mut self, record: &csv::ByteRecord, places: &Places) -> Result<(), (usize, Text)> {
        let cell = |role: usize| match places.at[role].map(|at| std::str::from_utf8(record.get(at).unwrap_or_default()))
        {
            None => Ok(""),
            Some(Ok(cell)) => Ok(cell),
            Some(Err(_)) => Err((role, Text::new("not in UTF-8", "pas en UTF-8"))),
        };
        let yes = |role: usize| places.scales[role].read(cell(role)?).map_err(|message| (role, message));
        let number = |role: usize| told(cell(role)?).map_err(|message| (role, message));
        let (complained, returns, handled) = (yes(0)?, yes(3)?, yes(4)?);
        let (ill, good) = (number(1)?, number(2)?);
        let weight = if places.at[5].is_some() { weight(cell(5)?).map_err(|message| (5, message))? } else { 1.0 };
        self.people.add(true, weight);
        if let Some(complained) = complained {
            self.voice.add(complained, weight);
        }
        let outcome = match (complained, handled) {
            (None, _) => Some(3),
            (Some(false), _) => Some(0),
            (Some(true), Some(true)) => Some(2),
            (Some(true), Some(false)) => Some(1),
            // Whoever was not asked how it was handled is of neither outcome, unless nobody was.
            (Some(true), None) => places.at[4].is_none().then_some(1),
        };
        if let (Some(true), Some(handled)) = (complained, handled) {
            self.recovery.add(handled, weight);
        }
        let Some(outcome) = outcome else { return Ok(()) };
        let answers = &mut self.outcomes[outcome];
        if let Some(returns) = returns {
            answers.stays.add(returns, weight);
        }
        let told = if outcome < 2 { ill } else { good };
        if let Some(told) = told {
            answers.told.add(told, weight);
        }
        Ok(())
    }
}

impl Places {
    fn find<R: BufRead>(sheet: &Sheet<R>, columns: SurveyColumns<'_>, threshold: u8) -> Result<Self, SheetError> {
        let asked =
            [columns.complained, columns.told, columns.told_good, columns.returns, columns.handled, columns.weight];
        let mut places = Self { at: [None; 6], scales: [Scale::YesNo; 6] };
        for (role, (asked, (_, names))) in asked.into_iter().zip(NAMES).enumerate() {
            places.at[role] = match asked {
                Some(name) => Some(sheet.column(name)?),
                None => sheet.column_of(names),
            };
            let Some(at) = places.at[role] else { continue };
            let text =
                |record: &csv::ByteRecord| String::from_utf8_lossy(record.get(at).unwrap_or_default()).into_owned();
            let cells: Vec<String> = sheet.first_lines().iter().map(text).collect();
            places.scales[role] = Scale::of(cells.iter().map(String::as_str), threshold);
        }
        if places.at[0].is_none() {
            return Err(SheetError::NoColumn { name: "complained".to_owned(), columns: sheet.columns().to_vec() });
        }
        Ok(places)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRENCH: &str = "\u{feff}A réclamé;Parlé à;En bien à;Revient;Traitée;Poids\noui;3;;8;non;1,5\nnon;6+;;2;;0,5\n;;2;10;;1\noui;0;4;9;oui;1\nnon;peut-être;;1;;1\n";

    #[test]
    fn people_fall_into_their_outcomes() {
        let survey = Survey::read(FRENCH.as_bytes(), SurveyColumns::default(), 7).expect("a survey");
        assert_eq!((survey.people.count(), survey.faults.count, survey.faults.named[0].line), (4, 1, 6));
        assert_eq!(survey.voice.value(), Some(2.5 / 3.0));
        assert_eq!(survey.recovery.value(), Some(0.4));
        let stays = survey.outcomes.each_ref().map(|answers| answers.stays.value());
        assert_eq!(stays, [Some(0.0), Some(1.0), Some(1.0), Some(1.0)]);
        assert_eq!(survey.outcomes.each_ref().map(|answers| answers.told.count()), [1, 1, 1, 1]);
    }

    #[test]
    fn a_column_that_is_named_must_be_there() {
        let columns = SurveyColumns { told: Some("amis"), ..SurveyColumns::default() };
        assert!(matches!(Survey::read(FRENCH.as_bytes(), columns, 7), Err(SheetError::NoColumn { .. })));
        let without = "told\n3\n";
        assert!(Survey::read(without.as_bytes(), SurveyColumns::default(), 7).is_err());
    }
}
