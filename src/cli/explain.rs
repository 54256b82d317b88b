use rumeur::batch::Job;
use rumeur::ensemble::ModelSummary;
use rumeur::experiment::{BASELINE, Explanation, NamedModel, Results, Unseen};
use rumeur::model::{Effects, Origin};
use rumeur::quantity::Probability;
use rumeur::report::{Aware, Subject, sentence};
use rumeur::vocabulary::{Language, Metric};

use super::args::ExplainArgs;
use super::arithmetic::arithmetic;
use super::exit::Exit;
use super::messages::Messages;
use super::output::{put, signals};
use super::quick_run::quick_run;
use super::request::{pool, read};
use super::touchpoints::touchpoints;
use super::unseen::unseen;
use super::worth::worth;

/// `rumeur explain`.
pub(super) fn explain(args: &ExplainArgs, messages: Messages, language: Language) -> Exit {
    match try_explain(args, messages, language) {
        Ok(text) => put(&text, messages),
        Err(exit) => exit,
    }
}

fn try_explain(args: &ExplainArgs, messages: Messages, language: Language) -> Result<String, Exit> {
    if let Some(path) = args.path.as_ref().filter(|path| path.is_dir()) {
        messages.error(format_args!("{} is a directory: `explain` takes one scenario file", path.display()));
        return Err(Exit::Refused);
    }
    let signals = signals(messages)?;
    let paths: Vec<_> = args.path.iter().cloned().collect();
    let pool = pool(args.threads, messages)?;
    let loaded = pool.install(|| read(&paths, &args.overrides, false, messages))?;
    let Some(job) = loaded.jobs.first() else {
        messages.refusal(&rumeur::batch::Refusal::OnlyAbstract);
        return Err(Exit::Refused);
    };
    let results = quick_run(&job.scenario, &pool, &signals, messages, |_| {})?;
    Ok(text(job, &results, language))
}

/// Every model's arithmetic, and the sentence of the baseline.
fn text(job: &Job, results: &Results, language: Language) -> String {
    let scenario = &job.scenario;
    let mut blocks = vec![scenario.title.pick(language, &scenario.name).to_owned()];
    for (named, summary) in results.models.iter().zip(&results.ensemble.models) {
        if named.variant != BASELINE {
            let variant = scenario.variants.iter().find(|variant| variant.name == named.variant);
            blocks.push(variant.map_or(&*named.variant, |v| v.title.pick(language, &v.name)).to_owned());
        }
        let explanation = Explanation::new(&named.model, summary);
        blocks.push(arithmetic(&explanation, &scenario.currency, results.ensemble.replicates, language));
        blocks.extend(behind(job, named, summary, language));
    }
    blocks.extend(closing(job, results, language));
    blocks.join("\n\n") + "\n"
}

/// What lies behind the numbers of one model: the touchpoints, the unseen, what one customer is worth.
fn behind(job: &Job, named: &NamedModel, summary: &ModelSummary, language: Language) -> Vec<String> {
    let scenario = &job.scenario;
    let variant = scenario.variants.iter().find(|variant| variant.name == named.variant);
    let parameters = variant.map_or(&scenario.baseline, |variant| &variant.parameters);
    let mut blocks = Vec::new();
    if let (Some(gap), Origin::Served { served, .. }) = (named.model.service_gap(), &parameters.customers.origin) {
        blocks.push(touchpoints(gap, *served, language));
    }
    let spread = Unseen::new(parameters, summary);
    blocks.extend(spread.map(|spread| unseen(&spread, &scenario.currency, language)));
    // The model was compiled from the same parameters: they are sound.
    if let Ok(Some(effects)) = Effects::new(parameters) {
        let mean = |metric| named.model.expected().mean(metric);
        let complains = match (mean(Metric::Complaints), mean(Metric::Dissatisfied)) {
            (Some(complaints), Some(dissatisfied)) if dissatisfied > 0.0 => complaints / dissatisfied,
            _ => 0.0,
        };
        let (complains, recovery) = (Probability::clamped(complains), parameters.recovery.rate);
        blocks.extend(worth(&effects, complains, recovery, &scenario.currency, language));
    }
    blocks
}

fn closing(job: &Job, results: &Results, language: Language) -> Option<String> {
    let mean = |index: usize| {
        let expected = results.models.get(index)?.model.expected().mean(Metric::Aware);
        expected.or_else(|| Some(results.ensemble.models.get(index)?.metric(Metric::Aware)?.mean))
    };
    let summary = results.ensemble.models.first()?.metric(Metric::Aware)?;
    let [_, _, _, p50, _, p90, _] = summary.quantiles;
    let aware = Aware { mean: mean(0)?, min: summary.min, p50, p90, max: summary.max };
    let variants: Vec<(&str, f64)> = (1..)
        .zip(&job.scenario.variants)
        .filter_map(|(index, variant)| Some((variant.title.pick(language, &variant.name), mean(index)?)))
        .collect();
    Some(sentence(Subject::of(&job.scenario.baseline), &aware, &variants, language))
}
