//! One face for a single period and for several, one after the other.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::cancel::{Cancel, Early, Never, When};
use super::engine::{OnePeriod, Past, PeriodScratch};
use super::error::{Explosion, ModelError, Stopped};
use super::exact::{Law, NoLaw, Recipe};
use super::periods::{Course, CourseScratch, PeriodForms};
use super::service::ServiceGap;
use super::witness::{Nobody, Witness};
use super::{Expected, Parameters, Tally};
use crate::network::Network;
use crate::random::ReplicateKey;
use crate::vocabulary::{Metric, Outcome};

/// A scenario or one of its variants, checked and compiled: ready to draw replicates.
///
/// Over several periods a replicate is all of them, one after the other, and yields their sum.
///
/// ```
/// use rumeur::model::Model;
/// use rumeur::random::ReplicateKey;
/// use rumeur::scenario::{Overrides, load_preset};
/// use rumeur::vocabulary::Metric;
///
/// let mut parameters = load_preset("classic-317", &Overrides::default())?.baseline.clone();
/// let mut model = Model::new(&parameters, &[])?;
/// let mut scratch = model.scratch();
/// model.replicate(ReplicateKey { seed: 317, replicate: 0 }, None, &mut scratch)?;
/// assert!(scratch.tally().count(Metric::Aware) >= 1);
///
/// // Another point of the same shape, in place.
/// parameters.recovery.rate = rumeur::quantity::Probability::ZERO;
/// model.retune(&parameters)?;
/// assert_eq!(model.expected().mean(Metric::Recovered), Some(0.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Model(Kind);

#[derive(Clone, Debug)]
enum Kind {
    One(Box<OnePeriod>),
    Several(Box<Course>),
}

/// The buffers of one thread; no replicate allocates once they have grown.
///
/// They hold what the last replicate yielded, and for a variant what its baseline drew in the same replicate; nothing
/// in them passes from one replicate to the next. A model that finds buffers of another, or of itself at another point,
/// makes them its own.
#[doc = include_str!("examples/replicates.md")]
#[derive(Debug)]
pub struct Scratch(ScratchKind);

#[derive(Debug)]
enum ScratchKind {
    One(PeriodScratch),
    Several(Box<CourseScratch>),
}

impl Model {
    /// Compiles `parameters`; `networks` are those drawn for their `[network]`, none without one.
    ///
    /// # Errors
    /// When the parameters are out of range, contradict each other or do not fit the networks.
    pub fn new(parameters: &Parameters, networks: &[Arc<Network>]) -> Result<Self, ModelError> {
        Ok(Self(match Course::new(parameters, networks)? {
            Some(course) => Kind::Several(Box::new(course)),
            None => Kind::One(Box::new(OnePeriod::new(parameters, networks)?)),
        }))
    }

    /// Moves the model to another point, with the networks it has: afterwards it draws, bit for bit, what a model made anew
    /// for `parameters` draws. Buffers made before stay of use.
    ///
    /// Only what hangs on a change is made again, and in place while the groups stay the same.
    ///
    /// # Errors
    /// As [`Model::new`], and where the parameters name another network source or another number of networks. The model
    /// then stays where it was.
    pub fn retune(&mut self, parameters: &Parameters) -> Result<(), ModelError> {
        if let Kind::One(period) = &mut self.0 {
            // It is where the model was.
            period.drop_spare();
        }
        match &mut self.0 {
            Kind::One(period) if !Course::is_wanted(parameters) => period.retune(parameters),
            Kind::Several(course) if course.goes_on_as(parameters) => course.retune(parameters),
            kind => {
                *self = Self::new(parameters, first(kind).networks())?;
                Ok(())
            }
        }
    }

    /// Moves the model as [`Model::retune`] does, to the point that `change` makes of the one where it is. Of a model of one
    /// period, nothing is asked of the system for memory while only numbers change.
    ///
    /// # Errors
    /// As [`Model::retune`].
    ///
    /// # Example
    /// ```
    /// use rumeur::model::{Model, Parameters};
    /// use rumeur::vocabulary::Metric;
    ///
    /// let mut model = Model::new(&Parameters::default(), &[])?;
    /// model.adjust(|point| point.damage.fixed_cost = 100.0)?;
    /// assert_eq!(model.expected().mean(Metric::Cost), Some(100.0));
    /// # Ok::<(), rumeur::model::ModelError>(())
    /// ```
    pub fn adjust(&mut self, change: impl FnOnce(&mut Parameters)) -> Result<(), ModelError> {
        let mut point = match &mut self.0 {
            Kind::One(period) => period.take_spare(),
            Kind::Several(course) => Box::new(course.parameters().clone()),
        };
        change(&mut point);
        self.retune(&point)?;
        if let Kind::One(period) = &mut self.0 {
            period.keep_spare(point);
        }
        Ok(())
    }

