use crate::figure::{Lettering, Page, to_svg};
use crate::model::Model;
use crate::report::figures::{About, Iceberg, compose};
use crate::scenario::Scenario;
use crate::vocabulary::{Language, Metric, Outcome, Valence};

/// The name of the only group of an outcome that names none.
const ALL: &str = "all";

/// The iceberg of a model without its numbers and with them; `None` where no formula says who knows.
pub(super) fn icebergs(scenario: &Scenario, model: &Model, language: Language) -> Option<[String; 2]> {
    let iceberg = iceberg(model, language)?;
    let about = About {
        title: scenario.title.pick(language, &scenario.name).to_owned(),
        scenario: scenario.name.clone(),
        period: scenario.period.clone(),
        ..About::default()
    };
    let canvas = compose(&iceberg, &about, Page::Wide, language);
    let mut blank = canvas.clone();
    blank.blank();
    Some([to_svg(&blank, Lettering::Text), to_svg(&canvas, Lettering::Text)])
}

fn iceberg(model: &Model, language: Language) -> Option<Iceberg> {
    let expected = model.expected();
    let mean = |metric| expected.mean(metric);
    let (complaints, reach) = (mean(Metric::Complaints)?, mean(Metric::Reach)?);
    if expected.groups().len() != model.groups().len() {
        return None;
    }
    let named = || model.groups().iter().zip(expected.groups());
    let own = |name: &str| if name == ALL { String::new() } else { name.to_owned() };
    let mut silent: Vec<(String, f64)> = named()
        .filter(|((outcome, _), _)| *outcome == Outcome::Silent)
        .map(|((_, name), term)| (own(name), term.customers))
        .collect();
    if silent.is_empty() {
        silent.push((String::new(), mean(Metric::Silent)?));
    }
    let is_twice = |name: &str| model.groups().iter().filter(|(_, other)| other == name).count() > 1;
    let mut reached: Vec<(String, f64)> = Vec::new();
    let mut first = 0.0;
    for ((outcome, name), term) in named().filter(|((outcome, _), _)| outcome.valence() == Valence::Negative) {
        let people = term.customers * term.audience;
        let label = outcome.label(language);
        if people > 0.0 {
            first += people;
            reached.push(match name.as_str() {
                ALL => (label.to_owned(), people),
                name if is_twice(name) => (format!("{label}, {name}"), people),
                name => (name.to_owned(), people),
            });
        }
    }
    let retold = if reach - first > 1e-9 * reach { reach - first } else { 0.0 };
    Some(Iceberg { complaints, silent, reached, retold, by_formula: true })
}
