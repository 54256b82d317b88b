use std::sync::mpsc::{Sender, channel};
use std::thread;

use rayon::{ThreadBuilder, ThreadPoolBuildError, ThreadPoolBuilder};
use rumeur::ensemble::{most_threads, threads};
use rumeur::text;
use rumeur::vocabulary::Text;

use super::exit::Exit;
use super::messages::Messages;

/// The threads that all work is done on.
#[derive(Clone, Copy)]
pub(super) struct Pool(());

impl Pool {
    /// Does `work` on them.
    #[expect(clippy::unused_self, reason = "whoever has a pool has seen its threads start")]
    pub(super) fn install<R: Send>(self, work: impl FnOnce() -> R + Send) -> R {
        rayon::scope(|_| work())
    }
}

/// As many threads as are asked for, by default as many as the job was given; fewer where the system starts no more, in the
/// end the one that is there. Called a second time it is the same threads.
pub(super) fn pool(asked: Option<usize>, messages: Messages) -> Result<Pool, Exit> {
    use std::sync::OnceLock;
    static STARTED: OnceLock<Result<(), String>> = OnceLock::new();
    let started = STARTED.get_or_init(|| {
        let wanted = asked.unwrap_or_else(threads);
        let threads = Waiting::start(wanted.min(most_threads()));
        let many = threads.0.len().max(1);
        if asked.is_some_and(|asked| asked > many) {
            messages.warning(fewer(many, wanted));
        }
        threads.into_pool().map_err(|error| error.to_string())
    });
    match started {
        Ok(()) => Ok(Pool(())),
        Err(error) => {
            messages.error(text!(
                "cannot start the threads: {error}",
                "impossible de lancer les fils d'exécution : {error}"
            ));
            Err(Exit::Failed)
        }
    }
}

fn fewer(many: usize, wanted: usize) -> Text {
    let [en, fr] = if many == 1 { ["thread", "fil d'exécution"] } else { ["threads", "fils d'exécution"] };
    text!(
        "there is room for {many} {en}, not {wanted}: the results are the same",
        "il y a de la place pour {many} {fr}, et non {wanted} : les résultats sont les mêmes"
    )
}

/// Threads that run and wait to be told their part: how many there are is known before the pool is made of them, which can
/// be made only once.
struct Waiting(Vec<Sender<ThreadBuilder>>);

impl Waiting {
    fn start(wanted: usize) -> Self {
        // One is there: the caller's.
        let many = if wanted > 1 { wanted } else { 0 };
        let mut waiting = Vec::with_capacity(many);
        waiting.extend(std::iter::repeat_with(Self::one).take(many).map_while(|started| started));
        if waiting.len() == 1 { Self(Vec::new()) } else { Self(waiting) }
    }

    /// `None` where the system starts no more, or it ends before it has begun.
    fn one() -> Option<Sender<ThreadBuilder>> {
        let (part, told) = channel::<ThreadBuilder>();
        let (begun, has_begun) = channel();
        let work = move || {
            // Whoever waits for it is there.
            let _ = begun.send(());
            if let Ok(part) = told.recv() {
                part.run();
            }
        };
        thread::Builder::new().name("rumeur".to_owned()).spawn(work).ok()?;
        has_begun.recv().ok().map(|()| part)
    }

    fn into_pool(self) -> Result<(), ThreadPoolBuildError> {
        let builder = ThreadPoolBuilder::new().num_threads(self.0.len().max(1));
        if self.0.is_empty() {
            return builder.use_current_thread().build_global();
        }
        let mut waiting = self.0.into_iter();
        let tell = |part| {
            let next = waiting.next().and_then(|thread| thread.send(part).ok());
            next.ok_or_else(|| std::io::ErrorKind::OutOfMemory.into())
        };
        builder.spawn_handler(tell).build_global()
    }
}
