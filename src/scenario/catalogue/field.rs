//! Where a number of the scenario file lives in the model's parameters.
//!
//! A key of the catalogue names its [`Field`] by [`field!`]: a place of [`Parameters`] that the compiler checks.

use crate::model::{Audience, Behind, Generations, Group, Origin, Parameters, PerContact, Time};
use crate::quantity::Probability;
use crate::vocabulary::Outcome;

/// One number of [`Parameters`]: how it is read and how it is written.
#[derive(Clone, Copy, Debug)]
pub(in crate::scenario) struct Field {
    /// Reads the number.
    pub(in crate::scenario) get: fn(&Parameters, Spot) -> Reading,
    /// Writes a number that is in the range of its key; false where there is no place for it or its neighbours forbid it.
    pub(in crate::scenario) set: fn(&mut Parameters, Spot, f64) -> bool,
}

/// What stands in a field.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::scenario) enum Reading {
    /// These parameters have no such number.
    Absent,
    /// They have a place for it, but it follows from others, or a word stands there.
    Unset,
    /// The number.
    Value(f64),
}

/// What the names in a path stand for, by position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::scenario) struct Spot {
    /// Whose telling it is.
    pub(in crate::scenario) teller: Teller,
    /// Position among the touchpoints or the values of an empirical audience.
    pub(in crate::scenario) item: usize,
}

/// Who tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::scenario) enum Teller {
    /// Nobody in particular.
    Nobody,
    /// The people of an outcome, all alike.
    All(Outcome),
    /// A group of an outcome, by position.
    Group(Outcome, usize),
    /// Those who retell.
    Listeners,
    /// Nobody: it is a delay of the clock, by position; `None` for the clock itself.
    Clock(Option<usize>),
}

/// The delays of the clock, in the order of their positions.
pub(in crate::scenario) const DELAYS: [&str; 4] = ["arrival", "complaint", "answer", "telling"];

/// The delay at a position.
pub(in crate::scenario) fn delay_of(time: &Time, place: usize) -> &Audience {
    time.delays()[place].1
}

impl Spot {
    /// Where no name leads.
    pub(in crate::scenario) const NONE: Spot = Spot { teller: Teller::Nobody, item: 0 };
}

/// The name of the one group of an outcome whose people are all alike.
pub(in crate::scenario) const ALL: &str = "all";

/// The group of those who are all alike.
pub(in crate::scenario) fn all_alike(audience: Audience) -> Group {
    Group { name: ALL.to_owned(), share: 1.0, audience, stays: None }
}

/// A value that is one number.
pub(super) trait Number {
    fn read(&self) -> Reading;
    fn write(&mut self, number: f64);
}

impl Number for f64 {
    fn read(&self) -> Reading {
        Reading::Value(*self)
    }

    fn write(&mut self, number: f64) {
        *self = number;
    }
}

impl Number for u64 {
    fn read(&self) -> Reading {
        Reading::Value(*self as f64)
    }

    fn write(&mut self, number: f64) {
        *self = number as u64;
    }
}

impl Number for Probability {
    fn read(&self) -> Reading {
        Reading::Value(self.get())
    }

    fn write(&mut self, number: f64) {
        *self = Probability::clamped(number);
    }
}

impl Number for Option<Probability> {
    fn read(&self) -> Reading {
        self.map_or(Reading::Unset, |share| share.read())
    }

    fn write(&mut self, number: f64) {
        *self = Some(Probability::clamped(number));
    }
}

impl Number for PerContact {
    fn read(&self) -> Reading {
        match self {
            PerContact::Probability(chance) => chance.read(),
            PerContact::Weight | PerContact::InverseDegree => Reading::Unset,
        }
    }

    fn write(&mut self, number: f64) {
        *self = PerContact::Probability(Probability::clamped(number));
    }
}

impl Number for Generations {
    fn read(&self) -> Reading {
        match self {
            Generations::UpTo(last) => Reading::Value(f64::from(*last)),
            Generations::Unlimited => Reading::Unset,
        }
    }

    fn write(&mut self, number: f64) {
        *self = Generations::UpTo(number as u32);
    }
}

/// The part of the parameters that a spot is about, to read.
pub(super) mod reading {
    use super::{Spot, Teller};
    use crate::model::{
        Audience, Group, Market, Origin, Parameters, Periods, Problem, Service, Telling, Time, Touchpoint,
    };

    pub(in super::super) fn market(parameters: &Parameters, _: Spot) -> Option<&Market> {
        parameters.market.as_ref()
    }

    pub(in super::super) fn periods(parameters: &Parameters, _: Spot) -> Option<&Periods> {
        parameters.periods.as_ref()
    }

