//! One face for the engines, within one period.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use super::branching::{Branching, BranchingScratch};
use super::cancel::{Cancel, Early};
use super::check::check;
use super::error::ModelError;
use super::exact::{Law, Laws, NoLaw, Recipe, Town};
use super::frame::Frame;
use super::network_engine::{Before, Memory, NetworkEngine, NetworkScratch};
use super::service::ServiceGap;
use super::witness::Witness;
use super::{Expected, Origin, Parameters, Problem, Service, Tally};
use crate::network::Network;
use crate::random::{Purpose, ReplicateKey};
use crate::vocabulary::{Metric, Outcome, Valence};

/// A scenario or one of its variants, checked and compiled: ready to draw replicates.
#[derive(Clone, Debug)]
pub(crate) struct OnePeriod {
    pub(super) parameters: Parameters,
    pub(super) networks: Vec<Arc<Network>>,
    pub(super) engine: Engine,
    groups: Vec<(Outcome, String)>,
    /// Made when somebody asks.
    pub(super) expected: OnceLock<Expected>,
    /// Made when somebody asks.
    pub(super) laws: OnceLock<Arc<Laws>>,
    pub(super) gap: Option<ServiceGap>,
    /// A copy of the parameters to write the next point into, since one was asked for.
    spare: Option<Box<Parameters>>,
    /// Names the model at this point: models that bear the same one draw the same.
    pub(super) stamp: u64,
}

#[derive(Clone, Debug)]
pub(super) enum Engine {
    Branching(Branching),
    Network(NetworkEngine),
}

/// The buffers of one thread; no replicate allocates once they have grown.
///
/// They hold what the last replicate yielded, and for a variant what its baseline drew in the same replicate; nothing
/// in them passes from one replicate to the next. A model that finds buffers of another, or of itself at another point,
/// makes them its own.
#[derive(Debug)]
pub(crate) struct PeriodScratch {
    engine: EngineScratch,
    /// Whose buffers they are.
    stamp: u64,
    /// Which replicate they hold.
    drawn: Option<ReplicateKey>,
}

#[derive(Debug)]
enum EngineScratch {
    Branching(Box<BranchingScratch>),
    Network(Box<NetworkScratch>),
}

/// What a period takes over from those before it.
#[derive(Debug, Default)]
pub(super) struct Past<'a> {
    /// How many customers are served, and by what their problem rate is multiplied.
    pub(super) serving: Option<(u64, f64)>,
    /// On a network, with several periods: who left and who knows; what the period adds is written into it.
    pub(super) memory: Option<&'a mut Memory>,
}

/// A stamp that no model bears yet.
pub(super) fn new_stamp() -> u64 {
    static LAST: AtomicU64 = AtomicU64::new(0);
    LAST.fetch_add(1, Ordering::Relaxed) + 1
}

impl Engine {
    fn frame(&self) -> &Frame {
        match self {
            Engine::Branching(engine) => engine.frame(),
            Engine::Network(engine) => engine.frame(),
        }
    }
}

/// The service behind an origin.
pub(super) fn service(origin: &Origin) -> Option<&Service> {
    match origin {
        Origin::Served { problem: Problem::Service(service), .. } => Some(service),
        _ => None,
    }
}

impl OnePeriod {
    /// Compiles `parameters`; `networks` are those drawn for their `[network]`, none without one.
    pub(super) fn new(parameters: &Parameters, networks: &[Arc<Network>]) -> Result<Self, ModelError> {
        check(parameters, networks)?;
        let gap =
            service(&parameters.customers.origin).map(ServiceGap::new).transpose().map_err(ModelError::Service)?;
        let engine = if parameters.network.is_some() {
            Engine::Network(NetworkEngine::new(parameters, gap.as_ref(), networks)?)
        } else {
            Engine::Branching(Branching::new(parameters, gap.as_ref())?)
        };
        let groups = engine.frame().outcomes.groups();
        Ok(Self {
            groups: groups.iter().map(|group| (group.outcome, group.name.clone())).collect(),
            expected: OnceLock::new(),
            laws: OnceLock::new(),
            parameters: parameters.clone(),
            networks: networks.to_vec(),
            gap,
            engine,
            spare: None,
            stamp: new_stamp(),
        })
    }

    /// The parameters where the model is, to be changed by whoever moves it.
    pub(super) fn take_spare(&mut self) -> Box<Parameters> {
        self.spare.take().unwrap_or_else(|| Box::new(self.parameters.clone()))
    }

    /// Forgets the copy, where the model is moved otherwise.
    pub(super) fn drop_spare(&mut self) {
        self.spare = None;
    }

