//! How many people of a town have heard: an occupancy chain, teller by teller.
//!
//! Everybody may tell everybody, so whoever joins those who lived it is anyone of the bystanders: with chance R / B one of the R
//! who have heard among B. Of those whom they tell some hear for the first time. Those who lived it join one after the other,
//! in any order, so that one chain has the law of R after every number of them.

use super::NoLaw;
use super::first_time::FirstTime;
use super::list::List;
use super::severity::severity;
use super::sum::Sum;
use super::term::Term;

/// The longest law of how many one teller tells, and of how many lived it.
const LONGEST: usize = 1 << 17;
/// Beyond so many standard deviations there is nothing.
const WIDE: f64 = 20.0;
/// The same where digits of rare values do not matter.
const LESS_WIDE: f64 = 14.0;
/// The most that is left out at the ends of a law whose chance is next to nothing.
const COARSE: f64 = 1e-3;
/// The laws of one teller are as many as people who know, each from the one before: less may be left out of them.
const FINER: f64 = 1e-6;
/// By so much the work may pass what was foreseen.
const UNFORESEEN: f64 = 8.0;

/// Those who lived it, in the order in which they join, and whom they tell.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Occupancy {
    /// Whom one person may tell: everybody else.
    pub(super) others: u64,
    /// The audiences of `phases`, each of listeners who count 1.
    pub(super) tellers: Sum,
    /// Only the number of the last may be drawn.
    pub(super) phases: Vec<Phase>,
}

/// People who lived it and are alike.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Phase {
    pub(super) number: Number,
    /// How many one of them tells.
    pub(super) told: Vec<Term>,
}

/// How many people there are.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Number {
    Fixed(u64),
    Binomial {
        people: u64,
        chance: f64,
    },
    /// Mean `size` x `odds`, cut at `most`.
    NegativeBinomial {
        size: f64,
        odds: f64,
        most: u64,
    },
    /// `room` places, of which so many are taken, and all that are left by people who tell as `others`.
    Shared {
        size: f64,
        odds: f64,
        room: u64,
        others: Vec<Term>,
    },
}

/// How exact a law is, and how much work it may be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Effort {
    /// What may be left out at the ends of a law.
    negligible: f64,
    wide: f64,
    /// In nanoseconds or so.
    most: f64,
}

impl Effort {
    /// For every digit that is promised, with some room for many steps.
    pub(super) fn exact(most: f64) -> Self {
        Self { negligible: 1e-23, wide: WIDE, most }
    }

    /// To absolute errors below 1e-9.
    pub(super) fn rough(most: f64) -> Self {
        Self { negligible: 1e-12, wide: LESS_WIDE, most }
    }
}

/// The phases with their lists.
struct Plan {
    phases: Vec<(Step, FirstTime)>,
    work: f64,
}

/// What a phase is, once its lists are known.
enum Step {
    Fixed(u64),
    /// The last: their number is drawn.
    Drawn(List),
    Shared {
        numbers: List,
        others: FirstTime,
    },
}

impl Number {
    /// Whether both are the same, but for rounding.
    fn is_that_of(&self, other: &Number) -> bool {
        match (self, other) {
            (Number::Binomial { people, chance }, Number::Binomial { people: then, chance: chance_then }) => {
                people == then && (chance - chance_then).abs() <= 1e-13 * chance
            }
            (own, other) => own == other,
        }
    }

    /// The law of a number that is drawn.
    fn list(&self, negligible: f64) -> Option<List> {
        let list = match *self {
            Number::Fixed(people) => List::certain(i64::try_from(people).ok()?),
            Number::Binomial { people, chance } => List::binomial(people, chance, 1.0 - chance, LONGEST)?,
            Number::NegativeBinomial { size, odds, most } | Number::Shared { size, odds, room: most, .. } => {
                List::negative_binomial(size * odds, size, LONGEST)?.cut(i64::try_from(most).ok()?)
            }
        };
        Some(list.trimmed_by(negligible))
    }
}

impl Occupancy {
    /// Whether both are of the same people, but for rounding in their chances.
    pub(super) fn is_that_of(&self, other: &Occupancy) -> bool {
        let same = |own: &Phase, other: &Phase| {
            own.number.is_that_of(&other.number)
                && own.told.len() == other.told.len()
                && own.told.iter().zip(&other.told).all(|(own, other)| own.is_that_of(other))
        };
        self.others == other.others
            && self.tellers.is_that_of(&other.tellers)
            && self.phases.len() == other.phases.len()
            && self.phases.iter().zip(&other.phases).all(|(own, other)| same(own, other))
    }

    /// How long it takes, in nanoseconds or so.
    ///
    /// # Errors
    /// When lists are too long.
    pub(super) fn work(&self, effort: Effort) -> Result<f64, NoLaw> {
        self.plan(effort).map(|plan| plan.work)
    }

