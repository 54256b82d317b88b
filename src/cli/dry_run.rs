use std::fmt::Write as _;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use indicatif::HumanDuration;
use rumeur::batch::{Job, ShardName};
use rumeur::ensemble::Control;
use rumeur::report::{ShardBy, ShardSettings};
use rumeur::vocabulary::{Language, Noun, Text, format_count, format_number};

use super::exit::Exit;
use super::messages::Messages;
use super::output::{put, stopped};
use super::signals::Signals;

/// How many replicates are drawn to see how long one takes.
const SAMPLE: u64 = 64;

/// Lists what would be run, with an estimate of the time, and writes nothing.
pub(super) fn dry_run(
    jobs: &[Job],
    shard: Option<&ShardSettings>,
    signals: &Signals,
    messages: Messages,
    language: Language,
) -> Exit {
    let mut text = String::new();
    let mut total = Duration::ZERO;
    for job in jobs {
        let scenario = &job.scenario;
        let many = replicates_of(job, shard);
        let cost = if many == 0 { Some(Duration::ZERO) } else { estimate(job, many, signals) };
        if signals.stop().load(Ordering::Relaxed) {
            return stopped(signals, messages);
        }
        total = total.saturating_add(cost.unwrap_or_default());
        let replicates = format_count(many, language);
        let models = 1 + scenario.variants.len();
        let time = cost.map_or_else(|| "?".to_owned(), |time| seconds(time, language));
        // Writing to a string cannot fail.
        let _ = match language {
            Language::En => writeln!(text, "{}: {replicates} replicates × {models}, about {time}", scenario.name),
            Language::Fr => {
                writeln!(text, "{}\u{202f}: {replicates} réplications × {models}, environ {time}", scenario.name)
            }
        };
    }
    let scenario = Noun { en: ["scenario", "scenarios"], fr: ["scénario", "scénarios"] };
    let [en, fr] = [Language::En, Language::Fr].map(|language| scenario.counted(jobs.len() as u64, language));
    let time = seconds(total, Language::Fr);
    messages.note(Text::new(format!("{en}, about {:#}", HumanDuration(total)), format!("{fr}, environ {time}")));
    put(&text, messages)
}

fn seconds(time: Duration, language: Language) -> String {
    let decimals = usize::from(time < Duration::from_secs(10));
    format!("{} s", format_number(time.as_secs_f64(), decimals, language))
}

/// How many of its replicates are drawn, here or in a shard.
fn replicates_of(job: &Job, shard: Option<&ShardSettings>) -> u64 {
    let all = job.scenario.run.replicates;
    let shard = shard.filter(|shard| shard.by == ShardBy::Replicates);
    let name = shard.and_then(|shard| ShardName::new(*shard.numbers.first()?, shard.total).ok());
    name.map_or(all, |name| {
        let share = name.share_of(all);
        share.end - share.start
    })
}

/// From a few replicates; `None` where they fail. With `run.precision` it is the time of the first look.
fn estimate(job: &Job, all: u64, signals: &Signals) -> Option<Duration> {
    let mut experiment = job.experiment_until(signals.stop()).ok()?;
    let sample = all.min(SAMPLE);
    let plan = experiment.plan_mut();
    plan.replicates = 0..sample;
    plan.precision = None;
    let control = Control { cancel: signals.stop(), progress: &|_| {} };
    let clock = Instant::now();
    experiment.run(&mut [], &control).ok()?;
    Some(clock.elapsed().mul_f64(all as f64 / sample as f64))
}
