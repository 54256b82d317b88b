use std::fmt;
use std::sync::atomic::AtomicBool;

use super::arithmetic::Arithmetic;
use super::numbers::{Varied, draw, varied};
use crate::experiment::compile::{BASELINE, ExperimentError, compile};
use crate::experiment::networks::Networks;
use crate::model::{Model, Parameters};
use crate::scenario::{Scenario, lens};
use crate::vocabulary::Metric;

/// A class: the same questions with other numbers for each student.
///
/// ```
/// use rumeur::experiment::exercise::Exercise;
/// use rumeur::scenario::{Overrides, load_preset};
///
/// let classic = load_preset("classic-317", &Overrides::default())?;
/// let class = Exercise::new(&classic, 3)?;
/// let numbers: Vec<f64> = class.students.iter().map(|student| student.baseline.arithmetic.steps.last().expect("a step").answer).collect();
/// assert_eq!(numbers.len(), 3);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Exercise {
    /// The students, from number 1.
    pub students: Vec<Student>,
}

/// One student's numbers and answers.
#[doc = include_str!("examples/sheet.md")]
#[derive(Clone, Debug)]
pub struct Student {
    /// From 1.
    pub number: u64,
    /// What differs from the scenario: dotted path and number, as `--set` takes them.
    pub settings: Vec<(String, f64)>,
    /// The baseline with these numbers.
    pub baseline: Worked,
    /// The variants with these numbers, as far as they change something that is given and lead to another answer. What they are
    /// given is what differs from the baseline.
    pub variants: Vec<Worked>,
}

/// The baseline or a variant with a student's numbers.
#[doc = include_str!("examples/sheet.md")]
#[derive(Clone, Debug)]
pub struct Worked {
    /// The variant, or `baseline`.
    pub name: String,
    /// The model.
    pub model: Model,
    /// What is given and asked.
    pub arithmetic: Arithmetic,
}

/// A scenario that makes no exercise.
#[doc = include_str!("examples/sheet.md")]
#[derive(Debug)]
pub enum ExerciseError {
    /// It makes no model.
    Experiment(ExperimentError),
    /// No numbers near those of the scenario make a model for this student.
    NoNumbers(u64),
    /// It has several periods: their arithmetic is not done by hand.
    SeveralPeriods,
    /// Nothing that could be asked is computed by hand from its numbers.
    NoQuestions,
    /// Nobody is let down in it, so that there is nothing to compute.
    NobodyLetDown,
}

impl fmt::Display for ExerciseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Experiment(error) => error.fmt(f),
            Self::NoNumbers(student) => {
                write!(f, "student {student}: no numbers near those of the scenario go together")
            }
            Self::SeveralPeriods => f.write_str("an exercise is about a single period"),
            Self::NobodyLetDown => f.write_str("nobody is let down in it"),
            Self::NoQuestions => {
                f.write_str("no formula leads by hand from its numbers to anything that could be asked")
            }
        }
    }
}

impl std::error::Error for ExerciseError {}

/// How often other numbers are drawn where those drawn contradict each other, or are those of another student.
const ATTEMPTS: u64 = 100;

impl Exercise {
    /// An exercise for so many students; unknowns stand at their best guess. A student's numbers hang on the master seed and
    /// on the students before, not on those after.
    ///
    /// # Errors
    /// When the scenario makes no model, or no other numbers do, or it has no formulas or several periods.
    pub fn new(scenario: &Scenario, students: u64) -> Result<Self, ExerciseError> {
        let scenario = scenario.at_best_guess();
        if scenario.models().any(|parameters| parameters.periods.is_some()) {
            return Err(ExerciseError::SeveralPeriods);
        }
        let mut networks = Networks::default();
        let base = compile(BASELINE, &scenario.baseline, scenario.run.seed, &mut networks, &AtomicBool::new(false))
            .map_err(ExerciseError::Experiment)?;
        if !Arithmetic::new(&base.model).asks() {
            let let_down = base.model.expected().mean(Metric::Dissatisfied);
            return Err(if let_down == Some(0.0) { ExerciseError::NobodyLetDown } else { ExerciseError::NoQuestions });
        }
        let known = base.model.expected().mean(Metric::Aware).is_some();
        let varied = varied(&scenario);
        let mut class: Vec<Student> = Vec::new();
        for number in 1..=students {
            let mut taken = None;
            for attempt in 0..ATTEMPTS {
                let Some(student) = student(&scenario, &varied, number, attempt, known, &mut networks) else {
                    continue;
                };
                let is_new = class.iter().all(|other| other.settings != student.settings);
                taken = Some(student);
                if is_new {
                    break;
                }
            }
            class.push(taken.ok_or(ExerciseError::NoNumbers(number))?);
        }
        Ok(Self { students: class })
    }
}

