use crate::scenario::{Scenario, Title};
use crate::vocabulary::{Language, NARROW_NO_BREAK_SPACE};

/// Where the numbers of a table of a scenario come from: "silent: assumption"; what is said of the whole file stands alone.
#[must_use]
pub(crate) fn source_line(scenario: &Scenario, table: &str, source: &Title, language: Language) -> String {
    let text = source.pick(language, "");
    let variant = table.strip_prefix("variants.").and_then(|name| scenario.variants.iter().find(|v| v.name == name));
    let about = match variant {
        Some(variant) => variant.title.pick(language, &variant.name),
        None => about(table, language),
    };
    match language {
        _ if about.is_empty() => text.to_owned(),
        Language::En => format!("{about}: {text}"),
        Language::Fr => format!("{about}{NARROW_NO_BREAK_SPACE}: {text}"),
    }
}

/// What a table of a scenario is about, as a reader would say it.
fn about(table: &str, language: Language) -> &str {
    if language == Language::En {
        return table;
    }
    match table {
        "silent" => "insatisfaits silencieux",
        "unresolved" => "réclamants insatisfaits de la réponse",
        "recovered" => "réclamants satisfaits de la réponse",
        "satisfied" => "clients satisfaits",
        "recovery" => "traitement des réclamations",
        "customers" => "clients",
        "voice" => "réclamation",
        "damage" => "argent",
        "network" => "réseau",
        "retelling" => "répétition",
        "market" => "marché",
        "periods" => "périodes",
        "time" => "temps",
        "uncertainty" => "inconnues",
        "variants" => "variantes",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Overrides, load_preset};

    #[test]
    fn a_source_is_said_in_the_language_of_the_reader() {
        let scenario = load_preset("classic-317", &Overrides::default()).unwrap();
        let (en, fr) = (Some("the articles".to_owned()), Some("les articles".to_owned()));
        let source = Title { plain: None, en, fr };
        let said = |table, language| source_line(&scenario, table, &source, language);
        assert_eq!(said("silent", Language::En), "silent: the articles");
        assert_eq!(said("silent", Language::Fr), "insatisfaits silencieux\u{202f}: les articles");
        assert_eq!(said("", Language::Fr), "les articles");
        let whole = Title { plain: Some("a guess".to_owned()), ..Title::default() };
        assert_eq!(source_line(&scenario, "", &whole, Language::Fr), "a guess");
    }
}
