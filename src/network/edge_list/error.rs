use std::{fmt, io};

use super::format::Separator;
use crate::vocabulary::Language;

/// An edge list that cannot be read.
#[derive(Clone, Debug, PartialEq)]
pub enum EdgeListError {
    /// No line names two people.
    Empty,
    /// It is something else that is known.
    Foreign(Foreign),
    /// A line names fewer than two people.
    MissingId {
        /// The line, from 1.
        line: u64,
    },
    /// Nothing that separates fields stands in the lines, or something that is not understood.
    NoSeparator {
        /// The line, from 1.
        line: u64,
    },
    /// One line has another separator than the others.
    Separators {
        /// The first line that differs, from 1.
        line: u64,
        /// The separator of most lines.
        most: Separator,
        /// That of the line.
        other: Separator,
    },
    /// A quote is not closed, or something stands between a closing quote and the separator.
    Quote {
        /// The line, from 1.
        line: u64,
    },
    /// A comma may separate fields or begin the decimals.
    DecimalComma {
        /// The line, from 1.
        line: u64,
    },
    /// A named column is not there.
    NoColumn {
        /// What was asked for.
        name: String,
        /// The columns that there are.
        columns: Vec<String>,
    },
    /// An id is no UTF-8 text.
    NotText {
        /// The line, from 1.
        line: u64,
    },
    /// A line has no weight although others have one, or it is negative or no number.
    Weight {
        /// The line, from 1.
        line: u64,
        /// What stands there.
        text: String,
    },
    /// The first line promises more lines, or fewer, than there are, or the last one does not end.
    Torn {
        /// How many lines were written.
        promised: u64,
        /// How many whole ones there are.
        found: u64,
    },
    /// More people than a `u32` can number.
    TooManyPeople,
    /// The text is longer than may be read.
    TooLong {
        /// The most bytes of text.
        limit: u64,
    },
    /// The compressed bytes are damaged.
    Compression(String),
    /// Reading failed.
    Io(String),
}

/// Something that is no edge list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Foreign {
    /// What it is called.
    pub name: &'static str,
    /// How to make an edge list of it, English and French.
    pub(super) way_out: [&'static str; 2],
}

impl EdgeListError {
    /// What is wrong, in one sentence without a full stop.
    pub fn sentence(&self, language: Language) -> String {
        let fr = language == Language::Fr;
        match self {
            EdgeListError::Empty => {
                language.pick("the edge list names no contact", "la liste de liens ne nomme aucun contact").to_owned()
            }
            EdgeListError::Foreign(Foreign { name, .. }) if fr => {
                format!("ce n'est pas une liste de liens : {name}")
            }
            EdgeListError::Foreign(Foreign { name, .. }) => format!("this is no edge list: {name}"),
            EdgeListError::MissingId { line } if fr => {
                format!("ligne {line} : un contact a besoin de deux identifiants")
            }
            EdgeListError::MissingId { line } => format!("line {line}: a contact needs two ids"),
            EdgeListError::NoSeparator { line } if fr => {
                format!("ligne {line} : aucun séparateur compris (tabulation, point-virgule, virgule, espaces)")
            }
            EdgeListError::NoSeparator { line } => {
                format!("line {line}: no separator that is understood (tab, semicolon, comma, blanks)")
            }
            EdgeListError::Separators { line, most, other } => {
                let (most, other) = (most.name(language), other.name(language));
                if fr {
                    format!("ligne {line} : les séparateurs diffèrent : {other} ici, {most} ailleurs")
                } else {
                    format!("line {line}: the separators differ: {other} here, {most} elsewhere")
                }
            }
            EdgeListError::Quote { line } if fr => {
                format!("ligne {line} : un guillemet n'est pas fermé, ou un texte suit celui qui ferme")
            }
            EdgeListError::Quote { line } => {
                format!("line {line}: a quote is not closed, or text follows the closing quote")
            }
            EdgeListError::DecimalComma { line } if fr => {
                format!("ligne {line} : la virgule sépare-t-elle les champs ou les décimales ?")
            }
            EdgeListError::DecimalComma { line } => {
                format!("line {line}: does the comma separate fields or begin the decimals of a weight?")
            }
            EdgeListError::NoColumn { name, columns } => {
                let columns = columns.join(", ");
                if fr {
                    format!("la liste n'a pas de colonne `{name}` ; ses colonnes : {columns}")
                } else {
                    format!("the list has no column `{name}`; its columns: {columns}")
                }
            }
            EdgeListError::NotText { line } if fr => {
                format!("ligne {line} : ce n'est pas du texte UTF-8 (Windows-1252 ?)")
            }
            EdgeListError::NotText { line } => {
                format!("line {line}: the id is not UTF-8 text (perhaps Windows-1252)")
            }
            EdgeListError::Weight { line, text } if fr => {
                format!("ligne {line} : le poids (weight) doit être un nombre d'au moins 0, et non `{text}`")
            }
            EdgeListError::Weight { line, text } => {
                format!("line {line}: the weight must be a number of at least 0, got `{text}`")
            }
            EdgeListError::Torn { promised, found } if fr => {
                format!("la liste est tronquée : {promised} lignes ont été écrites, {found} sont entières")
            }
            EdgeListError::Torn { promised, found } => {
                format!("the list is torn: {promised} lines were written, {found} are whole")
            }
            EdgeListError::TooManyPeople if fr => "la liste nomme plus de 4294967295 personnes".to_owned(),
            EdgeListError::TooManyPeople => "the edge list names more than 4294967295 people".to_owned(),
            EdgeListError::TooLong { limit } if fr => format!("plus de {limit} octets de texte : trop pour être lu"),
            EdgeListError::TooLong { limit } => format!("more than {limit} bytes of text: too much to be read"),
            EdgeListError::Compression(reason) if fr => format!("les données gzip sont abîmées : {reason}"),
            EdgeListError::Compression(reason) => format!("the gzip data is damaged: {reason}"),
            EdgeListError::Io(reason) if fr => format!("lecture impossible : {reason}"),
            EdgeListError::Io(reason) => format!("cannot be read: {reason}"),
        }
    }