    /// Calls `each` with every number of people of the last phase, where it is drawn, with its chance, and with the law of how
    /// many have heard then; else once.
    ///
    /// # Errors
    /// When it takes too long, or `each` says so.
    pub(super) fn reached(
        &self,
        effort: Effort,
        mut each: impl FnMut(u64, f64, &List) -> Result<(), NoLaw>,
    ) -> Result<(), NoLaw> {
        let Plan { phases, work } = self.plan(effort)?;
        if work > effort.most {
            return Err(NoLaw::TooCostly);
        }
        let mut chain =
            Chain { others: self.others, members: 0, negligible: effort.negligible, left: UNFORESEEN * effort.most };
        let mut reached = List::certain(0);
        for (step, mut first_time) in phases {
            match step {
                Step::Fixed(people) => {
                    for _ in 0..people {
                        reached = chain.join(&reached, &mut first_time)?;
                    }
                }
                Step::Shared { numbers, mut others } => {
                    reached = chain.share(&reached, &numbers, [&mut first_time, &mut others])?;
                }
                Step::Drawn(numbers) => {
                    let left = numbers.upwards();
                    for number in 0..=numbers.last() {
                        if number > 0 {
                            // What is left out counts by the chance that there are so many.
                            let chance = left[(number - numbers.first).max(0) as usize];
                            chain.negligible = (effort.negligible / chance).min(COARSE);
                            reached = chain.join(&reached, &mut first_time)?;
                        }
                        if let Ok(place) = usize::try_from(number - numbers.first) {
                            each(number as u64, numbers.chances[place], &reached)?;
                        }
                    }
                    return Ok(());
                }
            }
        }
        each(0, 1.0, &reached)
    }

    fn plan(&self, effort: Effort) -> Result<Plan, NoLaw> {
        let list = |told: &[Term]| severity(&self.tellers, told, LONGEST).ok_or(NoLaw::TooCostly);
        let nothing = effort.negligible * FINER;
        let first_time = |told: List| FirstTime::new(self.others, told.trimmed_by(nothing), nothing);
        let mut foreseen = Foreseen::new(self.others, effort.wide);
        let mut phases = Vec::new();
        for Phase { number, told } in &self.phases {
            let told = list(told)?;
            let numbers = || number.list(effort.negligible).ok_or(NoLaw::TooCostly);
            match number {
                Number::Fixed(people) => {
                    foreseen.join(*people as f64, &told);
                    phases.push((Step::Fixed(*people), first_time(told)));
                }
                Number::Shared { room, others, .. } => {
                    let (others, numbers) = (list(others)?, numbers()?);
                    let places = numbers.last() as u64;
                    let (mut hidden, mut rest) = (foreseen.clone(), foreseen.clone());
                    hidden.join(places as f64, &told);
                    rest.join(places as f64, &others);
                    foreseen = hidden.beside(&rest);
                    let step = Step::Shared { numbers, others: first_time(others.clone()) };
                    phases.push((step, first_time(told)));
                    foreseen.join((room - places) as f64, &others);
                    phases.push((Step::Fixed(room - places), first_time(others)));
                }
                Number::Binomial { .. } | Number::NegativeBinomial { .. } => {
                    let numbers = numbers()?;
                    foreseen.join(numbers.last() as f64, &told);
                    phases.push((Step::Drawn(numbers), first_time(told)));
                }
            }
        }
        Ok(Plan { phases, work: foreseen.work })
    }
}

/// The chain, where so many have joined those who lived it.
struct Chain {
    others: u64,
    members: u64,
    negligible: f64,
    /// How many products may still be formed.
    left: f64,
}

impl Chain {
    /// How many have heard once one more joins and tells, from how many had.
    fn join(&mut self, reached: &List, first_time: &mut FirstTime) -> Result<List, NoLaw> {
        let next = self.told(reached, first_time, reached.first)?;
        self.members += 1;
        Ok(next)
    }

    /// The same beside others, of whom `fewest` or more have heard and who tell next.
    fn told(&mut self, reached: &List, first_time: &mut FirstTime, fewest: i64) -> Result<List, NoLaw> {
        let before = without_one(reached, self.others + 1 - self.members);
        let known = self.members + before.first as u64;
        let (from, to) = (known, known + before.chances.len() as u64 - 1);
        first_time.forget(self.members + (fewest - 1).max(0) as u64);
        let ends = first_time.among(from, to).zip(before.first..).map(|(law, had)| (had + law.first, had + law.last()));
        let (first, last) = ends.fold((i64::MAX, 0), |(low, high), (first, last)| (low.min(first), high.max(last)));
        let mut chances = vec![0.0; (last - first + 1) as usize];
        for ((law, had), chance) in first_time.among(from, to).zip(before.first..).zip(&before.chances) {
            let places = &mut chances[(had + law.first - first) as usize..];
            for (place, new) in places.iter_mut().zip(&law.chances) {
                *place += chance * new;
            }
            self.left -= law.chances.len() as f64;
        }
        if self.left < 0.0 {
            return Err(NoLaw::TooCostly);
        }
        Ok(List { first, chances }.trimmed_by(self.negligible))
    }

