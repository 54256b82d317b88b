use rand::SeedableRng;
use rand::rngs::Xoshiro256PlusPlus;

/// A sequential generator for one (master seed, replicate, purpose, entity).
///
/// Xoshiro256++ (Blackman and Vigna 2021): named, portable, 32 bytes of state.
pub type Stream = Xoshiro256PlusPlus;

/// What a stream decides. The numbers are part of the results: never reuse or renumber one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u64)]
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
}

/// One replicate of one run: the part of a key that all its stages share.
///
/// Scenario and variant are not part of it: variants share their luck.
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
    pub fn stream(self, purpose: Purpose, entity: u64) -> Stream {
        expand(self.hash(purpose, entity))
    }

    /// The key of the stream of `purpose` for `entity`, not opened yet.
    pub const fn stream_key(self, purpose: Purpose, entity: u64) -> StreamKey {
        StreamKey { replicate: self, purpose, entity }
    }

    /// 64 well-mixed bits of the key.
    pub fn hash(self, purpose: Purpose, entity: u64) -> u64 {
        let replicate = mix(mix(self.seed.wrapping_add(GOLDEN)) ^ self.replicate.wrapping_mul(GOLDEN));
        mix(replicate.wrapping_add((purpose as u64) << 56) ^ mix(entity.wrapping_add(GOLDEN)))
    }
}

/// The full key of a stream: a replicate, a purpose and an entity.
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

/// Sets the bridge apart; digits of pi.
const BRIDGE: u64 = 0x243f_6a88_85a3_08d3;

/// The stream whose 256 bits of state are four outputs of `SplitMix64` from `state`.
fn expand(mut state: u64) -> Stream {
    let mut seed = [0_u8; 32];
    for word in seed.chunks_exact_mut(8) {
        state = state.wrapping_add(GOLDEN);
        word.copy_from_slice(&mix(state).to_le_bytes());
    }
    Stream::from_seed(seed)
}

/// 2^64 divided by the golden ratio, odd (Steele, Lea and Flood 2014).
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// The finaliser of `SplitMix64`, variant 13 of Stafford.
const fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
