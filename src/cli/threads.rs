use std::sync::mpsc::{Sender, channel};
use std::thread;

use rayon::{ThreadBuilder, ThreadPoolBuildError, ThreadPoolBuilder};
use rumeur::ensemble::{most_threads, threads};
use rumeur::text;
use rumeur::vocabulary::{Language, Noun, Text};

use super::exit::Exit;
use super::messages::Messages;

/// Starts the threads that all work is done on, once: as many as are asked for, by default as many as the job was given; fewer
/// where the system starts no more, in the end the one that is there.
pub(super) fn start(asked: Option<usize>, messages: Messages) -> Result<(), Exit> {
    let threads = Waiting::start(asked.map_or_else(threads, |asked| asked.min(most_threads())));
    let many = threads.0.len().max(1);
    if let Some(asked) = asked.filter(|asked| *asked > many) {
        messages.warning(fewer(many, asked));
    }
    threads.into_pool().map_err(|error| {
        messages
            .error(text!("cannot start the threads: {error}", "impossible de lancer les fils d'exécution : {error}"));
        Exit::Failed
    })
}

/// Does `work` on them.
pub(super) fn install<R: Send>(work: impl FnOnce() -> R + Send) -> R {
    rayon::scope(|_| work())
}

fn fewer(many: usize, asked: usize) -> Text {
    let noun = Noun { en: ["thread", "threads"], fr: ["fil d'exécution", "fils d'exécution"] };
    let [en, fr] = Language::ALL.map(|language| noun.beside(many as f64, language));
    text!(
        "there is room for {many} {en}, not {asked}: the results are the same",
        "il y a de la place pour {many} {fr}, et non {asked} : les résultats sont les mêmes"
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
