//! Stage 4, first half: which group each customer of an outcome belongs to.

use super::coupling;
use super::parameters::Group;
use crate::quantity::Probability;
use crate::random::{Purpose, ReplicateKey, Stream, binomial, hypergeometric};
use crate::vocabulary::Outcome;

/// How far a group's exact count may be from a whole number and still be taken for it: weights such as .1 and .2 are
/// not exact in binary.
const WHOLE: f64 = 1e-9;

/// The split of one outcome into groups.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Split {
    outcome: Outcome,
    /// Sets the draws of each group apart from those of all other groups.
    entities: Vec<u64>,
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
    /// A split into these groups, yet without weights.
    pub(crate) fn new(outcome: Outcome, entities: Vec<u64>) -> Self {
        let groups = entities.len();
        Self { outcome, entities, shares: vec![1.0; groups], conditional: vec![Probability::ONE; groups], exact: false }
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

    /// The whole and the fractional part of each group's exact count.
    pub(crate) fn parts(&self, count: u64) -> impl Iterator<Item = (u64, f64)> + '_ {
        self.shares.iter().map(move |share| whole_part(share * count as f64))
    }

    /// Splits `count` customers into `out`, in step with the split of the reference.
    ///
    /// With exact groups each group gets the whole part of its exact count, and only the remainder is drawn, by the
    /// fractional parts: the mean of each group is its exact count always.
    pub(crate) fn draw(&self, key: ReplicateKey, count: u64, reference: Option<(&Self, u64, &[u64])>, out: &mut [u64]) {
        self.draw_for(Purpose::Groups, key, count, reference, out);
    }

    /// The same with the luck of another purpose.
    pub(crate) fn draw_for(
        &self,
        purpose: Purpose,
        key: ReplicateKey,
        count: u64,
        reference: Option<(&Self, u64, &[u64])>,
        out: &mut [u64],
    ) {
        if let [all] = out {
            *all = count;
            return;
        }
        if let Some((split, drawn_count, drawn)) = reference
            && drawn_count == count
            && split.exact == self.exact
            && split.entities == self.entities
            && split.conditional == self.conditional
        {
            out.copy_from_slice(drawn);
            return;
        }
        if self.exact {
            self.draw_remainder(purpose, key, count, out);
            return;
        }
        match reference.filter(|(split, _, _)| !split.exact) {
            None => self.draw_all(purpose, key, count, out),
            Some(reference) => self.draw_in_step(purpose, key, count, reference, out),
        }
    }

    fn draw_all(&self, purpose: Purpose, key: ReplicateKey, count: u64, out: &mut [u64]) {
        let mut rest = count;
        for ((group, &entity), &chance) in out.iter_mut().zip(&self.entities).zip(&self.conditional) {
            *group = coupling::binomial(key, purpose, entity, None, rest, chance);
            rest -= *group;
        }
    }

    /// Each customer of the baseline stays in their group, as far as its share allows, else moves to one whose share has
    /// grown; who is there in one of the two only is drawn anew (maximal coupling). Groups are known by their names.
    fn draw_in_step(
        &self,
        purpose: Purpose,
        key: ReplicateKey,
        count: u64,
        (split, drawn_count, drawn): (&Self, u64, &[u64]),
        out: &mut [u64],
    ) {
        let mut stream = key.stream_key(purpose, self.outcome.index() as u64).bridge();
        out.fill(0);
        let (mut people, mut chosen) = (drawn_count, count.min(drawn_count));
        let mut movers = 0;
        for (index, &size) in drawn.iter().enumerate() {
            let here = if chosen == people { size } else { hypergeometric(&mut stream, people, size, chosen) };
            people -= size;
            chosen -= here;
            let Some(own) = self.place_of(split.entities[index], index) else {
                movers += here;
                continue;
            };
            let stays = if self.shares[own] < split.shares[index] {
                binomial(&mut stream, here, Probability::clamped(self.shares[own] / split.shares[index]))
            } else {
                here
            };
            out[own] = stays;
            movers += here - stays;
        }
        place(&mut stream, movers, out, |own| {
            let before = split.place_of(self.entities[own], own).map_or(0.0, |place| split.shares[place]);
            (self.shares[own] - before).max(0.0)
        });
        place(&mut stream, count.saturating_sub(drawn_count), out, |own| self.shares[own]);
    }

    /// Where a group is among these; it is looked for at `hint` first.
    fn place_of(&self, entity: u64, hint: usize) -> Option<usize> {
        if self.entities.get(hint) == Some(&entity) {
            return Some(hint);
        }
        self.entities.iter().position(|&other| other == entity)
    }

    fn draw_remainder(&self, purpose: Purpose, key: ReplicateKey, count: u64, out: &mut [u64]) {
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
            let more = coupling::binomial(key, purpose, self.entities[index], None, rest, chance);
            *group += more;
            rest -= more;
            weight -= fraction;
        }
    }
}

