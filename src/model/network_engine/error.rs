use std::fmt;

/// Parameters that a network cannot be simulated with.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum NetworkEngineError {
    /// There is no network to use.
    NoNetwork,
    /// The networks are not those of the source: another number of them, or of their people.
    OtherNetworks {
        /// What the source makes.
        expected: u64,
        /// What there is.
        got: u64,
        /// What is counted, `networks` or `people`.
        what: &'static str,
    },
    /// A model keeps the networks that it was made with: another source, or another number of networks, needs another model.
    OtherSource,
    /// More customers than people who can be customers.
    TooManyCustomers {
        /// The customers asked for.
        customers: u64,
        /// The people of the network, or those named by the placement.
        people: u64,
    },
    /// The placement names somebody who is not in the network.
    UnknownPerson(String),
    /// The placement names somebody twice.
    PersonTwice(String),
    /// `per_contact = "weight"` on a network without weights.
    NoWeights,
    /// A weight that is no probability.
    Weight(f32),
}

impl fmt::Display for NetworkEngineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NetworkEngineError::NoNetwork => f.write_str("there is no network to tell on"),
            NetworkEngineError::OtherNetworks { expected, got, what } => {
                write!(f, "the source makes {expected} {what}, and there are {got}")
            }
            NetworkEngineError::OtherSource => f.write_str("a model cannot move to other networks"),
            NetworkEngineError::TooManyCustomers { customers, people } => {
                write!(f, "{customers} customers do not fit among {people} people")
            }
            NetworkEngineError::UnknownPerson(label) => write!(f, "nobody in the network is called `{label}`"),
            NetworkEngineError::PersonTwice(label) => write!(f, "`{label}` is named twice"),
            NetworkEngineError::NoWeights => f.write_str("per_contact = \"weight\" needs a network with weights"),
            NetworkEngineError::Weight(weight) => {
                write!(f, "per_contact = \"weight\" needs weights between 0 and 1, got {weight}")
            }
        }
    }
}

impl std::error::Error for NetworkEngineError {}
