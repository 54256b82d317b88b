//! Stage 4, first half: which group each customer of an outcome belongs to.

use super::coupling;
use super::parameters::Group;
use crate::quantity::Probability;
use crate::random::{BinomialDraw, Purpose, ReplicateKey};
use crate::vocabulary::Outcome;

/// How far a group's exact count may be from a whole number and still be taken for it: weights such as .1 and .2 are
/// not exact in binary.
const WHOLE: f64 = 1e-9;

/// The split of one outcome into groups.
#[derive(Clone, Debug)]
pub(crate) struct Split {
    outcome: Outcome,
    /// Share of each group, adding up to 1.
    shares: Vec<f64>,
    /// Chance of each group for a customer who belongs to none of the groups before it.
    conditional: Vec<Probability>,
    exact: bool,
}

/// Which of the groups of an outcome have any weight, by name, so that their order in a file changes nothing.
pub(crate) fn weighted_groups(groups: &[Group]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..groups.len()).filter(|&place| groups[place].share > 0.0).collect();
    places.sort_by(|&a, &b| groups[a].name.cmp(&groups[b].name));
    places
}

impl Split {
    /// A split into so many groups, yet without weights.
    pub(crate) fn new(outcome: Outcome, groups: usize) -> Self {
        Self { outcome, shares: vec![1.0; groups], conditional: vec![Probability::ONE; groups], exact: false }
    }

    /// Takes over the weights, each positive, as many as before.
    pub(crate) fn retune(&mut self, weights: impl Iterator<Item = f64>, exact: bool) {
        self.exact = exact;
        for (share, weight) in self.shares.iter_mut().zip(weights) {
            *share = weight;
        }
        // Summed from the end: what is left after each group keeps its digits.
        let mut rest = 0.0;
        for (share, conditional) in self.shares.iter().zip(&mut self.conditional).rev() {
            rest += share;
            *conditional = Probability::clamped(share / rest);
        }
        let total: f64 = self.shares.iter().sum();
        self.shares.iter_mut().for_each(|share| *share /= total);
    }

    /// Share of each group, adding up to 1.
    pub(crate) fn shares(&self) -> &[f64] {
        &self.shares
    }

    /// Whether customers are split by the weights instead of one by one.
    pub(crate) fn is_exact(&self) -> bool {
        self.exact && self.shares.len() > 1
    }

    /// Whether `count` customers are split without a draw.
    pub(crate) fn divides(&self, count: u64) -> bool {
        self.shares.len() == 1
            || self.exact && self.shares.iter().all(|share| whole_part(share * count as f64).1 == 0.0)
    }

    /// Splits `count` customers into `out`, in step with the split of the reference.
    ///
    /// With exact groups each group gets the whole part of its exact count, and only the remainder is drawn, by the
    /// fractional parts: the mean of each group is its exact count always.
    pub(crate) fn draw(&self, key: ReplicateKey, count: u64, reference: Option<(&Self, u64, &[u64])>, out: &mut [u64]) {
        if let [all] = out {
            *all = count;
            return;
        }
        if let Some((split, drawn_count, drawn)) = reference
            && drawn_count == count
            && split.exact == self.exact
            && split.conditional == self.conditional
        {
            out.copy_from_slice(drawn);
            return;
        }
        if self.exact {
            self.draw_remainder(key, count, out);
        } else {
            let in_step = reference.filter(|(split, _, _)| !split.exact && split.shares.len() == self.shares.len());
            self.draw_all(key, count, in_step, out);
        }
    }

    fn draw_all(&self, key: ReplicateKey, count: u64, reference: Option<(&Self, u64, &[u64])>, out: &mut [u64]) {
        let mut rest = count;
        let mut drawn_rest = reference.map_or(0, |(_, drawn_count, _)| drawn_count);
        for (index, group) in out.iter_mut().enumerate() {
            let drawn = reference.map(|(split, _, drawn)| BinomialDraw {
                n: drawn_rest,
                p: split.conditional[index],
                successes: drawn[index],
            });
            *group = coupling::binomial(key, Purpose::Groups, self.entity(index), drawn, rest, self.conditional[index]);
            rest -= *group;
            drawn_rest -= drawn.map_or(0, |drawn| drawn.successes);
        }
    }

    fn draw_remainder(&self, key: ReplicateKey, count: u64, out: &mut [u64]) {
        let mut rest = count;
        for (group, share) in out.iter_mut().zip(&self.shares) {
            *group = whole_part(share * count as f64).0.min(rest);
            rest -= *group;
        }
        let fractions = || self.shares.iter().map(|share| whole_part(share * count as f64).1);
        let mut weight: f64 = fractions().sum();
        for (index, (group, fraction)) in out.iter_mut().zip(fractions()).enumerate() {
            if rest == 0 {
                break;
            }
            let chance = Probability::clamped(if weight > fraction { fraction / weight } else { 1.0 });
            let more = coupling::binomial(key, Purpose::Groups, self.entity(index), None, rest, chance);
            *group += more;
            rest -= more;
            weight -= fraction;
        }
    }

    fn entity(&self, index: usize) -> u64 {
        (self.outcome.index() as u64) << 32 | index as u64
    }
}

/// The whole and the fractional part, where nearly whole is whole.
fn whole_part(exact: f64) -> (u64, f64) {
    let nearest = exact.round();
    if (exact - nearest).abs() <= WHOLE * nearest.max(1.0) {
        (nearest as u64, 0.0)
    } else {
        (exact.floor() as u64, exact - exact.floor())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(shares: &[f64], exact: bool) -> Split {
        let mut split = Split::new(Outcome::Silent, shares.len());
        split.retune(shares.iter().copied(), exact);
        split
    }

    #[test]
    fn exact_groups_follow_the_weights_where_the_count_divides() {
        let split = split(&[23.0, 3.0], true);
        let mut out = [0; 2];
        for replicate in 0..100 {
            split.draw(ReplicateKey { seed: 1, replicate }, 26, None, &mut out);
            assert_eq!(out, [23, 3]);
            split.draw(ReplicateKey { seed: 1, replicate }, 52, None, &mut out);
            assert_eq!(out, [46, 6]);
        }
    }

    #[test]
    fn exact_groups_keep_the_mean_where_the_count_does_not_divide() {
        let split = split(&[0.5, 0.3, 0.2], true);
        let replicates = 40_000;
        let mut sums = [0.0; 3];
        for replicate in 0..replicates {
            let mut out = [0; 3];
            split.draw(ReplicateKey { seed: 1, replicate }, 27, None, &mut out);
            assert_eq!(out.iter().sum::<u64>(), 27);
            for (sum, group) in sums.iter_mut().zip(out) {
                *sum += group as f64;
            }
        }
        // One is left over, so that a count varies by less than 1 about its mean.
        let tolerance = 4.0 / (replicates as f64).sqrt();
        for (sum, expected) in sums.iter().zip([13.5, 8.1, 5.4]) {
            assert!((sum / replicates as f64 - expected).abs() < tolerance, "{sum} against {expected}");
        }
    }

    #[test]
    fn every_customer_is_in_a_group() {
        for shares in [&[1.0][..], &[1.0, 2.0], &[0.1, 0.2, 0.7], &[1e-9, 1.0, 1e9]] {
            for exact in [false, true] {
                let split = split(shares, exact);
                for count in [0, 1, 2, 27, 1_000_000] {
                    let mut out = vec![0; shares.len()];
                    split.draw(ReplicateKey { seed: 7, replicate: count }, count, None, &mut out);
                    assert_eq!(out.iter().sum::<u64>(), count);
                }
            }
        }
    }
}
