use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{HumanCount, HumanDuration, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use rumeur::batch::{Finished, Job, Watch};
use rumeur::report::tables::Status;
use rumeur::vocabulary::Say;

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
}

impl Progress {
    /// For these jobs; nothing is shown yet.
    pub(super) fn new(jobs: &[Job], messages: Messages) -> Self {
        let replicates = jobs.iter().map(|job| job.scenario.run.replicates).fold(0, u64::saturating_add);
        let progress = Self {
            messages,
            bar: ProgressBar::with_draw_target(Some(replicates), ProgressDrawTarget::hidden()),
            started: Instant::now(),
            is_wanted: messages.wants_bar(),
            shown: OnceLock::new(),
            scenarios: jobs.len() as u64,
            done: AtomicU64::new(0),
        };
        progress.bar.set_style(style());
        progress.say();
        progress
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
        self.show_if_long();
        self.bar.inc(count);
        // With `run.precision` nobody knows the end.
        if self.bar.length().is_some_and(|length| length < self.bar.position()) {
            self.bar.set_length(self.bar.position());
        }
    }

    fn finished(&self, finished: &Finished) {
        self.done.fetch_add(1, Ordering::Relaxed);
        self.say();
        if finished.entry.status == Status::Failed {
            let message = finished.entry.message.as_deref().unwrap_or_default();
            self.bar.suspend(|| self.messages.error(format_args!("{}: {message}", finished.entry.name)));
        }
        for promise in finished.entry.promises.iter().filter(|promise| !promise.is_kept()) {
            let said = promise.say(self.messages.language());
            self.bar.suspend(|| self.messages.error(format_args!("{}: {said}", finished.entry.name)));
        }
        for warning in &finished.warnings {
            self.bar.suspend(|| self.messages.warning(format_args!("{}: {warning}", finished.entry.name)));
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
