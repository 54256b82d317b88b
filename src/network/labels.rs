use std::borrow::Cow;
use std::collections::HashMap;

/// What the people of a network are called: the ids of an edge list, or plain numbers.
///
/// ```
/// use rumeur::network::{EdgeList, Labels};
///
/// let (network, _) = EdgeList::default().read(b"Anna,Ben\nBen,Carl\n")?;
/// let labels: &Labels = network.labels();
/// assert_eq!(labels.get(2), "Carl");
/// assert_eq!(labels.find(&["Ben", "Dora"], network.people()), [Some(1), None]);
/// # Ok::<(), rumeur::network::EdgeListError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum Labels {
    /// Person i is called first + i.
    Numbers {
        /// The label of person 0.
        first: u64,
    },
    /// Whole numbers, by person.
    Integers(Vec<u32>),
    /// Words, one after the other: the label of a person ends where the next begins.
    Words {
        /// The labels without anything between them.
        text: String,
        /// Where each label ends in `text`.
        ends: Vec<u64>,
    },
}

impl Labels {
    /// What `person` is called.
    pub fn get(&self, person: u32) -> Cow<'_, str> {
        let person = person as usize;
        match self {
            Labels::Numbers { first } => (first + person as u64).to_string().into(),
            Labels::Integers(labels) => labels[person].to_string().into(),
            Labels::Words { text, ends } => {
                let start = if person == 0 { 0 } else { ends[person - 1] };
                Cow::Borrowed(&text[start as usize..ends[person] as usize])
            }
        }
    }

    /// Who of the first `people` is called so; `None` where nobody is. Looks at all of them once.
    pub fn find(&self, names: &[impl AsRef<str>], people: u32) -> Vec<Option<u32>> {
        let mut found = vec![None; names.len()];
        if let Labels::Numbers { first } = self {
            for (name, found) in names.iter().zip(&mut found) {
                let person = name.as_ref().parse::<u64>().ok().and_then(|label| label.checked_sub(*first));
                *found = person.and_then(|person| u32::try_from(person).ok()).filter(|&person| person < people);
            }
            return found;
        }
        // Only looked up, never walked: its order is of no importance.
        let mut places: HashMap<&str, Vec<usize>> = HashMap::with_capacity(names.len());
        for (place, name) in names.iter().enumerate() {
            places.entry(name.as_ref()).or_default().push(place);
        }
        for person in 0..people {
            for &place in places.get(&*self.get(person)).into_iter().flatten() {
                found[place] = Some(person);
            }
        }
        found
    }

    /// The memory that they hold, in bytes.
    pub(super) fn memory(&self) -> u64 {
        match self {
            Labels::Numbers { .. } => 0,
            Labels::Integers(labels) => 4 * labels.len() as u64,
            Labels::Words { text, ends } => text.len() as u64 + 8 * ends.len() as u64,
        }
    }
}
