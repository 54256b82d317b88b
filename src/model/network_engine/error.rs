use std::fmt;

use crate::text;
use crate::vocabulary::{Say, Text};

/// Parameters that a network cannot be simulated with.
#[doc = include_str!("../examples/witness.md")]
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
        /// What is counted, networks or people, English and French.
        what: &'static [&'static str; 2],
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

impl Say for NetworkEngineError {
    fn text(&self) -> Text {
        match self {
            NetworkEngineError::NoNetwork => {
                text!("there is no network to tell on", "il n'y a pas de réseau où en parler")
            }
            NetworkEngineError::OtherNetworks { expected, got, what: [what, what_fr] } => text!(
                "the source makes {expected} {what}, and there are {got}",
                "la source fait {expected} {what_fr}, et il y en a {got}"
            ),
            NetworkEngineError::OtherSource => {
                text!("a model cannot move to other networks", "un modèle ne peut pas passer à d'autres réseaux")
            }
            NetworkEngineError::TooManyCustomers { customers, people } => text!(
                "{customers} customers do not fit among {people} people",
                "{customers} clients ne tiennent pas parmi {people} personnes"
            ),
            NetworkEngineError::UnknownPerson(label) => {
                text!("nobody in the network is called `{label}`", "personne dans le réseau ne s'appelle `{label}`")
            }
            NetworkEngineError::PersonTwice(label) => text!("`{label}` is named twice", "`{label}` est là deux fois"),
            NetworkEngineError::NoWeights => text!(
                "per_contact = \"weight\" needs a network with weights",
                "per_contact = \"weight\" demande un réseau avec des poids"
            ),
            NetworkEngineError::Weight(weight) => text!(
                "per_contact = \"weight\" needs weights between 0 and 1, got {weight}",
                "per_contact = \"weight\" demande des poids entre 0 et 1, reçu {weight}"
            ),
        }
    }
}

impl fmt::Display for NetworkEngineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().en)
    }
}

impl std::error::Error for NetworkEngineError {}
