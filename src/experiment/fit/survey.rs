use std::collections::BTreeMap;
use std::io::BufRead;

use super::answers::Answers;
use super::cells::{Scale, weight};
use super::faults::Faults;
use super::share::Share;
use super::survey_columns::{BY, COMPLAINED, HANDLED, RETURNS, ROLES, TOLD, TOLD_GOOD, WEIGHT, find, first_cells};
use crate::sheet::{Sheet, SheetError, Told, plain, shown, told};
use crate::text;
use crate::vocabulary::{Outcome, Text, Valence};

/// Which columns of a survey matter, where they are said; the others are known by their names.
#[doc = include_str!("examples/survey.md")]
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
    /// The group somebody belongs to, or what became of them (silent, unresolved, recovered, satisfied); never known by its name.
    pub by: Option<&'a str>,
}

/// What a survey says, in sums: nothing of a single person is kept.
#[doc = include_str!("examples/survey.md")]
#[derive(Clone, Debug, Default)]
pub struct Survey {
    /// Who complained among the dissatisfied.
    pub voice: Share,
    /// Whose complaint was handled to their satisfaction.
    pub recovery: Share,
    /// What became of people, in the order of [`Outcome::ALL`].
    pub outcomes: [OutcomeAnswers; 4],
    /// The same by group, where people are told apart.
    pub groups: [BTreeMap<String, OutcomeAnswers>; 4],
    /// Everybody, as if all had said yes: the number of answers and their effective number.
    pub people: Share,
    /// Lines that were left out.
    pub faults: Faults,
    /// The columns that were read.
    pub read: Vec<ColumnRead>,
    /// The names of the others, in order.
    pub unused: Vec<String>,
    /// Answers that say nothing here: of whom something bad was told by people who were recovered or satisfied, and of whom
    /// something good by the silent and the unresolved.
    pub left_out: [u64; 2],
}

/// What people of one outcome say.
#[doc = include_str!("examples/survey.md")]
#[derive(Clone, Debug, Default)]
pub struct OutcomeAnswers {
    /// All of them, as if all had said yes.
    pub people: Share,
    /// Whether they come back.
    pub stays: Share,
    /// How many they told: ill for the silent and the unresolved, good for the others.
    pub told: Answers,
}

/// A column that was read.
#[doc = include_str!("examples/survey.md")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnRead {
    /// What it is here.
    pub role: &'static str,
    /// Its name in the file.
    pub name: String,
    /// From which number on an answer is a yes, where it is a scale from 0 to 10.
    pub threshold: Option<u8>,
}

/// How an outcome is said in a column, in the order of [`Outcome::ALL`], as [`plain`] has it.
const OUTCOME_WORDS: [&[&str]; 4] = [
    &["silent", "silencieux", "silencieuse"],
    &["unresolved", "non resolu", "non resolus", "non resolue", "insatisfait de la reponse"],
    &["recovered", "resolved", "recupere", "recuperes", "recuperee", "resolu", "resolue", "satisfait de la reponse"],
    &["satisfied", "satisfait", "satisfaits", "satisfaite"],
];

/// The most groups: more are no groups but names.
const MOST_GROUPS: usize = 50;

/// Where the columns stand.
struct Places {
    at: [Option<usize>; 7],
    scales: [Scale; 7],
    /// The column of [`BY`] says what became of people.
    by_outcome: bool,
}

/// A role with what is wrong with its cell.
type CellFault = (usize, Text);

