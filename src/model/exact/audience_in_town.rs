//! How many people of a town one teller tells: not more than all others.

use std::collections::BTreeMap;

use super::audience::Told;
use super::list::List;
use super::{MOST_VALUES, NoLaw};
use crate::model::{Audience, PerContact, ServiceGap};

impl Told {
    /// The audience where there are so many `others`; each contact that is told on their own makes a binomial number.
    pub(super) fn in_town(audience: &Audience, gap: Option<&ServiceGap>, others: u64) -> Result<Self, NoLaw> {
        let chance = match audience {
            Audience::PerContact(PerContact::Probability(p)) => p.get(),
            Audience::PerContact(PerContact::InverseDegree) => 1.0 / others as f64,
            _ => return Told::new(audience, gap)?.cut(others),
        };
        if chance == 1.0 {
            return Ok(Told::Fixed(others));
        }
        Ok(sparse(List::binomial(others, chance, 1.0 - chance, MOST_VALUES).ok_or(NoLaw::TooWide)?))
    }

    fn cut(self, others: u64) -> Result<Self, NoLaw> {
        let list = match &self {
            Told::Fixed(people) => return Ok(Told::Fixed((*people).min(others))),
            Told::Sparse(values) => {
                let mut cut = BTreeMap::new();
                for &(value, p) in values {
                    *cut.entry(value.min(others)).or_insert(0.0) += p;
                }
                return Ok(Told::Sparse(cut.into_iter().collect()));
            }
            Told::Dense(dense) => {
                return Ok(Told::Dense(dense.cut(usize::try_from(others).unwrap_or(usize::MAX))));
            }
            Told::Poisson(mean) => List::poisson(*mean, MOST_VALUES),
            Told::NegativeBinomial { mean, shape } => List::negative_binomial(*mean, *shape, MOST_VALUES),
        };
        let list = list.ok_or(NoLaw::TooWide)?;
        let most = i64::try_from(others).unwrap_or(i64::MAX);
        Ok(if list.last() <= most { self } else { sparse(list.cut(most)) })
    }
}

fn sparse(list: List) -> Told {
    let List { first, chances } = list;
    match chances[..] {
        [_] => Told::Fixed(first.unsigned_abs()),
        _ => Told::Sparse((first.unsigned_abs()..).zip(chances).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Probability;

    fn mean(audience: &Audience, others: u64) -> f64 {
        Told::in_town(audience, None, others).expect("a law").mean()
    }

    #[test]
    fn nobody_is_told_twice_by_one_teller() {
        assert_eq!(mean(&Audience::Fixed(10), 3), 3.0);
        assert_eq!(mean(&Audience::Uniform { low: 1, high: 4 }, 2), 1.75);
        assert_eq!(mean(&Audience::Empirical(vec![(0, 1.0), (50, 1.0), (70, 2.0)]), 40), 30.0);
        // 1 - e^-2 and 1 - e^-2 (1 + 2).
        let poisson = (1.0 - libm::exp(-2.0)) + (1.0 - 3.0 * libm::exp(-2.0));
        assert!((mean(&Audience::Poisson(2.0), 2) - poisson).abs() < 1e-15);
        assert!((mean(&Audience::Geometric(1.0), 2) - 0.75).abs() < 1e-15);
        assert_eq!(Told::in_town(&Audience::Poisson(2.0), None, 900), Ok(Told::Poisson(2.0)));
    }

    #[test]
    fn contacts_are_told_one_by_one() {
        let each = |p| Audience::PerContact(PerContact::Probability(Probability::new(p).expect("a probability")));
        assert!((mean(&each(0.3), 5) - 1.5).abs() < 1e-15);
        assert_eq!([mean(&each(0.0), 5), mean(&each(1.0), 5)], [0.0, 5.0]);
        assert!((mean(&Audience::PerContact(PerContact::InverseDegree), 4_000_000_000) - 1.0).abs() < 1e-12);
        let weights = Audience::PerContact(PerContact::Weight);
        assert_eq!(Told::in_town(&weights, None, 5).err(), Some(NoLaw::Network));
    }
}