    /// What to do about it.
    pub fn hint(&self, language: Language) -> Option<String> {
        let hint = match self {
            EdgeListError::Foreign(foreign) => language.pick(foreign.way_out[0], foreign.way_out[1]),
            EdgeListError::NoSeparator { .. } => language.pick(
                "one contact a line, `Ann;Bob`; another character is named by network.file.separator = \"|\"",
                "un contact par ligne, `Ann;Bob` ; un autre caractère se dit par network.file.separator = \"|\"",
            ),
            EdgeListError::Separators { .. } | EdgeListError::MissingId { .. } => language.pick(
                "write one separator everywhere, or say it: network.file.separator = \";\"",
                "écrire partout le même séparateur, ou le dire : network.file.separator = \";\"",
            ),
            EdgeListError::Quote { .. } => language.pick(
                "close the quote; a quote inside quotes is written twice",
                "fermer le guillemet ; à l'intérieur, il s'écrit deux fois",
            ),
            EdgeListError::DecimalComma { .. } => language.pick(
                "separate the fields by semicolons, or write weights as 0.5",
                "séparer les champs par des points-virgules, ou écrire les poids 0.5",
            ),
            EdgeListError::NoColumn { .. } => language.pick(
                "name a column of the first line, or its number from 1",
                "nommer une colonne de la première ligne, ou son numéro à partir de 1",
            ),
            EdgeListError::NotText { .. } => language.pick(
                "save the list as CSV UTF-8, or `iconv -f WINDOWS-1252 -t UTF-8`",
                "enregistrer la liste en CSV UTF-8, ou `iconv -f WINDOWS-1252 -t UTF-8`",
            ),
            EdgeListError::Weight { text, .. } => return Some(weight_hint(text, language)),
            EdgeListError::Torn { .. } => language.pick(
                "write the list again; where lines were added by hand, remove the first one, which counts them",
                "écrire la liste à nouveau ; si des lignes ont été ajoutées à la main, ôter la première, qui les compte",
            ),
            EdgeListError::TooLong { .. } => language.pick(
                "give a plain file, which is read as it comes, or a shorter list",
                "donner un fichier ordinaire, lu au fur et à mesure, ou une liste plus courte",
            ),
            _ => return None,
        };
        Some(hint.to_owned())
    }
}

fn weight_hint(text: &str, language: Language) -> String {
    let percent = text.strip_suffix('%').and_then(|number| number.trim().replace(',', ".").parse::<f64>().ok());
    match percent {
        Some(percent) => {
            let share = percent / 100.0;
            match language {
                Language::En => format!("write {percent}% as {share}"),
                Language::Fr => format!("écrire {share} pour {percent}%"),
            }
        }
        None => language
            .pick(
                "every contact of a weighted list has a weight; another column is named by network.file.weight",
                "chaque contact d'une liste pondérée a un poids ; une autre colonne se dit par network.file.weight",
            )
            .to_owned(),
    }
}

impl fmt::Display for EdgeListError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence(Language::En))
    }
}

impl std::error::Error for EdgeListError {}

impl From<io::Error> for EdgeListError {
    fn from(error: io::Error) -> Self {
        EdgeListError::Io(error.to_string())
    }
}
