use std::ops::Deref;
use std::path::PathBuf;

use super::catalogue::known;
use super::datum::Datum;
use super::diagnostic::Diagnostic;
use super::expectation::Expectation;
use super::files::NamedFile;
use super::key_path::KeyPath;
use super::layers::Effective;
use super::title::Title;
use super::unknowns::Unknown;
use crate::ensemble::Precision;
use crate::model::Parameters;
use crate::stats::Copula;
use crate::vocabulary::{Language, Outcome};

/// A scenario file, checked and resolved.
///
/// It is made by reading a text alone; its [`Facts`] can be read as if they were its own fields, and not be changed, so
/// that fingerprint, parameters and what `show` prints are of one scenario.
///
/// ```
/// use rumeur::scenario::{Overrides, Scenario, load_preset};
///
/// let scenario: Scenario = load_preset("classic-317", &Overrides::default()).expect("a built-in preset");
/// assert_eq!((scenario.name.as_str(), scenario.currency.as_str()), ("classic-317", "EUR"));
/// ```
///
/// ```compile_fail
/// use rumeur::scenario::{Overrides, load_preset};
///
/// let mut scenario = load_preset("classic-317", &Overrides::default()).expect("a built-in preset");
/// scenario.fingerprint = String::new();
/// ```
#[derive(Clone, Debug)]
pub struct Scenario {
    pub(super) facts: Facts,
    /// Every value with its origin; drives `show`.
    pub(super) settings: Effective,
    /// The same for each variant.
    pub(super) variant_settings: Vec<Effective>,
    /// The effective scenario as a text, once the settings are given up for it.
    pub(super) text: Option<Box<str>>,
}

impl Scenario {
    /// The scenario with its best guess in place of every unknown: what the file says of the number, else the median of its law.
    #[must_use]
    pub fn at_best_guess(&self) -> Self {
        let mut variants = self.variants.clone();
        for variant in &mut variants {
            variant.unknown.clear();
        }
        let facts = Facts { variants, unknowns: Vec::new(), copula: None, ..self.facts.clone() };
        Self {
            facts,
            settings: self.settings.clone(),
            variant_settings: self.variant_settings.clone(),
            text: self.text.clone(),
        }
    }

    /// What a single period is called: counts and money of the results belong to all of them, [`Facts::period`].
    pub fn single_period(&self) -> &str {
        let is_counted = self.models().map(Parameters::period_count).any(|count| count > 1);
        self.period.split_once(' ').filter(|_| is_counted).map_or(self.period.as_str(), |(_, name)| name)
    }

    /// How many periods a replicate of the baseline has.
    pub fn periods(&self) -> u64 {
        self.baseline.period_count()
    }

    /// Whether the baseline or a variant has a `[time]` table.
    pub fn has_clock(&self) -> bool {
        self.models().any(|parameters| parameters.time.is_some())
    }

    /// What to call a group of customers in figures and pages: its title in the language, else its name.
    pub fn group_title(&self, outcome: Outcome, name: &str, language: Language) -> String {
        self.title_at(&known(outcome.name()).with("groups").with(name), name, language)
    }

    /// The same for a touchpoint.
    pub fn touchpoint_title(&self, name: &str, language: Language) -> String {
        self.title_at(&known("service.touchpoints").with(name), name, language)
    }

    fn title_at(&self, table: &KeyPath, name: &str, language: Language) -> String {
        match self.settings.0.get(&table.with("title")).map(|entry| &entry.datum) {
            Some(Datum::Title(title)) => title.pick(language, name).to_owned(),
            _ => name.to_owned(),
        }
    }

    /// The scenario without its variants and unknowns at other parameters, for figures that simulate beside it.
    pub(crate) fn at(&self, baseline: Parameters) -> Self {
        let facts = Facts {
            baseline,
            variants: Vec::new(),
            unknowns: Vec::new(),
            copula: None,
            expectations: Vec::new(),
            ..self.facts.clone()
        };
        Self { facts, settings: self.settings.clone(), variant_settings: Vec::new(), text: None }
    }
}

impl Deref for Scenario {
    type Target = Facts;

    fn deref(&self) -> &Facts {
        &self.facts
    }
}

/// What a [`Scenario`] says: plain parameters, and what to call them. To be read only.
#[doc = include_str!("examples/contents.md")]
#[derive(Clone, Debug)]
pub struct Facts {
    /// Its name in tables and folders: the path under the directory given, without `.toml`.
    pub name: String,
    /// The file it was read from; `None` for a built-in preset and for standard input.
    pub path: Option<PathBuf>,
    /// What to call it in figures and reports.
    pub title: Title,
    /// What all counts and all money of the results belong to: the period, or where there are several, their number before its
    /// name: `12 month`; `0 month` where variants have other numbers of them than the baseline.
    pub period: String,
    /// The currency of all money.
    pub currency: String,
    /// What a tick of the clock is; empty without one.
    pub tick: String,
    /// Whether it is a parent only, not run by itself.
    pub is_abstract: bool,
    /// The parameters before any variant.
    pub baseline: Parameters,
    /// How it is run.
    pub run: RunSettings,
    /// Its variants, by name.
    pub variants: Vec<Variant>,
    /// The numbers that nobody knows, by path. The baseline has their best guess: what the file says, else the median.
    pub unknowns: Vec<Unknown>,
    /// How they go together; `None` where they are independent.
    pub copula: Option<Copula>,
    /// What the results promise.
    pub expectations: Vec<Expectation>,
    /// The files it reads beside its own: parents, edge lists, lists of people; each once.
    pub files: Vec<NamedFile>,
    /// The sources it names: path of the table, text in its languages.
    pub sources: Vec<(String, Title)>,
    /// A hash of its meaning, 32 hexadecimal digits: comments, the order of keys, titles and sources do
    /// not change it.
    pub fingerprint: String,
    /// What looks like a mistake but is none by the rules.
    pub warnings: Vec<Diagnostic>,
}

impl Facts {
    /// The parameters of the baseline, then of every variant.
    pub fn models(&self) -> impl Iterator<Item = &Parameters> {
        std::iter::once(&self.baseline).chain(self.variants.iter().map(|variant| &variant.parameters))
    }
}

/// A named change of a scenario, compared with its baseline.
#[doc = include_str!("examples/contents.md")]
#[derive(Clone, Debug)]
pub struct Variant {
    /// Its name in tables.
    pub name: String,
    /// What to call it in figures and reports.
    pub title: Title,
    /// The parameters with the change.
    pub parameters: Parameters,
    /// What it sets: dotted path, value as TOML.
    pub changes: Vec<(String, String)>,
    /// For each of [`Facts::unknowns`], whether it is unknown here too.
    pub unknown: Vec<bool>,
}

/// How a scenario is run.
#[doc = include_str!("examples/contents.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct RunSettings {
    /// Replicates, at least 1.
    pub replicates: u64,
    /// The master seed; 0 is a seed.
    pub seed: u64,
    /// The number of people at which a replicate is given up as an explosion.
    pub max_people: u64,
    /// When to stop before or after `replicates`.
    pub precision: Option<Precision>,
}

/// What the command line sets over the file.
#[doc = include_str!("examples/contents.md")]
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// `--set PATH=VALUE`, split at the first `=`, as typed.
    pub set: Vec<(String, String)>,
    /// `--replicates N`.
    pub replicates: Option<u64>,
    /// `--seed N`.
    pub seed: Option<u64>,
    /// `--variant NAME`: keep this variant only.
    pub variant: Option<String>,
    /// `--allow CODE`: lints that are known, beside those of `[allow]` in the file.
    pub allow: Vec<String>,
}
