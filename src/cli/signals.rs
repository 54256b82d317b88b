use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use super::exit::Exit;

/// What the user or the system asked for while the program works.
#[derive(Clone, Debug)]
pub(super) struct Signals {
    stop: Arc<AtomicBool>,
    last: Arc<AtomicUsize>,
}

impl Signals {
    /// From now on a first signal asks the work to stop; a second one ends the program at once.
    pub(super) fn catch() -> io::Result<Self> {
        let signals = Self { stop: Arc::new(AtomicBool::new(false)), last: Arc::new(AtomicUsize::new(0)) };
        signals.register(SIGINT, Exit::Interrupted)?;
        signals.register(SIGTERM, Exit::Terminated)?;
        #[cfg(unix)]
        signals.register(signal_hook::consts::SIGHUP, Exit::Terminated)?;
        Ok(signals)
    }

    fn register(&self, signal: i32, exit: Exit) -> io::Result<()> {
        flag::register_conditional_shutdown(signal, i32::from(exit.code()), Arc::clone(&self.stop))?;
        flag::register_usize(signal, Arc::clone(&self.last), usize::from(exit.code()))?;
        flag::register(signal, Arc::clone(&self.stop))?;
        Ok(())
    }

    /// Set once work should stop.
    pub(super) fn stop(&self) -> &AtomicBool {
        &self.stop
    }

    /// How a program that was stopped ends.
    pub(super) fn exit(&self) -> Exit {
        if self.last.load(Ordering::SeqCst) == usize::from(Exit::Terminated.code()) {
            Exit::Terminated
        } else {
            Exit::Interrupted
        }
    }
}
