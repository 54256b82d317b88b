use std::fmt::Write as _;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use indicatif::HumanDuration;
use rumeur::batch::Job;
use rumeur::ensemble::Control;
use rumeur::experiment::Experiment;
use rumeur::vocabulary::{Language, format_count};

use super::exit::Exit;
use super::messages::Messages;
use super::output::put;
use super::signals::Signals;

/// How many replicates are drawn to see how long one takes.
const SAMPLE: u64 = 64;

/// Lists what would be run, with an estimate of the time, and writes nothing.
pub(super) fn dry_run(jobs: &[Job], signals: &Signals, messages: Messages, language: Language) -> Exit {
    let mut text = String::new();
    let mut total = Duration::ZERO;
    for job in jobs {
        let scenario = &job.scenario;
        let cost = estimate(job, signals);
        if signals.stop().load(Ordering::Relaxed) {
            return signals.exit();
        }
        total = total.saturating_add(cost.unwrap_or_default());
        let replicates = format_count(scenario.run.replicates, language);
        let models = 1 + scenario.variants.len();
        let time = cost.map_or_else(|| "?".to_owned(), seconds);
        // Writing to a string cannot fail.
        let _ = match language {
            Language::En => writeln!(text, "{}: {replicates} replicates x {models}, about {time}", scenario.name),
            Language::Fr => {
                writeln!(text, "{}\u{a0}: {replicates} réplications x {models}, environ {time}", scenario.name)
            }
        };
    }
    messages.note(format_args!(
        "{}",
        match language {
            Language::En => format!("{} scenarios, about {:#}", jobs.len(), HumanDuration(total)),
            Language::Fr => format!("{} scénarios, environ {}", jobs.len(), seconds(total)),
        }
    ));
    put(&text, messages)
}

fn seconds(time: Duration) -> String {
    if time < Duration::from_secs(10) {
        format!("{:.1} s", time.as_secs_f64())
    } else {
        format!("{} s", time.as_secs())
    }
}

/// From a few replicates; `None` where they fail. With `run.precision` it is the time of the first look.
fn estimate(job: &Job, signals: &Signals) -> Option<Duration> {
    let mut experiment = Experiment::new(&job.scenario).ok()?;
    let all = job.scenario.run.replicates;
    let sample = all.min(SAMPLE);
    let plan = experiment.plan_mut();
    plan.replicates = 0..sample;
    plan.precision = None;
    let control = Control { cancel: signals.stop(), progress: &|_| {} };
    let clock = Instant::now();
    experiment.run(&mut [], &control).ok()?;
    Some(clock.elapsed().mul_f64(all as f64 / sample as f64))
}
