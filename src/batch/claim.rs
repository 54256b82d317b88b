use std::fs::{self, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use super::beside::sync_folder;
use super::durable::sync_tree;
use super::error::{BatchError, Refusal};
use super::journal::Journal;
use super::leftovers::{Leftovers, complete, known};
use super::listing::Listing;
use super::lock::Lock;
use super::parts::Parts;
use super::previous::Previous;
use super::protect::{protect, resolve};
use super::standing::{Ours, Standing, below, inspect, remove_ours};
use crate::sync::lock;
use crate::text;
use crate::vocabulary::{Text, system_reason};

/// What to do with what stands where the results are to go.
#[doc = include_str!("examples/results.md")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Replace our own untouched results, refuse anything else.
    #[default]
    Fresh,
    /// Take over what is complete, from our own results or from an interrupted run.
    Resume,
    /// Replace whatever it is.
    Force,
}

/// A results directory that this process alone writes: beside its place at first, then renamed into it.
///
/// Dropped before it is published, it leaves no trace.
#[doc = include_str!("examples/results.md")]
#[derive(Debug)]
pub struct Claim {
    shown: PathBuf,
    out: PathBuf,
    staging: PathBuf,
    shown_staging: PathBuf,
    aside: PathBuf,
    /// What is taken over on `--resume`, best first.
    pub(super) previous: Vec<Previous>,
    leftovers: Leftovers,
    /// What stood in the place when it was claimed.
    before: Option<Listing>,
    keeps_staging: bool,
    is_over: Arc<Mutex<bool>>,
    lock: Lock,
}

impl Claim {
    /// Claims `out` for this process, for results made from the files `inputs`.
    ///
    /// # Errors
    /// When it cannot be written, is locked by another run, or holds what must not be replaced; nothing is changed then.
    pub fn new(out: &Path, mode: Mode, inputs: &[&Path]) -> Result<Self, Refusal> {
        let bad = |reason: Text| Refusal::BadOutput { out: out.to_path_buf(), reason };
        let place = resolve(out).map_err(bad)?;
        let (Some(parent), Some(name)) = (place.parent(), place.file_name().and_then(|name| name.to_str())) else {
            return Err(bad(text!("it has no name that can be written", "il n'a pas de nom qui puisse s'écrire")));
        };
        fs::create_dir_all(parent).map_err(|error| bad(system_reason(&error)))?;
        let beside = |name: String| parent.join(name);
        let staging = beside(format!("{name}.partial"));
        protect(&place, &staging, parent, inputs).map_err(bad)?;

        let lock = Lock::take(beside(format!(".{name}.lock"))).map_err(|error| match error {
            TryLockError::WouldBlock => Refusal::Locked(out.to_path_buf()),
            TryLockError::Error(error) => bad(system_reason(&error)),
        })?;
        let mut claim = Self {
            shown: out.to_path_buf(),
            staging,
            shown_staging: out.with_file_name(format!("{name}.partial")),
            aside: beside(format!(".{name}.old")),
            out: place,
            previous: Vec::new(),
            leftovers: Leftovers::default(),
            before: None,
            keeps_staging: true,
            is_over: Arc::new(Mutex::new(false)),
            lock,
        };
        claim.repair()?;
        claim.clear(mode)?;
        fs::create_dir(&claim.staging).map_err(|error| bad(system_reason(&error)))?;
        claim.keeps_staging = false;
        Journal::mark(&claim.staging).map_err(|error| bad(crate::vocabulary::Text::same(error.to_string())))?;
        Ok(claim)
    }

    /// Where the files are written until they are published.
    pub fn folder(&self) -> &Path {
        &self.staging
    }

    /// Whether results stand in the place that is claimed.
    pub fn replaces_results(&self) -> bool {
        self.before.as_ref().is_some_and(|before| !before.files.is_empty())
    }

    /// How to give up from another thread, while this one is busy.
    pub fn abandon(&self) -> Abandon {
        Abandon {
            staging: self.staging.clone(),
            shown_staging: self.shown_staging.clone(),
            lock: self.lock.path().to_path_buf(),
            is_over: Arc::clone(&self.is_over),
        }
    }

