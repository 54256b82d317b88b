use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use rumeur::batch::{Asked, Place};
use rumeur::text;
use rumeur::vocabulary::{Language, system_reason};

use super::exit::Exit;
use super::interrupted::interrupted;
use super::messages::Messages;
use super::signals::Signals;

/// Folders that were made for what a command writes: those that nothing stands in when it ends go again.
pub(super) struct Made(Vec<PathBuf>);

impl Made {
    /// Makes a folder and those above it that are not there.
    ///
    /// # Errors
    /// When the system does not make one; those that were made are gone then.
    pub(super) fn folder(folder: &Path) -> io::Result<Self> {
        let is_missing = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.exists();
        let mut missing: Vec<PathBuf> = folder.ancestors().take_while(is_missing).map(Path::to_path_buf).collect();
        missing.reverse();
        let made = Self(missing);
        fs::create_dir_all(folder).map(|()| made)
    }

    /// Makes a folder inside, if it is not there.
    ///
    /// # Errors
    /// When the system does not make it.
    pub(super) fn inner(&mut self, folder: &Path) -> io::Result<()> {
        if !folder.is_dir() {
            fs::create_dir(folder)?;
            self.0.push(folder.to_path_buf());
        }
        Ok(())
    }

    /// What a signal leaves of the folders: those that something stands in.
    pub(super) fn give_up(&self) -> impl Fn() -> Option<(usize, Option<PathBuf>)> + Send + 'static {
        let folders = self.0.clone();
        move || {
            remove_empty(&folders);
            Some((0, None))
        }
    }
}

fn remove_empty(folders: &[PathBuf]) {
    for folder in folders.iter().rev() {
        // The system removes none that has something in it.
        let _ = fs::remove_dir(folder);
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        remove_empty(&self.0);
    }
}

/// `--out -` where there is more than one file: they have to go into a folder.
pub(super) fn needs_folder(command: &str, messages: Messages) -> Exit {
    messages.error(text!(
        "`{command}` writes several files: it needs a directory, not `--out -`",
        "`{command}` écrit plusieurs fichiers : il lui faut un dossier, et non `--out -`"
    ));
    messages.hint(text!(
        "name one, such as `--out results`; a folder that is called so is `./-`",
        "nommez-en un, comme `--out resultats` ; un dossier qui s'appelle ainsi est `./-`"
    ));
    Exit::Refused
}

/// Refuses what only a results directory has room for, where `--out -` is asked for: the first of `flags` that is set.
pub(super) fn refuse_flags(flags: &[(&str, bool)], messages: Messages) -> Result<(), Exit> {
    let Some((flag, _)) = flags.iter().find(|flag| flag.1) else { return Ok(()) };
    messages.error(text!(
        "{flag} needs a results directory, not `--out -`",
        "{flag} demande un dossier de résultats, et non `--out -`"
    ));
    Err(Exit::Refused)
}

/// Writes data to standard output.
pub(super) fn put(text: &str, messages: Messages) -> Exit {
    let mut stdout = io::stdout().lock();
    let written = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush());
    end(written, messages)
}

/// How a command ends that wrote to standard output: a closed pipe is no failure.
pub(super) fn end(written: io::Result<()>, messages: Messages) -> Exit {
    match written {
        Ok(()) => Exit::Done,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Done,
        Err(error) => {
            let reason = system_reason(&error);
            let (en, fr) = (&reason.en, &reason.fr);
            messages.error(text!(
                "cannot write standard output: {en}",
                "impossible d'écrire sur la sortie standard : {fr}"
            ));
            Exit::Failed
        }
    }
}

/// Asks whether a file may be written, before the work that fills it.
pub(super) fn claim(asked: &Asked<'_>, messages: Messages, language: Language) -> Result<Place, Exit> {
    Place::claim(asked).map_err(|refusal| {
        messages.error(refusal.message(language));
        messages.hint(refusal.hint(language));
        Exit::Refused
    })
}

/// Fills the file that was asked for as `path`; a signal or an error leaves nothing of it.
pub(super) fn fill(
    place: Place,
    path: &Path,
    signals: &Signals,
    messages: Messages,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Exit> {
    signals.hold();
    let stop = signals.stop();
    let written = place.write(|out| write(&mut Stoppable { out, stop }));
    written.map_err(|error| not_written(path, &error, signals, messages))
}

/// Fills the files that belong together, each asked for as its path: all are written before the first stands in its place,
/// so that a signal, an error or a disk that fills midway leaves none.
pub(super) fn fill_all<'b>(
    files: impl IntoIterator<Item = (Place, PathBuf, &'b [u8])>,
    signals: &Signals,
    messages: Messages,
) -> Result<(), Exit> {
    signals.hold();
    let stop = signals.stop();
    let mut prepared = Vec::new();
    for (place, path, bytes) in files {
        let written = place.prepare(|out| Stoppable { out, stop }.write_all(bytes));
        prepared.push((written.map_err(|error| not_written(&path, &error, signals, messages))?, path));
    }
    for (file, path) in prepared {
        file.put().map_err(|error| not_written(&path, &error, signals, messages))?;
    }
    Ok(())
}

/// Says why a file is not there.
fn not_written(path: &Path, error: &io::Error, signals: &Signals, messages: Messages) -> Exit {
    if signals.is_stopped() {
        return stopped(signals, messages);
    }
    let (path, reason) = (path.display(), system_reason(error));
    let (en, fr) = (&reason.en, &reason.fr);
    messages.error(text!("cannot write {path}: {en}", "impossible d'écrire {path} : {fr}"));
    Exit::Failed
}

/// How a command ends that a signal stopped and that keeps nothing.
pub(super) fn stopped(signals: &Signals, messages: Messages) -> Exit {
    interrupted(0, None, messages);
    signals.exit()
}

/// Takes no more once it is told to stop.
struct Stoppable<'a> {
    out: &'a mut dyn Write,
    stop: &'a AtomicBool,
}

impl Write for Stoppable<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.stop.load(std::sync::atomic::Ordering::Relaxed) {
            return Err(io::Error::other("stopped"));
        }
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Catches the signals of a command that keeps nothing.
pub(super) fn signals(messages: Messages) -> Result<Signals, Exit> {
    Signals::at_once(messages).map_err(|error| {
        let reason = system_reason(&error);
        let (en, fr) = (&reason.en, &reason.fr);
        messages.error(text!("cannot catch signals: {en}", "impossible de capter les signaux : {fr}"));
        Exit::Failed
    })
}
