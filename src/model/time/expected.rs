//! Closed forms in time: every mean is a sum of convolutions of the delays.

use super::clock::Clock;
use super::delay::convolve;
use super::timeline::TIMELINE;
use crate::model::expected::ExpectedStory;
use crate::model::frame::Frame;
use crate::model::{Expected, ExpectedGeneration, ExpectedGroup};
use crate::quantity::Probability;
use crate::vocabulary::{Metric, Outcome, Valence};

/// A listener of generation g retells with rate decay^(g-1) up to the last generation, to this mean audience.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MeanRetelling {
    pub(crate) rate: f64,
    pub(crate) decay: f64,
    pub(crate) audience: f64,
    pub(crate) last: u32,
}

/// Beyond so many generations nothing is followed: a sum that has not ended by then is none.
const FAR: u32 = 10_000;
/// A share of the first-hand listeners so small that adding it changes nothing.
const NOTHING: f64 = 1e-18;

/// The means in time, from `whole`, those of the same model without a clock. `audiences`: the mean of each group.
pub(crate) fn expect_in_time(
    clock: &Clock,
    frame: &Frame,
    audiences: &[f64],
    retelling: MeanRetelling,
    whole: &Expected,
) -> Expected {
    let people = |metric| whole.mean(metric).unwrap_or(f64::NAN);
    let (silent, unresolved, recovered) =
        (people(Metric::Silent), people(Metric::Unresolved), people(Metric::Recovered));
    // As without a clock, those whose number is unknown count for nothing.
    let satisfied = whole.mean(Metric::Satisfied).unwrap_or(0.0);
    let laws = Laws::new(clock);
    let mut expected = Expected::default();

    let first = FirstHand::new(&laws, frame, audiences, [silent, unresolved, recovered, satisfied]);
    let ill = listeners(&laws, &first.heard[0], retelling);
    let good = listeners(&laws, &first.heard[1], retelling);
    let complaints = (unresolved + recovered) * sum(&laws.complained);
    let answered = recovered * sum(&laws.answered);
    let arrived = sum(&laws.arrived);
    let dissatisfied = (silent + unresolved + recovered) * arrived;
    for (metric, mean) in [
        (Metric::Complaints, complaints),
        (Metric::Dissatisfied, dissatisfied),
        (Metric::Silent, dissatisfied - complaints),
        (Metric::Unresolved, complaints - answered),
        (Metric::Recovered, answered),
        (Metric::Satisfied, people(Metric::Satisfied) * arrived),
        (Metric::Overlap, 0.0),
        (Metric::Ambivalent, 0.0),
        (Metric::Impressions, sum(&ill.heard)),
        (Metric::Reach, sum(&ill.heard)),
        (Metric::Aware, dissatisfied + sum(&ill.heard)),
        (Metric::PositiveImpressions, sum(&good.heard)),
        (Metric::PositiveReach, sum(&good.heard)),
        (Metric::Tellers, first.tellers[0] + ill.tellers),
    ] {
        expected.set_mean(metric, mean);
    }
    if complaints > 0.0 {
        expected.set_mean(Metric::AwarePerComplaint, (dissatisfied + sum(&ill.heard)) / complaints);
    }
    let timeline = timeline(&laws, [silent, unresolved, recovered], &ill.heard, &good.heard);
    // Where a complaint is sure, and its tick is, so is who know by then.
    let first_complaint = clock.arrival.fixed().zip(clock.complaint.fixed()).map(|(start, delay)| start + delay);
    let sure = frame.stages.experience().complaints_seen().is_some() && frame.stages.kept() == Probability::ONE;
    if let Some(then) = first_complaint.filter(|_| sure).and_then(|tick| timeline.get(tick as usize)) {
        expected.set_mean(Metric::AwareAtFirstComplaint, then[4]);
    }
    expected.set_timeline(timeline);
    for (valence, first_tellers, generations) in [
        (Valence::Negative, first.tellers[0], ill.generations),
        (Valence::Positive, first.tellers[1], good.generations),
    ] {
        let start = ExpectedGeneration { tellers: first_tellers, reach: 0.0 };
        expected.set_generations(valence, std::iter::once(start).chain(generations).collect());
    }
    expected.set_stories(first.stories.clone());
    expect_groups(&laws, frame, &first, [silent, unresolved, recovered, satisfied], &mut expected);
    expect_damage(frame, sum(&ill.heard), sum(&good.heard), &mut expected);
    expected
}

