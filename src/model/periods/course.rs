use std::sync::{Arc, OnceLock};

use super::forms::Forms;
use super::step::Step;
use super::timetable::{change, check};
use crate::model::cancel::{Cancel, Early};
use crate::model::engine::{OnePeriod, Past, PeriodScratch};
use crate::model::error::{ModelError, PeriodsError};
use crate::model::network_engine::Memory;
use crate::model::parameters::{Origin, Parameters};
use crate::model::tally::{GenerationTally, GroupTally, Tally};
use crate::model::witness::{Nobody, Witness};
use crate::network::Network;
use crate::random::ReplicateKey;
use crate::vocabulary::Metric;

/// Several periods, one after the other, compiled: each a model of its own, at what its numbers are then.
///
/// The luck of each period is its own, the same in all variants: those that differ from some period on are the same before.
#[derive(Clone, Debug)]
pub(crate) struct Course {
    parameters: Parameters,
    /// By period: the parameters with the changes that hold then.
    points: Vec<Parameters>,
    models: Vec<OnePeriod>,
    steps: Vec<Step>,
    /// Made when somebody asks.
    forms: OnceLock<Forms>,
}

/// The buffers of one thread for one [`Course`], and after a replicate what a variant needs to stay in step.
#[derive(Debug, Default)]
pub(crate) struct CourseScratch {
    periods: Vec<PeriodScratch>,
    /// By period: customers served, where that is known.
    served: Vec<Option<u64>>,
    total: Tally,
    cut: bool,
    /// On a network, who left and who knows.
    memory: Memory,
}

/// A model with its buffers after a replicate.
type Drawn<'a> = Option<(&'a OnePeriod, &'a PeriodScratch)>;

impl Course {
    /// Whether parameters are more than one period at their own numbers.
    pub(crate) fn is_wanted(parameters: &Parameters) -> bool {
        parameters.periods.as_ref().is_some_and(|periods| periods.count != 1 || !periods.changes.is_empty())
    }

    /// Compiles the periods of `parameters`; `None` where a single one is all there is.
    pub(crate) fn new(parameters: &Parameters, networks: &[Arc<Network>]) -> Result<Option<Self>, ModelError> {
        let Some(periods) = &parameters.periods else { return Ok(None) };
        check(periods).map_err(ModelError::Periods)?;
        if !Self::is_wanted(parameters) {
            return Ok(None);
        }
        if parameters.time.is_some() {
            return Err(ModelError::Periods(PeriodsError::Time));
        }
        let points = (1..=periods.count).map(|period| parameters.in_period(period)).collect::<Result<Vec<_>, _>>()?;
        let models = points
            .iter()
            .zip(1..)
            .map(|(point, period)| OnePeriod::new(point, networks).map_err(|error| in_period(period, error)))
            .collect::<Result<Vec<_>, _>>()?;
        let mut course =
            Self { parameters: parameters.clone(), points, models, steps: Vec::new(), forms: OnceLock::new() };
        course.settle()?;
        Ok(Some(course))
    }

    /// Whether these parameters have as many periods.
    pub(crate) fn goes_on_as(&self, parameters: &Parameters) -> bool {
        Self::is_wanted(parameters)
            && parameters.periods.as_ref().is_some_and(|periods| periods.count == self.models.len() as u64)
    }

    /// Moves to other parameters with as many periods; after an error it stays where it was.
    pub(crate) fn retune(&mut self, parameters: &Parameters) -> Result<(), ModelError> {
        if let Err(error) = self.follow(parameters) {
            // Some of it has moved already.
            if let Ok(Some(before)) = Self::new(&self.parameters, self.models[0].networks()) {
                *self = before;
            }
            return Err(error);
        }
        self.parameters.assign(parameters, [true; 4], true);
        Ok(())
    }

