use super::catalogue::{ALL, Key, Kind, Unit, Words, root};
use super::key_path::KeyPath;
use super::spot::has_parts;
use super::toml_keys::split_path;
use super::{Facts, Scenario};
use crate::model::{Origin, Problem};
use crate::vocabulary::{Language, Outcome, Text, capital, quoted, typeset};

/// What a number of the model is called where a person reads: a short name in the singular, in both languages.
///
/// ```
/// use rumeur::scenario::ParameterName;
/// use rumeur::vocabulary::Language;
///
/// let value = ParameterName::of("damage.customer_value");
/// assert_eq!(value.the(Language::En), "the value of a customer");
/// assert_eq!(value.label(Language::Fr), "Valeur d’un client");
/// assert_eq!(ParameterName::of("customers.served").of_the(Language::Fr), "du nombre de clients servis");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParameterName {
    /// Its dotted path.
    pub path: String,
    /// Its name with its article, lowercase.
    the: Text,
    measure: Measure,
}

/// What the value of a parameter is.
///
/// ```
/// use rumeur::scenario::{Measure, ParameterName};
///
/// let measures = ["voice.asked", "damage.fixed_cost", "silent.audience"].map(|path| ParameterName::of(path).measure());
/// assert_eq!(measures, [Measure::Share, Measure::Money, Measure::Plain]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// A share or a chance, from 0 to 1.
    Share,
    /// Money.
    Money,
    /// Anything else.
    Plain,
}

impl ParameterName {
    /// The name of the number at a path; groups and touchpoints are called what the path calls them. What is no path of a
    /// number is its own name.
    pub fn of(path: &str) -> Self {
        Self::with_titles(path, None)
    }

    fn with_titles(path: &str, scenario: Option<&Scenario>) -> Self {
        let found = split_path(path).and_then(|segments| {
            let own = segments.iter().fold(KeyPath::default(), |path, segment| path.with(segment));
            walk(&own, scenario)
        });
        match found {
            Some((the, measure)) => Self { path: path.to_owned(), the, measure },
            None => Self { path: path.to_owned(), the: Text::same(path), measure: Measure::Plain },
        }
    }

    /// `the value of a customer`, `la valeur d’un client`: within a sentence.
    pub fn the(&self, language: Language) -> &str {
        self.the.pick(language)
    }

    /// `value of a customer`, `valeur d’un client`: without its article.
    pub fn bare(&self, language: Language) -> &str {
        without_article(self.the(language), language)
    }

    /// `Value of a customer`, `Valeur d’un client`: alone, as in a row or beside an axis. A path that is no name stays as it
    /// is.
    pub fn label(&self, language: Language) -> String {
        if self.has_words() { capital(self.bare(language)) } else { self.path.clone() }
    }

    /// Whether it has a name in words: else its path is its name.
    pub(crate) fn has_words(&self) -> bool {
        self.the.en != self.path
    }

    /// `of the value of a customer`, `de la valeur d’un client`, `du nombre de clients servis`.
    pub fn of_the(&self, language: Language) -> String {
        match language {
            Language::En => format!("of {}", self.the(language)),
            Language::Fr => of_french(self.the(language)),
        }
    }

    /// What its value is.
    pub fn measure(&self) -> Measure {
        self.measure
    }
}

impl From<&str> for ParameterName {
    fn from(path: &str) -> Self {
        Self::of(path)
    }
}

impl From<String> for ParameterName {
    fn from(path: String) -> Self {
        Self::of(&path)
    }
}

impl Scenario {
    /// What the number at a path is called; groups and touchpoints by their titles.
    pub fn parameter_name(&self, path: &str) -> ParameterName {
        ParameterName::with_titles(path, Some(self))
    }

    /// What its unknowns are called, in their order.
    pub fn unknown_names(&self) -> Vec<ParameterName> {
        self.unknowns.iter().map(|unknown| self.parameter_name(&unknown.path)).collect()
    }
}

/// What stands for the gaps of [`Words`], in both languages.
#[derive(Clone, Debug, Default)]
struct Gaps {
    who: [String; 2],
    it: [String; 2],
    end: [String; 2],
}

