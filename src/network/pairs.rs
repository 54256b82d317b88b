use std::sync::atomic::AtomicBool;

use super::forward::Forward;
use super::{Network, NetworkError};

impl Network {
    /// A network of `people`, numbered from 0, and contacts that go both ways, in any order. A contact that is named again, or
    /// the other way round, is the same one.
    ///
    /// # Errors
    /// With fewer than 2 people, when somebody in a pair is not one of them, or is paired with themselves.
    ///
    /// # Example
    /// ```
    /// use rumeur::network::Network;
    ///
    /// let street = Network::from_pairs(4, [[0, 1], [1, 2], [3, 2]])?;
    /// assert_eq!((street.people(), street.contacts()), (4, 3));
    /// assert_eq!(street.contacts_of(2), [1, 3]);
    /// # Ok::<(), rumeur::network::NetworkError>(())
    /// ```
    pub fn from_pairs(people: u32, pairs: impl IntoIterator<Item = [u32; 2]>) -> Result<Self, NetworkError> {
        if people < 2 {
            return Err(NetworkError::Population(people.into()));
        }
        let forward = |[one, other]: [u32; 2]| match [one.min(other), one.max(other)] {
            [_, person] if person >= people => Err(NetworkError::Stranger { person, people }),
            [person, same] if person == same => Err(NetworkError::Alone(person)),
            pair => Ok(pair),
        };
        let mut pairs = pairs.into_iter().map(forward).collect::<Result<Vec<_>, _>>()?;
        pairs.sort_unstable();
        pairs.dedup();
        let mut lengths = vec![0; people as usize];
        for [person, _] in &pairs {
            lengths[*person as usize] += 1;
        }
        let targets = pairs.into_iter().map(|[_, other]| other).collect();
        let forward = Forward::from_blocks(people, vec![(lengths, targets)]);
        forward.into_network(&AtomicBool::new(false)).ok_or(NetworkError::Cancelled)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::EdgeList;

    #[test]
    fn pairs_make_the_network_that_their_list_makes() {
        let pairs = [[0, 1], [4, 2], [1, 0], [0, 3], [2, 4], [3, 4], [1, 3]];
        let network = Network::from_pairs(6, pairs).expect("sound pairs");
        let text = pairs.iter().map(|[one, other]| format!("{one},{other}")).collect::<Vec<_>>().join("\n");
        let (listed, _) = EdgeList::default().read(text.as_bytes()).expect("an edge list");
        assert_eq!((network.contacts(), network.degree(5)), (listed.contacts(), 0));
        for person in 0..5 {
            let of = listed.labels().find(&[person.to_string()], 5)[0].expect("a person of the list");
            let mut known: Vec<String> =
                listed.contacts_of(of).iter().map(|&other| listed.labels().get(other).into_owned()).collect();
            known.sort();
            let own: Vec<String> = network.contacts_of(person).iter().map(u32::to_string).collect();
            assert_eq!(own, known, "{person}");
        }
    }

    #[test]
    fn who_is_not_there_and_who_is_alone_are_refused() {
        assert_eq!(Network::from_pairs(1, []), Err(NetworkError::Population(1)));
        assert_eq!(Network::from_pairs(3, [[0, 3]]), Err(NetworkError::Stranger { person: 3, people: 3 }));
        assert_eq!(Network::from_pairs(3, [[2, 2]]), Err(NetworkError::Alone(2)));
    }
}
