use std::path::PathBuf;

use super::EdgeFormat;

/// How a referral network comes to be.
///
/// ```
/// use rumeur::network::Source;
/// use rumeur::random::ReplicateKey;
///
/// let source = Source::SmallWorld { population: 1_000, contacts: 10, rewiring: 0.1 };
/// let network = source.generate(ReplicateKey { seed: 317, replicate: 0 }, 1 << 30)?;
/// assert_eq!((network.people(), network.contacts()), (1_000, 5_000));
/// # Ok::<(), rumeur::network::NetworkError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Source {
    /// Everyone may tell everyone; no contacts are stored.
    WellMixed {
        /// People, at least 2.
        population: u64,
    },
    /// Erdos-Renyi G(n, p) with p = contacts / (population - 1).
    Random {
        /// People.
        population: u64,
        /// Mean number of contacts of a person.
        contacts: f64,
    },
    /// Watts-Strogatz: a ring lattice whose contacts are rewired at random.
    SmallWorld {
        /// People.
        population: u64,
        /// Contacts of each person in the ring, even.
        contacts: u32,
        /// Chance that a contact is rewired, from 0 to 1.
        rewiring: f64,
    },
    /// Barabasi-Albert preferential attachment.
    Preferential {
        /// People.
        population: u64,
        /// Links that each newcomer makes.
        links: u32,
    },
    /// Villages: dense inside, sparser to the neighbouring villages, sparser still to anyone anywhere.
    Communities(Communities),
    /// An edge list.
    File(EdgeFile),
}

/// Villages on a ring.
///
/// ```
/// use rumeur::network::{Communities, Source};
///
/// let villages = Communities { sizes: vec![40, 60], inside: 8.0, neighbours: 1.0, anywhere: 0.5 };
/// assert_eq!(Source::Communities(villages).population(), Some(100));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Communities {
    /// People in each village.
    pub sizes: Vec<u64>,
    /// Mean contacts of a person inside the village.
    pub inside: f64,
    /// Mean contacts of a person in the two neighbouring villages together.
    pub neighbours: f64,
    /// Mean contacts of a person anywhere.
    pub anywhere: f64,
}

/// An edge list on disk; this floor reads its bytes only, whoever opens it is above.
#[doc = include_str!("examples/edge_lists.md")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EdgeFile {
    /// The path, resolved against the scenario's folder.
    pub path: PathBuf,
    /// Whether a line `a b` lets only a tell b.
    pub directed: bool,
    /// How it is written, as far as the scenario says.
    pub format: EdgeFormat,
}
