use std::io::BufRead;

use super::faults::Faults;
use crate::random::named_entity;
use crate::sheet::{Sheet, SheetError};
use crate::vocabulary::Text;

/// Which columns of a complaint log matter.
#[doc = include_str!("examples/silent.md")]
#[derive(Clone, Copy, Debug)]
pub struct LogColumns<'a> {
    /// Who complained.
    pub customer: &'a str,
    /// About what, where lines of one incident are to count once.
    pub incident: Option<&'a str>,
}

/// The customers of a complaint log, by the hash of their names: once for each complaint, or for each incident.
#[doc = include_str!("examples/silent.md")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Log {
    /// The customer of each complaint.
    pub customers: Vec<u64>,
    /// Lines of an incident that was counted already.
    pub repeated: u64,
    /// Lines without a customer.
    pub faults: Faults,
}

/// Kinds of names, so that a customer and an incident of one name are two.
const CUSTOMER: u64 = 1;
const INCIDENT: u64 = 2;

impl Log {
    /// Reads a log, 8 bytes kept of each line (16 with incidents).
    ///
    /// # Errors
    /// Where it is no table, has not these columns, or they are one.
    pub fn read(source: impl BufRead, columns: LogColumns<'_>) -> Result<Self, SheetError> {
        let mut sheet = Sheet::new(source)?;
        let customer = sheet.column(columns.customer)?;
        let incident = columns.incident.map(|name| sheet.column(name)).transpose()?;
        if incident == Some(customer) {
            let column = sheet.columns()[customer].clone();
            return Err(SheetError::Both { column, roles: ["--customer", "--incident"] });
        }
        let mut log = Self::default();
        let mut pairs = Vec::new();
        let mut record = csv::ByteRecord::new();
        while sheet.next_line(&mut record)? {
            log.faults.lines += 1;
            match (name(&record, customer), incident.map(|at| name(&record, at))) {
                (Some(who), None) => log.customers.push(named_entity(CUSTOMER, who)),
                (Some(who), Some(Some(what))) => {
                    pairs.push((named_entity(CUSTOMER, who), named_entity(INCIDENT, what)));
                }
                (None, _) => fault(&mut log.faults, sheet.line(), &sheet.columns()[customer]),
                (_, Some(None)) => fault(&mut log.faults, sheet.line(), columns.incident.unwrap_or_default()),
            }
        }
        if incident.is_some() {
            let lines = pairs.len();
            pairs.sort_unstable();
            pairs.dedup();
            log.repeated = (lines - pairs.len()) as u64;
            log.customers = pairs.into_iter().map(|(who, _)| who).collect();
        }
        Ok(log)
    }
}

fn fault(faults: &mut Faults, line: u64, column: &str) {
    let message = Text::new(
        "empty, or no UTF-8: nobody knows who complained",
        "vide, ou pas en UTF-8 : on ne sait pas qui a réclamé",
    );
    faults.add(line, column, message);
}

/// What stands in a column, without the spaces around it; `None` where nothing does.
fn name(record: &csv::ByteRecord, at: usize) -> Option<&str> {
    let text = std::str::from_utf8(record.get(at)?).ok()?.trim();
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::super::repeats::Repeats;
    use super::*;

    const LOG: &str = "date;customer;incident\n1;anne;A\n2; anne ;A\n3;bob;B\n4;;C\n5;anne;D\n6\n7;bob;B\n";

    fn counts(columns: LogColumns<'_>) -> (Vec<u64>, Log) {
        let log = Log::read(LOG.as_bytes(), columns).expect("a log");
        (Repeats::of_customers(log.customers.clone()).expect("complaints").counts().to_vec(), log)
    }

    #[test]
    fn each_line_is_a_complaint_unless_incidents_are_told_apart() {
        let (found, log) = counts(LogColumns { customer: "Customer", incident: None });
        assert_eq!((found, log.repeated), (vec![0, 1, 1], 0));
        let (found, log) = counts(LogColumns { customer: "customer", incident: Some("incident") });
        assert_eq!((found, log.repeated), (vec![1, 1], 2));
    }

    #[test]
    fn lines_without_a_customer_are_named() {
        let (_, log) = counts(LogColumns { customer: "customer", incident: None });
        let lines: Vec<u64> = log.faults.named.iter().map(|fault| fault.line).collect();
        assert_eq!((lines, log.faults.count, log.faults.lines), (vec![5, 7], 2, 7));
        assert!(log.faults.are_too_many());
    }
}