    /// Keeps what the model was moved to for the next time.
    pub(super) fn keep_spare(&mut self, spare: Box<Parameters>) {
        self.spare = Some(spare);
    }

    /// Where the model is.
    pub(super) fn parameters(&self) -> &Parameters {
        &self.parameters
    }

    /// The networks it is on.
    pub(super) fn networks(&self) -> &[Arc<Network>] {
        &self.networks
    }

    /// Buffers for one thread.
    pub(super) fn scratch(&self) -> PeriodScratch {
        PeriodScratch {
            engine: match &self.engine {
                Engine::Branching(engine) => EngineScratch::Branching(Box::new(engine.scratch())),
                Engine::Network(engine) => EngineScratch::Network(Box::new(engine.scratch())),
            },
            stamp: self.stamp,
            drawn: None,
        }
    }

    /// Outcome and name of every group, in the order of [`Tally::groups`].
    pub(super) fn groups(&self) -> &[(Outcome, String)] {
        &self.groups
    }

    /// The service gap behind the scenario, where it has one.
    pub(super) fn service_gap(&self) -> Option<&ServiceGap> {
        self.gap.as_ref()
    }

    /// Whether the metric has a value: where the number of satisfied customers is unknown, so is whatever they add to.
    ///
    /// Money then counts the known people only.
    pub(super) fn defines(&self, metric: Metric) -> bool {
        match metric {
            Metric::Satisfied => self.engine.frame().stages.knows_satisfied(),
            Metric::PositiveImpressions | Metric::PositiveReach | Metric::Ambivalent | Metric::ProspectsWon => {
                self.engine.frame().stages.knows_satisfied() || !self.satisfied_tell()
            }
            metric if metric.needs_time() => self.parameters.time.is_some(),
            _ => true,
        }
    }

    /// How many networks the replicates take turns on: replicate r is on network r mod this. 1 where there is none.
    pub(super) fn graphs(&self) -> u64 {
        match &self.engine {
            Engine::Branching(_) => 1,
            Engine::Network(engine) => engine.graphs(),
        }
    }

    /// Whether all replicates are on one and the same network, so that intervals hold for that network only. Where
    /// everybody may tell everybody there is no network to differ.
    pub(super) fn is_given_network(&self) -> bool {
        match &self.engine {
            Engine::Branching(_) => false,
            Engine::Network(engine) => engine.graphs() == 1 && engine.well_mixed().is_none(),
        }
    }

    /// The most customers that the network, or the placement on it, has room for; `None` without a network.
    pub(super) fn customer_capacity(&self) -> Option<u64> {
        match &self.engine {
            Engine::Branching(_) => None,
            Engine::Network(engine) => Some(engine.capacity()),
        }
    }

    /// The people of the largest network; `None` without one.
    pub(super) fn most_people(&self) -> Option<u32> {
        match &self.engine {
            Engine::Branching(_) => None,
            Engine::Network(engine) => Some(engine.most_people()),
        }
    }

    /// Whether anybody of a network can tell good.
    pub(super) fn tells_good(&self) -> bool {
        match &self.engine {
            Engine::Branching(_) => false,
            Engine::Network(engine) => engine.can_tell(Valence::Positive),
        }
    }

    /// The most customers that the network of a replicate has room for; `None` without a network.
    pub(super) fn capacity_in(&self, replicate: u64) -> Option<u64> {
        match &self.engine {
            Engine::Branching(_) => None,
            Engine::Network(engine) => Some(engine.capacity_in(replicate)),
        }
    }

    /// Closed forms, computed when asked for the first time at this point.
    pub(super) fn expected(&self) -> &Expected {
        self.expected.get_or_init(|| match &self.engine {
            Engine::Branching(engine) => engine.expected(),
            Engine::Network(engine) => engine.expected(),
        })
    }

    /// The whole law of a metric, computed when asked for the first time at this point.
    pub(super) fn exact_law(&self, metric: Metric) -> Result<Arc<Law>, NoLaw> {
        self.laws().law(metric)
    }

    /// What the law of a metric is computed from at this point.
    pub(super) fn recipe(&self, metric: Metric) -> Result<Recipe, NoLaw> {
        self.laws().recipe(metric)
    }

    fn laws(&self) -> &Laws {
        self.laws.get_or_init(|| Arc::new(Laws::new(&self.parameters, self.gap.as_ref(), self.town())))
    }

    /// The network, where everybody may tell everybody.
    fn town(&self) -> Option<Town> {
        match &self.engine {
            Engine::Branching(_) => None,
            Engine::Network(engine) => Some(Town { people: engine.well_mixed()?.into(), room: engine.capacity() }),
        }
    }

