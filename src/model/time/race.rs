use super::clock::Clock;
use super::delay::convolve;
use crate::model::{ModelError, Time};

/// How telling, answer and horizon race, as shares of what one person would tell in the end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Race {
    /// What somebody who is never answered tells by the horizon.
    pub by_horizon: f64,
    /// What one of the recovered tells before the answer, by the horizon.
    pub before_answer: f64,
}

impl Time {
    /// The race by formula.
    ///
    /// # Errors
    /// When the horizon or a delay is out of range.
    pub fn race(&self) -> Result<Race, ModelError> {
        let clock = Clock::new(self)?;
        let told = |telling: &[f64]| convolve(clock.arrival.masses(), telling).iter().sum();
        Ok(Race { by_horizon: told(clock.telling.masses()), before_answer: told(&clock.told_before_answer()) })
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
        let slow = Time { answer: Audience::Geometric(3.0), ..time };
        let race = slow.race().expect("a race");
        assert!((10.0 * race.before_answer - 6.785_714_285_714).abs() < 1e-11);
    }
}
