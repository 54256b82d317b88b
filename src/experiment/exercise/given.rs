use crate::vocabulary::{Outcome, Valence};

/// A number that stands on a sheet to be computed with.
#[doc = include_str!("examples/sheet.md")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// Complaints seen.
    Complaints,
    /// Silent customers for each complaint.
    SilentPerComplaint,
    /// Silent customers.
    Silent,
    /// Share of those let down who complained, behind complaints seen.
    ObservedRate,
    /// Customers served.
    Served,
    /// Customers let down.
    Dissatisfied,
    /// Share of the served who are let down.
    ProblemRate,
    /// Share of the served whose service was what they expected or more.
    Met,
    /// Share of those not let down who find what they came for.
    ProductFound,
    /// Share of those let down who complain of their own accord.
    VoiceRate,
    /// Share of the customers who are asked.
    Asked,
    /// Share of the others who admit it.
    Admits,
    /// Share of the complaints that are recovered.
    RecoveryRate,
    /// The last tick that is counted.
    Horizon,
    /// The mean of a delay, by its place in `[time]`: arrival, complaint, answer, telling.
    Delay(usize),
    /// Share of those answers that come by the horizon.
    AnsweredInTime,
    /// How many of all groups of an outcome the weights count.
    Weights(Outcome),
    /// How many of these a group has.
    Weight(Outcome, String),
    /// Mean audience of one customer of a group.
    Audience(Outcome, String),
    /// Share of what customers tell who are never answered that is told by the horizon.
    ToldInTime,
    /// Share of what the recovered would tell that is told before the answer.
    ToldBeforeAnswer,
    /// Share of what the recovered tell after the answer that is told by the horizon.
    ToldAfterAnswer,
    /// Share of the listeners who pass it on.
    RetellingRate,
    /// Mean audience of one of these.
    RetellingAudience,
    /// Factor on that share from one generation to the next.
    Decay,
    /// The last generation; infinite where none is.
    LastGeneration,
    /// Share of what is told in a generation that is told by the horizon.
    RetoldInTime(Valence, u32),
    /// Share of an outcome, or of a group of it, who stay customers.
    Stays(Outcome, Option<String>),
    /// Share of the listeners who could be customers.
    ListenersInMarket,
    /// Share of these who are deterred.
    Deterred,
    /// Share of these who are won.
    Won,
    /// What a customer who leaves would have spent.
    CustomerValue,
    /// What a prospect would have spent.
    ProspectValue,
    /// Cost of a complaint.
    ComplaintCost,
    /// Cost of recovering one.
    RecoveryCost,
    /// Cost of asking one customer.
    AskingCost,
    /// Cost of the measure.
    FixedCost,
}

impl Given {
    /// Its place on the sheet; equal ones stand in the order of the arithmetic.
    pub(super) fn place(&self) -> ([usize; 2], String) {
        let group = match self {
            Self::Weight(_, group) | Self::Audience(_, group) | Self::Stays(_, Some(group)) => group.clone(),
            _ => String::new(),
        };
        (self.rank(), group)
    }

    fn rank(&self) -> [usize; 2] {
        match self {
            Self::Complaints | Self::SilentPerComplaint | Self::Silent | Self::ObservedRate => [0, 0],
            Self::Served | Self::Dissatisfied | Self::ProblemRate | Self::Met | Self::ProductFound => [1, 0],
            Self::VoiceRate | Self::Asked | Self::Admits => [2, 0],
            Self::RecoveryRate => [3, 0],
            Self::Horizon => [4, 0],
            Self::Delay(place) => [4, 1 + place],
            Self::AnsweredInTime | Self::ToldInTime | Self::ToldBeforeAnswer | Self::ToldAfterAnswer => [5, 0],
            Self::Weights(outcome) | Self::Weight(outcome, _) => [6, 2 * outcome.index()],
            Self::Audience(outcome, _) => [6, 2 * outcome.index() + 1],
            Self::RetellingRate | Self::RetellingAudience => [7, 0],
            Self::Decay => [7, 1],
            Self::LastGeneration => [7, 2],
            Self::RetoldInTime(valence, generation) => [7, 10 + 100 * valence.index() + *generation as usize],
            Self::Stays(outcome, _) => [8, outcome.index()],
            Self::ListenersInMarket | Self::Deterred | Self::Won => [9, 0],
            Self::CustomerValue | Self::ProspectValue => [10, 0],
            Self::ComplaintCost | Self::RecoveryCost | Self::AskingCost | Self::FixedCost => [11, 0],
        }
    }
}

/// Decimals beyond which a number is no longer taken for one that was typed.
const TYPED: i32 = 8;
/// How much of a number that has no end may be left out.
const LEFT_OUT: f64 = 1e-5;

/// The decimals that a given number is printed with: all it has, or such as leave out next to nothing.
pub fn given_decimals(value: f64) -> usize {
    if value == 0.0 || !value.is_finite() {
        return 0;
    }
    let whole_at = |value: f64, most: i32| {
        (0..=most).find(|&decimals| {
            let scaled = value * libm::pow(10.0, f64::from(decimals));
            // What is too small to be seen with so many decimals is no whole number of them.
            (scaled - scaled.round()).abs() < 1e-6 && scaled.abs() > 0.5
        })
    };
    let decimals = whole_at(value, TYPED).unwrap_or_else(|| {
        let wanted = libm::log10(0.5 / (LEFT_OUT * value.abs())).ceil().clamp(0.0, 15.0);
        let scale = libm::pow(10.0, wanted);
        whole_at((value * scale).round() / scale, wanted as i32).unwrap_or(wanted as i32)
    });
    decimals as usize
}

/// A given number as it is printed.
pub fn printed(value: f64) -> f64 {
    if !value.is_finite() {
        return value;
    }
    let scale = libm::pow(10.0, given_decimals(value) as f64);
    (value * scale).round() / scale
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_printed_whole_and_the_rest_to_a_part_in_100_000() {
        for (value, decimals) in [(0.037, 3), (1_234.56, 2), (26.0, 0), (0.000_25, 5), (0.1 + 0.2, 1), (0.0, 0)] {
            assert_eq!(given_decimals(value), decimals, "{value}");
        }
        for value in [std::f64::consts::PI, 0.100_208_321, 9.878_412_345, 12_345.678_912_3, 1.234_567_89e-6, 3e-10] {
            assert!((printed(value) - value).abs() <= 1e-5 * value, "{value}: {}", printed(value));
        }
        assert_eq!((printed(9.878_412_345), given_decimals(0.934_200_321)), (9.8784, 4));
        assert!(printed(f64::INFINITY).is_infinite());
    }
}
