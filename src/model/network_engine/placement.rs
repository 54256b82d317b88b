use rand::RngExt;

use super::NetworkEngineError;
use super::people::PeopleSet;
use crate::model::Placement;
use crate::network::Network;
use crate::random::{Purpose, ReplicateKey};

/// Who of the people of one network are the customers, compiled: an order of which a replicate takes the first ones, so
/// that those of a smaller number are among those of a larger one.
#[derive(Clone, Debug)]
pub(super) enum Order {
    /// Anyone, drawn anew in each replicate.
    Random,
    /// Breadth-first from a person drawn anew in each replicate, the contacts of each person in a random order, and from
    /// another where nobody is left.
    Clustered,
    /// The same in each replicate.
    Fixed(Vec<u32>),
    /// By number, where everybody has as many contacts.
    ByNumber,
}

impl Order {
    pub(super) fn new(placement: &Placement, network: &Network) -> Result<Self, NetworkEngineError> {
        match placement {
            Placement::Random => Ok(Order::Random),
            Placement::Clustered => Ok(Order::Clustered),
            Placement::Hubs if network.is_well_mixed() => Ok(Order::ByNumber),
            Placement::Hubs => {
                let mut people: Vec<u32> = (0..network.people()).collect();
                people.sort_by_key(|&person| (std::cmp::Reverse(network.degree(person)), person));
                Ok(Order::Fixed(people))
            }
            Placement::People(labels) => named(labels, network).map(Order::Fixed),
        }
    }

    /// Whether who comes first is anyone.
    pub(super) fn is_random(&self) -> bool {
        matches!(self, Order::Random | Order::ByNumber)
    }

    /// The most customers that there can be.
    pub(super) fn capacity(&self, network: &Network) -> u64 {
        match self {
            Order::Fixed(people) => people.len() as u64,
            Order::Random | Order::Clustered | Order::ByNumber => u64::from(network.people()),
        }
    }

    /// Puts the first `count` people of the order of a replicate into `customers`; `count` is at most the capacity, and
    /// `placed` is empty before and holds them afterwards.
    pub(super) fn place(
        &self,
        key: ReplicateKey,
        network: &Network,
        count: u64,
        customers: &mut Vec<u32>,
        placed: &mut PeopleSet,
    ) {
        customers.clear();
        let count = count as usize;
        let mut stream = key.stream(Purpose::Placement, 0);
        let ranks = key.people(Purpose::Placement, 1);
        match self {
            Order::Random => {
                while customers.len() < count {
                    let person = stream.random_range(0..network.people());
                    if placed.insert(person) {
                        customers.push(person);
                    }
                }
            }
            Order::Clustered => {
                // The customers themselves are the queue of the search.
                let mut next = 0;
                while customers.len() < count {
                    let Some(&person) = customers.get(next) else {
                        let person = stream.random_range(0..network.people());
                        if placed.insert(person) {
                            customers.push(person);
                        }
                        continue;
                    };
                    next += 1;
                    let left = count - customers.len();
                    if network.is_well_mixed() {
                        customers.extend((0..network.people()).filter(|&other| placed.insert(other)).take(left));
                    } else {
                        // In a random order, whatever the order in which they are stored.
                        let before = customers.len();
                        let contacts = network.contacts_of(person).iter().copied();
                        customers.extend(contacts.filter(|&other| placed.insert(other)));
                        customers[before..].sort_unstable_by_key(|&other| (ranks.open(other).next_bits(), other));
                        for &other in customers.iter().skip(before + left) {
                            placed.take_out(other);
                        }
                        customers.truncate(before + left);
                    }
                }
            }
            Order::Fixed(people) => {
                customers.extend_from_slice(&people[..count]);
                placed.extend(customers);
            }
            Order::ByNumber => {
                customers.extend(0..count as u32);
                placed.extend(customers);
            }
        }
    }
}

fn named(labels: &[String], network: &Network) -> Result<Vec<u32>, NetworkEngineError> {
    let mut people = Vec::with_capacity(labels.len());
    let mut named = PeopleSet::default();
    named.reserve(network.people());
    for (label, person) in labels.iter().zip(network.labels().find(labels, network.people())) {
        let person = person.ok_or_else(|| NetworkEngineError::UnknownPerson(label.clone()))?;
        if !named.insert(person) {
            return Err(NetworkEngineError::PersonTwice(label.clone()));
        }
        people.push(person);
    }
    Ok(people)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::network::EdgeList;

    #[test]
    fn a_cluster_takes_any_contacts_whatever_the_order_of_lines() {
        let read = |text: &str| EdgeList::default().read(text.as_bytes()).expect("an edge list").0;
        let networks = [read("0 1\n0 2\n0 3\n0 4\n"), read("0 4\n0 3\n2 0\n0 1\n")];
        let cluster = |network: &Network, replicate: u64| {
            let (mut customers, mut placed) = (Vec::new(), PeopleSet::default());
            placed.reserve(network.people());
            let key = ReplicateKey { seed: 3, replicate };
            Order::Clustered.place(key, network, 3, &mut customers, &mut placed);
            customers
        };
        let replicates = 40_000;
        let mut pairs = BTreeMap::new();
        for replicate in 0..replicates {
            let customers = cluster(&networks[0], replicate);
            assert_eq!(customers, cluster(&networks[1], replicate));
            if customers[0] == 0 {
                *pairs.entry((customers[1], customers[2])).or_insert(0_u64) += 1;
            }
        }
        // From the centre twelve ordered pairs are equally likely: 1 / (5 x 12) of all replicates each.
        let chance = 1.0 / 60.0;
        let error = (replicates as f64 * chance * (1.0 - chance)).sqrt();
        assert_eq!(pairs.len(), 12);
        for (pair, count) in pairs {
            assert!((count as f64 - replicates as f64 * chance).abs() < 4.0 * error, "{pair:?}: {count}");
        }
    }
}