/// The student with the numbers of one attempt; `None` where they make no model, or none that answers what the scenario does.
fn student(
    scenario: &Scenario,
    varied: &[Varied],
    number: u64,
    attempt: u64,
    known: bool,
    networks: &mut Networks,
) -> Option<Student> {
    let settings = draw(varied, scenario.run.seed, number, attempt);
    let mut model = |parameters: &Parameters| {
        let mut parameters = parameters.clone();
        for (path, value) in &settings {
            lens(path, &parameters).ok()?.set(&mut parameters, *value).ok()?;
        }
        let model = compile(BASELINE, &parameters, scenario.run.seed, networks, &AtomicBool::new(false)).ok()?.model;
        (model.expected().mean(Metric::Aware).is_some() == known).then_some(model)
    };
    let mut worked = |name: &str, parameters: &Parameters| {
        let model = model(parameters)?;
        Some(Worked { name: name.to_owned(), arithmetic: Arithmetic::new(&model), model })
    };
    let baseline = worked(BASELINE, &scenario.baseline)?;
    let mut variants = Vec::new();
    for variant in &scenario.variants {
        let mut variant = worked(&variant.name, &variant.parameters)?;
        variant.arithmetic.beside(&baseline.arithmetic, &variant.model);
        if variant.arithmetic.asks() {
            variants.push(variant);
        }
    }
    Some(Student { number, settings, baseline, variants })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Overrides, load_preset, load_text};

    fn load(text: &str) -> Scenario {
        load_text(text.as_bytes(), "a.toml", "a", &Overrides::default()).expect("sound")
    }

    #[test]
    fn every_answer_is_what_the_scenario_with_these_numbers_says() {
        for scenario in [load_preset("classic-317", &Overrides::default()).expect("a preset"), load(MONEY)] {
            for student in Exercise::new(&scenario, 12).expect("an exercise").students {
                let set = student.settings.iter().map(|(path, value)| (path.clone(), value.to_string())).collect();
                let overrides = Overrides { set, ..Overrides::default() };
                let again = match scenario.path {
                    None if scenario.name == "a" => load_text(MONEY.as_bytes(), "a.toml", "a", &overrides),
                    _ => load_preset("classic-317", &overrides),
                }
                .expect("the numbers are sound");
                for worked in std::iter::once(&student.baseline).chain(&student.variants) {
                    let variant = again.variants.iter().find(|variant| variant.name == worked.name);
                    let parameters = variant.map_or(&again.baseline, |variant| &variant.parameters);
                    let model = Model::new(parameters, &[]).expect("a model");
                    let asked = worked.arithmetic.steps.iter().filter_map(|step| Some((step, step.metric()?)));
                    for (step, metric) in asked {
                        let exact = model.expected().mean(metric).expect("a closed form");
                        assert!((step.answer - exact).abs() <= 1e-9 * exact.abs().max(1.0), "{step:?}: {exact}");
                        let by_hand = step.formula.value();
                        assert!((by_hand - exact).abs() <= 1e-9 * exact.abs().max(1.0), "{step:?}: {by_hand}");
                    }
                }
            }
        }
    }

    #[test]
    fn more_students_leave_those_before_alone() {
        let scenario = load_preset("classic-317", &Overrides::default()).expect("a preset");
        let settings = |students| {
            let class = Exercise::new(&scenario, students).expect("an exercise").students;
            class.into_iter().map(|student| student.settings).collect::<Vec<_>>()
        };
        let (few, many) = (settings(5), settings(24));
        assert_eq!(few[..], many[..5]);
        for (place, one) in many.iter().enumerate() {
            assert!(!many[..place].contains(one), "student {} has the numbers of another", place + 1);
        }
    }

    const MONEY: &str = "schema_version = 1\n[customers]\nserved = 2_000\nproblem_rate = 0.08\n[voice]\nrate = 0.06\n\
        [recovery]\nrate = 0.4\n[silent]\nstays = 0.3\naudience = 9\n[unresolved]\nstays = 0.2\naudience = 9\n\
        [recovered]\ngroups.quick = { share = 2, audience = 5, stays = 0.8 }\ngroups.slow = { share = 3, audience = 4, stays = 0.5 }\n\
        [satisfied]\ngroups.recommends = { share = 1, audience = 1 }\ngroups.quiet = { share = 4, audience = 0 }\n\
        [damage]\ncustomer_value = 400.0\nprospect_value = 150.0\nlisteners_in_market = 0.1\ndeterred = 0.05\nwon = 0.05\n\
        complaint_cost = 10.0\nrecovery_cost = 30.0\n[variants.ask]\nset = { \"voice.asked\" = 1.0, \"voice.admits\" = 0.4, \
        \"damage.fixed_cost\" = 500.0 }\n";
}
