use rand::SeedableRng;
use rand::rngs::Xoshiro256PlusPlus;

/// A sequential generator for one (master seed, replicate, purpose, entity).
///
/// Xoshiro256++ (Blackman and Vigna 2021): named, portable, 32 bytes of state.
#[doc = include_str!("examples/keys.md")]
pub type Stream = Xoshiro256PlusPlus;

/// What a stream decides. The numbers are part of the results: never reuse or renumber one.
#[doc = include_str!("examples/keys.md")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u64)]
#[non_exhaustive]
pub enum Purpose {
    /// Stage 1: who was let down.
    Experience = 1,
    /// Stage 2: who complains of their own accord.
    Voice = 2,
    /// Stage 2: who admits it when asked.
    Asked = 3,
    /// Stage 3: whose complaint is recovered.
    Recovery = 4,
    /// Stage 4: which group a teller belongs to.
    Groups = 5,
    /// Stage 4: how many each teller tells.
    Audience = 6,
    /// Stage 5: which listeners retell.
    Retelling = 7,
    /// Stage 5: how many each reteller tells.
    RetellingAudience = 8,
    /// Stage 7: which customers leave.
    CustomersLost = 9,
    /// Stage 7: which listeners are deterred.
    ProspectsLost = 10,
    /// Stage 7: which listeners are won.
    ProspectsWon = 11,
    /// The network: its contacts.
    Network = 12,
    /// The network: who the customers are.
    Placement = 13,
    /// The network: whom a person tells.
    Contacts = 14,
    /// Figures: which teller of a group told which of its listeners.
    Illustration = 15,
    /// Which value an unknown number has: one for each replicate.
    Unknown = 16,
    /// Data: whom a bootstrap draws again.
    Bootstrap = 18,
    /// Exercises: which numbers a student gets.
    Exercise = 19,
    /// Time: which group someone belongs to until the complaint is answered or made.
    GroupBeforeAnswer = 20,
    /// Time: when somebody is let down.
    Arrival = 21,
    /// Time: when a complaint is made.
    Complaint = 22,
    /// Time: when a complaint is answered.
    Answer = 23,
    /// Time: when each impression is made.
    Telling = 24,
    /// Several periods: the luck of a period after the first.
    Period = 25,
    /// Several periods on a network: which of the customers leave.
    Leaving = 26,
    /// Several periods on a network: who has forgotten by the next one.
    Forgetting = 27,
    /// Sensitivity: a number that nothing depends on, which shows what chance alone looks like.
    Dummy = 28,
    /// Designs: how an even sequence of points is scrambled.
    Scramble = 29,
    /// Designs: in which order many correlated unknowns are looked at.
    Order = 30,
    /// Time: which part of what a group tells comes from those who start on one tick.
    Weight = 31,
}

/// One replicate of one run: the part of a key that all its stages share.
///
/// Scenario and variant are not part of it: variants share their luck.
///
/// ```
/// use rand::RngExt as _;
/// use rumeur::random::{Purpose, ReplicateKey};
///
/// let key = ReplicateKey { seed: 317, replicate: 4 };
/// let draw = |entity| key.stream(Purpose::Retelling, entity).random::<u64>();
/// assert_eq!(draw(1), draw(1), "the same on any machine");
/// assert_ne!(draw(1), draw(2));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReplicateKey {
    /// The master seed.
    pub seed: u64,
    /// The replicate's index, from 0.
    pub replicate: u64,
}

impl ReplicateKey {
    /// The stream of `purpose` for `entity` (a group, a generation, a person; 0 where there is one only).
    ///
    /// The 256 bits of state are four `SplitMix64` outputs from a hash of the key, so that neighbouring keys
    /// have unrelated first outputs.
    #[inline]
    pub fn stream(self, purpose: Purpose, entity: u64) -> Stream {
        expand(self.hash(purpose, entity))
    }

    /// The key of the stream of `purpose` for `entity`, not opened yet.
    #[inline]
    pub const fn stream_key(self, purpose: Purpose, entity: u64) -> StreamKey {
        StreamKey { replicate: self, purpose, entity }
    }

    /// The key of a period, counted from 0: that of the first is the replicate's own, so that a single period draws what it
    /// draws alone.
    #[inline]
    #[must_use]
    pub fn in_period(self, period: u64) -> Self {
        if period == 0 { self } else { Self { seed: self.hash(Purpose::Period, period), ..self } }
    }

    /// 64 well-mixed bits of the key.
    #[inline]
    pub fn hash(self, purpose: Purpose, entity: u64) -> u64 {
        let replicate = mix(mix(self.seed.wrapping_add(GOLDEN)) ^ self.replicate.wrapping_mul(GOLDEN));
        mix(replicate.wrapping_add((purpose as u64) << 56) ^ mix(entity.wrapping_add(GOLDEN)))
    }
}

/// The full key of a stream: a replicate, a purpose and an entity.
#[doc = include_str!("examples/keys.md")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StreamKey {
    /// The replicate.
    pub replicate: ReplicateKey,
    /// What the stream decides.
    pub purpose: Purpose,
    /// For whom.
    pub entity: u64,
}

impl StreamKey {
    /// The stream, at its start: the baseline draws from it, and so does a variant that has nothing to lean on.
    #[inline]
    pub fn open(self) -> Stream {
        self.replicate.stream(self.purpose, self.entity)
    }

    /// A second stream of the same key, for what a variant draws on top of what the baseline drew.
    ///
    /// It must be a second one: a count that is thinned by the very numbers that made it has not the right law.
    pub fn bridge(self) -> Stream {
        expand(mix(self.replicate.hash(self.purpose, self.entity) ^ BRIDGE))
    }
}

