use std::fmt;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use super::generate::{communities, preferential, random, small_world};
use super::{Network, Source};
use crate::machine::{has_memory, memory};
use crate::random::ReplicateKey;
use crate::text;
use crate::vocabulary::{Say, Text};

/// A network that cannot be generated.
#[doc = include_str!("examples/networks.md")]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum NetworkError {
    /// The number of people is out of range.
    Population(u64),
    /// The mean number of contacts is negative, infinite or no number, or more than there are other people.
    Contacts {
        /// The value.
        contacts: f64,
        /// The most that there can be.
        most: u64,
    },
    /// A ring needs an even number of contacts.
    OddContacts(u32),
    /// The chance of rewiring is not from 0 to 1.
    Rewiring(f64),
    /// A newcomer makes at least one link, and at most one to each of the others.
    Links {
        /// The value.
        links: u32,
        /// The most that there can be.
        most: u64,
    },
    /// A village without people, or none at all.
    EmptyVillage,
    /// Neighbours without a second village.
    NoNeighbours,
    /// Somebody in a pair is not of the network.
    Stranger {
        /// Who.
        person: u32,
        /// How many there are, numbered from 0.
        people: u32,
    },
    /// Somebody is paired with themselves.
    Alone(u32),
    /// It would not fit in memory.
    Memory {
        /// What it would take, in bytes.
        estimate: u64,
        /// What there is, in bytes.
        limit: u64,
    },
    /// It comes from an edge list: whoever opens the file reads it with [`super::EdgeList`].
    File(PathBuf),
    /// Somebody asked to stop.
    Cancelled,
}

impl Say for NetworkError {
    fn text(&self) -> Text {
        match self {
            NetworkError::Population(people) => text!(
                "a network has from 2 to {} people, got {}",
                "un réseau a de 2 à {} personnes, reçu {}",
                Network::MAX_PEOPLE,
                people
            ),
            NetworkError::Contacts { contacts, most } => text!(
                "the mean number of contacts must be between 0 and {most}, got {contacts}",
                "le nombre moyen de contacts doit être entre 0 et {most}, reçu {contacts}"
            ),
            NetworkError::OddContacts(contacts) => text!(
                "the contacts of a small world must be an even number, got {contacts}",
                "les contacts d'un petit monde doivent être en nombre pair, reçu {contacts}"
            ),
            NetworkError::Rewiring(rewiring) => text!(
                "rewiring must be between 0 and 1, got {rewiring}",
                "rewiring doit être entre 0 et 1, reçu {rewiring}"
            ),
            NetworkError::Links { links, most } => text!(
                "links must be between 1 and {most}, got {links}",
                "links doit être entre 1 et {most}, reçu {links}"
            ),
            NetworkError::EmptyVillage => {
                text!("every village needs at least one person", "chaque village a au moins une personne")
            }
            NetworkError::NoNeighbours => text!(
                "contacts with neighbouring villages need a second village",
                "des contacts avec les villages voisins demandent un second village"
            ),
            NetworkError::Stranger { person, people } => text!(
                "the people are numbered from 0 to {}, got {person}",
                "les personnes sont numérotées de 0 à {}, reçu {person}",
                people - 1
            ),
            NetworkError::Alone(person) => text!(
                "person {person} cannot be in contact with themselves",
                "la personne {person} ne peut pas être en contact avec elle-même"
            ),
            NetworkError::Memory { estimate, limit } => text!(
                "the network needs about {estimate} bytes of memory, and there are {limit}",
                "le réseau demande environ {estimate} octets de mémoire, et il y en a {limit}"
            ),
            NetworkError::File(path) => text!(
                "the network comes from the edge list {}",
                "le réseau vient de la liste de liens {}",
                path.display()
            ),
            NetworkError::Cancelled => text!("cancelled", "arrêté"),
        }
    }
}

impl fmt::Display for NetworkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().en)
    }
}

impl std::error::Error for NetworkError {}

impl Source {
    /// The number of people; `None` for an edge list, before it is read.
    pub fn population(&self) -> Option<u64> {
        match self {
            Source::WellMixed { population }
            | Source::Random { population, .. }
            | Source::SmallWorld { population, .. }
            | Source::Preferential { population, .. } => Some(*population),
            Source::Communities(villages) => Some(villages.sizes.iter().fold(0, |sum, &size| sum.saturating_add(size))),
            Source::File(_) => None,
        }
    }

    /// The mean number of contacts of a person; `None` for an edge list, before it is read.
    pub fn mean_contacts(&self) -> Option<f64> {
        match self {
            Source::WellMixed { .. } => self.population().map(|people| people.saturating_sub(1) as f64),
            Source::Random { contacts, .. } => Some(*contacts),
            Source::SmallWorld { contacts, .. } => Some(f64::from(*contacts)),
            Source::Preferential { links, .. } => Some(2.0 * f64::from(*links)),
            Source::Communities(villages) => Some(villages.inside + villages.neighbours + villages.anywhere),
            Source::File(_) => None,
        }
    }