    fn follow(&mut self, parameters: &Parameters) -> Result<(), ModelError> {
        let Some(periods) = &parameters.periods else { return Ok(()) };
        check(periods).map_err(ModelError::Periods)?;
        for ((point, model), period) in self.points.iter_mut().zip(&mut self.models).zip(1..) {
            point.assign(parameters, [true; 4], true);
            change(point, &periods.changes, period).map_err(ModelError::Periods)?;
            model.retune(point).map_err(|error| in_period(period, error))?;
        }
        self.settle()
    }

    /// Whether the periods go together; what leads from each to the next.
    fn settle(&mut self) -> Result<(), ModelError> {
        self.forms.take();
        self.steps.clear();
        let kind = |point: &Parameters| std::mem::discriminant(&point.customers.origin);
        for ((point, model), period) in self.points.iter().zip(&self.models).zip(0..) {
            let odd = |error| Err(ModelError::Periods(error));
            if model.groups() != self.models[0].groups() {
                return odd(PeriodsError::Groups { period: period + 1 });
            }
            let (own, first) = (&point.customers.origin, &self.points[0].customers.origin);
            let served_moved =
                matches!((own, first), (Origin::Served { served: a, .. }, Origin::Served { served: b, .. }) if a != b);
            if kind(point) != kind(&self.points[0]) || served_moved {
                return odd(PeriodsError::Origin { period: period + 1 });
            }
            self.steps.push(Step::new(point, model.voice_rate(), period));
        }
        Ok(())
    }

    pub(crate) fn parameters(&self) -> &Parameters {
        &self.parameters
    }

    /// By period.
    pub(crate) fn models(&self) -> &[OnePeriod] {
        &self.models
    }

    /// Closed forms, computed when asked for the first time.
    pub(crate) fn forms(&self) -> &Forms {
        self.forms.get_or_init(|| Forms::new(&self.models, &self.steps))
    }

    pub(crate) fn scratch(&self) -> CourseScratch {
        let mut scratch = CourseScratch::default();
        self.fit(&mut scratch);
        scratch
    }

    fn fit(&self, scratch: &mut CourseScratch) {
        scratch.periods.truncate(self.models.len());
        for model in &self.models[scratch.periods.len()..] {
            scratch.periods.push(model.scratch());
        }
        scratch.served.resize(self.models.len(), None);
        scratch.total.groups.resize_with(self.models[0].groups().len(), GroupTally::default);
    }

    /// What a replicate drew in a period, from 0.
    pub(crate) fn period<'a>(&'a self, scratch: &'a CourseScratch, period: usize) -> Drawn<'a> {
        Some((self.models.get(period)?, scratch.periods.get(period)?))
    }

    /// What a replicate drew in the first period.
    pub(crate) fn first<'a>(&'a self, scratch: &'a CourseScratch) -> Drawn<'a> {
        self.period(scratch, 0)
    }