/// When things happen, for one person: probabilities by tick.
struct Laws {
    horizon: usize,
    arrived: Vec<f64>,
    complained: Vec<f64>,
    answered: Vec<f64>,
    /// From the experience to the answer.
    response: Vec<f64>,
    telling: Vec<f64>,
    /// The same before the answer.
    raced: Vec<f64>,
}

fn sum(masses: &[f64]) -> f64 {
    masses.iter().sum()
}

impl Laws {
    fn new(clock: &Clock) -> Self {
        let arrived = clock.arrival.masses().to_vec();
        let response = convolve(clock.complaint.masses(), clock.answer.masses());
        Self {
            horizon: clock.horizon,
            complained: convolve(&arrived, clock.complaint.masses()),
            answered: convolve(&arrived, &response),
            telling: clock.telling.masses().to_vec(),
            raced: clock.told_before_answer(),
            response,
            arrived,
        }
    }
}

/// What customers tell.
struct FirstHand {
    /// By valence, then tick.
    heard: [Vec<f64>; 2],
    /// By valence.
    tellers: [f64; 2],
    /// Impressions of each group up to the horizon.
    impressions: Vec<f64>,
    /// Of each group.
    stories: Vec<ExpectedStory>,
}

impl FirstHand {
    fn new(laws: &Laws, frame: &Frame, audiences: &[f64], customers: [f64; 4]) -> Self {
        let mut first = Self {
            heard: [vec![0.0; laws.horizon + 1], vec![0.0; laws.horizon + 1]],
            tellers: [0.0; 2],
            impressions: vec![0.0; audiences.len()],
            stories: vec![ExpectedStory::default(); audiences.len()],
        };
        let free = convolve(&laws.arrived, &laws.telling);
        let raced = convolve(&laws.arrived, &laws.raced);
        let won_back = convolve(&laws.answered, &laws.telling);
        let arrived = sum(&laws.arrived);
        let not_at_once = 1.0 - laws.response[0];
        let recovered = customers[Outcome::Recovered.index()];
        for outcome in Outcome::ALL {
            let own = customers[outcome.index()];
            let (when, telling) = match outcome {
                Outcome::Recovered => (&won_back, sum(&laws.answered)),
                Outcome::Silent | Outcome::Unresolved | Outcome::Satisfied => (&free, arrived),
            };
            for (index, _, share) in frame.outcomes.shares(outcome).filter(|(_, group, _)| group.tells) {
                first.add(outcome, index, own * share, audiences[index], when, own * share * telling);
                first.stories[index].own = [own * share * telling, own * share * audiences[index] * sum(when)];
                if outcome == Outcome::Unresolved {
                    let people = recovered * share;
                    first.add(outcome, index, people, audiences[index], &raced, people * arrived * not_at_once);
                    first.stories[index].before_answer =
                        [people * arrived * not_at_once, people * audiences[index] * sum(&raced)];
                }
            }
        }
        first
    }

    fn add(&mut self, outcome: Outcome, group: usize, people: f64, audience: f64, when: &[f64], tellers: f64) {
        if people == 0.0 {
            return;
        }
        let valence = outcome.valence().index();
        for (heard, p) in self.heard[valence].iter_mut().zip(when) {
            *heard += people * audience * p;
        }
        self.impressions[group] += people * audience * sum(when);
        self.tellers[valence] += tellers;
    }
}

/// All who hear of one valence.
struct Listeners {
    heard: Vec<f64>,
    tellers: f64,
    generations: Vec<ExpectedGeneration>,
}