    /// Makes the directory last and renames it into place, if what stands there is what stood there at first.
    ///
    /// # Errors
    /// When that fails, or somebody put something there: what stands there stays, and the new results stay beside it.
    pub fn publish(mut self) -> Result<(), BatchError> {
        let at = |path: &Path| BatchError::write(path.to_path_buf());
        let synced = sync_tree(&self.staging);
        let is_over = Arc::clone(&self.is_over);
        let mut is_over = lock(&is_over);
        self.keeps_staging = true;
        let placed = synced.map_err(at(&self.staging)).and_then(|()| self.place());
        *is_over = true;
        if let Err(error) = placed {
            return Err(BatchError::Kept { error: Box::new(error), kept: self.shown_staging.clone() });
        }
        // The new results are in place; what cannot be removed now is removed by the next run.
        let _ = fs::remove_file(self.out.join(Journal::FILE));
        self.leftovers.discard();
        if self.aside.exists() {
            self.keep_litter();
            let _ = remove_ours(&self.aside);
        }
        Ok(())
    }

    /// The renames; until the last one what stood there can be put back.
    fn place(&self) -> Result<(), BatchError> {
        let at = |path: &Path| BatchError::write(path.to_path_buf());
        let overtaken = || BatchError::Overtaken(self.shown.clone());
        if let Some(before) = &self.before {
            if !is_as_before(&self.out, before) {
                return Err(overtaken());
            }
            fs::rename(&self.out, &self.aside).map_err(at(&self.out))?;
            // Nobody finds it by its name any more: what came between the look and the renaming is seen now.
            let placed = if is_as_before(&self.aside, before) {
                fs::rename(&self.staging, &self.out).map_err(at(&self.out))
            } else {
                Err(overtaken())
            };
            if placed.is_err() {
                // The first error is the one to be told.
                let _ = fs::rename(&self.aside, &self.out);
            }
            placed?;
        } else {
            if fs::symlink_metadata(&self.out).is_ok() {
                return Err(overtaken());
            }
            fs::rename(&self.staging, &self.out).map_err(at(&self.out))?;
        }
        sync_folder(&self.out).map_err(at(&self.out))
    }

    /// What desktops and office programs left in the old results stays where it was.
    fn keep_litter(&self) {
        let Ok(listing) = Listing::of(&self.aside) else { return };
        for path in listing.litter {
            let (from, to) = (below(&self.aside, &path), below(&self.out, &path));
            if let Some(folder) = to.parent() {
                // Where it fails the file goes with the old results.
                let _ = fs::create_dir_all(folder).and_then(|()| fs::rename(from, to));
            }
        }
    }

    /// Gives the claim up but leaves what is complete to be resumed; says where.
    pub fn keep(mut self) -> PathBuf {
        self.keeps_staging = true;
        self.leftovers.discard();
        self.shown_staging.clone()
    }

    /// Mends what a run that was killed between two renames left behind.
    fn repair(&self) -> Result<(), Refusal> {
        let bad = |error: io::Error| {
            let (aside, Text { en, fr }) = (self.aside.display(), system_reason(&error));
            let reason = text!("{aside} beside it: {en}", "{aside} à côté : {fr}");
            Refusal::BadOutput { out: self.shown.clone(), reason }
        };
        if fs::symlink_metadata(&self.aside).is_err() {
            return Ok(());
        }
        known(&self.aside)?;
        if fs::symlink_metadata(&self.out).is_err() {
            return fs::rename(&self.aside, &self.out).map_err(bad);
        }
        if let Standing::Ours(ours) = inspect(&self.aside).map_err(bad)?
            && nothing_added(&ours).is_err()
        {
            return Err(Refusal::NotLeftBehind(self.aside.clone()));
        }
        self.keep_litter();
        remove_ours(&self.aside).map_err(bad)
    }

    /// Decides on what stands in the place and on what interrupted runs left beside it.
    fn clear(&mut self, mode: Mode) -> Result<(), Refusal> {
        let out = self.shown.clone();
        let in_the_way = |resumes: bool| move |reason: Text| Refusal::InTheWay { out, reason, resumes };
        let bad = |error: io::Error| Refusal::BadOutput { out: self.shown.clone(), reason: system_reason(&error) };
        let standing = inspect(&self.out).map_err(bad)?;
        match (&standing, mode) {
            (Standing::Absent | Standing::Empty(_), _) | (_, Mode::Force) => {}
            (Standing::Foreign(_), _) => {
                return Err(in_the_way(false)(text!(
                    "no run of rumeur wrote it",
                    "aucune simulation de rumeur ne l'a écrit"
                )));
            }
            (Standing::Ours(ours), Mode::Fresh) => {
                untouched(ours).map_err(in_the_way(nothing_added(ours).is_ok()))?;
            }
            (Standing::Ours(ours), Mode::Resume) => nothing_added(ours).map_err(in_the_way(false))?,
        }
        self.before = standing.listing().cloned();
        if let Some(closed) = self.before.as_ref().and_then(|before| before.closed.as_ref()) {
            let path = match closed.as_str() {
                "" => text!("it", "il"),
                closed => text!("{closed} in it", "{closed}, dedans,"),
            };
            let Text { en, fr } = path;
            let reason = text!(
                "{en} is read-only: let it be written, or name another",
                "{fr} est en lecture seule : permettez l'écriture, ou nommez un autre dossier"
            );
            return Err(Refusal::BadOutput { out: self.shown.clone(), reason });
        }
        self.leftovers = Leftovers::beside(&self.out, &self.shown)?;
        self.take_staging(mode)?;
        if mode == Mode::Resume {
            self.previous = self.leftovers.newest_first().filter_map(Previous::of_partial).collect();
            if let Standing::Ours(ours) = standing {
                self.previous.push(Previous::of_results(&self.out, *ours));
            }
        } else {
            self.leftovers.discard();
        }
        Ok(())
    }