    /// Draws all periods of one replicate, each in step with that of the reference. A witness sees the first.
    pub(crate) fn draw<'a, C: Cancel, W: Witness>(
        &self,
        key: ReplicateKey,
        reference: impl Fn(usize) -> Drawn<'a>,
        scratch: &mut CourseScratch,
        cancel: C,
        witness: &mut W,
    ) -> Result<(), Early<C::Sign>> {
        if scratch.periods.len() != self.models.len() || scratch.total.groups.len() != self.models[0].groups().len() {
            self.fit(scratch);
        }
        let CourseScratch { periods, served, total, cut, memory } = scratch;
        clear(total);
        *cut = false;
        // On a network people go from period to period.
        let people = self.models[0].most_people();
        memory.clear(people.unwrap_or(0), people.is_some() && self.models.iter().any(OnePeriod::tells_good));
        // Customers served, where that hangs on the periods before, and by what their problem rate is multiplied.
        let mut serving = self.steps[0].served.map(|served| (served, 1.0));
        for (place, ((model, step), own)) in self.models.iter().zip(&self.steps).zip(periods).enumerate() {
            let key = key.in_period(place as u64);
            let mut past = Past::default();
            if place > 0 {
                past.serving = serving;
                memory.forget(key, step.forgetting);
            }
            past.memory = people.is_some().then_some(&mut *memory);
            if place == 0 {
                model.draw(key, past, reference(place), own, cancel, witness)?;
            } else {
                model.draw(key, past, reference(place), own, cancel, &mut Nobody)?;
            }
            *cut |= own.was_cut();
            served[place] = serving.map(|(served, _)| served).or(step.known);
            let tally = own.tally_mut();
            if let (Some((now, learned)), Some(said)) = (&mut serving, step.served) {
                // What asking costs was reckoned for the number that was said.
                tally.cost += step.asking * (*now as f64 - said as f64);
                *now = step.next_served(*now, tally);
                *learned *= step.learned(tally);
                if let Some(capacity) = model.capacity_in(key.replicate) {
                    // Nobody is served who is not there.
                    let room = capacity - memory.gone();
                    *cut |= *now > room && place + 1 < self.models.len();
                    *now = (*now).min(room);
                }
            }
            tally.revenue_lost *= step.discount;
            tally.cost *= step.discount;
            add(total, tally);
        }
        if people.is_some() {
            total.counts[Metric::Aware.index()] = memory.ever();
        }
        Ok(())
    }
}

fn in_period(period: u64, error: ModelError) -> ModelError {
    ModelError::Periods(PeriodsError::Period { period, error: Box::new(error) })
}

fn clear(total: &mut Tally) {
    total.counts.fill(0);
    (total.revenue_lost, total.cost) = (0.0, 0.0);
    total.generations.iter_mut().for_each(Vec::clear);
    total.groups.fill(GroupTally::default());
}

/// Adds what a period yielded.
fn add(total: &mut Tally, period: &Tally) {
    let plus = |sum: &mut u64, count: u64| *sum = sum.saturating_add(count);
    total.counts.iter_mut().zip(period.counts).for_each(|(sum, count)| plus(sum, count));
    total.revenue_lost += period.revenue_lost;
    total.cost += period.cost;
    for (sums, generations) in total.generations.iter_mut().zip(&period.generations) {
        let many = sums.len().max(generations.len());
        sums.resize(many, GenerationTally::default());
        for (sum, generation) in sums.iter_mut().zip(generations) {
            plus(&mut sum.tellers, generation.tellers);
            plus(&mut sum.impressions, generation.impressions);
            plus(&mut sum.reach, generation.reach);
        }
    }
    for (sum, group) in total.groups.iter_mut().zip(&period.groups) {
        plus(&mut sum.customers, group.customers);
        plus(&mut sum.impressions, group.impressions);
        plus(&mut sum.customers_lost, group.customers_lost);
    }
}

impl CourseScratch {
    /// The sum over the periods.
    pub(crate) fn total(&self) -> &Tally {
        &self.total
    }

    /// What a period yielded, from 0, and how many were served in it where that is known.
    pub(crate) fn period(&self, period: usize) -> Option<(&Tally, Option<u64>)> {
        Some((self.periods.get(period)?.tally(), self.served[period]))
    }

    /// Whether the number of those let down was cut in any period.
    pub(crate) fn was_cut(&self) -> bool {
        self.cut
    }

    /// Fills every buffer with what a replicate must not read.
    pub(crate) fn poison(&mut self, seed: u64) {
        for (scratch, place) in self.periods.iter_mut().zip(seed..) {
            scratch.poison(place);
        }
        self.served.fill(Some(seed));
        self.total.counts.fill(seed);
        (self.total.revenue_lost, self.total.cost) = (f64::NAN, f64::NAN);
        self.total.generations =
            std::array::from_fn(|_| vec![GenerationTally { tellers: 7, impressions: 7, reach: 7 }; 9]);
        self.total.groups.fill(GroupTally { customers: 7, impressions: 7, customers_lost: 7 });
        self.cut = !self.cut;
        self.memory.poison();
    }
}