    /// `numbers` of the places are taken by people of the first kind, the others by those of the second: by Horner's rule, those
    /// of the second kind first.
    fn share(&mut self, reached: &List, numbers: &List, [taken, others]: [&mut FirstTime; 2]) -> Result<List, NoLaw> {
        let (mut sum, mut alone) = (List::empty(), reached.clone());
        for number in (0..=numbers.last()).rev() {
            if number < numbers.last() {
                if !sum.chances.is_empty() {
                    sum = self.told(&sum, taken, sum.first.min(alone.first))?;
                }
                alone = self.join(&alone, others)?;
            }
            if let Ok(place) = usize::try_from(number - numbers.first) {
                sum.add(numbers.chances[place], &alone, 0, usize::MAX).ok_or(NoLaw::TooWide)?;
            }
        }
        Ok(sum)
    }
}

/// How many bystanders have heard, once one of `bystanders` is no bystander any more.
fn without_one(reached: &List, bystanders: u64) -> List {
    let all = bystanders as f64;
    let first = (reached.first - 1).max(0);
    let last = reached.last().min(bystanders as i64 - 1);
    let at = |value: i64| usize::try_from(value - reached.first).ok().and_then(|place| reached.chances.get(place));
    let chance = |value: i64| {
        let (here, above) = (at(value).copied().unwrap_or(0.0), at(value + 1).copied().unwrap_or(0.0));
        here * ((all - value as f64) / all) + above * ((value + 1) as f64 / all)
    };
    List { first, chances: (first..=last).map(chance).collect() }
}

/// What a chain will take, before it starts.
#[derive(Clone)]
struct Foreseen {
    others: f64,
    wide: f64,
    members: f64,
    /// The mean number of bystanders who have not heard, and its variance.
    strangers: f64,
    variance: f64,
    /// The most who may have heard.
    most: f64,
    work: f64,
}

impl Foreseen {
    /// Looks at a few of many steps.
    const LOOKS: f64 = 64.0;

    fn new(others: u64, wide: f64) -> Self {
        let others = others as f64;
        Self { others, wide, members: 0.0, strangers: others + 1.0, variance: 0.0, most: 0.0, work: 0.0 }
    }

    fn join(&mut self, people: f64, told: &List) {
        let most = told.last() as f64;
        let values = || (told.first..).zip(&told.chances).map(|(value, p)| (value as f64, *p));
        let mean: f64 = values().map(|(value, p)| value * p).sum();
        let variance: f64 = values().map(|(value, p)| (value - mean) * (value - mean) * p).sum();
        let step = (people / Self::LOOKS).max(1.0);
        let mut done = 0.0;
        while done < people {
            let now = step.min(people - done);
            let (share, bystanders) = (self.strangers / self.others, self.bystanders());
            // Each of them is missed by one teller with this chance, and is the next to join with that one.
            let missed = libm::pow((1.0 - mean / self.others).max(0.0), now);
            let joins = self.strangers / bystanders.max(1.0);
            let drawn = (mean * share + joins) * (1.0 - share).max(0.0) + variance * share * share;
            self.variance = self.variance * missed * missed + now * drawn;
            self.strangers = (self.strangers * missed - now * joins).max(0.0);
            self.members += now;
            self.most += now * most;
            let width = (self.deviation() + 2.0 * most).min(self.most).min(self.bystanders()) + 1.0;
            self.work += now * (100.0 + width * (12.0 + 0.6 * (most + 1.0)));
            done += now;
        }
        // The laws of those who hear for the first time.
        let known = (self.others + 1.0 - self.strangers + self.deviation()).min(self.others);
        self.work += if people > 0.0 { known * (60.0 + 2.0 * (most + 1.0)) } else { 0.0 };
    }

    fn bystanders(&self) -> f64 {
        (self.others + 1.0 - self.members).max(0.0)
    }

    fn deviation(&self) -> f64 {
        self.wide * self.variance.sqrt()
    }

    /// Both, one after the other, each further than the other.
    fn beside(&self, other: &Self) -> Self {
        Self {
            strangers: self.strangers.min(other.strangers),
            variance: self.variance.max(other.variance),
            most: self.most.max(other.most),
            work: self.work + other.work,
            ..self.clone()
        }
    }
}
