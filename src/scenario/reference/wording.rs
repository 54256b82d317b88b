use crate::scenario::catalogue::{Kind, LAST_GENERATION};
use crate::scenario::value_hints::grouped;
use crate::vocabulary::Language;

/// What a value looks like, in words.
pub(in crate::scenario) fn plain(kind: Kind, language: Language) -> String {
    let say = |en: &str, fr: &str| language.pick(en, fr).to_owned();
    let to = language.pick("to", "à");
    match kind {
        Kind::Table => say("table", "table"),
        Kind::Probability => say("number from 0 to 1", "nombre de 0 à 1"),
        Kind::Number { min, max, above: false } => {
            format!("{} {} {to} {}", language.pick("number from", "nombre de"), grouped(min), grouped(max))
        }
        Kind::Number { min, max, above: true } => format!(
            "{} {min} {} {}",
            language.pick("number above", "nombre supérieur à"),
            language.pick("up to", "et au plus"),
            grouped(max)
        ),
        Kind::Count { min, max } if min == max => max.to_string(),
        Kind::Count { min, max: u64::MAX } => {
            format!("{} {min} {to} 2^64 - 1", language.pick("whole number from", "nombre entier de"))
        }
        Kind::Count { min, max } => {
            format!("{} {min} {to} {}", language.pick("whole number from", "nombre entier de"), grouped(max as f64))
        }
        Kind::Counts { .. } => say("list of whole numbers", "liste de nombres entiers"),
        Kind::Range { max } => {
            format!(
                "{} {}",
                language.pick("[lowest, highest], whole numbers up to", "[min, max], entiers jusqu'à"),
                grouped(max as f64)
            )
        }
        Kind::Generations => format!(
            "{} 1 {to} {}, {} `\"unlimited\"`",
            language.pick("whole number from", "nombre entier de"),
            grouped(LAST_GENERATION as f64),
            language.pick("or", "ou")
        ),
        Kind::Weights => say("{ \"number\" = weight, ... }", "{ \"nombre\" = poids, ... }"),
        Kind::PerContact => say(
            "number from 0 to 1, `\"weight\"` or `\"inverse_degree\"`",
            "nombre de 0 à 1, `\"weight\"` ou `\"inverse_degree\"`",
        ),
        Kind::Audience => say("[audience](#audience)", "[audience](#audience)"),
        Kind::Flag => say("true or false", "true ou false"),
        Kind::Text => say("text", "texte"),
        Kind::Word(words) => {
            let words: Vec<String> = words.iter().map(|word| format!("`\"{word}\"`")).collect();
            words.join(", ")
        }
        Kind::Metric => say("name of a metric", "nom d'un indicateur"),
        Kind::Texts => say("list of texts", "liste de textes"),
        Kind::Form([en, fr]) => say(en, fr),
        Kind::Title => say("text or { en, fr }", "texte ou { en, fr }"),
        Kind::File => say("path of a file", "chemin d'un fichier"),
        Kind::Separator => say("one character, `\"tab\"` or `\"blanks\"`", "un caractère, `\"tab\"` ou `\"blanks\"`"),
        Kind::Column => say("name of a column, or its number from 1", "nom d'une colonne, ou son numéro à partir de 1"),
    }
}
