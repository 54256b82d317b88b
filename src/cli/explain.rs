use rumeur::ensemble::ModelSummary;
use rumeur::experiment::{
    BASELINE, Explanation, NamedModel, OneIn, Rarity, Results, Unseen, law_over_unknowns, one_in,
};
use rumeur::model::{Effects, Origin};
use rumeur::quantity::Probability;
use rumeur::report::pages::{
    Labels, Page, arithmetic, closing_page, course, entitled, race, rarity, rarity_over_unknowns, records_of,
    touchpoints, unseen, worth_of_one,
};
use rumeur::report::tables::period_rows;
use rumeur::report::{Dialect, to_bytes};
use rumeur::scenario::Scenario;
use rumeur::text;
use rumeur::vocabulary::{Language, Metric, system_reason};

use super::args::ExplainArgs;
use super::exit::Exit;
use super::messages::Messages;
use super::output::{put, signals};
use super::quick_run::{quick_run, say_best_guess};
use super::render::render;
use super::request::read;
use super::threads::install;

/// `rumeur explain`.
pub(super) fn explain(args: &ExplainArgs, messages: Messages, language: Language) -> Exit {
    match try_explain(args, messages, language) {
        Ok(text) => put(&text, messages),
        Err(exit) => exit,
    }
}

fn try_explain(args: &ExplainArgs, messages: Messages, language: Language) -> Result<String, Exit> {
    if let Some(path) = args.path.as_ref().filter(|path| path.is_dir()) {
        let path = path.display();
        messages.error(text!(
            "{path} is a directory: `explain` takes one scenario file",
            "{path} est un dossier : `explain` prend un seul fichier de scénario"
        ));
        return Err(Exit::Refused);
    }
    let signals = signals(messages)?;
    let paths: Vec<_> = args.path.iter().cloned().collect();
    let loaded = install(|| read(&paths, &args.overrides, false, messages))?;
    let Some(job) = loaded.jobs.first() else {
        messages.refusal(&rumeur::batch::Refusal::OnlyAbstract);
        return Err(Exit::Refused);
    };
    say_best_guess(&job.scenario, messages);
    let scenario = job.scenario.at_best_guess();
    let results = quick_run(&scenario, job.networks(), &signals, messages, |_| {})?;
    text(&job.scenario, &scenario, &results, language).map_err(|error| {
        messages.error(system_reason(&error));
        Exit::Failed
    })
}

/// Every model's arithmetic, and the sentences of the run; `scenario` is `whole` at its best guess.
fn text(whole: &Scenario, scenario: &Scenario, results: &Results, language: Language) -> std::io::Result<String> {
    let labels = Labels { currency: &scenario.currency, period: &scenario.period };
    let mut page = Page::default();
    page.heading(scenario.title.pick(language, &scenario.name));
    for (named, summary) in results.models.iter().zip(&results.ensemble.models) {
        if named.variant != BASELINE {
            let variant = scenario.variants.iter().find(|variant| variant.name == named.variant);
            page.heading(variant.map_or(&*named.variant, |v| v.title.pick(language, &v.name)));
        }
        let explanation = entitled(Explanation::new(&named.model, summary), scenario, language);
        page.append(arithmetic(&explanation, labels, results.ensemble.replicates, language));
        let rarities = [Metric::Aware, Metric::NetLoss].map(|metric| Rarity::new(&named.model, summary, metric));
        page.append(rarity(&rarities.into_iter().flatten().collect::<Vec<_>>(), labels, language));
        page.append(rarity_over_unknowns(&over_unknowns(whole, &named.variant), labels, language));
        page.append(race(&named.model, summary, &scenario.tick, language));
        page.append(behind(scenario, named, summary, labels, language));
    }
    if scenario.periods() > 1 {
        let periods = to_bytes(Dialect::Standard, period_rows(scenario, results))?;
        page.append(
            course(scenario, periods.as_slice(), language).map_err(|error| std::io::Error::other(error.to_string()))?,
        );
    }
    let (summary, differences) = records_of(scenario, results)?;
    page.append(closing_page(whole, scenario, &summary, &differences, language));
    Ok(render(&page, language))
}

/// How rare cases are when the unknowns are drawn, where there are any.
fn over_unknowns(scenario: &Scenario, variant: &str) -> Vec<(Metric, Vec<OneIn>)> {
    if scenario.unknowns.is_empty() {
        return Vec::new();
    }
    let events = |metric| Some((metric, one_in(&law_over_unknowns(scenario, variant, metric).ok()?.0)?));
    [Metric::Aware, Metric::NetLoss].into_iter().filter_map(events).collect()
}

/// What lies behind the numbers of one model: the touchpoints, the unseen, what one customer is worth.
fn behind(
    scenario: &Scenario,
    named: &NamedModel,
    summary: &ModelSummary,
    labels: Labels<'_>,
    language: Language,
) -> Page {
    let variant = scenario.variants.iter().find(|variant| variant.name == named.variant);
    let parameters = variant.map_or(&scenario.baseline, |variant| &variant.parameters);
    let mut page = Page::default();
    if let (Some(gap), Origin::Served { served, .. }) = (named.model.service_gap(), &parameters.customers.origin) {
        page.append(touchpoints(scenario, gap, *served, language));
    }
    if let Some(spread) = Unseen::new(&named.model, summary) {
        page.append(unseen(&spread, labels, language));
    }
    // The model was compiled from the same parameters: they are sound.
    if let Ok(Some(effects)) = Effects::new(parameters) {
        let mean = |metric| named.model.expected().mean(metric);
        let complains = match (mean(Metric::Complaints), mean(Metric::Dissatisfied)) {
            (Some(complaints), Some(dissatisfied)) if dissatisfied > 0.0 => complaints / dissatisfied,
            _ => 0.0,
        };
        let (complains, recovery) = (Probability::clamped(complains), parameters.recovery.rate);
        page.append(worth_of_one(&effects, complains, recovery, parameters.later_periods(), labels, language));
    }
    page
}