    #[expect(clippy::unnecessary_wraps, reason = "as the other parts, which may not be there")]
    pub(in super::super) fn origin(parameters: &Parameters, _: Spot) -> Option<&Origin> {
        Some(&parameters.customers.origin)
    }

    pub(in super::super) fn service(parameters: &Parameters, _: Spot) -> Option<&Service> {
        match &parameters.customers.origin {
            Origin::Served { problem: Problem::Service(service), .. } => Some(service),
            _ => None,
        }
    }

    pub(in super::super) fn touchpoint(parameters: &Parameters, spot: Spot) -> Option<&Touchpoint> {
        service(parameters, spot)?.touchpoints.get(spot.item)
    }

    pub(in super::super) fn telling(parameters: &Parameters, spot: Spot) -> Option<&Telling> {
        match spot.teller {
            Teller::All(outcome) | Teller::Group(outcome, _) => Some(&parameters.telling[outcome.index()]),
            Teller::Nobody | Teller::Listeners | Teller::Clock(_) => None,
        }
    }

    pub(in super::super) fn group(parameters: &Parameters, spot: Spot) -> Option<&Group> {
        match spot.teller {
            Teller::Group(outcome, index) => parameters.telling[outcome.index()].groups.get(index),
            Teller::All(_) | Teller::Nobody | Teller::Listeners | Teller::Clock(_) => None,
        }
    }

    pub(in super::super) fn audience(parameters: &Parameters, spot: Spot) -> Option<&Audience> {
        match spot.teller {
            Teller::All(outcome) => match parameters.telling[outcome.index()].groups.as_slice() {
                [only] if only.name == super::ALL => Some(&only.audience),
                _ => None,
            },
            Teller::Group(outcome, index) => {
                parameters.telling[outcome.index()].groups.get(index).map(|group| &group.audience)
            }
            Teller::Listeners => Some(&parameters.retelling.audience),
            Teller::Clock(place) => Some(super::delay_of(parameters.time.as_ref()?, place?)),
            Teller::Nobody => None,
        }
    }

    pub(in super::super) fn time(parameters: &Parameters, _: Spot) -> Option<&Time> {
        parameters.time.as_ref()
    }
}

/// The part of the parameters that a spot is about, to write.
pub(super) mod writing {
    use super::{Spot, Teller};
    use crate::model::{
        Audience, Group, Market, Origin, Parameters, Periods, Problem, Service, Telling, Time, Touchpoint,
    };

    pub(in super::super) fn market(parameters: &mut Parameters, _: Spot) -> Option<&mut Market> {
        parameters.market.as_mut()
    }

    pub(in super::super) fn periods(parameters: &mut Parameters, _: Spot) -> Option<&mut Periods> {
        parameters.periods.as_mut()
    }

    #[expect(clippy::unnecessary_wraps, reason = "as the other parts, which may not be there")]
    pub(in super::super) fn origin(parameters: &mut Parameters, _: Spot) -> Option<&mut Origin> {
        Some(&mut parameters.customers.origin)
    }

    pub(in super::super) fn service(parameters: &mut Parameters, _: Spot) -> Option<&mut Service> {
        match &mut parameters.customers.origin {
            Origin::Served { problem: Problem::Service(service), .. } => Some(service),
            _ => None,
        }
    }

    pub(in super::super) fn touchpoint(parameters: &mut Parameters, spot: Spot) -> Option<&mut Touchpoint> {
        service(parameters, spot)?.touchpoints.get_mut(spot.item)
    }

    pub(in super::super) fn telling(parameters: &mut Parameters, spot: Spot) -> Option<&mut Telling> {
        match spot.teller {
            Teller::All(outcome) | Teller::Group(outcome, _) => Some(&mut parameters.telling[outcome.index()]),
            Teller::Nobody | Teller::Listeners | Teller::Clock(_) => None,
        }
    }

    pub(in super::super) fn group(parameters: &mut Parameters, spot: Spot) -> Option<&mut Group> {
        match spot.teller {
            Teller::Group(outcome, index) => parameters.telling[outcome.index()].groups.get_mut(index),
            Teller::All(_) | Teller::Nobody | Teller::Listeners | Teller::Clock(_) => None,
        }
    }

    pub(in super::super) fn audience(parameters: &mut Parameters, spot: Spot) -> Option<&mut Audience> {
        match spot.teller {
            Teller::All(outcome) => match parameters.telling[outcome.index()].groups.as_mut_slice() {
                [only] if only.name == super::ALL => Some(&mut only.audience),
                _ => None,
            },
            Teller::Group(outcome, index) => {
                parameters.telling[outcome.index()].groups.get_mut(index).map(|group| &mut group.audience)
            }
            Teller::Listeners => Some(&mut parameters.retelling.audience),
            Teller::Clock(place) => {
                let Time { arrival, complaint, answer, telling, .. } = parameters.time.as_mut()?;
                [arrival, complaint, answer, telling].into_iter().nth(place?)
            }
            Teller::Nobody => None,
        }
    }

