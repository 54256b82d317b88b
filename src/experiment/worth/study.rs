use std::fmt;

use super::by_formula::{ByFormula, Valued};
use super::by_replicates::ByReplicates;
use super::losses::{Losses, best};
use crate::ensemble::Control;
use crate::experiment::given_points::{Collect, GivenPoints};
use crate::experiment::prepare::Experiment;
use crate::experiment::results::RunError;
use crate::experiment::uncertainty::Unknowns;
use crate::stats::FEWEST_GIVEN;
use crate::text;
use crate::vocabulary::{Metric, Say, Text};

/// The most people of a survey.
pub const MOST_RESPONDENTS: u64 = 100_000;

/// People who are asked a question that each answers by yes with the probability that an unknown is.
#[doc = include_str!("../examples/worth.md")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Survey {
    /// The path of the unknown: a share.
    pub path: String,
    /// How many are asked, each size for itself; up to [`MOST_RESPONDENTS`].
    pub respondents: Vec<u64>,
}

/// What would be known.
#[doc = include_str!("../examples/worth.md")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// All unknowns.
    Everything,
    /// One of them, by place.
    Unknown(usize),
    /// A number that nothing depends on: what it seems to be worth is the noise of an estimate from replicates.
    Dummy,
    /// The answers of a survey about one, by place.
    Survey {
        /// The unknown.
        unknown: usize,
        /// How many are asked.
        respondents: u64,
    },
}

/// What it is worth to know something before choosing.
#[doc = include_str!("../examples/worth.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WorthValue {
    /// What.
    pub known: Known,
    /// By how much the mean net loss of the choice falls; never below 0.
    pub value: f64,
    /// Its standard error; 0 by formula.
    pub std_error: f64,
}

/// What was found.
#[doc = include_str!("../examples/worth.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct WorthFound {
    /// The mean net loss of each option, the baseline first.
    pub means: Vec<f64>,
    /// Everything, each unknown, each survey.
    pub values: Vec<WorthValue>,
    /// Whether no chance is left in it.
    pub by_formula: bool,
}

impl WorthFound {
    /// The option that is best as things are known.
    pub fn best(&self) -> usize {
        best(&self.means)
    }
}

/// What is asked.
#[doc = include_str!("../examples/worth.md")]
#[derive(Clone, Copy, Debug)]
pub struct Worth<'a> {
    /// The baseline and the variants to choose from, with their unknowns.
    pub experiment: &'a Experiment,
    /// Surveys that could be made.
    pub surveys: &'a [Survey],
}

/// Why there is no answer.
#[doc = include_str!("../examples/worth.md")]
#[derive(Debug)]
pub enum WorthError {
    /// A survey about what is no unknown, by its path.
    NoUnknown(String),
    /// A survey about an unknown that is no share from 0 to 1, by its path.
    NoShare(String),
    /// Too few replicates, and no formula for the losses.
    TooFew(u64),
    /// The simulation.
    Run(RunError),
}

impl Say for WorthError {
    fn text(&self) -> Text {
        match self {
            Self::NoUnknown(path) => {
                text!("{path} is no unknown of the scenario", "{path} n'est pas une inconnue du scénario")
            }
            Self::NoShare(path) => text!("{path} is no share from 0 to 1", "{path} n'est pas une part de 0 à 1"),
            Self::TooFew(many) => text!(
                "these losses have no formula, and {many} replicates are too few: at least {FEWEST_GIVEN}",
                "ces pertes n'ont pas de formule, et {many} réplications ne suffisent pas : {FEWEST_GIVEN} au moins"
            ),
            Self::Run(error) => error.text(),
        }
    }
}

impl fmt::Display for WorthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().en)
    }
}

impl std::error::Error for WorthError {}

