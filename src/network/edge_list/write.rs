use std::borrow::Cow;
use std::io::{self, Write};

use crate::network::Network;

impl Network {
    /// Writes the contacts as CSV that [`super::EdgeList`] reads: `source,target` and the weight if there is one, a
    /// contact that goes both ways once, somebody without contacts as a contact of themselves.
    ///
    /// # Errors
    /// When writing fails. A well-mixed network has no contacts to write, only its people.
    pub fn write_edges(&self, mut out: impl Write) -> io::Result<()> {
        out.write_all(if self.has_weights() { b"source,target,weight\n" } else { b"source,target\n" })?;
        let label = |person| quoted(self.labels().get(person));
        for person in 0..self.people() {
            let own = label(person);
            if self.is_well_mixed() || self.degree(person) + self.in_degree(person) == 0 {
                writeln!(out, "{own},{own}{}", if self.has_weights() { ",0" } else { "" })?;
                continue;
            }
            for (index, &contact) in self.contacts_of(person).iter().enumerate() {
                if !self.is_directed() && contact < person {
                    continue;
                }
                write!(out, "{own},{}", label(contact))?;
                if let Some(weights) = self.weights_of(person) {
                    write!(out, ",{}", weights[index])?;
                }
                out.write_all(b"\n")?;
            }
        }
        out.flush()
    }
}

/// A label that holds a separator stands in quotes.
fn quoted(label: Cow<'_, str>) -> Cow<'_, str> {
    if label.contains([',', ';', '\t', '#', '%']) { Cow::Owned(format!("\"{label}\"")) } else { label }
}
