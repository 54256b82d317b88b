use std::sync::OnceLock;

use super::{Chances, Labels, Offsets};

/// A referral network: who can tell whom.
///
/// Compressed adjacency: the contacts of a person are a slice of one array. 4 bytes a directed contact (8 with weights),
/// 4 bytes a person (8 from 2^32 contacts on) and the labels. A well-mixed network stores no contacts: everyone may tell everyone.
///
/// ```
/// use rumeur::network::Network;
///
/// let square = Network::from_pairs(4, [[0, 1], [1, 2], [2, 3], [3, 0]])?;
/// assert_eq!(square.degree(0), 2);
/// assert_eq!(square.contacts_of(0), [1, 3]);
/// # Ok::<(), rumeur::network::NetworkError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Network {
    pub(super) people: u32,
    pub(super) well_mixed: bool,
    offsets: Offsets,
    targets: Vec<u32>,
    weights: Option<Vec<f32>>,
    /// How many may tell each person; `None` where it equals the number of contacts.
    in_degrees: Option<Vec<u32>>,
    pub(super) labels: Labels,
    pub(super) by_weight: OnceLock<Chances>,
    pub(super) by_inverse_degree: OnceLock<Chances>,
}

/// The lists of all people, one after the other, of which a network is made.
#[derive(Debug, Default)]
pub(super) struct Adjacency {
    /// Where the list of each person begins; one more than there are people.
    pub(super) offsets: Vec<u64>,
    /// The lists.
    pub(super) targets: Vec<u32>,
    /// The weight of each contact.
    pub(super) weights: Option<Vec<f32>>,
}

impl Network {
    /// The largest population: a person is a `u32`.
    pub const MAX_PEOPLE: u64 = u32::MAX as u64;

    /// Everyone may tell everyone.
    pub(super) fn well_mixed(people: u32) -> Self {
        Self::new(people, true, Adjacency::default(), None, Labels::Numbers { first: 0 })
    }

    /// Contacts that go both ways: every pair stands in both lists.
    pub(super) fn undirected(people: u32, adjacency: Adjacency, labels: Labels) -> Self {
        Self::new(people, false, adjacency, None, labels)
    }

    /// Contacts that go one way.
    pub(super) fn directed(people: u32, adjacency: Adjacency, labels: Labels) -> Self {
        let mut in_degrees = vec![0_u32; people as usize];
        for &target in &adjacency.targets {
            in_degrees[target as usize] += 1;
        }
        Self::new(people, false, adjacency, Some(in_degrees), labels)
    }

    fn new(people: u32, well_mixed: bool, adjacency: Adjacency, in_degrees: Option<Vec<u32>>, labels: Labels) -> Self {
        let Adjacency { offsets, targets, weights } = adjacency;
        let (by_weight, by_inverse_degree) = (OnceLock::new(), OnceLock::new());
        let offsets = Offsets::new(offsets);
        Self { people, well_mixed, offsets, targets, weights, in_degrees, labels, by_weight, by_inverse_degree }
    }

    /// The number of people; they are numbered from 0.
    pub fn people(&self) -> u32 {
        self.people
    }

    /// Whether everyone may tell everyone, without stored contacts.
    pub fn is_well_mixed(&self) -> bool {
        self.well_mixed
    }

    /// Whether a contact goes one way only.
    pub fn is_directed(&self) -> bool {
        self.in_degrees.is_some()
    }

    /// Whether contacts have weights.
    pub fn has_weights(&self) -> bool {
        self.weights.is_some()
    }

    /// The number of contacts; one that goes both ways counts once.
    pub fn contacts(&self) -> u64 {
        if self.well_mixed {
            let people = u64::from(self.people);
            return people * people.saturating_sub(1) / 2;
        }
        let stored = self.targets.len() as u64;
        if self.is_directed() { stored } else { stored / 2 }
    }

    /// How many people `person` can tell.
    pub fn degree(&self, person: u32) -> u32 {
        if self.well_mixed { self.people - 1 } else { self.span(person).len() as u32 }
    }

    /// How many people can tell `person`.
    pub fn in_degree(&self, person: u32) -> u32 {
        match &self.in_degrees {
            Some(in_degrees) => in_degrees[person as usize],
            None => self.degree(person),
        }
    }

    /// Whom `person` can tell; empty in a well-mixed network, which stores no contacts.
    pub fn contacts_of(&self, person: u32) -> &[u32] {
        if self.well_mixed { &[] } else { &self.targets[self.span(person)] }
    }

    /// The weights of the contacts of `person`, in the order of [`Network::contacts_of`]; `None` without weights.
    pub fn weights_of(&self, person: u32) -> Option<&[f32]> {
        self.weights.as_ref().map(|weights| &weights[self.span(person)])
    }

    /// The weights of all contacts; `None` without weights.
    pub fn weights(&self) -> Option<&[f32]> {
        self.weights.as_deref()
    }

    /// Where the list of each person begins among [`Network::targets`], and its end: one more than there are people.
    /// Empty in a well-mixed network.
    pub fn offsets(&self) -> &Offsets {
        &self.offsets
    }

    /// The lists of contacts of all people, one after the other.
    pub fn targets(&self) -> &[u32] {
        &self.targets
    }

    /// The contacts by falling weight; `None` without weights. Made at the first call and kept: 8 bytes a contact.
    pub fn by_weight(&self) -> Option<&Chances> {
        let weights = self.weights()?;
        Some(self.by_weight.get_or_init(|| Chances::new(&self.offsets, &self.targets, |index, _| weights[index])))
    }

    /// The contacts by falling 1 / in-degree. Made at the first call and kept: 8 bytes a contact.
    pub fn by_inverse_degree(&self) -> &Chances {
        let chance = |_, contact| 1.0 / self.in_degree(contact) as f32;
        self.by_inverse_degree.get_or_init(|| Chances::new(&self.offsets, &self.targets, chance))
    }

    /// What the people are called.
    pub fn labels(&self) -> &Labels {
        &self.labels
    }

    /// The memory that it holds, in bytes.
    pub fn memory(&self) -> u64 {
        let contacts = self.targets.len() as u64 * if self.has_weights() { 8 } else { 4 };
        let in_degrees = self.in_degrees.as_ref().map_or(0, |degrees| 4 * degrees.len() as u64);
        contacts + self.offsets.memory() + in_degrees + self.labels.memory()
    }

    fn span(&self, person: u32) -> std::ops::Range<usize> {
        let (start, end) = self.offsets.bounds(person);
        start as usize..end as usize
    }
}

/// Networks are equal if they have the same people, contacts, weights and labels.
impl PartialEq for Network {
    fn eq(&self, other: &Self) -> bool {
        self.people == other.people
            && self.well_mixed == other.well_mixed
            && self.is_directed() == other.is_directed()
            && self.offsets == other.offsets
            && self.targets == other.targets
            && self.weights == other.weights
            && self.labels == other.labels
    }
}