impl Worth<'_> {
    /// The replicates that are drawn where there is no formula.
    pub fn replicates(&self) -> u64 {
        let plan = &self.experiment.plan().replicates;
        plan.end.saturating_sub(plan.start)
    }

    /// The places of the unknowns that the surveys are about.
    ///
    /// # Errors
    /// A path that is no unknown, or no share.
    pub fn asked(&self) -> Result<Vec<usize>, WorthError> {
        let Some(unknowns) = self.experiment.opened() else { return Ok(Vec::new()) };
        let paths = unknowns.draws.paths();
        let place = |survey: &Survey| {
            let place = paths.iter().position(|path| *path == survey.path);
            let place = place.ok_or_else(|| WorthError::NoUnknown(survey.path.clone()))?;
            let is_share = unknowns.opened.iter().filter_map(|opened| opened.lenses[place].as_ref()).all(|lens| {
                let bounds = lens.range();
                !lens.is_whole() && bounds.low >= 0.0 && bounds.high <= 1.0
            });
            if is_share { Ok(place) } else { Err(WorthError::NoShare(survey.path.clone())) }
        };
        self.surveys.iter().map(place).collect()
    }

    /// By formula where every option has one at all values of the unknowns, else from the replicates of a run. Without
    /// unknowns there is nothing to be known.
    ///
    /// # Errors
    /// A survey that cannot be made, too few replicates, and those of the run.
    pub fn run(&self, control: &Control<'_>) -> Result<WorthFound, WorthError> {
        let asked = self.asked()?;
        let Some(unknowns) = self.experiment.opened() else {
            return Ok(WorthFound { means: Vec::new(), values: Vec::new(), by_formula: true });
        };
        let is_open = |&place: &usize| unknowns.opened.iter().any(|opened| opened.lenses[place].is_some());
        let open: Vec<usize> = (0..unknowns.draws.len()).filter(is_open).collect();
        let mut found = match self.by_formula(unknowns, &open, &asked) {
            Some(found) => found,
            None => self.by_replicates(unknowns, &open, &asked, control)?,
        };
        bound(&mut found.values);
        Ok(found)
    }

    /// The answer by replicates, even where there is a formula.
    #[cfg(test)]
    pub(super) fn by_replicates_alone(&self) -> Result<WorthFound, WorthError> {
        let unknowns = self.experiment.opened().expect("unknowns");
        let open: Vec<usize> = (0..unknowns.draws.len()).collect();
        self.by_replicates(unknowns, &open, &[], &Control::default())
    }

    fn by_formula(&self, unknowns: &Unknowns, open: &[usize], asked: &[usize]) -> Option<WorthFound> {
        let losses = Losses::new(self.experiment.models(), &unknowns.opened);
        let seed = self.experiment.plan().seed;
        let mut by = ByFormula { losses, draws: &unknowns.draws, open: open.to_vec(), seed };
        let means = by.means()?;
        let mut values = vec![worth(Known::Everything, by.everything()?)];
        for &unknown in open {
            values.push(worth(Known::Unknown(unknown), by.along(unknown, crate::stats::Rule::Fine)?.worth()));
        }
        for (survey, &unknown) in self.surveys.iter().zip(asked) {
            let found = by.surveys(unknown, &survey.respondents)?;
            for (&respondents, valued) in survey.respondents.iter().zip(found) {
                values.push(worth(Known::Survey { unknown, respondents }, valued));
            }
        }
        Some(WorthFound { means, values, by_formula: true })
    }

    fn by_replicates(
        &self,
        unknowns: &Unknowns,
        open: &[usize],
        asked: &[usize],
        control: &Control<'_>,
    ) -> Result<WorthFound, WorthError> {
        let many = self.replicates();
        if many < FEWEST_GIVEN as u64 {
            return Err(WorthError::TooFew(many));
        }
        let models = self.experiment.models().len();
        let mut collect = Collect::new(models, &[Metric::NetLoss]);
        self.experiment.run(&mut [&mut collect], control).map_err(WorthError::Run)?;
        let plan = self.experiment.plan();
        let given = GivenPoints::new(&unknowns.draws, plan.seed, plan.replicates.clone());
        let losses: Vec<&[f64]> = (0..models).map(|model| collect.column(model, 0)).collect();
        let by = ByReplicates::new(&losses);
        let xs: Vec<&[f64]> = open.iter().map(|&place| given.column(place)).collect();
        let mut values = vec![worth(Known::Everything, by.everything(&xs))];
        values.extend(open.iter().zip(&xs).map(|(&place, x)| worth(Known::Unknown(place), by.unknown(x))));
        values.push(worth(Known::Dummy, by.unknown(given.dummy())));
        for (survey, &unknown) in self.surveys.iter().zip(asked) {
            for &respondents in &survey.respondents {
                let valued = by.survey(given.column(unknown), respondents);
                values.push(worth(Known::Survey { unknown, respondents }, valued));
            }
        }
        Ok(WorthFound { means: by.means(), values, by_formula: false })
    }
}

fn worth(known: Known, valued: Valued) -> WorthValue {
    WorthValue { known, value: valued.value, std_error: valued.std_error }
}

/// To know more is never worth less: everything is worth at least what each unknown is, and an unknown at least what a
/// survey about it is. Estimates keep to it.
fn bound(values: &mut [WorthValue]) {
    let of = |values: &[WorthValue], known: Known| values.iter().find(|own| own.known == known).copied();
    for place in 0..values.len() {
        if let Known::Survey { unknown, .. } = values[place].known
            && let Some(whole) = of(values, Known::Unknown(unknown))
        {
            values[place].value = values[place].value.min(whole.value);
        }
    }
    let is_unknown = |own: &&WorthValue| matches!(own.known, Known::Unknown(_));
    let most = values.iter().filter(is_unknown).map(|own| own.value).fold(0.0, f64::max);
    for own in values.iter_mut().filter(|own| own.known == Known::Everything) {
        own.value = own.value.max(most);
    }
}