/// The name of the number at a path of the catalogue.
fn walk(path: &KeyPath, scenario: Option<&Scenario>) -> Option<(Text, Measure)> {
    let mut gaps = Gaps::default();
    let mut node = root();
    let mut outcome = None;
    let mut segments = path.segments();
    while let Some(segment) = segments.next() {
        if let Some(key) = node.value().filter(|key| has_parts(key)) {
            gaps.end = end_of(key, segment)?;
            return segments.next().is_none().then(|| named(key, &gaps))?;
        }
        // What follows an audience or a delay belongs to it.
        if let Some(words) = node.value().filter(|key| key.kind == Kind::Audience).and_then(|key| key.words) {
            gaps.it = fill(words, &gaps);
        }
        let child = node.child(segment)?;
        let is_key = node.children.iter().any(|(key, _)| *key == segment);
        if !is_key {
            gaps.who = Language::ALL.map(|language| titled(segment, outcome, scenario, language));
        } else if let Some(own) = Outcome::ALL.into_iter().find(|own| own.name() == segment && child.section.is_some())
        {
            outcome = Some(own);
            gaps.who = [format!("the {}", own.label(Language::En)), format!("les {}", own.label(Language::Fr))];
        }
        node = child;
    }
    named(node.value()?, &gaps)
}

fn named(key: &Key, gaps: &Gaps) -> Option<(Text, Measure)> {
    let [en, fr] = fill(key.words?, gaps);
    let measure = match key.unit {
        Unit::Share => Measure::Share,
        Unit::Money => Measure::Money,
        _ => Measure::Plain,
    };
    Some((Text { en, fr }, measure))
}

/// A group of an outcome, or a touchpoint, by its title: the silent "very talkative".
fn titled(name: &str, outcome: Option<Outcome>, scenario: Option<&Scenario>, language: Language) -> String {
    let title = scenario.map(|scenario| {
        let of = |name: &str| match outcome {
            Some(outcome) => scenario.group_title(outcome, name, language),
            None => scenario.touchpoint_title(name, language),
        };
        let title = of(name);
        // Of two that are called alike each has its name beside.
        let is_shared = names(scenario, outcome).iter().any(|other| *other != name && of(other) == title);
        if is_shared { format!("{title} ({name})") } else { title }
    });
    let title = quoted(title.as_deref().unwrap_or(name), language);
    match (outcome, language) {
        (None, _) => title,
        (Some(outcome), Language::En) => format!("the {} {title}", outcome.label(language)),
        (Some(outcome), Language::Fr) => format!("les {} {title}", outcome.label(language)),
    }
}

/// The groups of an outcome or the touchpoints, in the baseline and in the variants.
fn names(scenario: &Facts, outcome: Option<Outcome>) -> Vec<&str> {
    let each = scenario.models().flat_map(|parameters| match (outcome, &parameters.customers.origin) {
        (Some(outcome), _) => parameters.telling(outcome).groups.iter().map(|group| group.name.as_str()).collect(),
        (None, Origin::Served { problem: Problem::Service(service), .. }) => {
            service.touchpoints.iter().map(|touchpoint| touchpoint.name.as_str()).collect()
        }
        _ => Vec::new(),
    });
    each.filter(|name| *name != ALL).collect()
}

/// Which of the several numbers of a key it is.
fn end_of(key: &Key, segment: &str) -> Option<[String; 2]> {
    let same = |word: &str| [word.to_owned(), word.to_owned()];
    match (key.kind, segment) {
        (Kind::Range { .. }, "low") => Some(same("minimum")),
        (Kind::Range { .. }, "high") => Some(same("maximum")),
        (Kind::Weights, number) => number.parse::<u64>().is_ok().then(|| same(number)),
        _ => None,
    }
}

/// The words with their gaps filled, typeset.
fn fill(words: Words, gaps: &Gaps) -> [String; 2] {
    let slots = [("{who}", &gaps.who), ("{it}", &gaps.it), ("{end}", &gaps.end)];
    let (mut en, mut fr) = (words.en.to_owned(), typeset(words.fr));
    for (slot, [own_en, own_fr]) in slots {
        en = en.replace(slot, own_en);
        fr = fr.replace(&format!("de {slot}"), &of_french(own_fr)).replace(slot, own_fr);
    }
    [en, fr]
}

/// `de` and a name with its article: `du`, `des`, `de la`, `de l’`.
fn of_french(name: &str) -> String {
    match name
        .strip_prefix("le ")
        .map(|rest| ("du", rest))
        .or_else(|| name.strip_prefix("les ").map(|rest| ("des", rest)))
    {
        Some((of, rest)) => format!("{of} {rest}"),
        None => format!("de {name}"),
    }
}

