use super::Material;
use crate::text;
use crate::vocabulary::Language;

/// Where the numbers of a figure come from: its small print.
#[doc = include_str!("examples/people.md")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct About {
    /// The scenario's title in the language of the figure.
    pub title: String,
    /// The scenario's name.
    pub scenario: String,
    /// The variant shown, where it is one.
    pub variant: String,
    /// How many replicates; `None` for what was not simulated.
    pub replicates: Option<u64>,
    /// The master seed.
    pub seed: Option<u64>,
    /// Where the parameters come from.
    pub source: String,
    /// The period that all counts and money belong to; empty where it is not known.
    pub period: String,
    /// The replicates of the whole run, where these are a part of them.
    pub whole: Option<u64>,
    /// The paths of what is unknown in the variant.
    pub unknowns: Vec<String>,
}

impl About {
    /// What a figure says that is drawn at one value of each unknown, where one of those it hangs on is unknown.
    pub(super) fn at_best_guess(&self, hangs_on: impl Fn(&str) -> bool, language: Language) -> Option<String> {
        let is_open = self.unknowns.iter().any(|path| hangs_on(path));
        let said = text!("at the best guess of what is unknown", "à la meilleure estimation de ce qui est inconnu");
        is_open.then(|| said.into_string(language))
    }
}

impl About {
    /// The small print of a variant of a scenario.
    pub fn of(material: &Material<'_>) -> Self {
        let scenario = material.scenario;
        let mut title = scenario.title.pick(material.language, &scenario.name).to_owned();
        if let Some(variant) = scenario.variants.iter().find(|variant| variant.name == material.variant) {
            title = format!("{title} – {}", variant.title.pick(material.language, &variant.name));
        }
        // What is said of the whole file stands for all; else whatever is said of its tables.
        let whole = scenario.sources.iter().find(|source| source.0.is_empty());
        let mut sources: Vec<&str> = Vec::new();
        for (_, source) in whole.map_or(&scenario.sources[..], std::slice::from_ref) {
            let text = source.pick(material.language, "");
            if !sources.contains(&text) {
                sources.push(text);
            }
        }
        Self {
            title,
            scenario: scenario.name.clone(),
            variant: material.variant.to_owned(),
            // A study draws as many as its scenario says.
            replicates: Some(if material.numbers.is_study() {
                scenario.run.replicates
            } else {
                material.numbers.replicates
            }),
            seed: Some(scenario.run.seed),
            source: sources.join(material.language.pick("; ", "\u{202f}; ")),
            period: scenario.period.clone(),
            whole: material.numbers.whole,
            unknowns: material.unknowns(),
        }
    }
}
