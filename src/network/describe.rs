use rayon::prelude::*;

use super::Network;

/// What `rumeur network` tells of a network.
#[doc = include_str!("examples/networks.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct Description {
    /// People.
    pub people: u64,
    /// Contacts; one that goes both ways counts once.
    pub contacts: u64,
    /// How many people have how many contacts: (contacts, people), ascending, without the zeros.
    pub degrees: Vec<(u32, u64)>,
    /// Share of the pairs of contacts of a person who are contacts of each other, over all people with such a pair
    /// (transitivity); `None` where nobody has two contacts. Directions do not count.
    pub clustering: Option<f64>,
    /// People in each group that hangs together, largest first. Directions do not count.
    pub components: Vec<u64>,
}

impl Network {
    /// Counts people, contacts, degrees, triangles and components.
    ///
    /// Time grows with the sum over the contacts of the smaller of the two degrees, memory with the contacts.
    pub fn describe(&self) -> Description {
        let people = u64::from(self.people());
        if self.is_well_mixed() {
            return Description {
                people,
                contacts: self.contacts(),
                degrees: vec![(self.people() - 1, people)],
                clustering: (people > 2).then_some(1.0),
                components: vec![people],
            };
        }
        Description {
            people,
            contacts: self.contacts(),
            degrees: degrees(self),
            clustering: clustering(&Neighbours::of(self)),
            components: components(self),
        }
    }
}

fn degrees(network: &Network) -> Vec<(u32, u64)> {
    let mut degrees: Vec<u32> = (0..network.people()).map(|person| network.degree(person)).collect();
    degrees.sort_unstable();
    degrees.chunk_by(|a, b| a == b).map(|equal| (equal[0], equal.len() as u64)).collect()
}

/// Sizes of the weakly connected components by union-find with path halving (Tarjan and van Leeuwen 1984).
fn components(network: &Network) -> Vec<u64> {
    let mut parents: Vec<u32> = (0..network.people()).collect();
    for person in 0..network.people() {
        for &contact in network.contacts_of(person) {
            let (a, b) = (root(&mut parents, person), root(&mut parents, contact));
            // The smaller number becomes the root.
            parents[a.max(b) as usize] = a.min(b);
        }
    }
    let mut sizes = vec![0_u64; parents.len()];
    for person in 0..network.people() {
        sizes[root(&mut parents, person) as usize] += 1;
    }
    sizes.retain(|&size| size > 0);
    sizes.sort_unstable_by(|a, b| b.cmp(a));
    sizes
}

/// The person of least number in the component, as far as it is known.
fn root(parents: &mut [u32], mut person: u32) -> u32 {
    while parents[person as usize] != person {
        let grandparent = parents[parents[person as usize] as usize];
        parents[person as usize] = grandparent;
        person = grandparent;
    }
    person
}

/// For every person the contacts of either direction, each once, who come later in the order by degree: every triangle
/// is found once, at its person of least degree, and no list is longer than the root of twice the contacts.
struct Neighbours {
    later: Vec<Vec<u32>>,
    degrees: Vec<u64>,
}

impl Neighbours {
    fn of(network: &Network) -> Self {
        let people = network.people() as usize;
        let mut all: Vec<Vec<u32>> = (0..network.people()).map(|person| network.contacts_of(person).to_vec()).collect();
        if network.is_directed() {
            for person in 0..network.people() {
                for &contact in network.contacts_of(person) {
                    all[contact as usize].push(person);
                }
            }
        }
        all.par_iter_mut().for_each(|list| {
            list.sort_unstable();
            list.dedup();
        });
        let degrees: Vec<u64> = all.iter().map(|list| list.len() as u64).collect();
        let rank = |person: u32| (degrees[person as usize], person);
        all.par_iter_mut().enumerate().for_each(|(person, list)| {
            list.retain(|&contact| rank(contact) > rank(person as u32));
        });
        debug_assert_eq!(all.len(), people, "one list a person");
        Self { later: all, degrees }
    }
}

/// 3 x triangles / pairs of contacts.
fn clustering(neighbours: &Neighbours) -> Option<f64> {
    let pairs: u64 = neighbours.degrees.iter().map(|&degree| degree * degree.saturating_sub(1) / 2).sum();
    let triangles: u64 = neighbours
        .later
        .par_iter()
        .map(|list| list.iter().map(|&contact| common(list, &neighbours.later[contact as usize])).sum::<u64>())
        .sum();
    (pairs > 0).then(|| 3.0 * triangles as f64 / pairs as f64)
}

/// How many numbers two ascending lists share.
fn common(a: &[u32], b: &[u32]) -> u64 {
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        shared += u64::from(a[i] == b[j]);
        let (x, y) = (a[i], b[j]);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    shared
}

#[cfg(test)]
mod tests {
    use crate::network::EdgeList;

    #[test]
    fn a_small_network_is_described() {
        // A triangle with a tail, and a pair.
        for directed in [false, true] {
            let network = EdgeList { directed }.read(b"a b\nb c\nc a\nc d\ne f\n").expect("an edge list").0;
            let description = network.describe();
            assert_eq!((description.people, description.contacts), (6, 5));
            assert_eq!(description.clustering, Some(0.6));
            assert_eq!(description.components, [4, 2]);
            if !directed {
                assert_eq!(description.degrees, [(1, 3), (2, 2), (3, 1)]);
            }
        }
    }
}