/// The number of an entity that has a name, among those of one kind: what is added, removed or renamed beside it leaves it as
/// it is.
pub(crate) fn named_entity(kind: u64, name: &str) -> u64 {
    // FNV-1a (Fowler, Noll and Vo), mixed.
    let hash = name
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    mix(hash ^ mix(kind.wrapping_add(GOLDEN)))
}

/// The number of the part `inner` of the entity `outer`.
#[inline]
pub(crate) fn nested_entity(outer: u64, inner: u64) -> u64 {
    mix(outer ^ mix(inner.wrapping_add(GOLDEN)))
}

/// Sets the bridge apart; digits of pi.
const BRIDGE: u64 = 0x243f_6a88_85a3_08d3;

/// The stream whose 256 bits of state are four outputs of `SplitMix64` from `state`.
#[inline]
fn expand(mut state: u64) -> Stream {
    let mut seed = [0_u8; 32];
    for word in seed.chunks_exact_mut(8) {
        state = state.wrapping_add(GOLDEN);
        word.copy_from_slice(&mix(state).to_le_bytes());
    }
    Stream::from_seed(seed)
}

/// 2^64 divided by the golden ratio, odd (Steele, Lea and Flood 2014).
pub(super) const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// The finaliser of `SplitMix64`, variant 13 of Stafford.
pub(super) const fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use rand::Rng;

    use super::*;

    const STREAMS: u64 = 1 << 20;

    fn key(seed: u64, replicate: u64) -> ReplicateKey {
        ReplicateKey { seed, replicate }
    }

    /// Asserts that the first outputs of a row of streams look like one good generator: their top and their bottom bits are
    /// uniform, neighbours are uncorrelated and differ in half of their bits.
    fn assert_clean(what: &str, first: impl Fn(u64) -> u64) {
        let (mut top, mut bottom) = (vec![0_u64; 1_024], vec![0_u64; 1_024]);
        let (mut covariance, mut differing) = (0.0, 0_u64);
        let mut last = first(STREAMS);
        let centered = |word: u64| word as f64 / 18_446_744_073_709_551_616.0 - 0.5;
        for index in 0..STREAMS {
            let word = first(index);
            top[(word >> 54) as usize] += 1;
            bottom[(word & 1_023) as usize] += 1;
            covariance += centered(word) * centered(last);
            differing += u64::from((word ^ last).count_ones());
            last = word;
        }
        let n = STREAMS as f64;
        for (bits, counts) in [("top", top), ("bottom", bottom)] {
            let expected = n / 1_024.0;
            let chi_square: f64 =
                counts.iter().map(|&c| (c as f64 - expected) * (c as f64 - expected) / expected).sum();
            let z = (chi_square - 1_023.0) / (2.0_f64 * 1_023.0).sqrt();
            assert!(z.abs() < 5.0, "{what}: {bits} bits, z = {z}");
        }
        let lag = covariance * 12.0 / n.sqrt();
        assert!(lag.abs() < 5.0, "{what}: lag 1, z = {lag}");
        let hamming = (differing as f64 - 32.0 * n) / (16.0 * n).sqrt();
        assert!(hamming.abs() < 5.0, "{what}: hamming, z = {hamming}");
    }

    #[test]
    fn neighbouring_keys_have_unrelated_first_outputs() {
        for seed in [0, 1, 317, u64::MAX] {
            assert_clean("replicates", |i| key(seed, i).stream(Purpose::Experience, 0).next_u64());
            assert_clean("entities", |i| key(seed, 0).stream(Purpose::Contacts, i).next_u64());
        }
        assert_clean("seeds", |i| key(i, 0).stream(Purpose::Voice, 0).next_u64());
        assert_clean("seeds and replicates together", |i| key(i, i).stream(Purpose::Voice, i).next_u64());
        assert_clean("replicates and entities by turns", |i| key(7, i / 2).stream(Purpose::Voice, i % 2).next_u64());
        assert_clean("purposes by turns", |i| {
            let purpose = [Purpose::Experience, Purpose::Voice, Purpose::Asked, Purpose::Recovery][i as usize % 4];
            key(0, i / 4).stream(purpose, 0).next_u64()
        });
        assert_clean("second outputs", |i| {
            let mut stream = key(0, i).stream(Purpose::Experience, 0);
            stream.next_u64();
            stream.next_u64()
        });
        assert_clean("a stream and its bridge by turns", |i| {
            let key = key(0, i / 2).stream_key(Purpose::Audience, 0);
            if i % 2 == 0 { key.open().next_u64() } else { key.bridge().next_u64() }
        });
    }

    #[test]
    fn no_two_of_a_million_keys_share_a_stream() {
        let mut words: Vec<u64> =
            (0..STREAMS).map(|i| key(i % 16, i / 16 % 256).hash(Purpose::Contacts, i / 4_096)).collect();
        words.sort_unstable();
        assert!(words.windows(2).all(|pair| pair[0] != pair[1]));
    }

    #[test]
    fn the_numbers_of_a_seed_stay() {
        let words = [
            key(0, 0).stream(Purpose::Experience, 0).next_u64(),
            key(317, 0).stream(Purpose::Experience, 0).next_u64(),
            key(317, 1).stream(Purpose::Contacts, 9).next_u64(),
            key(317, 1).stream_key(Purpose::Contacts, 9).bridge().next_u64(),
        ];
        assert_eq!(
            words,
            [
                16_674_134_477_592_441_247,
                5_829_595_347_197_732_119,
                16_487_626_294_231_061_379,
                5_552_825_924_521_593_173
            ]
        );
    }
}
