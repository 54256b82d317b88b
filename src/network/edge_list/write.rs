use std::borrow::Cow;
use std::io::{self, Write};

use super::layout::PROMISE;
use crate::network::Network;

impl Network {
    /// Writes the contacts as CSV that [`super::EdgeList`] reads: `source,target` and the weight if there is one, a
    /// contact that goes both ways once, somebody without contacts as a contact of themselves. The first line, a
    /// comment, says how many follow the header, so that a list that was cut off is known.
    ///
    /// # Errors
    /// When writing fails. A well-mixed network has no contacts to write, only its people.
    pub fn write_edges(&self, mut out: impl Write) -> io::Result<()> {
        let is_alone = |person| self.is_well_mixed() || self.degree(person) + self.in_degree(person) == 0;
        let alone = (0..self.people()).filter(|&person| is_alone(person)).count() as u64;
        let lines = alone + if self.is_well_mixed() { 0 } else { self.contacts() };
        writeln!(out, "{PROMISE}{lines} {}", if lines == 1 { "line" } else { "lines" })?;
        out.write_all(if self.has_weights() { b"source,target,weight\n" } else { b"source,target\n" })?;
        let label = |person| quoted(self.labels().get(person));
        for person in 0..self.people() {
            let own = label(person);
            if is_alone(person) {
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

/// A label that could be read as something else stands in quotes, its own quotes doubled.
fn quoted(label: Cow<'_, str>) -> Cow<'_, str> {
    let special = label.contains([',', ';', '\t', '#', '%', '"', '\n', '\r']) || label.starts_with("//");
    if special { Cow::Owned(format!("\"{}\"", label.replace('"', "\"\""))) } else { label }
}
