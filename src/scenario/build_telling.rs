//! Audiences and networks.

use std::collections::BTreeMap;
use std::io::{BufReader, Cursor, Read};
use std::path::Path;

use super::build::Builder;
use super::catalogue::{DELAYS, known};
use super::datum::Datum;
use super::key_path::KeyPath;
use crate::input::{self, Input};
use crate::model::{Audience, PerContact, Time};
use crate::quantity::Probability;
use crate::sheet::{Sheet, shown, told};
use crate::text;
use crate::vocabulary::{Outcome, Say, Text, system_reason};

/// The most bytes of answers that come from a pipe.
const ANSWER_BYTES: u64 = 256 << 20;
/// Every kind of audience but the plain number.
const AUDIENCE_KINDS: [&str; 10] = [
    "poisson",
    "geometric",
    "negative_binomial",
    "lognormal",
    "zipf",
    "uniform",
    "indignation",
    "per_contact",
    "empirical",
    "file",
];

impl Builder<'_> {
    /// The kind of audience at `path`; `outcome`: of those who lived it, `None`: of listeners. Lists and words are read
    /// here, single numbers are written later.
    pub(super) fn audience(&mut self, path: &KeyPath, outcome: Option<Outcome>) -> Audience {
        let kind = AUDIENCE_KINDS.into_iter().find(|kind| self.effective.mentions(&path.with(kind)));
        match kind {
            Some("poisson") => Audience::Poisson(0.0),
            Some("geometric") => Audience::Geometric(0.0),
            Some("negative_binomial") => Audience::NegativeBinomial { mean: 0.0, dispersion: 1.0 },
            Some("lognormal") => Audience::LogNormal { median: 1.0, sigma: 0.0 },
            Some("zipf") => Audience::Zipf { exponent: 0.0, max: 1 },
            Some("uniform") => {
                let (low, high) = self.ends(&path.with("uniform"));
                Audience::Uniform { low, high }
            }
            Some("indignation") => self.indignation(path, outcome),
            Some("per_contact") => self.per_contact(path),
            Some("file") => self.answers(path),
            Some(_) => match self.at(&path.with("empirical")) {
                Some(Datum::Weights(weights)) => Audience::Empirical(weights.clone()),
                _ => Audience::Fixed(1),
            },
            None => {
                let column = path.with("column");
                if self.effective.mentions(&column) {
                    let message = text!("{column} needs a file that has it", "{column} demande le fichier qui l'a");
                    let hint = text!(
                        "name the file, too: {{ file = \"told.csv\", column = \"told\" }}",
                        "nommez aussi le fichier : {{ file = \"told.csv\", column = \"told\" }}"
                    );
                    self.fault("needs-another-key", &column, message, hint);
                }
                Audience::Fixed(0)
            }
        }
    }

    /// The answers of a file as an audience, each as likely as it is frequent.
    fn answers(&mut self, path: &KeyPath) -> Audience {
        let own = path.with("file");
        // A file that is not there has been said.
        let Some(Datum::File { written, resolved }) = self.at(&own) else { return Audience::Fixed(0) };
        let column = match self.at(&path.with("column")) {
            Some(Datum::Text(column)) => Some(column.clone()),
            _ => None,
        };
        match empirical(resolved, column.as_deref()) {
            Ok(values) => Audience::Empirical(values),
            Err(Text { en, fr }) => {
                let message = text!(
                    "{own} holds no audience: {written}: {en}",
                    "{own} ne donne pas d'auditoire : {written} : {fr}"
                );
                let hint = text!(
                    "it is a CSV file with a line for each person and one whole number in the column",
                    "c'est un fichier CSV, une ligne par personne et un nombre entier dans la colonne"
                );
                self.fault("bad-answers", &own, message, hint);
                Audience::Fixed(0)
            }
        }
    }

    /// When things happen, where that is said.
    pub(super) fn time(&mut self) -> Option<Time> {
        let table = known("time");
        if !self.effective.mentions(&table) {
            return None;
        }
        let [arrival, complaint, answer, telling] = DELAYS.map(|delay| self.delay(&table.with(delay)));
        Some(Time { arrival, complaint, answer, telling, ..Time::at_once(1) })
    }

    /// A delay is an audience that hangs on nobody.
    fn delay(&mut self, path: &KeyPath) -> Audience {
        for kind in ["indignation", "per_contact"] {
            let own = path.with(kind);
            if self.effective.mentions(&own) {
                let message = text!(
                    "{own} has no meaning: a delay is a number of ticks",
                    "{own} n'a pas de sens : un délai est un nombre d'unités de temps"
                );
                let hint = (
                    "use a number or another law, such as { geometric = 3 }",
                    "prenez un nombre ou une autre loi, comme { geometric = 3 }",
                );
                self.fault("no-meaning", &own, message, hint);
                return Audience::Fixed(0);
            }
        }
        self.audience(path, None)
    }

    fn ends(&self, path: &KeyPath) -> (u64, u64) {
        match self.at(path) {
            Some(Datum::Counts(ends)) => (ends.first().copied().unwrap_or(0), ends.get(1).copied().unwrap_or(0)),
            _ => (0, 0),
        }
    }

    fn indignation(&mut self, path: &KeyPath, outcome: Option<Outcome>) -> Audience {
        let own = path.with("indignation");
        let who = match outcome {
            None => Some(("listeners", "les auditeurs")),
            Some(Outcome::Satisfied) => Some(("satisfied customers", "les clients satisfaits")),
            Some(_) => None,
        };
        if let Some((who, who_fr)) = who {
            let message = text!(
                "{own} has no meaning: {who} have no indignation of their own",
                "{own} n'a pas de sens : {who_fr} n'ont pas d'indignation propre"
            );
            let hint = (
                "use another audience, such as { uniform = [9, 20] }",
                "prenez un autre auditoire, comme { uniform = [9, 20] }",
            );
            self.fault("no-meaning", &own, message, hint);
        } else if !self.effective.mentions(&known("service")) {
            let hint = (
                "add a [service] table, or use { uniform = [9, 20] }",
                "ajoutez une table [service], ou prenez { uniform = [9, 20] }",
            );
            let message = text!("{own} needs a [service] table", "{own} demande une table [service]");
            self.fault("needs-another-key", &own, message, hint);
        }
        let (low, high) = self.ends(&own);
        Audience::Indignation { low, high }
    }

    fn per_contact(&mut self, path: &KeyPath) -> Audience {
        let own = path.with("per_contact");
        let kind = match self.at(&own) {
            Some(Datum::Text(word)) if word == "weight" => PerContact::Weight,
            Some(Datum::Text(_)) => PerContact::InverseDegree,
            _ => PerContact::Probability(Probability::ZERO),
        };
        let has = |path: &str| self.effective.mentions(&known(path));
        if !has("network") {
            let hint = (
                "add a [network] table, or use another audience, such as { poisson = 10 }",
                "ajoutez une table [network], ou prenez un autre auditoire, comme { poisson = 10 }",
            );
            let message = text!("{own} needs a [network] table", "{own} demande une table [network]");
            self.fault("needs-another-key", &own, message, hint);
        } else if kind == PerContact::Weight && !has("network.file") {
            let message = text!(
                "{own} = \"weight\" needs contacts with weights, from network.file",
                "{own} = \"weight\" demande des contacts avec des poids, de network.file"
            );
            let hint = ("write a probability, such as 0.1", "écrivez une probabilité, comme 0.1");
            self.fault("needs-another-key", &own, message, hint);
        }
        Audience::PerContact(kind)
    }
}

