use std::collections::{BTreeMap, BTreeSet};

use rumeur::scenario::Diagnostic;
use rumeur::text;
use rumeur::vocabulary::{Language, Noun, Text};

use super::first_names::{MOST_NAMES, first_names};

const SCENARIO: Noun = Noun { en: ["more scenario", "more scenarios"], fr: ["autre scénario", "autres scénarios"] };
const WARNING: Noun =
    Noun { en: ["more warning", "more warnings"], fr: ["autre avertissement", "autres avertissements"] };

/// What many scenarios have alike: shown once, with their count and the first names.
#[derive(Debug)]
pub(super) struct Doubts<'a> {
    /// Each once, with what is said of the others that have it.
    pub(super) shown: Vec<(&'a Diagnostic, Option<Text>)>,
    /// Of one kind only those of the first scenarios are shown; the code of the others, and how many they are.
    pub(super) rest: Vec<(&'static str, Text)>,
}

impl<'a> Doubts<'a> {
    /// The doubts of scenarios by name, in their order.
    pub(super) fn of(all: impl IntoIterator<Item = (&'a str, &'a Diagnostic)>) -> Self {
        let mut places: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        let mut alike: Vec<(&Diagnostic, Vec<&str>)> = Vec::new();
        for (name, doubt) in all {
            let place = *places.entry((doubt.code, doubt.message.en.as_str())).or_insert(alike.len());
            match alike.get_mut(place) {
                // One scenario may say the same of two places.
                Some((_, names)) if names.last() == Some(&name) => alike.push((doubt, vec![name])),
                Some((_, names)) => names.push(name),
                None => alike.push((doubt, vec![name])),
            }
        }
        let mut doubts = Self { shown: Vec::new(), rest: Vec::new() };
        let mut seen: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let mut left: BTreeMap<&'static str, Vec<&str>> = BTreeMap::new();
        for (doubt, names) in alike {
            let (first, others) = (names[0], &names[1..]);
            let known = seen.entry(doubt.code).or_default();
            if known.len() < MOST_NAMES || known.contains(first) {
                known.insert(first);
                doubts.shown.push((doubt, (!others.is_empty()).then(|| the_same(others))));
            } else {
                left.entry(doubt.code).or_default().extend(names);
            }
        }
        doubts.rest = left.into_iter().map(|(code, names)| (code, more(&names))).collect();
        doubts
    }
}

fn the_same(others: &[&str]) -> Text {
    let said = |language| (SCENARIO.counted(others.len() as u64, language), first_names(others, language));
    let ((en, names), (fr, names_fr)) = (said(Language::En), said(Language::Fr));
    text!("the same in {en}: {names}", "de même dans {fr} : {names_fr}")
}

fn more(names: &[&str]) -> Text {
    let said = |language| (WARNING.counted(names.len() as u64, language), first_names(names, language));
    let ((en, names), (fr, names_fr)) = (said(Language::En), said(Language::Fr));
    text!(
        "{en} of this kind: {names}; `rumeur check` on one of them shows its own",
        "{fr} de cette sorte : {names_fr} ; `rumeur check` sur l'un d'eux montre le sien"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use rumeur::scenario::{Overrides, Scenario, load_text};

    fn scenario(name: &str, share: &str) -> Scenario {
        let text = format!(
            "[customers]\ncomplaints = 1\nsilent_per_complaint = 26\n[silent.groups]\na = {{ share = {share}, audience = 3 }}\n\
             b = {{ share = 0.2, audience = 9 }}\n[unresolved]\naudience = 3\n[recovery]\nrate = 0.5\n"
        );
        load_text(text.as_bytes(), name, name, &Overrides::default()).expect("a scenario")
    }

    fn doubts(scenarios: &[Scenario]) -> Doubts<'_> {
        Doubts::of(scenarios.iter().flat_map(|own| own.warnings.iter().map(|doubt| (own.name.as_str(), doubt))))
    }

    #[test]
    fn what_many_have_alike_is_said_once_with_the_first_names() {
        let many: Vec<Scenario> = (0..30).map(|number| scenario(&format!("s{number:02}"), "0.5")).collect();
        let doubts = doubts(&many);
        assert_eq!(doubts.shown.len(), 1);
        let said = doubts.shown[0].1.as_ref().expect("others");
        assert_eq!(said.en, "the same in 29 more scenarios: s01, s02, s03 and 26 more");
        assert_eq!(said.fr, "de même dans 29 autres scénarios\u{202f}: s01, s02, s03 et 26 autres");
        assert!(doubts.rest.is_empty());
    }

    #[test]
    fn of_one_kind_the_first_are_shown_and_the_rest_is_counted() {
        let many: Vec<Scenario> =
            (0..30).map(|number| scenario(&format!("s{number:02}"), &format!("0.{:02}", 10 + number))).collect();
        let doubts = doubts(&many);
        assert_eq!(doubts.shown.len(), MOST_NAMES);
        let [(code, rest)] = &doubts.rest[..] else { panic!("{doubts:?}") };
        assert_eq!(*code, "shares-below-one");
        assert!(rest.en.starts_with("27 more warnings of this kind: s03, s04, s05 and 24 more"), "{rest}");
    }

    #[test]
    fn one_scenario_is_told_all() {
        let alone = [scenario("s", "0.5")];
        let doubts = doubts(&alone);
        assert_eq!(doubts.shown.len(), alone[0].warnings.len());
        assert!(doubts.shown.iter().all(|(_, others)| others.is_none()) && doubts.rest.is_empty());
    }
}
