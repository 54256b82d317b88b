use std::{fmt, io};

use super::format::Separator;
use super::shown::shown;
use crate::text;
use crate::vocabulary::{Language, Noun, Say, Text, system_reason};

const FIELD: Noun = Noun { en: ["field", "fields"], fr: ["champ", "champs"] };

/// An edge list that cannot be read.
#[doc = include_str!("../examples/edge_lists.md")]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum EdgeListError {
    /// Somebody asked to stop.
    Cancelled,
    /// No line names two people.
    Empty,
    /// It is something else that is known.
    Foreign(Box<Foreign>),
    /// A line has one field alone.
    MissingId {
        /// The line, from 1.
        line: u64,
    },
    /// Nothing stands where an id should.
    EmptyId {
        /// The line, from 1.
        line: u64,
        /// Which id.
        whose: Whose,
    },
    /// A title above the list.
    Title {
        /// The line, from 1.
        line: u64,
        /// That of the header, or of the first contact.
        next: u64,
        /// Whether a header is known.
        is_header: bool,
    },
    /// Some lines have a further number, and most have none.
    Ragged {
        /// The first of these lines, from 1.
        line: u64,
        /// How many fields it has.
        fields: usize,
        /// How many most lines have at most.
        most: usize,
    },
    /// Both people stand in one column.
    OneColumn {
        /// The column, from 1.
        column: usize,
    },
    /// The header names an id and a name of one person, and nobody else.
    OnePerson {
        /// What it calls them.
        columns: [String; 2],
    },
    /// Where a person should stand there are dates or times.
    Times {
        /// The column, from 1.
        column: usize,
    },
    /// Numbers that rise stand before two columns that have people in common.
    Numbers {
        /// The column, from 1.
        column: usize,
    },
    /// Every line names one person twice.
    OnlyLoops {
        /// How many lines there are.
        lines: u64,
    },
    /// A third field, perhaps a person, where the first lines have two.
    FurtherField {
        /// The line, from 1.
        line: u64,
        /// What stands there.
        text: String,
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
    /// A weight is empty, negative or no number.
    Weight {
        /// The line, from 1.
        line: u64,
        /// What stands there.
        text: String,
    },
    /// A line ends before the column of the weights.
    NoWeight {
        /// The line, from 1.
        line: u64,
        /// How many fields it has.
        fields: usize,
        /// The column, from 1.
        column: usize,
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
    Io(Box<Text>),
}

/// Which of the ids of a line.
#[doc = include_str!("../examples/edge_lists.md")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// That of the first person.
    First,
    /// That of the second person.
    Second,
    /// The only one of a list of people.
    Only,
}

