use std::borrow::Cow;

/// What the people of a network are called: the ids of an edge list, or plain numbers.
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

    /// Who of the first `people` is called so; looks at all of them.
    pub fn find(&self, label: &str, people: u32) -> Option<u32> {
        match self {
            Labels::Numbers { first } => {
                let person = label.parse::<u64>().ok()?.checked_sub(*first)?;
                u32::try_from(person).ok().filter(|&person| person < people)
            }
            Labels::Integers(labels) => {
                let label = label.parse::<u32>().ok()?;
                labels.iter().position(|&other| other == label).map(|person| person as u32)
            }
            Labels::Words { .. } => (0..people).find(|&person| self.get(person) == label),
        }
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