    /// Takes what the last run left out of the way; asks first what is to become of scenarios that are complete.
    fn take_staging(&mut self, mode: Mode) -> Result<(), Refusal> {
        let is_there = fs::symlink_metadata(&self.staging).is_ok();
        if is_there {
            known(&self.staging)?;
        }
        if mode == Mode::Fresh {
            let staged = is_there.then_some(&*self.staging);
            let left: Vec<&Path> = staged.into_iter().chain(self.leftovers.newest_first()).collect();
            let complete = left.iter().map(|left| complete(left)).max().unwrap_or_default();
            if complete > 0 || left.iter().any(|left| Parts::are_in(left)) {
                return Err(Refusal::Unfinished { partial: self.shown_staging.clone(), complete });
            }
        }
        // A run that was killed at once leaves an empty directory, without a journal.
        if is_there && fs::remove_dir(&self.staging).is_err() {
            let moved = self.leftovers.take_in(&self.staging, &self.out);
            moved.map_err(|error| {
                let (staging, Text { en, fr }) = (self.shown_staging.display(), system_reason(&error));
                let reason = text!("{staging} cannot be moved: {en}", "{staging} ne peut pas être déplacé : {fr}");
                Refusal::BadOutput { out: self.shown.clone(), reason }
            })?;
        }
        Ok(())
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        let mut is_over = lock(&self.is_over);
        if !self.keeps_staging {
            // Nothing better can be done at this point; the next run removes it.
            let _ = remove_ours(&self.staging);
        }
        *is_over = true;
    }
}

/// Gives a claim up from outside while the run is at work and does not look up.
#[doc = include_str!("examples/results.md")]
#[derive(Clone, Debug)]
pub struct Abandon {
    staging: PathBuf,
    shown_staging: PathBuf,
    lock: PathBuf,
    is_over: Arc<Mutex<bool>>,
}

impl Abandon {
    /// Leaves what is complete to be resumed, and nothing else; how many scenarios are complete, and where. `None`
    /// where the claim came to its end by itself.
    ///
    /// The process has to end then: its threads are still at work.
    pub fn now(&self) -> Option<(usize, Option<PathBuf>)> {
        let mut is_over = lock(&self.is_over);
        if *is_over {
            return None;
        }
        *is_over = true;
        let complete = complete(&self.staging);
        let is_worth_keeping = complete > 0 || Parts::are_in(&self.staging);
        if !is_worth_keeping {
            // What is written at this moment is removed by the next run.
            let _ = remove_ours(&self.staging);
        }
        let _ = fs::remove_file(&self.lock);
        // Whoever waits for it must not go on.
        std::mem::forget(is_over);
        Some((complete, is_worth_keeping.then(|| self.shown_staging.clone())))
    }
}

fn is_as_before(folder: &Path, before: &Listing) -> bool {
    Listing::of(folder).is_ok_and(|now| now.is_as_before(before))
}

fn untouched(ours: &Ours) -> Result<(), Text> {
    nothing_added(ours)?;
    match ours.changed.first() {
        Some(path) => {
            let Text { en, fr } = and_more(ours.changed.len());
            Err(text!("{path} was changed since it was written{en}", "{path} a été changé depuis son écriture{fr}"))
        }
        None => Ok(()),
    }
}

fn nothing_added(ours: &Ours) -> Result<(), Text> {
    match ours.added.first() {
        Some(path) => {
            let Text { en, fr } = and_more(ours.added.len());
            Err(text!("{path} in it is not from rumeur{en}", "{path}, dedans, n'est pas de rumeur{fr}"))
        }
        None => Ok(()),
    }
}

fn and_more(count: usize) -> Text {
    match count.saturating_sub(1) {
        0 => Text::default(),
        1 => text!(", and 1 more", ", et 1 autre"),
        more => text!(", and {more} more", ", et {more} autres"),
    }
}