/// Adds people to the groups by weights.
fn place(stream: &mut Stream, people: u64, out: &mut [u64], weight: impl Fn(usize) -> f64) {
    let mut rest = people;
    let mut left: f64 = (0..out.len()).map(&weight).sum();
    let last = (0..out.len()).rev().find(|&own| weight(own) > 0.0).unwrap_or(0);
    for (own, group) in out.iter_mut().enumerate() {
        if rest == 0 {
            return;
        }
        let here = weight(own);
        let more = if own == last { rest } else { binomial(stream, rest, Probability::clamped(here / left)) };
        *group += more;
        rest -= more;
        left -= here;
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
    use crate::random::exact::Exact;

    fn split(shares: &[f64], exact: bool) -> Split {
        let mut split = Split::new(Outcome::Silent, (0..shares.len() as u64).collect());
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

    fn named(entities: &[u64], shares: &[f64]) -> Split {
        let mut split = Split::new(Outcome::Silent, entities.to_vec());
        split.retune(shares.iter().copied(), false);
        split
    }

    #[test]
    fn beside_a_baseline_of_other_groups_every_group_has_its_own_law() {
        let baseline = named(&[1, 2, 3], &[0.5, 0.3, 0.2]);
        let variants = [
            named(&[1, 2, 3], &[0.2, 0.5, 0.3]),
            named(&[1, 3], &[0.6, 0.4]),
            named(&[9, 1, 2, 3], &[0.3, 0.3, 0.2, 0.2]),
            named(&[1, 7, 3], &[0.5, 0.3, 0.2]),
        ];
        for variant in variants {
            for (then, now) in [(12, 12), (12, 7), (5, 12)] {
                let rows: Vec<Vec<u64>> = (0..40_000)
                    .map(|replicate| {
                        let key = ReplicateKey { seed: 3, replicate };
                        let (mut drawn, mut out) = (vec![0; 3], vec![0; variant.shares.len()]);
                        baseline.draw(key, then, None, &mut drawn);
                        variant.draw(key, now, Some((&baseline, then, &drawn)), &mut out);
                        assert_eq!(out.iter().sum::<u64>(), now);
                        out
                    })
                    .collect();
                for (group, &share) in variant.shares.iter().enumerate() {
                    Exact::binomial(now, share).assert_fits(rows.iter().map(|row| row[group]));
                }
            }
        }
    }

    #[test]
    fn a_group_that_is_renamed_keeps_its_people() {
        let (baseline, renamed) = (named(&[1, 2, 3], &[0.5, 0.3, 0.2]), named(&[1, 7, 3], &[0.5, 0.3, 0.2]));
        for replicate in 0..1_000 {
            let key = ReplicateKey { seed: 4, replicate };
            let (mut drawn, mut out) = ([0; 3], [0; 3]);
            baseline.draw(key, 50, None, &mut drawn);
            renamed.draw(key, 50, Some((&baseline, 50, &drawn)), &mut out);
            assert_eq!(drawn, out);
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