    /// Where the model is.
    pub fn parameters(&self) -> &Parameters {
        match &self.0 {
            Kind::One(period) => period.parameters(),
            Kind::Several(course) => course.parameters(),
        }
    }

    /// Buffers for one thread.
    pub fn scratch(&self) -> Scratch {
        Scratch(match &self.0 {
            Kind::One(period) => ScratchKind::One(period.scratch()),
            Kind::Several(course) => ScratchKind::Several(Box::new(course.scratch())),
        })
    }

    /// Outcome and name of every group, in the order of [`Tally::groups`].
    pub fn groups(&self) -> &[(Outcome, String)] {
        first(&self.0).groups()
    }

    /// The service gap behind the scenario, where it has one: that of the first period.
    pub fn service_gap(&self) -> Option<&ServiceGap> {
        first(&self.0).service_gap()
    }

    /// Whether the metric has a value: where the number of satisfied customers is unknown, so is whatever they add to.
    ///
    /// Money then counts the known people only.
    pub fn defines(&self, metric: Metric) -> bool {
        match &self.0 {
            Kind::One(period) => period.defines(metric),
            Kind::Several(course) => course.models().iter().all(|period| period.defines(metric)),
        }
    }

    /// The metrics that tables have for this model, defined or not: those about a clock only where there is one.
    pub fn metrics(&self) -> impl DoubleEndedIterator<Item = Metric> + use<> {
        let has_clock = self.parameters().time.is_some();
        Metric::all().filter(move |metric| has_clock || !metric.needs_time())
    }

    /// The last tick that is counted, with a clock.
    pub fn horizon(&self) -> Option<u64> {
        self.parameters().time.as_ref().map(|time| time.horizon)
    }

    /// How many networks the replicates take turns on: replicate r is on network r mod this. 1 where there is none.
    pub fn graphs(&self) -> u64 {
        first(&self.0).graphs()
    }

    /// Whether all replicates are on one and the same network, so that intervals hold for that network only. Where
    /// everybody may tell everybody there is no network to differ.
    pub fn is_given_network(&self) -> bool {
        first(&self.0).is_given_network()
    }

    /// The most customers that the network, or the placement on it, has room for; `None` without a network.
    pub fn customer_capacity(&self) -> Option<u64> {
        first(&self.0).customer_capacity()
    }

    /// Closed forms, computed when asked for the first time at this point; over several periods those of their sum.
    pub fn expected(&self) -> &Expected {
        match &self.0 {
            Kind::One(period) => period.expected(),
            Kind::Several(course) => &course.forms().total,
        }
    }

    /// How many periods are counted one by one: 0 for a single period.
    pub fn periods(&self) -> usize {
        match &self.0 {
            Kind::One(_) => 0,
            Kind::Several(course) => course.models().len(),
        }
    }

    /// Closed forms of a period, from 0; `None` where there is no such period, or a single one.
    pub fn period_forms(&self, period: usize) -> Option<&PeriodForms> {
        match &self.0 {
            Kind::One(_) => None,
            Kind::Several(course) => course.forms().periods.get(period),
        }
    }

    /// The whole law of a metric, computed when asked for the first time at this point.
    ///
    /// # Errors
    /// When the law is not known, or has too many values to be kept.
    pub fn exact_law(&self, metric: Metric) -> Result<Arc<Law>, NoLaw> {
        self.only_period()?.exact_law(metric)
    }

    /// What the law of a metric is computed from at this point.
    pub(crate) fn recipe(&self, metric: Metric) -> Result<Recipe, NoLaw> {
        self.only_period()?.recipe(metric)
    }

    /// The one period that there is.
    fn only_period(&self) -> Result<&OnePeriod, NoLaw> {
        match &self.0 {
            Kind::One(period) => Ok(period),
            Kind::Several(course) => match course.models() {
                [only] => Ok(only),
                _ => Err(NoLaw::Periods),
            },
        }
    }