fn without_article(name: &str, language: Language) -> &str {
    let articles: &[&str] = match language {
        Language::En => &["the "],
        Language::Fr => &["la ", "le ", "l’"],
    };
    articles.iter().find_map(|article| name.strip_prefix(article)).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::scenario::catalogue::{AUDIENCE, Node, SECTIONS};
    use crate::scenario::{Overrides, load_text, paths};

    /// Every path of a number that the catalogue knows, with a name in place of each `*`.
    fn visit(node: &Node, path: &KeyPath, found: &mut Vec<(KeyPath, Kind)>) {
        match node.value().map(|key| key.kind) {
            Some(kind @ Kind::Range { .. }) => {
                found.extend(["low", "high"].map(|end| (path.with(end), kind)));
            }
            Some(kind @ Kind::Weights) => found.push((path.with("3"), kind)),
            Some(kind) if kind.is_number() => found.push((path.clone(), kind)),
            _ => {}
        }
        for (name, child) in &node.children {
            visit(child, &path.with(name), found);
        }
        if let Some(named) = &node.named {
            visit(named, &path.with("regulars"), found);
        }
    }

    fn all() -> Vec<String> {
        let mut found = Vec::new();
        visit(root(), &KeyPath::default(), &mut found);
        found.iter().map(|(path, _)| path.to_string()).collect()
    }

    #[test]
    fn every_number_has_a_name_of_its_own_in_both_languages() {
        let all = all();
        assert!(all.len() > 200, "{}", all.len());
        for language in Language::ALL {
            let mut seen = BTreeSet::new();
            for path in &all {
                let name = ParameterName::of(path);
                let (the, bare) = (name.the(language), name.bare(language));
                assert_ne!(the, path, "{path} has no name");
                assert_ne!(the, bare, "{path}: {the} has no article");
                assert!(!the.contains(['{', '}', '_']) && !the.contains("  "), "{path}: {the}");
                assert!(!the.contains("de le ") && !the.contains("de les "), "{path}: {the}");
                assert!(seen.insert(the.to_owned()), "{path}: {the} is said twice");
                assert!(name.label(language).starts_with(char::is_uppercase), "{path}: {}", name.label(language));
            }
        }
    }

    #[test]
    fn every_number_of_the_catalogue_has_words() {
        for key in SECTIONS.iter().chain([&AUDIENCE]).flat_map(|section| section.keys) {
            assert_eq!(key.words.is_some(), key.kind.is_number(), "{}", key.path);
        }
    }

    #[test]
    fn groups_and_touchpoints_are_called_by_their_titles() {
        let text = b"[customers]\nserved = 100\n[service]\nexpectation = { mean = 7 }\n\
            [service.touchpoints.in]\nmean = 8\ntitle = { en = \"Welcome\", fr = \"Accueil\" }\n\
            [silent.groups.a]\nshare = 1\naudience = { negative_binomial = { mean = 3, dispersion = 1 } }\ntitle = { en = \"talkative\", fr = \"bavards\" }\n\
            [silent.groups.b]\nshare = 2\naudience = { uniform = [1, 4] }\n\
            [unresolved.groups.x]\naudience = 2\ntitle = \"same\"\n[unresolved.groups.y]\naudience = 3\ntitle = \"same\"\n";
        let scenario = load_text(text, "a.toml", "a", &Overrides::default()).expect("a scenario");
        let said = |path: &str| {
            let name = scenario.parameter_name(path);
            Language::ALL.map(|language| name.label(language).replace(['\u{202f}', '’'], " "))
        };
        assert_eq!(
            said("silent.groups.a.audience.negative_binomial.mean"),
            [
                "Mean of the audience of the silent \"talkative\" (negative binomial)",
                "Moyenne de l auditoire des silencieux « bavards » (binomiale négative)"
            ]
        );
        assert_eq!(
            said("silent.groups.b.audience.uniform.high"),
            ["Maximum of the audience of the silent \"b\"", "Maximum de l auditoire des silencieux « b »"]
        );
        assert_eq!(said("service.touchpoints.in.mean"), ["Mean score of \"Welcome\"", "Note moyenne de « Accueil »"]);
        assert_eq!(said("unresolved.groups.x.share")[0], "Weight of the unresolved \"same (x)\"");
        assert_eq!(said("time.answer.geometric")[1], "Moyenne du délai avant la réponse (géométrique)");
        let paths = paths(&scenario.baseline);
        for language in Language::ALL {
            let names: BTreeSet<String> =
                paths.iter().map(|path| scenario.parameter_name(path).the(language).to_owned()).collect();
            assert_eq!(names.len(), paths.len(), "{names:?}");
        }
    }

    #[test]
    fn what_is_no_path_of_a_number_is_its_own_name() {
        for text in [
            "",
            "dummy",
            "voice",
            "voice.aksed",
            "silent.groups.a.title",
            "a \" b",
            "silent.groups.a.audience.uniform.top",
        ] {
            let name = ParameterName::of(text);
            assert_eq!((name.the(Language::En), &*name.label(Language::Fr)), (text, text));
        }
    }
}
