use std::fmt::Write as _;
use std::sync::atomic::Ordering;
use std::time::Duration;

use rayon::ThreadPoolBuilder;
use rumeur::batch::{Job, ShardName, Tables};
use rumeur::ensemble::Control;
use rumeur::experiment::Experiment;
use rumeur::report::tables::{ExactRow, exact_rows};
use rumeur::report::{Row, ShardBy, ShardSettings};
use rumeur::vocabulary::{Language, Noun, Text, format_count, format_number};

use super::effort::Effort;
use super::exit::Exit;
use super::messages::Messages;
use super::output::{put, stopped};
use super::signals::Signals;

/// More replicates are to take so much longer than fewer, or all of them are drawn.
const LONG_ENOUGH: Duration = Duration::from_millis(40);
/// The same for all scenarios together.
const PATIENCE: Duration = Duration::from_secs(2);
/// No less for one of thousands.
const LEAST: Duration = Duration::from_micros(500);
/// But no more are drawn once all took so many times as long.
const LONGEST: u32 = 8;
/// One that takes so long is not drawn again.
const SLOW: Duration = Duration::from_secs(2);
/// So many times as many replicates are drawn as before, until that takes long enough.
const GROWTH: u64 = 4;

/// Lists what would be run, with an estimate of the time, and writes nothing.
pub(super) fn dry_run(
    jobs: &[Job],
    shard: Option<&ShardSettings>,
    tables: Tables,
    signals: &Signals,
    messages: Messages,
    language: Language,
) -> Exit {
    let mut text = String::new();
    let mut total = Duration::ZERO;
    let enough = (PATIENCE / u32::try_from(jobs.len().max(1)).unwrap_or(u32::MAX)).clamp(LEAST, LONG_ENOUGH);
    // Those of a part would be laws of nothing.
    let has_laws = tables.has(ExactRow::TABLE.name) && shard.is_none_or(|shard| shard.by == ShardBy::Scenarios);
    let mut laws = (Duration::ZERO, 0);
    let threads = rayon::current_num_threads().max(1) as f64;
    for job in jobs {
        let scenario = &job.scenario;
        let many = replicates_of(job, shard);
        let wanted = if !has_laws {
            Laws::None
        } else if laws.0 < PATIENCE {
            Laws::Measured
        } else {
            Laws::AsOthers
        };
        let effort = alone(|| effort(job, many, enough, wanted, signals)).map(|(drawn, of_laws)| {
            laws = (laws.0.saturating_add(of_laws), laws.1 + u32::from(wanted == Laws::Measured));
            let guessed = if wanted == Laws::AsOthers { laws.0 / laws.1.max(1) } else { of_laws };
            drawn.saturating_add(guessed)
        });
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

/// What is known of the time that exact laws take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Laws {
    /// There are none.
    None,
    /// It is to be measured.
    Measured,
    /// Enough was measured: it is taken to be as that of others.
    AsOthers,
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

/// What the replicates of a run take one thread, and what its laws do; `None` where it fails. With `run.precision` it is what
/// the first look takes.
fn effort(job: &Job, all: u64, enough: Duration, laws: Laws, signals: &Signals) -> Option<(Duration, Duration)> {
    if all == 0 {
        return Some((Duration::ZERO, Duration::ZERO));
    }
    let start = Effort::start();
    let mut experiment = job.experiment_until(signals.stop()).ok()?;
    let made = start.spent();
    experiment.plan_mut().precision = None;
    let mut seen: Vec<Seen> = Vec::new();
    let (mut many, mut sum) = (1, Duration::ZERO);
    loop {
        let spent = drawn(&mut experiment, many, signals)?;
        sum = sum.saturating_add(spent);
        let before = seen.last().map_or(Duration::ZERO, |last| last.spent);
        seen.push(Seen { many, spent });
        let is_clear = spent.saturating_sub(before) >= enough || sum >= enough * LONGEST;
        // One replicate alone has less to it than several, and the first finds nothing where it will be.
        let is_known = seen.len() > 2 || spent >= SLOW;
        if many == all || (is_clear && is_known) {
            break;
        }
        many = many.saturating_mul(if is_clear { 2 } else { GROWTH }).min(all);
    }
    let start = Effort::start();
    if laws == Laws::Measured {
        exact_rows(&job.scenario, experiment.models()).for_each(drop);
    }
    Some((made.saturating_add(stretched(&seen, all)), start.spent()))
}

/// What so many replicates took.
#[derive(Clone, Copy)]
struct Seen {
    many: u64,
    spent: Duration,
}

/// What so many replicates take, and what there is to do whatever their number.
fn drawn(experiment: &mut Experiment, many: u64, signals: &Signals) -> Option<Duration> {
    experiment.plan_mut().replicates = 0..many;
    let control = Control { cancel: signals.stop(), progress: &|_| {} };
    let start = Effort::start();
    experiment.run(&mut [], &control).ok()?;
    Some(start.spent())
}

/// On the straight line through the last two that were seen, so that what each run does once is not multiplied; and once what
/// those before took beyond it, which is done for the first that needs it.
fn stretched(seen: &[Seen], all: u64) -> Duration {
    let [before @ .., last] = seen else { return Duration::ZERO };
    let few = before.last().copied().unwrap_or(Seen { many: 0, spent: Duration::ZERO });
    let each = last.spent.saturating_sub(few.spent).div_f64((last.many - few.many).max(1) as f64);
    let line = |many: u64| last.spent.saturating_sub(each.mul_f64(last.many.saturating_sub(many) as f64));
    let once = before.iter().map(|seen| seen.spent.saturating_sub(line(seen.many)));
    let further = each.mul_f64(all.saturating_sub(last.many) as f64);
    once.fold(last.spent.saturating_add(further), Duration::saturating_add)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_done_once_is_counted_once() {
        let ms = Duration::from_millis;
        let of = |seen: &[(u64, u64)], all| {
            let seen: Vec<Seen> = seen.iter().map(|&(many, spent)| Seen { many, spent: ms(spent) }).collect();
            stretched(&seen, all)
        };
        // 10 in each run, and 2 for each replicate.
        assert_eq!(of(&[(10, 30), (40, 90)], 1_000), ms(2_010));
        assert_eq!(of(&[(10, 30), (40, 90)], 40), ms(90));
        assert_eq!(of(&[(1, 12), (10, 30), (40, 90)], 1_000), ms(2_010));
        // And 50 that the first, or the second, did for all.
        assert_eq!(of(&[(1, 62), (10, 30), (40, 90)], 1_000), ms(2_060));
        assert_eq!(of(&[(1, 2), (10, 80), (40, 90), (160, 330)], 1_000), ms(2_010 + 50));
        assert_eq!(of(&[(10, 30), (40, 30)], 1_000), ms(30), "noise takes nothing away");
        assert_eq!(of(&[(1, 50)], 3), ms(150));
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
