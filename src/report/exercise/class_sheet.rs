use super::arithmetic::{answer, for_programs, solution};
use super::facts::Facts;
use super::iceberg::icebergs;
use super::prompt::prompt;
use super::words::Words;
use crate::experiment::exercise::{Exercise, Step, Student, Worked};
use crate::model::Model;
use crate::report::often::Often;
use crate::report::pages::{money_unit, over_period};
use crate::scenario::Scenario;
use crate::vocabulary::{Language, Metric, format_number};

/// An exercise in words: what is handed out, for every student.
#[doc = include_str!("examples/sheets.md")]
#[derive(Debug)]
pub struct ClassSheet {
    /// What the scenario is called.
    pub title: String,
    /// What the scenario is called in tables.
    pub scenario: String,
    /// What all numbers belong to, after that they are means: `a month` they are for, `par mois`.
    pub period: String,
    /// Where the numbers of the scenario come from.
    pub sources: Vec<String>,
    /// The students.
    pub students: Vec<StudentSheet>,
    /// The language of all of it.
    pub language: Language,
}

/// What one student gets.
#[doc = include_str!("examples/sheets.md")]
#[derive(Debug)]
pub struct StudentSheet {
    /// From 1.
    pub number: u64,
    /// What is given: a sentence and the number.
    pub facts: Vec<(String, String)>,
    /// The questions, the baseline first.
    pub parts: Vec<Part>,
    /// The iceberg without its numbers and with them, as SVG; `None` where who knows is not computed by hand.
    pub icebergs: Option<[String; 2]>,
    /// How far a single period can be from the mean.
    pub spread: Option<String>,
    /// The command that computes the same.
    pub command: String,
}

/// The questions on the scenario itself or on one variant of it.
#[doc = include_str!("examples/sheets.md")]
#[derive(Debug)]
pub struct Part {
    /// The variant's name; empty for the scenario itself.
    pub variant: String,
    /// What the variant is called.
    pub title: Option<String>,
    /// What the variant changes, said as numbers that are given.
    pub changes: Vec<(String, String)>,
    /// The questions.
    pub questions: Vec<Question>,
}

/// A question and its answer.
#[doc = include_str!("examples/sheets.md")]
#[derive(Debug)]
pub struct Question {
    /// A name that is its own within the part.
    pub name: String,
    /// The question.
    pub prompt: String,
    /// What the answer counts where it is no people: `EUR a month`; else empty.
    pub unit: String,
    /// The answer, as it is written.
    pub answer: String,
    /// The answer for a program.
    pub value: f64,
    /// How far away is still right.
    pub tolerance: f64,
    /// How it is computed.
    pub solution: String,
    /// Whether a student is to answer it; else it is a step on the way that the corrected sheet shows.
    pub is_asked: bool,
}

impl ClassSheet {
    /// Puts an exercise on `scenario` into words.
    pub fn new(scenario: &Scenario, exercise: &Exercise, language: Language) -> Self {
        let mut sources: Vec<String> = Vec::new();
        for (_, source) in &scenario.sources {
            let text = source.pick(language, "");
            if !sources.iter().any(|known| known == text) {
                sources.push(text.to_owned());
            }
        }
        Self {
            title: scenario.title.pick(language, &scenario.name).to_owned(),
            scenario: scenario.name.clone(),
            period: over_period(&scenario.period, language),
            sources,
            students: exercise.students.iter().map(|student| sheet(scenario, student, language)).collect(),
            language,
        }
    }

    /// The variants of `scenario` that no student is asked about.
    pub fn unasked<'a>(&self, scenario: &'a Scenario) -> Vec<&'a str> {
        let asks =
            |name: &str| self.students.iter().flat_map(|student| &student.parts).any(|part| part.variant == name);
        scenario.variants.iter().map(|variant| variant.name.as_str()).filter(|name| !asks(name)).collect()
    }

    /// The number of a student with so many digits that names of files stand in order.
    pub fn padded(&self, student: &StudentSheet) -> String {
        let width = self.students.len().to_string().len().max(2);
        format!("{:0width$}", student.number)
    }
}