    pub(in super::super) fn time(parameters: &mut Parameters, _: Spot) -> Option<&mut Time> {
        parameters.time.as_mut()
    }
}

/// Where an audience stands in the parameters, whatever its kind.
#[derive(Clone, Copy, Debug)]
pub(in crate::scenario) struct AudienceAt(pub(in crate::scenario) Spot);

impl AudienceAt {
    /// The audience there; `None` where nobody tells yet.
    pub(in crate::scenario) fn get(self, parameters: &Parameters) -> Option<&Audience> {
        reading::audience(parameters, self.0)
    }

    /// Gives an outcome without a group the group of all, who tell nobody.
    pub(in crate::scenario) fn make_room(self, parameters: &mut Parameters) {
        if let Teller::All(outcome) = self.0.teller {
            let groups = &mut parameters.telling[outcome.index()].groups;
            if groups.is_empty() {
                groups.push(all_alike(Audience::Fixed(0)));
            }
        }
    }

    /// Puts another one there; false where there is no place for it.
    pub(in crate::scenario) fn put(self, parameters: &mut Parameters, audience: &Audience) -> bool {
        self.make_room(parameters);
        match writing::audience(parameters, self.0) {
            Some(place) => {
                place.clone_from(audience);
                true
            }
            None => false,
        }
    }
}

/// The field at a place of [`Parameters`]: `field!(voice.asked)`, or in a part of them that may be of another shape,
/// `field!(audience: Audience::Poisson(mean) => mean)`.
macro_rules! field {
    ($($name:ident).+) => {
        $crate::scenario::catalogue::field::Field {
            get: |parameters, _| $crate::scenario::catalogue::field::Number::read(&parameters.$($name).+),
            set: |parameters, _, number| {
                $crate::scenario::catalogue::field::Number::write(&mut parameters.$($name).+, number);
                true
            },
        }
    };
    ($part:ident: $pattern:pat => $value:ident) => {
        $crate::scenario::catalogue::field::Field {
            get: |parameters, spot| match $crate::scenario::catalogue::field::reading::$part(parameters, spot) {
                Some($pattern) => $crate::scenario::catalogue::field::Number::read($value),
                #[allow(unreachable_patterns, reason = "a part of one shape only")]
                _ => $crate::scenario::catalogue::field::Reading::Absent,
            },
            set: |parameters, spot, number| {
                match $crate::scenario::catalogue::field::writing::$part(parameters, spot) {
                    Some($pattern) => {
                        $crate::scenario::catalogue::field::Number::write($value, number);
                        true
                    }
                    #[allow(unreachable_patterns, reason = "a part of one shape only")]
                    _ => false,
                }
            },
        }
    };
}
pub(super) use field;

/// The share of the dissatisfied who complained. Beside complaints the same number may be said as silent customers for
/// each complaint; beside other origins it is the default of the voice rate.
pub(super) const OBSERVED_VOICE_RATE: Field = Field {
    get: |parameters, _| match parameters.customers.origin {
        Origin::Complaints { behind: Behind::VoiceRate(rate), .. } => rate.read(),
        Origin::Complaints { behind: Behind::SilentPerComplaint(silent), .. } => Reading::Value(1.0 / (1.0 + silent)),
        Origin::Complaints { behind: Behind::Silent(_), .. } => Reading::Absent,
        Origin::Dissatisfied(_) | Origin::Served { .. } => parameters.voice.observed.read(),
    },
    set: |parameters, _, rate| {
        match &mut parameters.customers.origin {
            Origin::Complaints { behind: Behind::Silent(_), .. } => return false,
            Origin::Complaints { behind, .. } => *behind = Behind::VoiceRate(Probability::clamped(rate)),
            Origin::Dissatisfied(_) | Origin::Served { .. } => parameters.voice.observed.write(rate),
        }
        true
    },
};

/// The same as [`OBSERVED_VOICE_RATE`], said as silent customers for each complaint.
pub(super) const SILENT_PER_COMPLAINT: Field = Field {
    get: |parameters, spot| match parameters.customers.origin {
        Origin::Complaints { behind: Behind::SilentPerComplaint(silent), .. } => Reading::Value(silent),
        _ => match (OBSERVED_VOICE_RATE.get)(parameters, spot) {
            Reading::Value(rate) => Reading::Value(1.0 / rate - 1.0),
            other => other,
        },
    },
    set: |parameters, _, silent| {
        match &mut parameters.customers.origin {
            Origin::Complaints { behind: Behind::Silent(_), .. } => return false,
            Origin::Complaints { behind, .. } => *behind = Behind::SilentPerComplaint(silent),
            Origin::Dissatisfied(_) | Origin::Served { .. } => parameters.voice.observed.write(1.0 / (1.0 + silent)),
        }
        true
    },
};

