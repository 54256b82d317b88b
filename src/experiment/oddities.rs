//! What is odd about an edge list.

use crate::network::{Alike, Differing, EdgeFile, EdgeListReport, Repeats, shown};
use crate::text;
use crate::vocabulary::{Language, Noun, Text};

/// `1 contact of a person with themselves and 2 contacts named again were left out`; at least one was.
fn left_out(loops: u64, duplicates: u64) -> Text {
    let own = Noun {
        en: ["contact of a person with themselves", "contacts of people with themselves"],
        fr: ["contact d'une personne avec elle-même", "contacts d'une personne avec elle-même"],
    };
    let again =
        Noun { en: ["contact named again", "contacts named again"], fr: ["contact répété", "contacts répétés"] };
    let omitted = Noun { en: ["was left out", "were left out"], fr: ["a été omis", "ont été omis"] };
    Text::both(|language| {
        let parts = [(own, loops), (again, duplicates)];
        let said: Vec<String> =
            parts.iter().filter(|(_, count)| *count > 0).map(|(noun, count)| noun.counted(*count, language)).collect();
        let verb = omitted.beside((loops + duplicates) as f64, language);
        format!("{} {verb}", said.join(language.pick(" and ", " et ")))
    })
}

/// What is odd about an edge list, in one sentence.
pub(super) fn oddities(report: &EdgeListReport, file: &EdgeFile) -> Option<Text> {
    let mut odd = Vec::new();
    let EdgeListReport { loops, duplicates, .. } = *report;
    if loops + duplicates > 0 && file.format.repeats == Repeats::First {
        odd.push(left_out(loops, duplicates));
    }
    if let Some(Differing { lines, people: [a, b], weights: [first, other] }) = &report.differing
        && file.format.repeats == Repeats::First
    {
        let again = Noun {
            en: ["contact that is named again", "contacts that are named again"],
            fr: ["contact répété", "contacts répétés"],
        };
        let [named, named_fr] = Language::ALL.map(|language| again.counted(*lines, language));
        let [way_out, way_out_fr] = if file.directed {
            ["", ""]
        } else {
            [
                "directed = true where each direction has its own weight, or ",
                "directed = true si chaque sens a son poids, ou ",
            ]
        };
        let (a, b) = (shown(a), shown(b));
        odd.push(text!(
            "weights differ in {named}, such as `{a}` and `{b}` ({first}, then {other}): \
             the first holds; write {way_out}network.file.repeats = \"sum\", \"max\" or \"mean\"",
            "les poids diffèrent dans {named_fr}, comme `{a}` et `{b}` ({first}, puis {other}) : le premier \
             compte ; écrivez {way_out_fr}network.file.repeats = \"sum\", \"max\" ou \"mean\""
        ));
    }
    if let Some(Alike { ids: [one, other], .. }) = &report.alike {
        let letter = |letter: char| match letter {
            ' '..='~' => letter.to_string(),
            other => other.escape_unicode().to_string(),
        };
        let [a, b] = [one, other].map(|id| id.chars().map(letter).collect::<String>());
        let id = shown(one);
        odd.push(text!(
            "`{id}` is written in two ways that look the same, `{a}` and `{b}`, and is two people: \
             write each id in one way (Unicode NFC, no signs that are not seen)",
            "`{id}` est écrit de deux façons qui se ressemblent, `{a}` et `{b}`, et fait deux personnes : \
             écrivez chaque identifiant d'une seule façon (Unicode NFC, sans signe invisible)"
        ));
    }
    if report.header_guessed {
        odd.push(text!(
            "line 1 was taken for a header, because its ids occur nowhere else: write \
             network.file.header = false if it is a contact, true if it is a header",
            "la ligne 1 a été prise pour un en-tête, car ses identifiants ne sont nulle part ailleurs : écrivez \
             network.file.header = false si c'est un contact, true si c'est un en-tête"
        ));
    }
    if report.says_directed && !file.directed {
        odd.push(text!(
            "its column `Type` says Directed, and every contact is taken to go both ways: write \
             network.file.directed = true if only the first tells the second",
            "sa colonne `Type` dit Directed, et chaque contact est pris dans les deux sens : écrivez \
             network.file.directed = true si seul le premier parle au second"
        ));
    }
    let said = |language: Language| {
        odd.iter().map(|odd| odd.pick(language)).collect::<Vec<_>>().join(language.pick("; ", " ; "))
    };
    (!odd.is_empty()).then(|| Text::both(said).of(&file.path.to_string_lossy()))
}