fn listeners(laws: &Laws, first_hand: &[f64], retelling: MeanRetelling) -> Listeners {
    let MeanRetelling { mut rate, decay, audience, last } = retelling;
    let mut all = Listeners { heard: vec![0.0; first_hand.len()], tellers: 0.0, generations: Vec::new() };
    let mut now = first_hand.to_vec();
    let least = NOTHING * sum(first_hand);
    for generation in 1..=last.min(FAR) {
        let reach = sum(&now);
        if reach <= least {
            return all;
        }
        if !reach.is_finite() {
            all.heard.fill(reach);
            all.tellers = reach;
            return all;
        }
        for (all, now) in all.heard.iter_mut().zip(&now) {
            *all += now;
        }
        let tellers = if generation < last { reach * rate } else { 0.0 };
        all.tellers += tellers;
        all.generations.push(ExpectedGeneration { tellers, reach });
        if tellers == 0.0 || audience == 0.0 {
            return all;
        }
        now = convolve(&now, &laws.telling);
        for now in &mut now {
            *now *= rate * audience;
        }
        rate *= decay;
    }
    if last > FAR {
        // It may not end.
        all.heard.fill(f64::INFINITY);
        all.tellers = f64::INFINITY;
    }
    all
}

/// The counts of [`TIMELINE`] up to and with each tick.
fn timeline(laws: &Laws, [silent, unresolved, recovered]: [f64; 3], ill: &[f64], good: &[f64]) -> Vec<[f64; 6]> {
    const { assert!(TIMELINE.len() == 6) };
    let mut sums = [0.0; 6];
    let mut let_down = 0.0;
    let ticks = 0..=laws.horizon;
    ticks
        .map(|tick| {
            let_down += (silent + unresolved + recovered) * laws.arrived[tick];
            sums[0] += (unresolved + recovered) * laws.complained[tick];
            sums[1] += recovered * laws.answered[tick];
            sums[2] += ill[tick];
            sums[3] += ill[tick];
            sums[4] = let_down + sums[3];
            sums[5] += good[tick];
            sums
        })
        .collect()
}

/// Customers of each group by what they are at the horizon; who has not complained yet is silent so far.
fn expect_groups(
    laws: &Laws,
    frame: &Frame,
    first: &FirstHand,
    [silent, unresolved, recovered, satisfied]: [f64; 4],
    expected: &mut Expected,
) {
    let (arrived, complained, answered) = (sum(&laws.arrived), sum(&laws.complained), sum(&laws.answered));
    for outcome in Outcome::ALL {
        let people = match outcome {
            Outcome::Silent => silent * arrived + (unresolved + recovered) * (arrived - complained),
            Outcome::Unresolved => unresolved * complained + recovered * (complained - answered),
            Outcome::Recovered => recovered * answered,
            Outcome::Satisfied => satisfied * arrived,
        };
        for (index, _, share) in frame.outcomes.shares(outcome) {
            let customers = people * share;
            // What each of them told by the horizon.
            let audience = if customers > 0.0 { first.impressions[index] / customers } else { 0.0 };
            let customers_lost = customers * frame.damage.leaves(index).get();
            expected.push_group(ExpectedGroup { customers, audience, customers_lost });
        }
    }
}

fn expect_damage(frame: &Frame, ill: f64, good: f64, expected: &mut Expected) {
    let customers: Vec<f64> = expected.groups().iter().map(|group| group.customers).collect();
    let means = frame.damage.expected(&customers, ill, good);
    expected.set_mean(Metric::CustomersLost, means.customers_lost);
    expected.set_mean(Metric::ProspectsLost, means.prospects_lost);
    expected.set_mean(Metric::ProspectsWon, means.prospects_won);
    let money = frame.damage.money(|metric| expected.mean(metric).unwrap_or(f64::NAN));
    expected.set_mean(Metric::RevenueLost, money.revenue_lost);
    expected.set_mean(Metric::Cost, money.cost);
    expected.set_mean(Metric::NetLoss, money.revenue_lost + money.cost);
}
