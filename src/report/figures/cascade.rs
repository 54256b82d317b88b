use super::addends::Addends;
use super::flow::{self, Stage};
use super::grow::grow;
use super::tree::{self, Teller};
use super::wording::nouns::{LET_DOWN, PEOPLE};
use super::{Figure, FigureError, FigureKind, FigureTable, Material};
use crate::experiment::typical_case;
use crate::figure::{Canvas, Rect};
use crate::text;
use crate::vocabulary::{Language, Metric};

/// One replicate, person by person, or flows as wide as the people where they are too many.
///
/// A replicate says how many people each group told, not who told whom: the lines of the tree are drawn for the picture,
/// and the figure says so wherever it shows them.
#[doc = include_str!("examples/people.md")]
#[derive(Clone, Debug, PartialEq)]
pub enum Cascade {
    /// Every person; a parent stands before its children.
    Tree {
        /// The people.
        people: Vec<Teller>,
        /// How often somebody heard it, repeats counted.
        impressions: f64,
    },
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
            Some(case) => Cascade::Tree {
                people: grow(case.key, &case.tally, &case.groups),
                impressions: case.tally.count(Metric::Impressions) as f64,
            },
            None => Self::flow(material),
        })
    }

    fn flow(material: &Material<'_>) -> Self {
        let (stages, by_formula) = flow::means(material);
        Cascade::Flow { stages, by_formula }
    }

    /// How many people are still drawn one by one.
    pub const MOST_PEOPLE: usize = 420;

    /// People who lived it, and people who heard it.
    fn parts(&self) -> [f64; 2] {
        let [complaints, silent, heard] = self.levels();
        [complaints + silent, heard]
    }

    /// Those who complained, those who lived it and did not, those who heard it.
    fn levels(&self) -> [f64; 3] {
        match self {
            Cascade::Tree { people, .. } => {
                let lived = people.iter().filter(|person| person.parent.is_none()).count();
                [lived as f64, 0.0, (people.len() - lived) as f64]
            }
            Cascade::Flow { stages, .. } => flow::levels(stages),
        }
    }
}

impl Figure for Cascade {
    fn kind(&self) -> FigureKind {
        FigureKind::Cascade
    }

    fn finding(&self, language: Language) -> String {
        let parts = self.parts();
        if parts[0] + parts[1] <= 0.0 {
            return text!("Nobody was let down, nobody talks", "Personne n'est déçu, personne n'en parle")
                .into_string(language);
        }
        let people = Addends::whole_people(self.levels());
        let lived = people.sum(0..2, language).of(LET_DOWN, language);
        let hearers = people.one(2, language);
        let heard = hearers.of(PEOPLE, language);
        let (one, is_one) = (hearers.value < 2.0, hearers.value <= 1.0);
        let hear = if is_one { "hears" } else { "hear" };
        let learn = if one { "l'apprend" } else { "l'apprennent" };
        let sentence = match self {
            _ if parts[1] == 0.0 => text!("{lived}, and nobody hears of it", "{lived}, et nul n'en entend parler"),
            Cascade::Tree { .. } => text!(
                "One case near the median: {lived}, {heard} {hear} of it; who told whom is drawn for the picture",
                "Un cas proche de la médiane : {lived}, {heard} {learn} ; qui l'a dit à qui est dessiné pour l'image"
            ),
            Cascade::Flow { .. } => {
                text!("{lived}, and {heard} {hear} of it from them", "{lived}, et {heard} {learn} par eux")
            }
        };
        sentence.into_string(language)
    }

    fn measure(&self, language: Language) -> String {
        match self {
            Cascade::Tree { .. } => text!(
                "People of one replicate; numbers are its own, lines are drawn for the picture",
                "Personnes d'une réplication ; les nombres sont les siens, les traits sont dessinés pour l'image"
            ),
            Cascade::Flow { .. } => {
                text!("People, mean@; heights in proportion", "Personnes, en moyenne@ ; hauteurs proportionnelles")
            }
        }
        .into_string(language)
    }

    fn is_by_formula(&self) -> bool {
        matches!(self, Cascade::Flow { by_formula: true, .. })
    }

    fn description(&self, language: Language) -> String {
        match self {
            Cascade::Tree { people, .. } => tree::describe(people, language),
            Cascade::Flow { stages, .. } => flow::describe(stages, language),
        }
    }

    fn draw(&self, canvas: &mut Canvas, room: Rect, language: Language) {
        match self {
            Cascade::Tree { people, impressions } => tree::draw(canvas, room, people, *impressions, language),
            Cascade::Flow { stages, .. } => flow::draw(canvas, room, stages, language),
        }
    }

    fn table(&self) -> FigureTable {
        match self {
            Cascade::Tree { people, .. } => tree::table(people),
            Cascade::Flow { stages, .. } => flow::table(stages),
        }
    }
}