fn sheet(scenario: &Scenario, student: &Student, language: Language) -> StudentSheet {
    let given = |worked: &Worked| Facts::new(scenario, &worked.model, language).of(&worked.arithmetic);
    let unit = money_unit(&scenario.currency, &scenario.period, language);
    let questions = |worked: &Worked| questions(scenario, &worked.arithmetic.steps, &unit, language);
    let baseline =
        Part { variant: String::new(), title: None, changes: Vec::new(), questions: questions(&student.baseline) };
    let variants = student.variants.iter().map(|worked| {
        let known = scenario.variants.iter().find(|variant| variant.name == worked.name);
        let title = known.map_or(worked.name.as_str(), |variant| variant.title.pick(language, &worked.name)).to_owned();
        Part { variant: worked.name.clone(), title: Some(title), changes: given(worked), questions: questions(worked) }
    });
    let parts = std::iter::once(baseline).chain(variants).collect();
    let set: Vec<String> = student
        .settings
        .iter()
        .map(|(path, value)| format!("--set {}={}", in_shell(path), for_programs(*value)))
        .collect();
    let path = scenario.path.as_ref().and_then(|path| path.file_name()).map(|name| in_shell(&name.to_string_lossy()));
    let command: Vec<String> = ["rumeur explain".to_owned()].into_iter().chain(path).chain(set).collect();
    StudentSheet {
        number: student.number,
        parts,
        icebergs: asks_who_knows(&student.baseline)
            .then(|| icebergs(scenario, &student.baseline.model, language))
            .flatten(),
        spread: spread(&student.baseline.model, language),
        command: command.join(" "),
        facts: given(&student.baseline),
    }
}

/// Whether who knows is computed by hand, and with it all that an iceberg shows.
fn asks_who_knows(worked: &Worked) -> bool {
    worked.arithmetic.steps.iter().any(|step| step.metric() == Some(Metric::Aware))
}

/// A word of a command line: in single quotes where a shell would split it.
fn in_shell(word: &str) -> String {
    if word.chars().all(|letter| letter.is_alphanumeric() || "._-/".contains(letter)) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', "'\\''"))
}

fn questions(scenario: &Scenario, steps: &[Step], money: &str, language: Language) -> Vec<Question> {
    let question = |step: &Step| Question {
        name: step.asked.name(),
        prompt: prompt(scenario, &step.asked).into_string(language),
        unit: if step.is_money() { money.to_owned() } else { String::new() },
        answer: answer(step, language),
        value: step.answer,
        tolerance: step.tolerance,
        solution: solution(step, language),
        is_asked: step.is_asked,
    };
    steps.iter().map(question).collect()
}

/// The median and how many go furthest, by the exact law; else the standard deviation by formula.
fn spread(model: &Model, language: Language) -> Option<String> {
    let words = Words::of(language);
    let mean = model.expected().mean(Metric::Aware)?;
    let number = |value: f64| format_number(value, 0, language);
    if let Some(law) = model.exact_law(Metric::Aware).ok().filter(|law| law.constant().is_none()) {
        let [half, tenth, rare] = law.quantiles(&[0.5, 0.9, 0.999])[..] else { return None };
        // Where nearly all have the smallest number, nobody is among the few.
        let (most, cases) = if law.at_least(tenth) < 1.0 { (tenth, 10) } else { (rare, 1_000) };
        let said = words.quantiles.replace("{mean}", &number(mean));
        let few = Often::near(law.at_least(most), cases).cases_reach(&number(most), language);
        return Some(said.replace("{half}", &number(half)).replace("{few}", &few));
    }
    let spread = model.expected().std_dev(Metric::Aware).filter(|&spread| spread > 0.0)?;
    Some(words.deviation.replace("{mean}", &number(mean)).replace("{spread}", &number(spread)))
}
