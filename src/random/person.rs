use std::convert::Infallible;

use rand::TryRng;

use super::stream::{GOLDEN, mix};
use super::{Purpose, ReplicateKey};

/// The streams of all people for one purpose: opening one costs a nanosecond.
#[doc = include_str!("examples/keys.md")]
#[derive(Clone, Copy, Debug)]
pub struct PersonStreams {
    base: u64,
}

/// What one person draws for one purpose: the numbers are the `SplitMix64` finaliser (Steele, Lea and Flood 2014) of a
/// counter that starts at a hash of the key plus a multiple of the person.
///
/// A cascade opens a stream for every teller and takes a number or two from it; the 256 bits of [`super::Stream`] would
/// cost more than the draws.
#[doc = include_str!("examples/keys.md")]
#[derive(Clone, Copy, Debug, Default)]
pub struct PersonStream {
    counter: u64,
}

/// From the counter of one person to that of the next: an odd constant (Steele and Vigna 2022), such that the counters of
/// two people of a network meet after three billion draws at the earliest.
const PERSON: u64 = 0xd134_2543_de82_ef95;

impl ReplicateKey {
    /// The streams of all people for `purpose`; `entity` sets apart what one person draws twice (the valences).
    pub fn people(self, purpose: Purpose, entity: u64) -> PersonStreams {
        PersonStreams { base: self.hash(purpose, entity) }
    }
}

impl PersonStreams {
    /// The stream of `person`, at its start.
    #[inline]
    pub fn open(self, person: u32) -> PersonStream {
        PersonStream { counter: self.base.wrapping_add(u64::from(person).wrapping_mul(PERSON)) }
    }

    /// The first number of `person`, from 0 up to but not including 1.
    #[inline]
    pub fn uniform(self, person: u32) -> f64 {
        self.open(person).uniform()
    }
}

impl PersonStream {
    /// The next 64 bits.
    #[inline]
    pub fn next_bits(&mut self) -> u64 {
        self.counter = self.counter.wrapping_add(GOLDEN);
        mix(self.counter)
    }

    /// The next number from 0 up to but not including 1, a multiple of 2^-53.
    #[inline]
    pub fn uniform(&mut self) -> f64 {
        (self.next_bits() >> 11) as f64 * (1.0 / (1_u64 << 53) as f64)
    }

    /// A whole number from 0 to `bound` - 1, each as likely (Lemire 2019).
    #[inline]
    pub fn below(&mut self, bound: u64) -> u64 {
        let mut product = u128::from(self.next_bits()) * u128::from(bound);
        if (product as u64) < bound {
            let threshold = bound.wrapping_neg() % bound;
            while (product as u64) < threshold {
                product = u128::from(self.next_bits()) * u128::from(bound);
            }
        }
        (product >> 64) as u64
    }
}

impl TryRng for PersonStream {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok((self.next_bits() >> 32) as u32)
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(self.next_bits())
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for chunk in bytes.chunks_mut(8) {
            chunk.copy_from_slice(&self.next_bits().to_le_bytes()[..chunk.len()]);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Chi-square of counts that should be equal, in standard deviations from its mean.
    fn excess(counts: &[u64]) -> f64 {
        let expected = counts.iter().sum::<u64>() as f64 / counts.len() as f64;
        let chi2: f64 = counts.iter().map(|&count| (count as f64 - expected).powi(2) / expected).sum();
        let freedom = (counts.len() - 1) as f64;
        (chi2 - freedom) / (2.0 * freedom).sqrt()
    }

    #[test]
    fn first_outputs_of_neighbours_are_uniform_and_unrelated() {
        for shift in [0, 28, 56] {
            let mut pairs = vec![0; 1 << 16];
            for replicate in 0..16 {
                let people = ReplicateKey { seed: 7, replicate }.people(Purpose::Contacts, 0);
                for person in 0..65_536 {
                    let first = people.open(person).next_bits() >> shift & 0xff;
                    let next = people.open(person + 1).next_bits() >> shift & 0xff;
                    pairs[(first << 8 | next) as usize] += 1;
                }
            }
            assert!(excess(&pairs).abs() < 5.0, "bits from {shift}: {}", excess(&pairs));
        }
    }

    #[test]
    fn first_outputs_differ_between_purposes_replicates_and_entities() {
        let mut agree = [0_u32; 3];
        for person in 0..10_000 {
            let key = ReplicateKey { seed: 1, replicate: 0 };
            let first = |streams: PersonStreams| streams.open(person).next_bits() >> 56;
            let base = first(key.people(Purpose::Contacts, 0));
            agree[0] += u32::from(base == first(key.people(Purpose::Retelling, 0)));
            agree[1] += u32::from(base == first(key.people(Purpose::Contacts, 1)));
            agree[2] += u32::from(base == first(ReplicateKey { seed: 1, replicate: 1 }.people(Purpose::Contacts, 0)));
        }
        // Binomial(10,000, 1/256): mean 39, four standard deviations 25.
        assert!(agree.iter().all(|&count| (14..=64).contains(&count)), "{agree:?}");
    }

    #[test]
    fn whole_numbers_below_a_bound_are_equally_likely() {
        let people = ReplicateKey { seed: 1, replicate: 0 }.people(Purpose::Contacts, 0);
        let mut counts = [0; 7];
        for person in 0..70_000 {
            counts[people.open(person).below(7) as usize] += 1;
        }
        assert!(excess(&counts).abs() < 5.0, "{counts:?}");
    }
}
