use super::rate_law::{RateLaw, rate_law};
use super::repeats::{Hidden, HiddenEstimate, Repeats};
use super::two_lists::{Population, TwoLists};

/// What a complaint log says of those who never complained.
#[doc = include_str!("examples/silent.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct SilentFit {
    /// Who complained how often.
    pub repeats: Repeats,
    /// Every way to count the others, in the order of [`Hidden::ALL`].
    pub estimates: Vec<HiddenEstimate>,
    /// A second list of dissatisfied customers beside the log.
    pub lists: Option<(TwoLists, Population)>,
}

/// The estimate that a scenario takes.
#[doc = include_str!("examples/silent.md")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// From those who complained once, twice, ...
    Repeats(Hidden),
    /// From two lists.
    Chapman,
}

/// One way with what it found.
#[doc = include_str!("examples/silent.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct WayFound {
    /// The way.
    pub way: Way,
    /// How many had a reason and did not complain; `None` where the counts do not say.
    pub hidden: Option<f64>,
    /// Its 95 % interval; an end is `None` where the counts do not bound it.
    pub interval: [Option<f64>; 2],
    /// Share of those with a reason who complained.
    pub voice_rate: Option<f64>,
    /// What is known of that share; `None` where nothing is.
    pub law: Option<RateLaw>,
}

impl Way {
    /// The value in the tables' `method` column and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Repeats(hidden) => hidden.name(),
            Self::Chapman => "chapman",
        }
    }

    /// Every way, in the order of the table.
    pub fn all() -> impl Iterator<Item = Self> {
        Hidden::ALL.into_iter().map(Self::Repeats).chain([Self::Chapman])
    }
}

impl SilentFit {
    /// Every estimate.
    pub fn new(repeats: Repeats, lists: Option<TwoLists>) -> Self {
        let estimates = Hidden::ALL.map(|method| HiddenEstimate::new(method, &repeats)).into();
        Self { repeats, estimates, lists: lists.map(|lists| (lists, lists.population())) }
    }

    /// What each way found, two lists last.
    pub fn found(&self) -> Vec<WayFound> {
        let seen = self.repeats.seen() as f64;
        let by_repeats = self.estimates.iter().map(|estimate| WayFound {
            way: Way::Repeats(estimate.method),
            hidden: estimate.hidden,
            interval: estimate.interval,
            voice_rate: estimate.voice_rate(&self.repeats),
            law: estimate.hidden.and_then(|hidden| rate_law(seen, hidden, estimate.interval)),
        });
        let by_lists = self.lists.iter().map(|(lists, population)| {
            let first = lists.first as f64;
            let unheard = |size: f64| (size - first).max(0.0);
            let hidden = unheard(population.size);
            let interval = population.interval.map(|size| size.map(unheard));
            WayFound {
                way: Way::Chapman,
                hidden: Some(hidden),
                interval,
                voice_rate: Some((first / population.size).min(1.0)),
                law: rate_law(first, hidden, interval),
            }
        });
        by_repeats.chain(by_lists).collect()
    }

    /// The way asked for, else two lists where there are two, else the bias-corrected bound, which is always defined.
    pub fn chosen(&self, asked: Option<Way>) -> Option<WayFound> {
        let usual = if self.lists.is_some() { Way::Chapman } else { Way::Repeats(Hidden::ChaoBiasCorrected) };
        let wanted = asked.unwrap_or(usual);
        self.found().into_iter().find(|found| found.way == wanted)
    }
}