    /// Of those let down, where nothing was observed, the share who complain.
    pub(super) fn voice_rate(&self) -> f64 {
        self.engine.frame().stages.kept().get()
    }

    /// Whether `parameters` have the groups that an outcome has here, whatever their numbers.
    pub(super) fn has_groups(&self, outcome: Outcome, parameters: &Parameters) -> bool {
        self.engine.frame().outcomes.fit(outcome, parameters)
    }

    fn satisfied_tell(&self) -> bool {
        self.engine.frame().outcomes.groups().iter().any(|group| group.outcome == Outcome::Satisfied && group.tells)
    }

    /// Draws replicate `key` into `scratch`, in step with `reference`, after what is `past`.
    ///
    /// Where the scratch of the reference holds anything else than the same replicate, it is drawn without it.
    pub(super) fn draw<C: Cancel, W: Witness>(
        &self,
        key: ReplicateKey,
        past: Past<'_>,
        reference: Option<(&OnePeriod, &PeriodScratch)>,
        scratch: &mut PeriodScratch,
        cancel: C,
        witness: &mut W,
    ) -> Result<(), Early<C::Sign>> {
        if scratch.stamp != self.stamp {
            self.fit(scratch);
        }
        scratch.drawn = None;
        let reference = reference.filter(|(model, scratch)| scratch.stamp == model.stamp && scratch.drawn == Some(key));
        let stages = &self.engine.frame().stages;
        let serving = past.serving.map(|(customers, learned)| stages.serving(customers, learned));
        match (&self.engine, &mut scratch.engine) {
            (Engine::Branching(engine), EngineScratch::Branching(own)) => {
                let reference = reference.and_then(|(model, scratch)| match (&model.engine, &scratch.engine) {
                    (Engine::Branching(engine), EngineScratch::Branching(scratch)) => Some((engine, &**scratch)),
                    _ => None,
                });
                engine.replicate(key, serving, reference, own, cancel)?;
            }
            (Engine::Network(engine), EngineScratch::Network(own)) => {
                let reference = reference.and_then(|(model, scratch)| match (&model.engine, &scratch.engine) {
                    (Engine::Network(engine), EngineScratch::Network(scratch)) => Some((engine, &**scratch)),
                    _ => None,
                });
                let before = Before { serving, memory: past.memory };
                engine.replicate(key, before, reference, own, cancel, witness)?;
            }
            // `fit` gave it the buffers of its engine.
            (_, other) => {
                *other = self.scratch().engine;
                return self.draw(key, past, reference, scratch, cancel, witness);
            }
        }
        scratch.drawn = Some(key);
        Ok(())
    }

    /// Makes buffers of another model, or of this one elsewhere, its own.
    #[cold]
    fn fit(&self, scratch: &mut PeriodScratch) {
        match (&self.engine, &mut scratch.engine) {
            (Engine::Branching(engine), EngineScratch::Branching(own)) => engine.fit(own),
            (Engine::Network(engine), EngineScratch::Network(own)) => engine.fit(own),
            (_, other) => *other = self.scratch().engine,
        }
        scratch.stamp = self.stamp;
    }
}

impl PeriodScratch {
    /// What the last replicate yielded.
    pub(super) fn tally(&self) -> &Tally {
        match &self.engine {
            EngineScratch::Branching(scratch) => &scratch.tally,
            EngineScratch::Network(scratch) => &scratch.tally,
        }
    }

    /// The same, for what hangs on other periods to be written into it.
    pub(super) fn tally_mut(&mut self) -> &mut Tally {
        match &mut self.engine {
            EngineScratch::Branching(scratch) => &mut scratch.tally,
            EngineScratch::Network(scratch) => &mut scratch.tally,
        }
    }

    /// Whether more people were let down in the last replicate than the network has or than were served, so that their
    /// number was cut.
    pub(super) fn was_cut(&self) -> bool {
        match &self.engine {
            EngineScratch::Branching(scratch) => scratch.was_cut(),
            EngineScratch::Network(scratch) => scratch.was_cut(),
        }
    }

    /// Fills every buffer with garbage, for tests: no replicate may read what an earlier one left.
    pub(super) fn poison(&mut self, seed: u64) {
        let mut stream = ReplicateKey { seed, replicate: 0 }.stream(Purpose::Illustration, 0);
        match &mut self.engine {
            EngineScratch::Branching(scratch) => scratch.poison(&mut stream),
            EngineScratch::Network(scratch) => scratch.poison(&mut stream),
        }
        self.drawn = None;
    }
}