impl Survey {
    /// Reads a survey; of scales from 0 to 10, `threshold` and more is a yes.
    ///
    /// # Errors
    /// Where it is no table, has not the columns named, or none that says who complained.
    pub fn read(source: impl BufRead, columns: SurveyColumns<'_>, threshold: u8) -> Result<Self, SheetError> {
        let mut sheet = Sheet::new(source)?;
        let places = Places::find(&sheet, columns, threshold)?;
        let mut survey = Self::default();
        for (role, at) in places.at.into_iter().enumerate() {
            let threshold = match places.scales[role] {
                Scale::From(least) if matches!(role, COMPLAINED | RETURNS | HANDLED) => Some(least),
                _ => None,
            };
            let column = |at: usize| ColumnRead { role: ROLES[role], name: sheet.columns()[at].clone(), threshold };
            survey.read.extend(at.map(column));
        }
        let others =
            sheet.columns().iter().enumerate().filter(|(at, name)| !name.is_empty() && !places.at.contains(&Some(*at)));
        survey.unused = others.map(|(_, name)| name.clone()).collect();
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
    fn add(&mut self, record: &csv::ByteRecord, places: &Places) -> Result<(), CellFault> {
        let cell = |role: usize| match places.at[role].map(|at| std::str::from_utf8(record.get(at).unwrap_or_default()))
        {
            None => Ok(""),
            Some(Ok(cell)) => Ok(cell),
            Some(Err(_)) => Err((role, Text::new("not in UTF-8", "pas en UTF-8"))),
        };
        let yes = |role: usize| places.scales[role].read(cell(role)?).map_err(|message| (role, message));
        let number = |role: usize| told(cell(role)?).map_err(|message| (role, message));
        let (complained, returns, handled) = (yes(COMPLAINED)?, yes(RETURNS)?, yes(HANDLED)?);
        let (ill, good) = (number(TOLD)?, number(TOLD_GOOD)?);
        let weight =
            if places.at[WEIGHT].is_some() { weight(cell(WEIGHT)?).map_err(|message| (WEIGHT, message))? } else { 1.0 };
        let by = cell(BY)?.trim();
        let (complained, handled, outcome) = if places.by_outcome {
            let outcome = outcome_of(by).ok_or_else(|| (BY, no_outcome(by)))?;
            let complained = (outcome != Outcome::Satisfied).then_some(outcome != Outcome::Silent);
            (complained, complained.map(|_| outcome == Outcome::Recovered), Some(outcome))
        } else {
            (complained, handled, became(complained, handled, places.at[HANDLED].is_some()))
        };
        let group = if places.at[BY].is_some() && !places.by_outcome { Some(self.group(by)?) } else { None };
        self.people.add(true, weight);
        if let Some(complained) = complained {
            self.voice.add(complained, weight);
        }
        if let (Some(true), Some(handled)) = (complained, handled) {
            self.recovery.add(handled, weight);
        }
        let Some(outcome) = outcome else { return Ok(()) };
        let is_ill = outcome.valence() == Valence::Negative;
        let (told, other) = if is_ill { (ill, good) } else { (good, ill) };
        // Nobody told is what is to be expected there.
        if other.is_some_and(|other| other.high() != Some(0)) {
            self.left_out[usize::from(is_ill)] += 1;
        }
        let place = outcome.index();
        self.outcomes[place].add(weight, returns, told);
        if let Some(group) = group {
            match self.groups[place].get_mut(group.as_str()) {
                Some(answers) => answers.add(weight, returns, told),
                None => self.groups[place].entry(group).or_default().add(weight, returns, told),
            }
        }
        Ok(())
    }

    /// The name of a group, if there is room for it.
    fn group(&self, cell: &str) -> Result<String, CellFault> {
        let name = group_name(cell);
        if name.is_empty() {
            let text = Text::new("empty: of which group nobody knows", "vide : on ne sait de quel groupe");
            return Err((BY, text));
        }
        let is_known = self.groups.iter().any(|groups| groups.contains_key(&name));
        if !is_known && self.groups.iter().map(BTreeMap::len).max() >= Some(MOST_GROUPS) {
            let name = shown(&name);
            return Err((
                BY,
                text!(
                    "`{name}` would be the 51st group: name a column that tells few groups apart",
                    "`{name}` serait le 51e groupe : nommez une colonne qui distingue peu de groupes"
                ),
            ));
        }
        Ok(name)
    }
}

impl OutcomeAnswers {
    fn add(&mut self, weight: f64, returns: Option<bool>, told: Option<Told>) {
        self.people.add(true, weight);
        if let Some(returns) = returns {
            self.stays.add(returns, weight);
        }
        if let Some(told) = told {
            self.told.add(told, weight);
        }
    }
}

/// What became of somebody. Who was not asked how a complaint was handled is of neither outcome, unless nobody was.
fn became(complained: Option<bool>, handled: Option<bool>, is_asked: bool) -> Option<Outcome> {
    match (complained, handled) {
        (None, _) => Some(Outcome::Satisfied),
        (Some(false), _) => Some(Outcome::Silent),
        (Some(true), Some(true)) => Some(Outcome::Recovered),
        (Some(true), Some(false)) => Some(Outcome::Unresolved),
        (Some(true), None) => (!is_asked).then_some(Outcome::Unresolved),
    }
}

fn outcome_of(cell: &str) -> Option<Outcome> {
    let word = plain(cell);
    Outcome::ALL.into_iter().zip(OUTCOME_WORDS).find(|(_, words)| words.contains(&word.as_str())).map(|found| found.0)
}

fn no_outcome(cell: &str) -> Text {
    let word = shown(cell);
    text!(
        "`{word}` is none of silent, unresolved, recovered, satisfied",
        "`{word}` n'est ni silencieux, ni insatisfait de la réponse, ni satisfait de la réponse, ni satisfait"
    )
}

/// A name that a scenario may have: letters of any script, digits and . _ -, with one space for anything else; not too long.
fn group_name(cell: &str) -> String {
    const LONGEST: usize = 40;
    let is_allowed = |letter: char| letter.is_alphanumeric() || matches!(letter, '.' | '_' | '-');
    let words: Vec<&str> = cell.split(|letter| !is_allowed(letter)).filter(|word| !word.is_empty()).collect();
    let name: String = words.join(" ").chars().take(LONGEST).collect();
    name.trim().to_owned()
}

impl Places {
    fn find<R: BufRead>(sheet: &Sheet<R>, columns: SurveyColumns<'_>, threshold: u8) -> Result<Self, SheetError> {
        let SurveyColumns { complained, told, told_good, returns, handled, weight, by } = columns;
        let asked = [complained, told, told_good, returns, handled, weight, by];
        let mut places = Self { at: [None; 7], scales: [Scale::YesNo; 7], by_outcome: false };
        places.at = find(sheet, asked, threshold)?;
        for role in 0..places.at.len() {
            let Some(at) = places.at[role] else { continue };
            let cells = first_cells(sheet, at);
            places.scales[role] = Scale::of(cells.iter().map(String::as_str), threshold);
            if role == BY {
                // Most of them: a slip in one is to be named.
                places.by_outcome = 2 * cells.iter().filter(|cell| outcome_of(cell).is_some()).count() > cells.len();
            }
        }
        if places.at[COMPLAINED].is_none() && !places.by_outcome {
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
    fn people_are_told_apart_by_group_or_by_what_became_of_them() {
        let text = "complained,told,segment\nno,3,new\nno,5,loyal\nyes,2,new\nno,1,\n";
        let columns = SurveyColumns { by: Some("segment"), ..SurveyColumns::default() };
        let survey = Survey::read(text.as_bytes(), columns, 7).expect("a survey");
        let names: Vec<&str> = survey.groups[Outcome::Silent.index()].keys().map(String::as_str).collect();
        assert_eq!((names, survey.faults.count), (vec!["loyal", "new"], 1));
        let text = "what,told\nsilent,3\nNon résolu,5\nrecovered,2\nsatisfied,\nhappy,1\n";
        let columns = SurveyColumns { by: Some("what"), ..SurveyColumns::default() };
        let survey = Survey::read(text.as_bytes(), columns, 7).expect("a survey");
        assert_eq!((survey.faults.count, survey.faults.named[0].line), (1, 6));
        assert_eq!((survey.voice.value(), survey.recovery.value()), (Some(2.0 / 3.0), Some(0.5)));
        assert_eq!(survey.outcomes.each_ref().map(|answers| answers.people.count()), [1, 1, 1, 1]);
    }

    #[test]
    fn a_column_that_is_named_must_be_there() {
        let columns = SurveyColumns { told: Some("amis"), ..SurveyColumns::default() };
        assert!(matches!(Survey::read(FRENCH.as_bytes(), columns, 7), Err(SheetError::NoColumn { .. })));
        let without = "told\n3\n";
        assert!(Survey::read(without.as_bytes(), SurveyColumns::default(), 7).is_err());
    }
}
