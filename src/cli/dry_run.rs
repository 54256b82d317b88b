use std::fmt::Write as _;
use std::sync::atomic::Ordering;
use std::time::Duration;

use rayon::ThreadPoolBuilder;
use rumeur::batch::{Job, ShardName};
use rumeur::ensemble::Control;
use rumeur::experiment::Experiment;
use rumeur::report::{ShardBy, ShardSettings};
use rumeur::vocabulary::{Language, Noun, Text, format_count, format_number};

use super::effort::Effort;
use super::exit::Exit;
use super::messages::Messages;
use super::output::{put, stopped};
use super::signals::Signals;

/// More replicates are to take so much longer than fewer, or all of them are drawn.
const LONG_ENOUGH: Duration = Duration::from_millis(20);
/// The same for all scenarios together.
const PATIENCE: Duration = Duration::from_secs(2);
/// No less for one of thousands.
const LEAST: Duration = Duration::from_micros(500);
/// But the whole takes no more than so many times as long, two replicates aside.
const LONGEST: u32 = 8;
/// So many times as many replicates are drawn as before, until that takes long enough.
const GROWTH: u64 = 4;

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
    let enough = (PATIENCE / u32::try_from(jobs.len().max(1)).unwrap_or(u32::MAX)).clamp(LEAST, LONG_ENOUGH);
    let threads = rayon::current_num_threads().max(1) as f64;
    for job in jobs {
        let scenario = &job.scenario;
        let many = replicates_of(job, shard);
        let effort = alone(|| effort(job, many, enough, signals));
        if signals.stop().load(Ordering::Relaxed) {
            return stopped(signals, messages);
        }
        let cost = effort.map(|effort| effort.div_f64(threads));
        total = total.saturating_add(cost.unwrap_or_default());
        let replicates = format_count(many, language);
        let models = 1 + scenario.variants.len();
        let time = cost.map_or_else(|| "?".to_owned(), |time| about(time, language));
        // Writing to a string cannot fail.
        let _ = match language {
            Language::En => writeln!(text, "{}: {replicates} replicates × {models}, {time}", scenario.name),
            Language::Fr => writeln!(text, "{}\u{202f}: {replicates} réplications × {models}, {time}", scenario.name),
        };
    }
    let scenario = Noun { en: ["scenario", "scenarios"], fr: ["scénario", "scénarios"] };
    messages.note(Text::both(|language| {
        format!("{}, {}", scenario.counted(jobs.len() as u64, language), about(total, language))
    }));
    put(&text, messages)
}

/// A time for a person, as exact as an estimate is.
fn about(time: Duration, language: Language) -> String {
    let seconds = time.as_secs_f64();
    let (number, unit, decimals) = match seconds {
        _ if seconds < 0.05 => {
            let least = format_number(0.1, 1, language);
            return format!("{} {least} s", language.pick("less than", "moins de"));
        }
        _ if seconds < 9.95 => (seconds, "s", 1),
        _ if seconds < 120.0 => (seconds, "s", 0),
        _ if seconds < 7200.0 => (seconds / 60.0, "min", 0),
        _ => (seconds / 3600.0, "h", 1),
    };
    format!("{} {} {unit}", language.pick("about", "environ"), format_number(number, decimals, language))
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

/// On one thread, so that the time it takes is that of all the work.
fn alone<R: Send>(work: impl FnOnce() -> R + Send) -> R {
    if rayon::current_num_threads() < 2 {
        return work();
    }
    match ThreadPoolBuilder::new().num_threads(1).build() {
        Ok(one) => one.install(work),
        // The system starts no more: what other threads do is not counted.
        Err(_) => work(),
    }
}

/// What a run takes one thread; `None` where it fails. With `run.precision` it is what the first look takes.
fn effort(job: &Job, all: u64, enough: Duration, signals: &Signals) -> Option<Duration> {
    if all == 0 {
        return Some(Duration::ZERO);
    }
    let start = Effort::start();
    let mut experiment = job.experiment_until(signals.stop()).ok()?;
    let made = start.spent();
    experiment.plan_mut().precision = None;
    let mut before = (0, Duration::ZERO);
    let (mut many, mut sum) = (1, Duration::ZERO);
    loop {
        let spent = drawn(&mut experiment, many, signals)?;
        sum = sum.saturating_add(spent);
        // The first finds nothing where it will be, and what is done once may be the most of what a few take.
        let is_clear = spent.saturating_sub(before.1) >= enough || sum >= enough * LONGEST;
        if many == all || (before.0 > 0 && is_clear) {
            return Some(made.saturating_add(stretched(before, (many, spent), all)));
        }
        before = (many, spent);
        many = many.saturating_mul(if is_clear { 2 } else { GROWTH }).min(all);
    }
}

/// What so many replicates take, and what there is to do whatever their number.
fn drawn(experiment: &mut Experiment, many: u64, signals: &Signals) -> Option<Duration> {
    experiment.plan_mut().replicates = 0..many;
    let control = Control { cancel: signals.stop(), progress: &|_| {} };
    let start = Effort::start();
    experiment.run(&mut [], &control).ok()?;
    Some(start.spent())
}

/// On the straight line through what fewer and more replicates took: what is done once is not multiplied.
fn stretched((few, before): (u64, Duration), (many, spent): (u64, Duration), all: u64) -> Duration {
    let further = spent.saturating_sub(before).div_f64((many - few).max(1) as f64);
    spent.saturating_add(further.mul_f64((all - many) as f64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_done_once_is_counted_once() {
        let ms = Duration::from_millis;
        // 10 once, and 2 for each.
        assert_eq!(stretched((10, ms(30)), (40, ms(90)), 1_000), ms(2_010));
        assert_eq!(stretched((10, ms(30)), (40, ms(90)), 40), ms(90));
        assert_eq!(stretched((10, ms(30)), (40, ms(30)), 1_000), ms(30), "noise takes nothing away");
        assert_eq!(stretched((0, ms(0)), (1, ms(50)), 3), ms(150));
    }

    #[test]
    fn one_time_is_said_in_one_way() {
        let said = |seconds, language| about(Duration::from_secs_f64(seconds), language);
        for (seconds, en, fr) in [
            (0.0, "less than 0.1 s", "moins de 0,1 s"),
            (0.3, "about 0.3 s", "environ 0,3 s"),
            (6.0, "about 6.0 s", "environ 6,0 s"),
            (9.96, "about 10 s", "environ 10 s"),
            (119.0, "about 119 s", "environ 119 s"),
            (600.0, "about 10 min", "environ 10 min"),
            (9_000.0, "about 2.5 h", "environ 2,5 h"),
        ] {
            assert_eq!((said(seconds, Language::En), said(seconds, Language::Fr)), (en.to_owned(), fr.to_owned()));
        }
    }
}
