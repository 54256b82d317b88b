use super::clock::Clock;
use super::delay::convolve;
use crate::model::{ModelError, Time};

/// How telling, answer and horizon race, as shares of what one person would tell in the end.
#[doc = include_str!("../examples/race.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Race {
    /// What somebody who is never answered tells by the horizon.
    pub by_horizon: f64,
    /// What one of the recovered tells before the answer, by the horizon.
    pub before_answer: f64,
    /// The share of the answers that come by the horizon.
    pub answered: f64,
    /// What one of the recovered tells after the answer, by the horizon, as a share of what they would tell if it came at all.
    pub after_answer: f64,
    /// The share of the complaints that come by the horizon.
    pub complaints: f64,
}

impl Time {
    /// The race by formula.
    ///
    /// # Errors
    /// When the horizon or a delay is out of range.
    pub fn race(&self) -> Result<Race, ModelError> {
        let clock = Clock::new(self)?;
        let arrival = clock.arrival.masses();
        let told = |telling: &[f64]| convolve(arrival, telling).iter().sum();
        let answer = convolve(&convolve(arrival, clock.complaint.masses()), clock.answer.masses());
        Ok(Race {
            by_horizon: told(clock.telling.masses()),
            before_answer: told(&clock.told_before_answer()),
            answered: answer.iter().sum(),
            after_answer: convolve(&answer, clock.telling.masses()).iter().sum(),
            complaints: told(clock.complaint.masses()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Audience;

    #[test]
    fn the_race_has_the_shares_of_its_formula() {
        let time = Time {
            complaint: Audience::Fixed(2),
            answer: Audience::Fixed(3),
            telling: Audience::Geometric(3.0),
            ..Time::at_once(400)
        };
        let race = time.race().expect("a race");
        assert!((race.by_horizon - 1.0).abs() < 1e-12);
        // 1 - (3/4)^5.
        assert!((10.0 * race.before_answer - 7.626_953_125).abs() < 1e-12);
        // The sum of a wait of 3 ticks and one of 2: both are over long before 400.
        assert!((race.answered - 1.0).abs() < 1e-12 && (race.after_answer - 1.0).abs() < 1e-12);
        let short = Time { horizon: 6, ..time.clone() }.race().expect("a race");
        // The answer on tick 5, told on tick 5 with 1/4, on tick 6 with 3/16.
        assert!((short.answered - 1.0).abs() < 1e-12 && (short.after_answer - 0.437_5).abs() < 1e-12);
        assert_eq!(Time { horizon: 4, ..time.clone() }.race().expect("a race").answered, 0.0);
        assert!((race.complaints - 1.0).abs() < 1e-12);
        let early = Time { arrival: Audience::Fixed(3), horizon: 4, ..time.clone() };
        assert_eq!(early.race().expect("a race").complaints, 0.0, "three ticks and two are past the fourth");
        let slow = Time { answer: Audience::Geometric(3.0), ..time };
        let race = slow.race().expect("a race");
        assert!((10.0 * race.before_answer - 6.785_714_285_714).abs() < 1e-11);
    }
}