    /// The most memory that generating the network takes, in bytes, within some 10 %; `None` for an edge list.
    ///
    /// 4 bytes for each end of a contact, as many again for each contact while the lists are made, and the people.
    pub fn memory_estimate(&self) -> Option<u64> {
        if let Source::WellMixed { .. } = self {
            return Some(0);
        }
        let people = self.population()? as f64;
        // A float beyond 2^64 becomes the largest integer: too much for any machine.
        Some((people * (24.0 + 6.0 * self.mean_contacts()?)) as u64)
    }

    /// The network, where everybody may tell everybody and no contacts are drawn.
    pub(crate) fn town(&self) -> Option<Network> {
        match self {
            Source::WellMixed { population } => {
                self.check().ok()?;
                Some(Network::well_mixed(*population as u32))
            }
            _ => None,
        }
    }

    /// Draws the network; the key is the master seed and the index of the network.
    ///
    /// # Errors
    /// When a number is out of range, when it would take more than `memory_limit` bytes or more than the system gives, or for
    /// an edge list.
    pub fn generate(&self, key: ReplicateKey, memory_limit: u64) -> Result<Network, NetworkError> {
        self.generate_until(key, memory_limit, &AtomicBool::new(false))
    }

    /// As [`Source::generate`], until `stop` is set: it is looked at many times a second.
    ///
    /// # Errors
    /// As for [`Source::generate`], and [`NetworkError::Cancelled`].
    pub fn generate_until(
        &self,
        key: ReplicateKey,
        memory_limit: u64,
        stop: &AtomicBool,
    ) -> Result<Network, NetworkError> {
        self.check()?;
        let estimate = self.memory_estimate().unwrap_or(0);
        if estimate > memory_limit {
            return Err(NetworkError::Memory { estimate, limit: memory_limit });
        }
        if !has_memory(estimate) {
            return Err(NetworkError::Memory { estimate, limit: memory() });
        }
        let people = self.population().unwrap_or(0) as u32;
        let network = match self {
            Source::WellMixed { .. } => Some(Network::well_mixed(people)),
            Source::Random { contacts, .. } => random(people, *contacts, key, stop),
            Source::SmallWorld { contacts, rewiring, .. } => small_world(people, *contacts, *rewiring, key, stop),
            Source::Preferential { links, .. } => preferential(people, *links, key, stop),
            Source::Communities(villages) => communities(villages, people, key, stop),
            Source::File(file) => return Err(NetworkError::File(file.path.clone())),
        };
        network.ok_or(NetworkError::Cancelled)
    }

    /// Whether every number is in its range; an edge list is checked when it is read.
    ///
    /// # Errors
    /// The first number that is not.
    pub fn check(&self) -> Result<(), NetworkError> {
        let Some(people) = self.population() else { return Ok(()) };
        if !(2..=Network::MAX_PEOPLE).contains(&people) {
            return Err(NetworkError::Population(people));
        }
        match self {
            Source::WellMixed { .. } | Source::File(_) => Ok(()),
            Source::Random { contacts, .. } => check_contacts(*contacts, people - 1),
            Source::SmallWorld { contacts, rewiring, .. } => {
                check_contacts(f64::from(*contacts), people - 1)?;
                if contacts % 2 == 1 {
                    return Err(NetworkError::OddContacts(*contacts));
                }
                if (0.0..=1.0).contains(rewiring) { Ok(()) } else { Err(NetworkError::Rewiring(*rewiring)) }
            }
            Source::Preferential { links, .. } => {
                let most = people - 1;
                let in_range = (1..=most).contains(&u64::from(*links));
                if in_range { Ok(()) } else { Err(NetworkError::Links { links: *links, most }) }
            }
            Source::Communities(villages) => {
                if villages.sizes.contains(&0) {
                    return Err(NetworkError::EmptyVillage);
                }
                if villages.neighbours > 0.0 && villages.sizes.len() < 2 {
                    return Err(NetworkError::NoNeighbours);
                }
                let smallest = villages.sizes.iter().min().map_or(0, |size| size - 1);
                check_contacts(villages.inside, smallest)?;
                check_contacts(villages.neighbours, people - 1)?;
                check_contacts(villages.anywhere, people - 1)
            }
        }
    }
}

fn check_contacts(contacts: f64, most: u64) -> Result<(), NetworkError> {
    let in_range = (0.0..=most as f64).contains(&contacts);
    if in_range { Ok(()) } else { Err(NetworkError::Contacts { contacts, most }) }
}
