use super::field::Field;
use crate::vocabulary::Language;

/// The largest number of people told by one teller.
pub(in crate::scenario) const LARGEST_AUDIENCE: u64 = 1_000_000_000;
/// The largest weight; weights are proportions, so nothing is lost.
pub(in crate::scenario) const LARGEST_WEIGHT: f64 = 1e12;
/// The highest generation that can be asked for.
pub(in crate::scenario) const LAST_GENERATION: u64 = 1_000_000;

/// A table of the scenario file and its keys.
#[derive(Debug)]
pub(in crate::scenario) struct Section {
    /// Its dotted path; empty for the top of the file.
    pub(in crate::scenario) path: &'static str,
    /// Whether its keys have their defaults where the file does not name it.
    pub(in crate::scenario) always: bool,
    /// What it is about, English and French.
    pub(in crate::scenario) meaning: [&'static str; 2],
    /// Its keys, paths relative to the table; a `*` stands for a name.
    pub(in crate::scenario) keys: &'static [Key],
}

impl Section {
    /// What it is about, in a language.
    pub(in crate::scenario) const fn meaning(&self, language: Language) -> &'static str {
        language.pick(self.meaning[0], self.meaning[1])
    }
}

/// One key of the scenario file.
#[derive(Debug)]
pub(in crate::scenario) struct Key {
    /// Path below its section.
    pub(in crate::scenario) path: &'static str,
    /// What its value looks like.
    pub(in crate::scenario) kind: Kind,
    /// What it counts.
    pub(in crate::scenario) unit: Unit,
    /// What holds where no layer sets it.
    pub(in crate::scenario) fallback: Fallback,
    /// Who may set it.
    pub(in crate::scenario) scope: Scope,
    /// What to do where a value is out of range, when the range alone does not tell.
    /// English, French.
    pub(in crate::scenario) hint: Option<[&'static str; 2]>,
    /// A line that sets it, for keys without a default to show.
    pub(in crate::scenario) example: Option<&'static str>,
    /// The number of the model that it sets.
    pub(in crate::scenario) field: Option<Field>,
    /// The two numbers of the model that it sets: lowest and highest.
    pub(in crate::scenario) ends: Option<[Field; 2]>,
    /// What a number is called.
    pub(in crate::scenario) words: Option<Words>,
    meaning: [&'static str; 2],
}

/// What a number is called: a short name in the singular with its article, lowercase, in both languages.
///
/// `{who}` stands for whose it is, `{it}` for the audience or delay that it belongs to, `{end}` for which of several numbers
/// it is; French contracts `de` with an article after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::scenario) struct Words {
    /// English.
    pub(in crate::scenario) en: &'static str,
    /// French.
    pub(in crate::scenario) fr: &'static str,
}

impl Key {
    /// A key whose value is no number.
    pub(super) const fn new(
        path: &'static str,
        kind: Kind,
        unit: Unit,
        fallback: Fallback,
        en: &'static str,
        fr: &'static str,
    ) -> Self {
        Self::any(path, None, kind, unit, fallback, [en, fr])
    }

    /// A key whose value is a number, or several.
    pub(super) const fn number(
        path: &'static str,
        words: Words,
        kind: Kind,
        unit: Unit,
        fallback: Fallback,
        en: &'static str,
        fr: &'static str,
    ) -> Self {
        Self::any(path, Some(words), kind, unit, fallback, [en, fr])
    }