/// Customers served: of whom a share was let down, or among whom complaints were seen.
pub(super) const SERVED: Field = Field {
    get: |parameters, _| parameters.served().map_or(Reading::Absent, |served| served.read()),
    set: |parameters, _, number| {
        let customers = &mut parameters.customers;
        match (&mut customers.origin, &mut customers.served) {
            (Origin::Served { served, .. }, _) | (Origin::Complaints { .. }, Some(served)) => {
                served.write(number);
                true
            }
            _ => false,
        }
    },
};

/// The chance of the people of an outcome to stay; there is none where they choose on a market.
pub(super) const STAYS: Field = Field {
    get: |parameters, spot| match reading::telling(parameters, spot) {
        Some(telling) if !chooses(parameters, spot) => telling.stays.read(),
        _ => Reading::Absent,
    },
    set: |parameters, spot, number| {
        if chooses(parameters, spot) {
            return false;
        }
        match writing::telling(parameters, spot) {
            Some(telling) => {
                telling.stays.write(number);
                true
            }
            None => false,
        }
    },
};

fn chooses(parameters: &Parameters, spot: Spot) -> bool {
    let (Some(market), Teller::All(outcome)) = (parameters.market, spot.teller) else { return false };
    match outcome {
        Outcome::Silent | Outcome::Unresolved => true,
        Outcome::Recovered => market.recovered,
        Outcome::Satisfied => false,
    }
}

/// An audience that is a plain number. Where an outcome has no group yet, nobody tells: the number is 0, and the group of
/// all comes to be when another is written.
pub(super) const FIXED: Field = Field {
    get: |parameters, spot| match (reading::audience(parameters, spot), spot.teller) {
        (Some(Audience::Fixed(people)), _) => people.read(),
        (None, Teller::All(outcome)) if parameters.telling(outcome).groups.is_empty() => Reading::Value(0.0),
        _ => Reading::Absent,
    },
    set: |parameters, spot, number| {
        if let Teller::All(outcome) = spot.teller {
            let groups = &mut parameters.telling[outcome.index()].groups;
            if groups.is_empty() {
                if number > 0.0 {
                    groups.push(all_alike(Audience::Fixed(number as u64)));
                }
                return true;
            }
        }
        match writing::audience(parameters, spot) {
            Some(Audience::Fixed(people)) => {
                people.write(number);
                true
            }
            _ => false,
        }
    },
};

/// A lower end, which does not pass the upper one.
macro_rules! lower_end {
    ($kind:ident) => {
        $crate::scenario::catalogue::field::Field {
            set: |parameters, spot, number| match $crate::scenario::catalogue::field::writing::audience(parameters, spot) {
                Some(Audience::$kind { low, high }) if number <= *high as f64 => {
                    *low = number as u64;
                    true
                }
                _ => false,
            },
            ..field!(audience: Audience::$kind { low, .. } => low)
        }
    };
}

/// An upper end, which does not pass the lower one.
macro_rules! upper_end {
    ($kind:ident) => {
        $crate::scenario::catalogue::field::Field {
            set: |parameters, spot, number| match $crate::scenario::catalogue::field::writing::audience(parameters, spot) {
                Some(Audience::$kind { low, high }) if number >= *low as f64 => {
                    *high = number as u64;
                    true
                }
                _ => false,
            },
            ..field!(audience: Audience::$kind { high, .. } => high)
        }
    };
}

/// The lowest and the highest number of people of a uniform audience.
pub(super) const UNIFORM: [Field; 2] = [lower_end!(Uniform), upper_end!(Uniform)];

/// The number of people told at indignation 0 and at indignation 1.
pub(super) const INDIGNATION: [Field; 2] = [lower_end!(Indignation), upper_end!(Indignation)];

/// The weight of one value of an empirical audience; one of them stays above 0.
pub(super) const EMPIRICAL: Field = Field {
    get: |parameters, spot| match reading::audience(parameters, spot) {
        Some(Audience::Empirical(values)) => values.get(spot.item).map_or(Reading::Absent, |(_, weight)| weight.read()),
        _ => Reading::Absent,
    },
    set: |parameters, spot, number| match writing::audience(parameters, spot) {
        Some(Audience::Empirical(values)) => {
            let others = values.iter().enumerate().any(|(item, (_, weight))| item != spot.item && *weight > 0.0);
            match values.get_mut(spot.item) {
                Some((_, weight)) if number > 0.0 || others => {
                    *weight = number;
                    true
                }
                _ => false,
            }
        }
        _ => false,
    },
};
