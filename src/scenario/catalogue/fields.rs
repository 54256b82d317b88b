//! How a key names its field, and the fields that are no plain place.

use super::field::{Field, Number as _, Reading, Spot, Teller};
use super::field_parts::{all_alike, reading, writing};
use crate::model::{Audience, Behind, Origin, Parameters};
use crate::quantity::Probability;
use crate::vocabulary::Outcome;

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
            get: |parameters, spot| match $crate::scenario::catalogue::field_parts::reading::$part(parameters, spot) {
                Some($pattern) => $crate::scenario::catalogue::field::Number::read($value),
                #[allow(unreachable_patterns, reason = "a part of one shape only")]
                _ => $crate::scenario::catalogue::field::Reading::Absent,
            },
            set: |parameters, spot, number| {
                match $crate::scenario::catalogue::field_parts::writing::$part(parameters, spot) {
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
            set: |parameters, spot, number| match $crate::scenario::catalogue::field_parts::writing::audience(parameters, spot) {
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
            set: |parameters, spot, number| match $crate::scenario::catalogue::field_parts::writing::audience(parameters, spot) {
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
