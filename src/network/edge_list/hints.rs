//! What to do about an edge list that cannot be read.

use super::error::{EdgeListError, ONE_CONTACT};
use super::number::is_code;
use crate::text;
use crate::vocabulary::Text;

impl EdgeListError {
    /// What to do about it.
    pub fn hint(&self) -> Option<Text> {
        Some(match self {
            EdgeListError::Foreign(foreign) => Text::from(foreign.way_out),
            EdgeListError::FurtherField { .. } => Text::from(ONE_CONTACT),
            EdgeListError::NoSeparator { .. } => text!(
                "one contact a line, `Ann;Bob`; another character is named by network.file.separator = \"|\"",
                "un contact par ligne, `Ann;Bob` ; un autre caractère se dit par network.file.separator = \"|\""
            ),
            EdgeListError::EmptyId { .. } => text!(
                "write the id, or remove the line: a title, a total or a note is no contact",
                "écrivez l'identifiant, ou ôtez la ligne : un titre, un total ou une note n'est pas un contact"
            ),
            EdgeListError::Title { next, .. } => text!(
                "remove what stands above line {next}, or begin each of these lines with #",
                "ôtez ce qui précède la ligne {next}, ou commencez chacune de ces lignes par #"
            ),
            EdgeListError::Ragged { .. } => text!(
                "give every line a weight or none, and each contact its own line; a column that says something else is \
                 left alone below a header that names it",
                "donnez un poids à chaque ligne ou à aucune, et à chaque contact sa ligne ; une colonne qui dit autre \
                 chose est laissée de côté sous un en-tête"
            ),
            EdgeListError::Numbers { column } => {
                let [first, second, third] = [*column, column + 1, column + 2];
                text!(
                    "say which columns are people: network.file.source = \"{second}\" and target = \"{third}\", or \
                     source = \"{first}\" and target = \"{second}\"",
                    "dites quelles colonnes sont des personnes : network.file.source = \"{second}\" et target = \
                     \"{third}\", ou source = \"{first}\" et target = \"{second}\""
                )
            }
            EdgeListError::OnePerson { .. } | EdgeListError::Times { .. } => text!(
                "a contact is two people, one in each of two columns; name them: network.file.source = \"1\", \
                 network.file.target = \"2\"",
                "un contact est deux personnes, chacune dans sa colonne ; nommez-les : network.file.source = \"1\", \
                 network.file.target = \"2\""
            ),
            EdgeListError::OneColumn { .. } | EdgeListError::OnlyLoops { .. } => text!(
                "name the column of each person: network.file.source = \"1\", network.file.target = \"2\"",
                "nommez la colonne de chaque personne : network.file.source = \"1\", network.file.target = \"2\""
            ),
            EdgeListError::MissingId { .. } => text!(
                "write both ids, or remove the line if it is a title or a note; a separator is named by \
                 network.file.separator = \";\"",
                "écrivez les deux identifiants, ou ôtez la ligne si c'est un titre ou une note ; un séparateur se dit \
                 par network.file.separator = \";\""
            ),
            EdgeListError::Separators { .. } => text!(
                "write one separator everywhere, or say it: network.file.separator = \";\"",
                "écrivez partout le même séparateur, ou dites-le : network.file.separator = \";\""
            ),
            EdgeListError::Quote { .. } => text!(
                "close the quote; a quote inside quotes is written twice",
                "fermez le guillemet ; à l'intérieur, il s'écrit deux fois"
            ),
            EdgeListError::DecimalComma { .. } => text!(
                "separate the fields by semicolons, or write weights as 0.5",
                "séparez les champs par des points-virgules, ou écrivez les poids 0.5"
            ),
            EdgeListError::NoColumn { .. } => text!(
                "name a column of the first line, or its number from 1",
                "nommez une colonne de la première ligne, ou donnez son numéro à partir de 1"
            ),
            EdgeListError::NotText { .. } => text!(
                "save the list as CSV UTF-8, or `iconv -f WINDOWS-1252 -t UTF-8`",
                "enregistrez la liste en CSV UTF-8, ou `iconv -f WINDOWS-1252 -t UTF-8`"
            ),
            EdgeListError::Weight { text, .. } => weight_hint(text),
            EdgeListError::NoWeight { .. } => weight_hint(""),
            EdgeListError::Torn { .. } => text!(
                "write the list again; where lines were added by hand, remove the first one, which counts them",
                "écrivez la liste à nouveau ; si des lignes ont été ajoutées à la main, ôtez la première, qui les compte"
            ),
            EdgeListError::TooLong { .. } => text!(
                "give a plain file, which is read as it comes, or a shorter list",
                "donnez un fichier ordinaire, lu au fur et à mesure, ou une liste plus courte"
            ),
            EdgeListError::Cancelled
            | EdgeListError::Empty
            | EdgeListError::TooManyPeople
            | EdgeListError::Compression(_)
            | EdgeListError::Io(_) => return None,
        })
    }
}

fn weight_hint(text: &str) -> Text {
    let percent = text.strip_suffix('%').and_then(|number| number.trim().replace(',', ".").parse::<f64>().ok());
    match percent {
        Some(percent) => {
            let share = percent / 100.0;
            text!("write {percent}% as {share}", "écrivez {share} pour {percent} %")
        }
        None if is_code(text) => text!(
            "digits behind a zero are no number; another column is named by network.file.weight",
            "des chiffres après un zéro ne sont pas un nombre ; une autre colonne se dit par network.file.weight"
        ),
        None => text!(
            "every contact of a weighted list has a weight; another column is named by network.file.weight",
            "chaque contact d'une liste pondérée a un poids ; une autre colonne se dit par network.file.weight"
        ),
    }
}
