//! The columns of a survey, by their names.

use std::io::BufRead;

use super::cells::Scale;
use crate::sheet::{Sheet, SheetError, plain, told};

pub(super) const COMPLAINED: usize = 0;
pub(super) const TOLD: usize = 1;
pub(super) const TOLD_GOOD: usize = 2;
pub(super) const RETURNS: usize = 3;
pub(super) const HANDLED: usize = 4;
pub(super) const WEIGHT: usize = 5;
pub(super) const BY: usize = 6;

/// What the columns are called here, by role.
pub(super) const ROLES: [&str; 7] = ["complained", "told", "told_good", "returns", "handled", "weight", "by"];

/// The flags that name them, by role.
const FLAGS: [&str; 7] = ["--complained", "--told", "--told-good", "--returns", "--handled", "--weight", "--by"];

/// The names that a column goes by, by role.
const NAMES: [&[&str]; 7] = [
    &["complained", "complaint", "a réclamé", "réclamé", "réclamation", "plainte"],
    &["told", "people told", "told bad", "en a parlé à", "parlé à", "personnes informées"],
    &["told good", "good told", "en bien à", "parlé en bien", "en a dit du bien à", "dit du bien à"],
    &["returns", "return", "comes back", "stays", "revient", "reviendra", "fidèle"],
    &["handled", "resolved", "recovered", "traitée", "résolu", "résolue", "satisfait de la réponse"],
    &["weight", "poids", "pondération"],
    &[],
];

/// Words that tell a column, each by its beginning: one row is enough, all of its words must stand in the name.
const WORDS: [&[&[&str]]; 7] = [
    &[&["reclam"], &["plaint"], &["plaind"], &["complain"]],
    &[&["parl"], &["told"], &["tell"], &["racont"], &["informe"], &["combien", "personne"], &["many", "people"]],
    &[
        &["parl", "=bien"],
        &["dit", "=bien"],
        &["parl", "positi"],
        &["told", "good"],
        &["tell", "good"],
        &["told", "positi"],
        &["racont", "=bien"],
    ],
    &[&["revien"], &["revenir"], &["return"], &["come", "back"], &["came", "back"], &["fidel"], &["stay"], &["rachet"]],
    &[
        &["trait"],
        &["resol"],
        &["recover"],
        &["handled"],
        &["solved"],
        &["satisf", "reponse"],
        &["satisf", "answer"],
        &["satisf", "response"],
        &["satisf", "reclam"],
        &["satisf", "complain"],
    ],
    &[],
    &[],
];

/// Words that make it a column of something else: when, which, how.
const OTHER: [&str; 12] =
    ["=id", "date", "when", "quand", "motif", "reason", "comment", "texte", "text", "canal", "channel", "delai"];

/// The columns by role: those asked for by their names or numbers, the others by the names they go by.
///
/// # Errors
/// Where a column asked for is not there, or is asked for as two things, or two columns have one name that is looked for.
pub(super) fn find<R: BufRead>(
    sheet: &Sheet<R>,
    asked: [Option<&str>; 7],
    threshold: u8,
) -> Result<[Option<usize>; 7], SheetError> {
    let mut found = [None; 7];
    for (role, name) in asked.into_iter().enumerate() {
        let Some(name) = name else { continue };
        let at = sheet.column(name)?;
        if let Some(other) = found.iter().position(|&other| other == Some(at)) {
            let column = sheet.columns()[at].clone();
            return Err(SheetError::Both { column, roles: [FLAGS[other], FLAGS[role]] });
        }
        found[role] = Some(at);
    }
    for (role, names) in NAMES.into_iter().enumerate() {
        if asked[role].is_some() {
            continue;
        }
        // What is asked for as something else is nothing by its name.
        let Some(at) = sheet.column_of(names).filter(|at| !found.contains(&Some(*at))) else { continue };
        found[role] = Some(at);
        // Which of two of one name is meant, nobody knows.
        let name = &sheet.columns()[at];
        if sheet.columns().iter().filter(|other| plain(other) == plain(name)).count() > 1 {
            return Err(SheetError::Twice(name.clone()));
        }
    }
    for role in [TOLD_GOOD, HANDLED, COMPLAINED, TOLD, RETURNS] {
        if found[role].is_some() {
            continue;
        }
        let free = |at: &usize| !found.contains(&Some(*at));
        let said = |at: &usize| is_said(&sheet.columns()[*at], role) && is_read(sheet, *at, role, threshold);
        let mut columns = (0..sheet.columns().len()).filter(free).filter(said);
        // Of two that may be meant, neither is taken: the one that is not used is named.
        found[role] = columns.next().filter(|_| columns.next().is_none());
    }
    Ok(found)
}