    /// Draws replicate `key` into `scratch`.
    ///
    /// `reference` is the baseline and its scratch after the same replicate: a variant thins or extends what the
    /// baseline drew, so that the two differ only by what the variant changes. Where the scratch holds anything else, the
    /// replicate is drawn without it.
    ///
    /// # Errors
    /// When the replicate passes `max_people`.
    pub fn replicate(
        &self,
        key: ReplicateKey,
        reference: Option<(&Model, &Scratch)>,
        scratch: &mut Scratch,
    ) -> Result<(), Explosion> {
        Ok(self.draw(key, reference, scratch, Never, &mut Nobody)?)
    }

    /// The same, given up soon after `cancel` is set: tellers whose audiences are drawn one by one may be billions.
    ///
    /// # Errors
    /// When the replicate passes `max_people`, or is given up.
    pub fn replicate_unless(
        &self,
        cancel: &AtomicBool,
        key: ReplicateKey,
        reference: Option<(&Model, &Scratch)>,
        scratch: &mut Scratch,
    ) -> Result<(), Stopped> {
        Ok(self.draw(key, reference, scratch, When(cancel), &mut Nobody)?)
    }

    /// The same without a baseline, before the eyes of `witness`. Without a network there is nobody to be seen: tellers
    /// and listeners are counts.
    ///
    /// # Errors
    /// When the replicate passes `max_people`.
    pub fn replicate_witnessed(
        &self,
        key: ReplicateKey,
        scratch: &mut Scratch,
        witness: &mut impl Witness,
    ) -> Result<(), Explosion> {
        Ok(self.draw(key, None, scratch, Never, witness)?)
    }

    fn draw<C: Cancel, W: Witness>(
        &self,
        key: ReplicateKey,
        reference: Option<(&Model, &Scratch)>,
        scratch: &mut Scratch,
        cancel: C,
        witness: &mut W,
    ) -> Result<(), Early<C::Sign>> {
        match (&self.0, &mut scratch.0) {
            (Kind::One(period), ScratchKind::One(own)) => {
                let reference = reference.and_then(|(model, scratch)| match (&model.0, &scratch.0) {
                    (Kind::One(period), ScratchKind::One(scratch)) => Some((&**period, scratch)),
                    (Kind::Several(course), ScratchKind::Several(scratch)) => course.first(scratch),
                    _ => None,
                });
                period.draw(key, Past::default(), reference, own, cancel, witness)
            }
            (Kind::Several(course), ScratchKind::Several(own)) => {
                match reference.map(|(model, other)| (&model.0, &other.0)) {
                    Some((Kind::Several(other), ScratchKind::Several(drawn))) => {
                        course.draw(key, |period| other.period(drawn, period), own, cancel, witness)
                    }
                    Some((Kind::One(other), ScratchKind::One(drawn))) => {
                        course.draw(key, |period| (period == 0).then_some((&**other, drawn)), own, cancel, witness)
                    }
                    _ => course.draw(key, |_| None, own, cancel, witness),
                }
            }
            (_, other) => {
                *other = self.scratch().0;
                self.draw(key, reference, scratch, cancel, witness)
            }
        }
    }
}

/// The model of the first period.
fn first(kind: &Kind) -> &OnePeriod {
    match kind {
        Kind::One(period) => period,
        Kind::Several(course) => &course.models()[0],
    }
}

impl Scratch {
    /// What the last replicate yielded.
    pub fn tally(&self) -> &Tally {
        match &self.0 {
            ScratchKind::One(scratch) => scratch.tally(),
            ScratchKind::Several(scratch) => scratch.total(),
        }
    }

    /// What a period of the last replicate yielded, from 0, money discounted, and how many customers were served in it where
    /// that is known; `None` where there is no such period, or a single one.
    pub fn period(&self, period: usize) -> Option<(&Tally, Option<u64>)> {
        match &self.0 {
            ScratchKind::One(_) => None,
            ScratchKind::Several(scratch) => scratch.period(period),
        }
    }

    /// Whether more people were let down in the last replicate than the network has or than were served, so that their
    /// number was cut.
    pub fn was_cut(&self) -> bool {
        match &self.0 {
            ScratchKind::One(scratch) => scratch.was_cut(),
            ScratchKind::Several(scratch) => scratch.was_cut(),
        }
    }

    /// Fills every buffer with garbage, for tests: no replicate may read what an earlier one left.
    #[doc(hidden)]
    pub fn poison(&mut self, seed: u64) {
        match &mut self.0 {
            ScratchKind::One(scratch) => scratch.poison(seed),
            ScratchKind::Several(scratch) => scratch.poison(seed),
        }
    }
}
