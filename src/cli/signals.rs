use std::io;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use super::exit::Exit;
use super::interrupted::interrupted;
use super::messages::Messages;

/// How often it is looked whether a signal came.
pub(super) const PACE: Duration = Duration::from_millis(50);

/// Room enough for who looks.
pub(super) const STACK: usize = 1 << 18;

/// What the user or the system asked for while the program works.
#[derive(Clone, Debug)]
pub(super) struct Signals {
    stop: Arc<AtomicBool>,
    last: Arc<AtomicUsize>,
    at_once: Arc<AtomicBool>,
    is_held: Arc<Mutex<bool>>,
}

impl Signals {
    /// From now on a signal ends the program at once, until [`Signals::hold`]: for what leaves nothing to be cleared away.
    pub(super) fn at_once(messages: Messages) -> io::Result<Self> {
        let signals = Self {
            stop: Arc::new(AtomicBool::new(false)),
            last: Arc::new(AtomicUsize::new(0)),
            at_once: Arc::new(AtomicBool::new(true)),
            is_held: Arc::new(Mutex::new(false)),
        };
        signals.register(SIGINT, Exit::Interrupted)?;
        signals.register(SIGTERM, Exit::Terminated)?;
        #[cfg(unix)]
        signals.register(signal_hook::consts::SIGHUP, Exit::Terminated)?;
        signals.watch(messages);
        Ok(signals)
    }

    /// Says that the program was interrupted before it ends. Where there is no thread for it, it ends without a word.
    fn watch(&self, messages: Messages) {
        let signals = self.clone();
        let watch = move || {
            loop {
                let is_held = signals.is_held.lock().unwrap_or_else(PoisonError::into_inner);
                if *is_held {
                    return;
                }
                if signals.is_stopped() {
                    interrupted(0, None, messages);
                    std::process::exit(i32::from(signals.exit().code()));
                }
                drop(is_held);
                thread::sleep(PACE);
            }
        };
        if thread::Builder::new().name("signals".to_owned()).stack_size(STACK).spawn(watch).is_ok() {
            self.at_once.store(self.is_stopped(), Ordering::SeqCst);
        }
    }

    /// A signal that was ignored at the start stays ignored: so say `nohup`, and shells to what runs behind them.
    fn register(&self, signal: i32, exit: Exit) -> io::Result<()> {
        if is_ignored(signal) {
            return Ok(());
        }
        flag::register_conditional_shutdown(signal, i32::from(exit.code()), Arc::clone(&self.at_once))?;
        flag::register_usize(signal, Arc::clone(&self.last), usize::from(exit.code()))?;
        flag::register(signal, Arc::clone(&self.stop))?;
        flag::register(signal, Arc::clone(&self.at_once))?;
        Ok(())
    }

    /// From now on a first signal asks to stop: something is there that has to be cleared away.
    pub(super) fn hold(&self) {
        *self.is_held.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.at_once.store(self.is_stopped(), Ordering::SeqCst);
    }

    /// From now on a signal ends the program at once again, and without a word: nothing is to be cleared away any more.
    pub(super) fn let_go(&self) {
        self.at_once.store(true, Ordering::SeqCst);
    }

    /// Set once work should stop.
    pub(super) fn stop(&self) -> &AtomicBool {
        &self.stop
    }

    /// Whether work should stop.
    pub(super) fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::SeqCst)
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

/// A file that grows beyond what `ulimit -f` allows is then an error of writing it, not the end of the program.
pub(super) fn survive_limits() {
    // Without it the program ends as the system sees fit.
    #[cfg(unix)]
    let _ = flag::register(signal_hook::consts::SIGXFSZ, Arc::new(AtomicBool::new(false)));
}

/// Whether the parent had the signal ignored. Only Linux says so without unsafe code; elsewhere nothing is known.
fn is_ignored(signal: i32) -> bool {
    let ignored = || -> Option<u64> {
        let status = std::fs::read_to_string("/proc/self/status").ok()?;
        let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"))?;
        u64::from_str_radix(mask.trim(), 16).ok()
    };
    cfg!(target_os = "linux") && ignored().is_some_and(|mask| mask >> (signal - 1) & 1 == 1)
}
