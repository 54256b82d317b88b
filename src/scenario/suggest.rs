use std::fmt::Display;

use super::diagnostic::Diagnostic;
use crate::text;
use crate::vocabulary::Text;

/// The candidate that `typed` was most likely meant to be.
pub(super) fn nearest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed = typed.to_lowercase();
    let distance = |candidate: &str| strsim::damerau_levenshtein(&typed, &candidate.to_lowercase());
    let (distance, candidate) = candidates.into_iter().map(|name| (distance(name), name)).min_by_key(|&(d, _)| d)?;
    // A third of the letters may be wrong: `audiance` yes, another word altogether no.
    let allowed = (candidate.chars().count().max(typed.chars().count()) / 3).max(1);
    (distance <= allowed).then_some(candidate)
}

/// Asks whether `known` was meant.
pub(super) fn did_you_mean(known: impl Display) -> Text {
    text!("did you mean {known}?", "vouliez-vous dire {known} ?")
}

/// The variants that there are.
pub(super) fn known_variants<'n>(names: impl IntoIterator<Item = &'n str>) -> Text {
    let names = Text::list(names);
    if names.is_empty() {
        text!("the scenario has no variants", "le scénario n'a pas de variante")
    } else {
        text!("its variants are {names}", "ses variantes sont {names}")
    }
}

/// A variant is asked for that is none of those that there are.
pub fn unknown_variant<'n>(wanted: &str, names: impl Iterator<Item = &'n str> + Clone) -> Diagnostic {
    let hint = match nearest(wanted, names.clone()) {
        Some(known) => did_you_mean(format!("`{known}`")),
        None => known_variants(names),
    };
    let message = text!("there is no variant `{wanted}`", "il n'y a pas de variante `{wanted}`");
    Diagnostic::error("unknown-variant", message, None, hint)
}

/// What is said of a variant.
pub(super) fn of_variant(name: &str, text: &Text) -> Text {
    let Text { en, fr } = text;
    text!("variant `{name}`: {en}", "variante `{name}` : {fr}")
}
