use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::interrupted::interrupted;
use super::messages::Messages;
use super::signals::{PACE, STACK, Signals};

/// How long work that was asked to stop may take to look up.
const GRACE: Duration = Duration::from_millis(600);

/// Ends the program within a second of a signal, also where the work is deep in one replicate, in the drawing of a
/// network or in a formula: what is complete is kept, everything else cleared away.
pub(super) struct LastResort {
    is_over: Arc<AtomicBool>,
}

impl LastResort {
    /// Watches from now on until it is dropped. `give_up` clears away and says how many scenarios are complete, and where
    /// they wait; `None` where the work came to its end by itself.
    pub(super) fn watch(
        signals: &Signals,
        give_up: impl Fn() -> Option<(usize, Option<PathBuf>)> + Send + 'static,
        messages: Messages,
    ) -> Self {
        let is_over = Arc::new(AtomicBool::new(false));
        let (signals, ended) = (signals.clone(), Arc::clone(&is_over));
        let watch = move || {
            let mut asked: Option<Instant> = None;
            while !ended.load(Ordering::SeqCst) {
                if signals.is_stopped() && asked.get_or_insert_with(Instant::now).elapsed() > GRACE {
                    // Otherwise the results were put in place at this moment.
                    let Some((complete, kept)) = give_up() else { return };
                    interrupted(complete, kept.as_deref(), messages);
                    std::process::exit(i32::from(signals.exit().code()));
                }
                thread::sleep(PACE);
            }
        };
        // Where there is no thread for it, a second signal still ends the program at once.
        let _ = thread::Builder::new().name("signals".to_owned()).stack_size(STACK).spawn(watch);
        Self { is_over }
    }
}

impl Drop for LastResort {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::SeqCst);
    }
}