    /// # Panics
    /// Where a number has no name in words, or something else has one: when it is compiled.
    const fn any(
        path: &'static str,
        words: Option<Words>,
        kind: Kind,
        unit: Unit,
        fallback: Fallback,
        meaning: [&'static str; 2],
    ) -> Self {
        assert!(kind.is_number() == words.is_some(), "numbers, and they alone, have a name in words: Key::number");
        Self {
            path,
            kind,
            unit,
            fallback,
            scope: Scope::Parameter,
            hint: None,
            example: None,
            field: None,
            ends: None,
            words,
            meaning,
        }
    }

    pub(super) const fn table(path: &'static str, en: &'static str, fr: &'static str) -> Self {
        Self::new(path, Kind::Table, Unit::None, Fallback::Nothing, en, fr)
    }

    pub(super) const fn field(mut self, field: Field) -> Self {
        self.field = Some(field);
        self
    }

    pub(super) const fn ends(mut self, ends: [Field; 2]) -> Self {
        self.ends = Some(ends);
        self
    }

    pub(super) const fn scope(mut self, scope: Scope) -> Self {
        self.scope = scope;
        self
    }

    pub(super) const fn example(mut self, line: &'static str) -> Self {
        self.example = Some(line);
        self
    }

    pub(super) const fn hint(mut self, en: &'static str, fr: &'static str) -> Self {
        self.hint = Some([en, fr]);
        self
    }

    /// What it means, in one phrase.
    pub(in crate::scenario) const fn meaning(&self, language: Language) -> &'static str {
        language.pick(self.meaning[0], self.meaning[1])
    }
}

/// What a value looks like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::scenario) enum Kind {
    /// A table of further keys.
    Table,
    /// From 0 to 1.
    Probability,
    /// A number in a range.
    Number {
        /// Lowest.
        min: f64,
        /// Highest.
        max: f64,
        /// Whether `min` itself is excluded.
        above: bool,
    },
    /// A whole number in a range, both ends in.
    Count {
        /// Lowest.
        min: u64,
        /// Highest.
        max: u64,
    },
    /// Whole numbers in a range, at least one.
    Counts {
        /// Lowest.
        min: u64,
        /// Highest.
        max: u64,
    },
    /// `[low, high]`, whole numbers up to `max`, both ends in.
    Range {
        /// Highest.
        max: u64,
    },
    /// A whole number or the word `unlimited`.
    Generations,
    /// Whole numbers as keys, weights as values.
    Weights,
    /// A probability or one of two words.
    PerContact,
    /// How many one teller tells: a whole number or a table of [`super::AUDIENCE`].
    Audience,
    /// `true` or `false`.
    Flag,
    /// Any text of one line.
    Text,
    /// One of these words.
    Word(&'static [&'static str]),
    /// The name of a metric.
    Metric,
    /// Texts, at least one.
    Texts,
    /// What has a reader of its own, in words: English, French.
    Form([&'static str; 2]),
    /// One text or one for each language.
    Title,
    /// A file, relative to the one that names it.
    File,
    /// What separates the fields of a list.
    Separator,
    /// A column of a list: its name, or its number from 1.
    Column,
}

impl Kind {
    /// Whether a number may stand there, or several.
    pub(in crate::scenario) const fn is_number(self) -> bool {
        matches!(
            self,
            Self::Probability
                | Self::Number { .. }
                | Self::Count { .. }
                | Self::Counts { .. }
                | Self::Range { .. }
                | Self::Generations
                | Self::Weights
                | Self::PerContact
                | Self::Audience
        )
    }
}

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::scenario) enum Unit {
    /// No number, or one without a unit.
    None,
    /// People.
    People,
    /// A share or a chance, 0 to 1.
    Share,
    /// A weight; only its proportion to the others counts.
    Weight,
    /// `damage.currency`.
    Money,
    /// Points on the scale on which customers score the service.
    Points,
    /// Contacts of a person.
    Contacts,
    /// Generations of word of mouth.
    Generations,
    /// Ticks of the clock.
    Ticks,
    /// Replicates.
    Replicates,
    /// Referral networks.
    Networks,
    /// Periods.
    Periods,
}

impl Unit {
    /// Its name in docs and schema; empty where there is none.
    pub(in crate::scenario) const fn label(self, language: Language) -> &'static str {
        match self {
            Unit::None => "",
            Unit::People => language.pick("people", "personnes"),
            Unit::Share => language.pick("share, 0 to 1", "part, de 0 à 1"),
            Unit::Weight => language.pick("weight", "poids"),
            Unit::Money => language.pick("currency", "devise"),
            Unit::Points => language.pick("points", "points"),
            Unit::Contacts => language.pick("contacts", "contacts"),
            Unit::Generations => language.pick("generations", "générations"),
            Unit::Ticks => language.pick("ticks", "unités de temps"),
            Unit::Replicates => language.pick("replicates", "réplications"),
            Unit::Networks => language.pick("networks", "réseaux"),
            Unit::Periods => language.pick("periods", "périodes"),
        }
    }
}

/// What holds where no layer sets a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::scenario) enum Fallback {
    /// This value, as TOML.
    Toml(&'static str),
    /// A value that follows from others; described in English and French.
    Derived(&'static str, &'static str),
    /// Nothing: the key is one of several, or optional.
    Nothing,
    /// The table is useless without it.
    Required,
}

/// Who may set a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::scenario) enum Scope {
    /// A number of the model: files, variants, `--set`, sweeps.
    Parameter,
    /// A number of the model that all variants share: files, `--set`, sweeps.
    Point,
    /// The same for all variants: files and `--set`.
    Scenario,
    /// About the file itself: files only.
    File,
}

impl Scope {
    /// Whether it is a number of the model.
    pub(in crate::scenario) const fn is_of_model(self) -> bool {
        matches!(self, Self::Parameter | Self::Point)
    }
}
