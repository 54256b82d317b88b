use super::flow::{self, Stage};
use super::grow::grow;
use super::tree::{self, Teller};
use super::wording::counted;
use super::{Figure, FigureError, FigureKind, FigureTable, Material};
use crate::experiment::typical_case;
use crate::figure::{Canvas, Rect};
use crate::vocabulary::{Language, Metric};

/// Who told whom in one replicate: a tree of people, or flows as wide as the people where they are too many.
#[derive(Clone, Debug, PartialEq)]
pub enum Cascade {
    /// Every person; a parent stands before its children.
    Tree(Vec<Teller>),
    /// Stages from left to right.
    Flow {
        /// Generation after generation.
        stages: Vec<Stage>,
        /// Whether they are exact means, not averages of replicates.
        by_formula: bool,
    },
}

impl Cascade {
    /// A replicate near the median as a tree, where it has few enough people; else the means as flows.
    pub(super) fn of(material: &Material<'_>) -> Result<Self, FigureError> {
        let median = material.numbers.metric(Metric::Aware).map_or(0.0, |aware| aware.p50);
        if median > Self::MOST_PEOPLE as f64 {
            return Ok(Self::flow(material));
        }
        let case = typical_case(material.scenario, material.variant, median, &material.control())?;
        let drawn = case.filter(|case| case.tally.count(Metric::Aware) <= Self::MOST_PEOPLE as u64);
        Ok(match drawn {
            Some(case) => Cascade::Tree(grow(case.key, &case.tally, &case.groups)),
            None => Self::flow(material),
        })
    }

    fn flow(material: &Material<'_>) -> Self {
        let (stages, by_formula) = flow::means(material);
        Cascade::Flow { stages, by_formula }
    }

    /// How many people are still drawn one by one.
    pub const MOST_PEOPLE: usize = 420;

    fn lived(&self) -> f64 {
        match self {
            Cascade::Tree(people) => people.iter().filter(|person| person.parent.is_none()).count() as f64,
            Cascade::Flow { stages, .. } => stages.first().map_or(0.0, Stage::people),
        }
    }

    fn heard(&self) -> f64 {
        match self {
            Cascade::Tree(people) => people.iter().filter(|person| person.parent.is_some()).count() as f64,
            Cascade::Flow { stages, .. } => stages.iter().skip(1).map(Stage::people).sum(),
        }
    }
}

impl Figure for Cascade {
    fn kind(&self) -> FigureKind {
        FigureKind::Cascade
    }

    fn finding(&self, language: Language) -> String {
        if self.lived() + self.heard() <= 0.0 {
            return language
                .pick("Nobody was let down, nobody talks", "Personne n'est déçu, personne n'en parle")
                .to_owned();
        }
        let lived = counted(self.lived(), language, ["customer let down", "customers let down"], ["déçu", "déçus"]);
        let heard = counted(self.heard(), language, ["person who heard", "people who heard"], ["informé", "informés"]);
        match (self, language) {
            (_, Language::En) if self.heard() == 0.0 => format!("{lived}, and nobody hears of it"),
            (_, Language::Fr) if self.heard() == 0.0 => format!("{lived}, et nul n'en entend parler"),
            (Cascade::Tree(_), Language::En) => format!("One case, person by person: {lived}, {heard} of it"),
            (Cascade::Tree(_), Language::Fr) => format!("Un cas, personne par personne\u{a0}: {lived}, {heard}"),
            (Cascade::Flow { .. }, Language::En) => format!("From {lived} to {heard} of it"),
            (Cascade::Flow { .. }, Language::Fr) => format!("De {lived} à {heard}"),
        }
    }

    fn is_by_formula(&self) -> bool {
        matches!(self, Cascade::Flow { by_formula: true, .. })
    }

    fn description(&self, language: Language) -> String {
        match self {
            Cascade::Tree(people) => tree::describe(people, language),
            Cascade::Flow { stages, .. } => flow::describe(stages, language),
        }
    }

    fn draw(&self, canvas: &mut Canvas, room: Rect, language: Language) {
        match self {
            Cascade::Tree(people) => tree::draw(canvas, room, people, language),
            Cascade::Flow { stages, .. } => flow::draw(canvas, room, stages, language),
        }
    }

    fn table(&self) -> FigureTable {
        match self {
            Cascade::Tree(people) => tree::table(people),
            Cascade::Flow { stages, .. } => flow::table(stages),
        }
    }
}
