use super::telling::Audience;

/// The longest horizon, in ticks.
pub const MOST_TICKS: u64 = 4_000;

/// When things happen inside a period, in whole ticks from its start. Delays are counts: any audience but one by
/// indignation or per contact.
///
/// ```
/// use rumeur::model::{Audience, Model, Parameters, Time};
///
/// let time = Time { telling: Audience::Geometric(2.0), ..Time::at_once(30) };
/// let model = Model::new(&Parameters { time: Some(time), ..Parameters::default() }, &[])?;
/// assert_eq!(model.horizon(), Some(30));
/// # Ok::<(), rumeur::model::ModelError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Time {
    /// The last tick that is counted, 1 to [`MOST_TICKS`].
    pub horizon: u64,
    /// From the start of the period until a customer has the experience, good or bad.
    pub arrival: Audience,
    /// From then until the complaint of those who complain.
    pub complaint: Audience,
    /// From the complaint until its answer.
    pub answer: Audience,
    /// From living or hearing it until a listener is told, one delay for each listener.
    pub telling: Audience,
}

impl Time {
    /// Everything on the first tick, counted up to `horizon`.
    pub fn at_once(horizon: u64) -> Self {
        let now = || Audience::Fixed(0);
        Self { horizon, arrival: now(), complaint: now(), answer: now(), telling: now() }
    }

    /// The four delays, each with its key in `[time]`.
    pub fn delays(&self) -> [(&'static str, &Audience); 4] {
        [
            ("arrival", &self.arrival),
            ("complaint", &self.complaint),
            ("answer", &self.answer),
            ("telling", &self.telling),
        ]
    }
}
