use std::io;
use std::ops::Range;
use std::sync::atomic::AtomicBool;

use crate::model::Tally;
use crate::vocabulary::Metric;

/// What to simulate.
///
/// ```
/// use rumeur::ensemble::{self, Control, Plan};
/// use rumeur::model::{Customers, Model, Origin, Parameters};
/// use rumeur::vocabulary::Metric;
///
/// let customers = Customers { origin: Origin::Dissatisfied(3), ..Customers::default() };
/// let models = [Model::new(&Parameters { customers, ..Parameters::default() }, &[])?];
/// let plan = Plan { seed: 1, replicates: 0..100, precision: None };
/// let ensemble = ensemble::run(&models, &plan, &mut [], &Control::default())?;
/// let silent = ensemble.models[0].metric(Metric::Silent).expect("defined");
/// assert_eq!((silent.mean, silent.median()), (3.0, 3.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The master seed.
    pub seed: u64,
    /// The replicates, by index. A shard may start above 0; with [`Plan::precision`] this is the first step only.
    pub replicates: Range<u64>,
    /// Go on until the mean is precise enough.
    pub precision: Option<Precision>,
}

impl Plan {
    /// Where the precision is looked at after `end`, of so many replicates more again as there are up to it.
    pub(super) fn next_look(&self, end: u64) -> u64 {
        let done = end - self.replicates.start;
        let most = self.precision.map_or(done, |precision| precision.max_replicates);
        // At least one more, so that it comes to an end.
        end.saturating_add(done.min(most.saturating_sub(done)).max(1))
    }

    /// The most replicates that it may come to.
    pub(super) fn most(&self) -> u64 {
        let asked = self.replicates.end.saturating_sub(self.replicates.start);
        self.precision.map_or(asked, |precision| precision.max_replicates.max(asked))
    }
}

/// When an ensemble is precise enough: looked at after n, 2 n, 4 n, ... replicates, n being those of the plan.
///
/// Looking more often would make the interval cover less than it says.
#[doc = include_str!("examples/summaries.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Precision {
    /// The metric whose mean is looked at, in every model that defines it.
    pub metric: Metric,
    /// The half-width of the 95 % interval over the size of the mean, above 0.
    pub relative: f64,
    /// The number of replicates at which to stop in any case; it cuts the last step short, but not the first.
    pub max_replicates: u64,
}

/// Why an ensemble stopped.
#[doc = include_str!("examples/summaries.md")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StopReason {
    /// The replicates asked for are done; no precision was asked for.
    Fixed,
    /// Every model is precise enough.
    Precise,
    /// The limit was met first.
    MaxReplicates,
}

impl StopReason {
    /// The value in `index.csv`.
    pub const fn name(self) -> &'static str {
        match self {
            StopReason::Fixed => "fixed",
            StopReason::Precise => "precise",
            StopReason::MaxReplicates => "max_replicates",
        }
    }
}

/// How the caller follows a run and stops it.
///
/// ```
/// use std::sync::atomic::AtomicBool;
///
/// use rumeur::ensemble::{self, Control, EnsembleError, Plan};
/// use rumeur::model::{Model, Parameters};
///
/// let models = [Model::new(&Parameters::default(), &[])?];
/// let plan = Plan { seed: 1, replicates: 0..100, precision: None };
/// let given_up = AtomicBool::new(true);
/// let control = Control { cancel: &given_up, ..Control::default() };
/// let end = ensemble::run(&models, &plan, &mut [], &control);
/// assert!(matches!(end, Err(EnsembleError::Cancelled)));
/// # Ok::<(), rumeur::model::ModelError>(())
/// ```
#[derive(Clone, Copy)]
pub struct Control<'a> {
    /// Set to true by the caller to give up; looked at before every replicate.
    pub cancel: &'a AtomicBool,
    /// Told how many more replicates are done, from any thread, at most once per 256 replicates of a long run.
    pub progress: &'a (dyn Fn(u64) + Sync),
}

static NEVER: AtomicBool = AtomicBool::new(false);

/// Never cancelled, and nobody follows.
impl Default for Control<'_> {
    fn default() -> Self {
        Self { cancel: &NEVER, progress: &|_| () }
    }
}

/// Sees every replicate, in order, whatever the number of threads.
#[doc = include_str!("examples/own_model.md")]
pub trait Observer: Send {
    /// Takes one replicate: its index and one tally per model, baseline first.
    ///
    /// # Errors
    /// Any, such as a full disk: it ends the ensemble.
    fn replicate(&mut self, replicate: u64, row: &[Tally]) -> io::Result<()>;
}