/// The answers in a column of a file with how often each is given; the only column where none is named.
fn empirical(path: &Path, column: Option<&str>) -> Result<Vec<(u64, f64)>, Text> {
    let bytes: Box<dyn Read> = match input::open(path, ANSWER_BYTES).map_err(|error| system_reason(&error))? {
        Input::Bytes(bytes) => Box::new(Cursor::new(bytes)),
        Input::File(file) => Box::new(file),
    };
    let mut sheet = Sheet::new(BufReader::new(bytes)).map_err(|error| error.text())?;
    let place = match column {
        Some(name) => sheet.column(name).map_err(|error| error.text())?,
        None if sheet.columns().len() == 1 => 0,
        None => {
            let columns = sheet.columns().join(", ");
            return Err(text!("say which column: {columns}", "dites quelle colonne : {columns}"));
        }
    };
    let mut counts: BTreeMap<u64, u64> = BTreeMap::new();
    let mut record = csv::ByteRecord::new();
    while sheet.next_line(&mut record).map_err(|error| error.text())? {
        let line = sheet.line();
        let at_line = |Text { en, fr }: Text| text!("line {line}: {en}", "ligne {line} : {fr}");
        let cell = std::str::from_utf8(record.get(place).unwrap_or_default());
        let cell = cell.map_err(|_| at_line(text!("not in UTF-8", "pas en UTF-8")))?;
        // Ranges are for surveys: they are not named where they are refused.
        let fault = |_| {
            let word = shown(cell.trim());
            at_line(text!(
                "`{word}` is not a number of people from 0 to 10,000, such as 0, 3 or 12",
                "`{word}` n'est pas un nombre de personnes de 0 à 10 000, comme 0, 3 ou 12"
            ))
        };
        match told(cell).map_err(fault)? {
            None => {}
            Some(answer) if answer.high() == Some(answer.low) => *counts.entry(answer.low).or_default() += 1,
            Some(_) => {
                return Err(at_line(text!(
                    "a range is no number: `rumeur fit survey` makes a law of ranges",
                    "un intervalle n'est pas un nombre : `rumeur fit survey` fait une loi des intervalles"
                )));
            }
        }
    }
    if counts.is_empty() {
        return Err(text!("nobody answered", "personne n'a répondu"));
    }
    Ok(counts.into_iter().map(|(told, count)| (told, count as f64)).collect())
}