/// Whether a name has the words of a role.
fn is_said(name: &str, role: usize) -> bool {
    let name = plain(name);
    let has = |word: &&str| match word.strip_prefix('=') {
        Some(whole) => name.split(' ').any(|other| other == whole),
        None => name.split(' ').any(|other| other.starts_with(word)),
    };
    WORDS[role].iter().any(|words| words.iter().all(has)) && !OTHER.iter().any(has)
}

/// Whether most of the first cells can be read as this role wants them.
fn is_read<R: BufRead>(sheet: &Sheet<R>, at: usize, role: usize, threshold: u8) -> bool {
    let cells: Vec<String> = first_cells(sheet, at);
    let scale = Scale::of(cells.iter().map(String::as_str), threshold);
    let is_read = |cell: &&String| match role {
        TOLD | TOLD_GOOD => told(cell).is_ok(),
        _ => scale.read(cell).is_ok(),
    };
    2 * cells.iter().filter(is_read).count() > cells.len()
}

/// The first cells of a column that are not empty.
pub(super) fn first_cells<R: BufRead>(sheet: &Sheet<R>, at: usize) -> Vec<String> {
    let text = |record: &csv::ByteRecord| String::from_utf8_lossy(record.get(at).unwrap_or_default()).trim().to_owned();
    sheet.first_lines().iter().map(text).filter(|cell| !cell.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the columns are taken for, in their order; nothing where they are not.
    fn taken(text: &str) -> Vec<&'static str> {
        let sheet = Sheet::new(text.as_bytes()).expect("a table");
        let found = find(&sheet, [None; 7], 7).expect("no name twice");
        let role = |at| (0..7).find(|&role| found[role] == Some(at)).map_or("", |role| ROLES[role]);
        (0..sheet.columns().len()).map(role).collect()
    }

    #[test]
    fn columns_are_known_as_people_name_them() {
        for (text, roles) in [
            (
                "A réclamé;A parlé à combien;Reviendra;Bien traité\noui;3;oui;non\n",
                vec!["complained", "told", "returns", "handled"],
            ),
            (
                "Avez-vous réclamé ?;À combien de personnes en avez-vous parlé ?;Reviendrez-vous ?;Réclamation bien traitée ?\n\
                 oui;3;8;non\n",
                vec!["complained", "told", "returns", "handled"],
            ),
            (
                "Did you complain?,How many people did you tell?,Will you come back?,Was it handled well?,Weight\n\
                 yes,3,yes,no,1\n",
                vec!["complained", "told", "returns", "handled", "weight"],
            ),
            (
                "S'est plaint;En a parlé à;En a parlé en bien à;Fidèle ?;Problème résolu\noui;3;2;oui;non\n",
                vec!["complained", "told", "told_good", "returns", "handled"],
            ),
            (
                "Date de réclamation;A réclamé;Motif de la plainte;Âge\n2026-01-02;oui;bruit;44\n",
                vec!["", "complained", "", ""],
            ),
            // A text is no number of people, and of two columns neither is taken.
            ("complained,What did you tell?\nyes,that it was bad\n", vec!["complained", ""]),
            ("complained,told friends,told family\nyes,3,4\n", vec!["complained", "", ""]),
        ] {
            assert_eq!(taken(text), roles, "{text}");
        }
        let sheet = Sheet::new("complained,Complained,told\nyes,no,3\n".as_bytes()).expect("a table");
        assert_eq!(find(&sheet, [None; 7], 7), Err(SheetError::Twice("complained".to_owned())));
    }

    #[test]
    fn a_column_is_one_thing() {
        let sheet = Sheet::new("complained,told,returns\nyes,3,8\n".as_bytes()).expect("a table");
        let mut asked = [None; 7];
        (asked[TOLD], asked[RETURNS]) = (Some("returns"), Some("3"));
        let roles = ["--told", "--returns"];
        assert_eq!(find(&sheet, asked, 7), Err(SheetError::Both { column: "returns".to_owned(), roles }));
        // Said to be how many were told, it is not who comes back.
        asked[RETURNS] = None;
        let found = find(&sheet, asked, 7).expect("columns");
        assert_eq!((found[COMPLAINED], found[TOLD], found[RETURNS]), (Some(0), Some(2), None));
    }
}
