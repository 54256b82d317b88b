use super::delay::{Delay, convolve};
use crate::model::{MOST_TICKS, ModelError, Time};

/// `[time]`, compiled.
#[derive(Clone, Debug)]
pub(crate) struct Clock {
    /// The last tick that is counted.
    pub(crate) horizon: usize,
    pub(crate) arrival: Delay,
    pub(crate) complaint: Delay,
    pub(crate) answer: Delay,
    pub(crate) telling: Delay,
}

impl Clock {
    pub(crate) fn new(time: &Time) -> Result<Self, ModelError> {
        if !(1..=MOST_TICKS).contains(&time.horizon) {
            return Err(ModelError::Horizon(time.horizon));
        }
        let [arrival, complaint, answer, telling] = time
            .delays()
            .map(|(key, delay)| Delay::new(delay, time.horizon).map_err(|error| ModelError::Delay { key, error }));
        Ok(Self {
            horizon: time.horizon as usize,
            arrival: arrival?,
            complaint: complaint?,
            answer: answer?,
            telling: telling?,
        })
    }

    /// P(telling = k, answer > k), k ticks after the experience.
    pub(crate) fn told_before_answer(&self) -> Vec<f64> {
        let response = convolve(self.complaint.masses(), self.answer.masses());
        let mut answered = 0.0;
        let before = self.telling.masses().iter().zip(&response).map(|(telling, response)| {
            answered += response;
            telling * (1.0 - answered).max(0.0)
        });
        before.collect()
    }

    /// Ticks from living it until the answer, where no draw decides it.
    pub(crate) fn fixed_response(&self) -> Option<u64> {
        Some(self.complaint.fixed()?.saturating_add(self.answer.fixed()?))
    }
}
