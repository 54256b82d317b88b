use super::law::Masses;

/// The numbers above which people round.
pub(super) const EXACT_UP_TO: usize = 10;

/// People round: the shares of those above 10 who round to multiples of 5 and of 10, halves up; the rest say the number.
#[doc = include_str!("examples/laws.md")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Heaping {
    /// To the nearest multiple of 5.
    pub fives: f64,
    /// To the nearest multiple of 10.
    pub tens: f64,
}

impl Heaping {
    /// The law of what is said, from the law of what happened; both up to the same highest number, which must be at least 10
    /// above every answer.
    pub fn said(self, masses: &Masses) -> Masses {
        let highest = masses.mass.len() - 1;
        let mut said = masses.mass.clone();
        let plain = 1.0 - self.fives - self.tens;
        for value in said.iter_mut().skip(EXACT_UP_TO + 1) {
            *value *= plain;
        }
        for (step, share) in [(5, self.fives), (10, self.tens)] {
            for (number, mass) in masses.mass.iter().enumerate().skip(EXACT_UP_TO + 1) {
                let rounded = (number + step / 2) / step * step;
                if rounded <= highest {
                    said[rounded] += share * mass;
                }
            }
        }
        let rest = (1.0 - said.iter().sum::<f64>()).max(0.0);
        Masses::new(said, rest)
    }
}