/// Something that is no edge list.
#[doc = include_str!("../examples/edge_lists.md")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Foreign {
    /// What it is called, English and French.
    pub name: [&'static str; 2],
    /// How to make an edge list of it, English and French.
    pub(super) way_out: [&'static str; 2],
}

/// What is wrong, in one sentence without a full stop.
impl Say for EdgeListError {
    #[expect(clippy::too_many_lines, reason = "one arm for each error")]
    fn text(&self) -> Text {
        match self {
            EdgeListError::Cancelled => text!("cancelled", "arrêté"),
            EdgeListError::Empty => {
                text!("the edge list names no contact", "la liste de liens ne nomme aucun contact")
            }
            EdgeListError::Foreign(foreign) => {
                let [en, fr] = foreign.name;
                text!("this is no edge list: {en}", "ce n'est pas une liste de liens : {fr}")
            }
            EdgeListError::MissingId { line } => {
                text!("line {line}: a contact needs two ids", "ligne {line} : un contact a besoin de deux identifiants")
            }
            EdgeListError::EmptyId { line, whose } => match whose {
                Whose::First => {
                    text!("line {line}: the first id is empty", "ligne {line} : le premier identifiant est vide")
                }
                Whose::Second => {
                    text!("line {line}: the second id is empty", "ligne {line} : le second identifiant est vide")
                }
                Whose::Only => text!("line {line}: the id is empty", "ligne {line} : l'identifiant est vide"),
            },
            EdgeListError::Title { line, next, is_header: true } => text!(
                "line {line} is a title, no contact: the header is line {next}",
                "la ligne {line} est un titre, pas un contact : l'en-tête est la ligne {next}"
            ),
            EdgeListError::Title { line, next, .. } => text!(
                "line {line} is a title, no contact: the list begins in line {next}",
                "la ligne {line} est un titre, pas un contact : la liste commence à la ligne {next}"
            ),
            EdgeListError::Ragged { line, fields, most } => text!(
                "line {line} has {fields} fields, most lines have {most}: is the further number a weight, or a person?",
                "la ligne {line} a {fields} champs, la plupart des lignes en ont {most} : le nombre en plus est-il un \
                 poids, ou une personne ?"
            ),
            EdgeListError::OneColumn { column } => text!(
                "source and target are both column {column}: every contact would be of somebody with themselves",
                "source et target sont toutes deux la colonne {column} : chaque contact serait d'une personne avec \
                 elle-même"
            ),
            EdgeListError::OnePerson { columns: [one, other] } => {
                let (one, other) = (shown(one), shown(other));
                text!(
                    "the columns `{one}` and `{other}` are of one person: nobody stands beside",
                    "les colonnes `{one}` et `{other}` sont d'une même personne : il n'y a personne en face"
                )
            }
            EdgeListError::Times { column } => text!(
                "column {column} holds dates or times, no people",
                "la colonne {column} contient des dates ou des heures, pas des personnes"
            ),
            EdgeListError::Numbers { column } => text!(
                "column {column} holds numbers that rise and are none of the ids behind them: times, numbers of lines, \
                 or people?",
                "la colonne {column} contient des nombres croissants qui ne sont aucun des identifiants suivants : des \
                 instants, des numéros de ligne ou des personnes ?"
            ),
            EdgeListError::OnlyLoops { .. } => text!(
                "every contact is of somebody with themselves",
                "chaque contact est d'une personne avec elle-même"
            ),
            EdgeListError::FurtherField { line, text } => {
                let text = shown(text);
                text!(
                    "line {line}: a third field, `{text}`, where the first lines have two",
                    "ligne {line} : un troisième champ, `{text}`, alors que les premières lignes en ont deux"
                )
            }
            EdgeListError::NoSeparator { line } => text!(
                "line {line}: no separator that is understood (tab, semicolon, comma, blanks)",
                "ligne {line} : aucun séparateur compris (tabulation, point-virgule, virgule, espaces)"
            ),
            EdgeListError::Separators { line, most, other } => Text::both(|language| {
                let (most, other) = (most.name(language), other.name(language));
                match language {
                    Language::En => format!("line {line}: the separators differ: {other} here, {most} elsewhere"),
                    Language::Fr => format!("ligne {line} : les séparateurs diffèrent : {other} ici, {most} ailleurs"),
                }
            }),
            EdgeListError::Quote { line } => text!(
                "line {line}: a quote is not closed, or text follows the closing quote",
                "ligne {line} : un guillemet n'est pas fermé, ou un texte suit celui qui ferme"
            ),
            EdgeListError::DecimalComma { line } => text!(
                "line {line}: does the comma separate fields or begin the decimals of a weight?",
                "ligne {line} : la virgule sépare-t-elle les champs ou les décimales d'un poids ?"
            ),
            EdgeListError::NoColumn { name, columns } => text!(
                "the list has no column `{}`; its columns: `{}`",
                "la liste n'a pas de colonne `{}` ; ses colonnes : `{}`",
                shown(name),
                shown(&columns.join("`, `"))
            ),
            EdgeListError::NotText { line } => text!(
                "line {line}: the id is not UTF-8 text (perhaps Windows-1252)",
                "ligne {line} : l'identifiant n'est pas un texte UTF-8 (peut-être Windows-1252)"
            ),
            EdgeListError::Weight { line, text } if text.is_empty() => {
                text!("line {line}: the weight is empty", "ligne {line} : le poids est vide")
            }
            EdgeListError::Weight { line, text } => {
                let text = shown(text);
                text!(
                    "line {line}: the weight must be a number of at least 0, got `{text}`",
                    "ligne {line} : le poids doit être un nombre d'au moins 0, reçu `{text}`"
                )
            }
            EdgeListError::NoWeight { line, fields, column } => Text::both(|language| {
                let counted = FIELD.counted(*fields as u64, language);
                match language {
                    Language::En => format!("line {line} has {counted}, the weights stand in column {column}"),
                    Language::Fr => format!("la ligne {line} a {counted}, les poids sont dans la colonne {column}"),
                }
            }),
            EdgeListError::Torn { promised, found } => text!(
                "the list is torn: {promised} lines were written, {found} are whole",
                "la liste est tronquée : {promised} lignes ont été écrites, {found} sont entières"
            ),
            EdgeListError::TooManyPeople => {
                text!("the edge list names more than 4294967295 people", "la liste nomme plus de 4294967295 personnes")
            }
            EdgeListError::TooLong { limit } => text!(
                "more than {limit} bytes of text: too much to be read",
                "plus de {limit} octets de texte : trop pour être lu"
            ),
            EdgeListError::Compression(reason) => {
                Text::new(format!("the gzip data is damaged: {reason}"), "les données gzip sont abîmées ou tronquées")
            }
            EdgeListError::Io(reason) => {
                let (en, fr) = (&reason.en, &reason.fr);
                text!("cannot be read: {en}", "lecture impossible : {fr}")
            }
        }
    }
}

/// What to write where a line names more than two people.
pub(super) const ONE_CONTACT: [&str; 2] = [
    "write one contact a line, `Ann;Bob` and `Ann;Cid`; where only two columns are people, say which: network.file.source = \"1\", network.file.target = \"2\"",
    "écrivez un contact par ligne, `Ann;Bob` puis `Ann;Cid` ; si deux colonnes seulement sont des personnes, dites lesquelles : network.file.source = \"1\", network.file.target = \"2\"",
];

/// What an edge list looks like.
pub(super) const COLUMNS: [&str; 2] = [
    "write one contact a line: two ids and perhaps a weight, such as `Ann;Bob;0.5`",
    "écrivez un contact par ligne : deux identifiants et peut-être un poids, comme `Ann;Bob;0.5`",
];

impl fmt::Display for EdgeListError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().en)
    }
}

impl std::error::Error for EdgeListError {}

impl From<io::Error> for EdgeListError {
    fn from(error: io::Error) -> Self {
        EdgeListError::Io(Box::new(system_reason(&error)))
    }
}
