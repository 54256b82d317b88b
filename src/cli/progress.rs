use std::io::Write;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{HumanCount, HumanDuration, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use rumeur::batch::{Finished, Invalid, Job, Watch};
use rumeur::report::tables::Status;
use rumeur::text;
use rumeur::vocabulary::{Language, Say, Text, format_count};
use serde_json::json;

use super::args::ProgressKind;
use super::messages::Messages;

/// Work that is shorter than this shows no bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// A bar on standard error: scenarios done, replicates done, rate, time left. Failures are told as they come.
pub(super) struct Progress {
    messages: Messages,
    bar: ProgressBar,
    started: Instant,
    is_wanted: bool,
    shown: OnceLock<()>,
    scenarios: u64,
    done: AtomicU64,
    lines: Option<Lines>,
}

/// Progress as lines of JSON, one object a line.
struct Lines {
    replicates: AtomicU64,
    /// Seconds at which the next line is due that no scenario brings.
    due: AtomicU64,
}

/// Seconds between lines where no scenario ends.
const BEAT: u64 = 5;

impl Lines {
    /// Written as a whole, so that lines of threads do not mix; one that cannot be written is lost.
    fn write(value: &serde_json::Value) {
        let _ = std::io::stderr().lock().write_all(format!("{value}\n").as_bytes());
    }
}

impl Progress {
    /// For these jobs; of files that cannot be run it is told that they are done with, otherwise nothing is shown yet.
    pub(super) fn new(jobs: &[Job], invalid: &[Invalid], kind: ProgressKind, messages: Messages) -> Self {
        let replicates = jobs.iter().map(|job| job.scenario.run.replicates).fold(0, u64::saturating_add);
        let progress = Self {
            messages,
            bar: ProgressBar::with_draw_target(Some(replicates), ProgressDrawTarget::hidden()),
            started: Instant::now(),
            is_wanted: kind == ProgressKind::Bar && messages.wants_bar(),
            shown: OnceLock::new(),
            scenarios: (jobs.len() + invalid.len()) as u64,
            done: AtomicU64::new(0),
            lines: (kind == ProgressKind::Json)
                .then(|| Lines { replicates: AtomicU64::new(0), due: AtomicU64::new(BEAT) }),
        };
        progress.bar.set_style(style());
        for invalid in invalid {
            progress.one_more(&invalid.name, Status::Invalid, invalid.message().as_deref(), false);
        }
        progress.say();
        progress
    }

    /// One more scenario is done with.
    fn one_more(&self, name: &str, status: Status, message: Option<&str>, is_taken_over: bool) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if self.lines.is_some() {
            Lines::write(&json!({
                "event": "scenario", "name": name, "status": status.name(), "message": message,
                "taken_over": is_taken_over, "done": done, "scenarios": self.scenarios,
                "seconds": self.started.elapsed().as_secs_f64(),
            }));
        }
    }

    fn say(&self) {
        let done = self.done.load(Ordering::Relaxed);
        self.bar.set_message(format!("{}/{} scenarios", HumanCount(done), HumanCount(self.scenarios)));
    }

    fn show_if_long(&self) {
        if self.is_wanted && self.started.elapsed() >= PATIENCE {
            self.shown.get_or_init(|| self.bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(10)));
        }
    }

    /// Takes the bar away.
    pub(super) fn end(&self) {
        self.bar.finish_and_clear();
    }
}

impl Watch for Progress {
    fn replicates(&self, count: u64) {
        if let Some(lines) = &self.lines {
            let replicates = lines.replicates.fetch_add(count, Ordering::Relaxed) + count;
            let seconds = self.started.elapsed().as_secs();
            let due = lines.due.load(Ordering::Relaxed);
            let next = seconds.saturating_add(BEAT);
            let order = Ordering::Relaxed;
            if seconds >= due && lines.due.compare_exchange(due, next, order, order).is_ok() {
                Lines::write(&json!({
                    "event": "working", "done": self.done.load(order), "scenarios": self.scenarios,
                    "replicates": replicates, "seconds": self.started.elapsed().as_secs_f64(),
                }));
            }
        }
        self.show_if_long();
        self.bar.inc(count);
        // With `run.precision` nobody knows the end.
        if self.bar.length().is_some_and(|length| length < self.bar.position()) {
            self.bar.set_length(self.bar.position());
        }
    }

    fn finished(&self, finished: &Finished) {
        let entry = &finished.entry;
        self.one_more(&entry.name, entry.status, entry.message.as_deref(), finished.is_reused);
        self.say();
        if finished.entry.status == Status::Failed {
            let failure = finished.failure.clone().unwrap_or_default();
            self.bar.suspend(|| self.messages.error(failure.of(&finished.entry.name)));
        }
        if finished.begun > 0 {
            let [en, fr] = [Language::En, Language::Fr].map(|language| format_count(finished.begun, language));
            let said = text!("went on from {en} replicates", "repris à partir de {fr} réplications");
            self.bar.suspend(|| self.messages.note(said.of(&finished.entry.name)));
        }
        for promise in finished.entry.promises.iter().filter(|promise| !promise.is_kept()) {
            let said = Text::new(promise.say(Language::En), promise.say(Language::Fr));
            self.bar.suspend(|| self.messages.error(said.of(&finished.entry.name)));
        }
        for warning in &finished.warnings {
            self.bar.suspend(|| self.messages.warning(warning.clone().of(&finished.entry.name)));
        }
    }
}

fn style() -> ProgressStyle {
    let style = ProgressStyle::with_template("{msg}  {bar:24} {pos_human}/{len_human} replicates  {rate}  {left}");
    style
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .with_key("pos_human", |state: &ProgressState, out: &mut dyn std::fmt::Write| {
            let _ = write!(out, "{}", HumanCount(state.pos()));
        })
        .with_key("len_human", |state: &ProgressState, out: &mut dyn std::fmt::Write| {
            let _ = write!(out, "{}", HumanCount(state.len().unwrap_or_default()));
        })
        .with_key("rate", |state: &ProgressState, out: &mut dyn std::fmt::Write| {
            let _ = write!(out, "{}/s", HumanCount(state.per_sec() as u64));
        })
        .with_key("left", |state: &ProgressState, out: &mut dyn std::fmt::Write| {
            let _ = write!(out, "{:#} left", HumanDuration(state.eta()));
        })
        .progress_chars("=> ")
}

/// A bar on standard error for the replicates of many points.
pub(super) struct PointsBar(Progress);

impl PointsBar {
    /// Nothing is expected yet.
    pub(super) fn new(messages: Messages) -> Self {
        let progress = Progress::new(&[], &[], ProgressKind::Bar, messages);
        progress.bar.set_message("");
        Self(progress)
    }

    /// So many more replicates will come.
    pub(super) fn expect(&self, replicates: u64) {
        self.0.bar.inc_length(replicates);
    }

    /// So many more are done.
    pub(super) fn more(&self, count: u64) {
        self.0.replicates(count);
    }

    /// Takes the bar away.
    pub(super) fn end(&self) {
        self.0.end();
    }
}
