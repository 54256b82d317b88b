use std::fmt;
use std::fs::File;
use std::io::{self, Cursor, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::oddities::oddities;
use crate::input::{self, Input};
use crate::machine::memory;
use crate::model::ReferralNetwork;
use crate::network::{
    AboveOne, Column, EdgeFile, EdgeList, EdgeListError, EdgeListReport, Network, NetworkError, SavedNetworkError,
    Source, shown,
};
use crate::random::ReplicateKey;
use crate::scenario::NamedFile;
use crate::text;
use crate::vocabulary::{Say, Text, system_reason};

/// Bytes of memory for each byte of an edge list: the bytes themselves, a pair of ids a line, and the lists; measured
/// where ids are words, and less where they are numbers.
const BYTES: u64 = 5;

/// Weights up to here may be counts that a scale makes chances of.
const MOST: f64 = 1e4;

/// Networks, each built or read once: those of a scenario and its variants, or of a thousand points.
///
/// ```
/// use std::sync::Arc;
///
/// use rumeur::experiment::Networks;
/// use rumeur::model::{Placement, ReferralNetwork};
/// use rumeur::network::Source;
///
/// let source = Source::Random { population: 500, contacts: 4.0 };
/// let referral = ReferralNetwork { source, placement: Placement::Random, graphs: 2 };
/// let mut networks = Networks::default();
/// let drawn = networks.get(&referral, 317)?;
/// let again = networks.get(&referral, 317)?;
/// assert!(drawn.len() == 2 && Arc::ptr_eq(&drawn[1], &again[1]), "built once");
/// # Ok::<(), rumeur::experiment::NetworksError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Networks {
    built: Vec<Built>,
    /// Files that are open already.
    files: Vec<NamedFile>,
}

#[derive(Clone, Debug)]
struct Built {
    source: Source,
    /// How many, and the master seed that drew them; `None` where there is nothing to draw.
    drawn: Option<(u64, u64)>,
    networks: Vec<Arc<Network>>,
    /// What is odd about its edge list.
    warning: Option<Text>,
    /// What was understood of it.
    report: Option<EdgeListReport>,
}

/// A network that cannot be had.
#[doc = include_str!("examples/no_network.md")]
#[derive(Debug)]
#[non_exhaustive]
pub enum NetworksError {
    /// Somebody asked to stop.
    Cancelled,
    /// It cannot be generated.
    Generate(NetworkError),
    /// Its file cannot be opened or read.
    Open {
        /// The file.
        path: PathBuf,
        /// Why not.
        error: io::Error,
    },
    /// Its edge list is wrong.
    EdgeList {
        /// The file.
        path: PathBuf,
        /// What is wrong, with the line.
        error: EdgeListError,
    },
    /// Its saved form is damaged or of another version.
    Saved {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        error: SavedNetworkError,
    },
    /// Somebody who is to be a customer is not in it.
    Stranger {
        /// The id.
        label: String,
        /// Who has an id most like it.
        nearest: Option<String>,
    },
    /// Its weights are to be chances, and it has none.
    NoWeights {
        /// The file.
        path: PathBuf,
        /// The first column of numbers that is not used.
        possible: Option<Column>,
    },
    /// Its weights are to be chances, and one is above 1.
    Weight {
        /// The file.
        path: PathBuf,
        /// The weight and where it stands.
        above: AboveOne,
    },
    /// Its edge list would not fit in memory.
    FileMemory {
        /// The file.
        path: PathBuf,
        /// What reading it takes, in bytes.
        estimate: u64,
        /// What there is, in bytes.
        limit: u64,
    },
}

impl Say for NetworksError {
    fn text(&self) -> Text {
        match self {
            Self::Cancelled => text!("cancelled", "arrêté"),
            Self::Generate(error) => error.text(),
            Self::Open { path, error } => {
                let (path, Text { en, fr }) = (path.display(), system_reason(error));
                text!("cannot read {path}: {en}", "impossible de lire {path} : {fr}")
            }
            Self::EdgeList { path, error } => error.text().of(&path.to_string_lossy()),
            Self::Saved { path, error } => error.text().of(&path.to_string_lossy()),
            Self::Stranger { label, .. } => {
                let label = shown(label);
                text!("nobody in the network is called `{label}`", "personne dans le réseau ne s'appelle `{label}`")
            }
            Self::NoWeights { path, .. } => text!(
                "per_contact = \"weight\" needs a network with weights, and the list has none",
                "per_contact = \"weight\" demande un réseau avec des poids, et la liste n'en a pas"
            )
            .of(&path.to_string_lossy()),
            Self::Weight { path, above: AboveOne { line, text, .. } } => {
                let got = shown(text);
                let wrong = text!(
                    "per_contact = \"weight\" needs weights between 0 and 1, got {got}",
                    "per_contact = \"weight\" demande des poids entre 0 et 1, reçu {got}"
                );
                let Text { en, fr } = &wrong;
                let placed = line.map(|line| text!("line {line}: {en}", "ligne {line} : {fr}"));
                placed.unwrap_or(wrong).of(&path.to_string_lossy())
            }
            Self::FileMemory { path, estimate, limit } => text!(
                "reading {} needs about {} bytes of memory, and there are {}",
                "lire {} demande environ {} octets de mémoire, et il y en a {}",
                path.display(),
                estimate,
                limit
            ),
        }
    }
}

impl fmt::Display for NetworksError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().en)
    }
}

impl std::error::Error for NetworksError {}

impl NetworksError {
    /// What to do about it.
    pub fn hint(&self) -> Option<Text> {
        match self {
            Self::EdgeList { error, .. } => error.hint(),
            Self::Stranger { nearest, .. } => {
                nearest.as_ref().map(|nearest| text!("did you mean `{nearest}`?", "vouliez-vous dire `{nearest}` ?"))
            }
            Self::NoWeights { possible: Some(column), .. } => {
                let column = column.key();
                Some(text!(
                    "write network.file.weight = \"{column}\" if that column holds the weights, or give per_contact a number",
                    "écrivez network.file.weight = \"{column}\" si cette colonne contient les poids, ou donnez un nombre à per_contact"
                ))
            }
            Self::NoWeights { possible: None, .. } => Some(text!(
                "add a column of weights to the list, or give per_contact a number",
                "ajoutez une colonne de poids à la liste, ou donnez un nombre à per_contact"
            )),
            Self::Weight { above, .. } if above.largest > MOST => Some(text!(
                "numbers up to {} are no strength of contacts: name the column of the weights, \
                 network.file.weight = \"3\", or give per_contact a number",
                "des nombres jusqu'à {} ne sont pas la force de contacts : nommez la colonne des poids, \
                 network.file.weight = \"3\", ou donnez un nombre à per_contact",
                above.largest
            )),
            Self::Weight { above, .. } => {
                // Rounded down, so that the largest weight does not come out above 1.
                let scale = 1.0 / above.largest;
                let step = libm::pow(10.0, libm::floor(libm::log10(scale)) - 2.0);
                let scale = (libm::floor(scale / step) * step) as f32;
                Some(text!(
                    "write network.file.weight_scale = {}, which multiplies every weight; the largest is {}",
                    "écrivez network.file.weight_scale = {}, qui multiplie chaque poids ; le plus grand est {}",
                    scale,
                    above.largest
                ))
            }
            _ => None,
        }
    }
}

impl Networks {
    /// The networks of `referral` for a master seed, built now unless they were before.
    ///
    /// # Errors
    /// When a file cannot be read, a number is out of range, or memory would not suffice: before anything is built.
    pub fn get(&mut self, referral: &ReferralNetwork, seed: u64) -> Result<Vec<Arc<Network>>, NetworksError> {
        self.get_until(referral, seed, &AtomicBool::new(false))
    }

    /// As [`Networks::get`], until `stop` is set: it is looked at many times a second while a network is drawn or read.
    ///
    /// # Errors
    /// As for [`Networks::get`], and [`NetworksError::Cancelled`].
    pub fn get_until(
        &mut self,
        referral: &ReferralNetwork,
        seed: u64,
        stop: &AtomicBool,
    ) -> Result<Vec<Arc<Network>>, NetworksError> {
        // An edge list and a population without contacts have nothing to draw.
        let drawn = match referral.source {
            Source::File(_) | Source::WellMixed { .. } => None,
            _ => Some((referral.graphs.max(1), seed)),
        };
        let known = self.built.iter().find(|built| built.source == referral.source && built.drawn == drawn);
        if let Some(built) = known {
            return Ok(built.networks.clone());
        }
        let (networks, report) = match &referral.source {
            Source::File(file) => {
                let (network, report) = read(file, self.opened(&file.path), stop)?;
                (vec![Arc::new(network)], report)
            }
            source => (generate(source, drawn.map_or(1, |(graphs, _)| graphs), seed, stop)?, None),
        };
        let warning = match (&referral.source, &report) {
            (Source::File(file), Some(report)) => oddities(report, file),
            _ => None,
        };
        self.built.push(Built { source: referral.source.clone(), drawn, networks: networks.clone(), warning, report });
        Ok(networks)
    }

    /// Reads what these files are from where they are open already: what was hashed is what is read.
    pub(super) fn offer(&mut self, files: &[NamedFile]) {
        self.files = files.to_vec();
    }

    /// Takes those that another has, too.
    pub fn absorb(&mut self, other: Self) {
        self.built.extend(other.built);
        self.files.extend(other.files);
    }

    fn opened(&self, path: &Path) -> Option<File> {
        self.files.iter().find(|file| file.path == path)?.opened.take()
    }

    /// What is odd about the edge list of `referral`, in a sentence, if it was read and there is something.
    pub fn warning(&self, referral: &ReferralNetwork) -> Option<&Text> {
        let built = self.built.iter().find(|built| built.source == referral.source)?;
        built.warning.as_ref()
    }

    /// What was understood of the edge list of `referral`, if it was read.
    pub fn report(&self, referral: &ReferralNetwork) -> Option<&EdgeListReport> {
        self.built.iter().find(|built| built.source == referral.source)?.report.as_ref()
    }

    /// What is odd about the edge lists that were read, one sentence each.
    pub fn into_warnings(self) -> Vec<Text> {
        self.built.into_iter().filter_map(|built| built.warning).collect()
    }
}

/// A network from its file, and what was understood of its edge list.
fn read(
    file: &EdgeFile,
    opened: Option<File>,
    stop: &AtomicBool,
) -> Result<(Network, Option<EdgeListReport>), NetworksError> {
    let path = &file.path;
    let open = |error| NetworksError::Open { path: path.clone(), error };
    let limit = memory();
    let input = opened.map_or_else(|| input::open(path, limit / BYTES), |file| Ok(Input::File(file)));
    match input.map_err(open)? {
        Input::File(input) => {
            let estimate = input.metadata().map_err(open)?.len().saturating_mul(BYTES);
            if estimate > limit {
                return Err(NetworksError::FileMemory { path: path.clone(), estimate, limit });
            }
            read_from(file, input, stop)
        }
        // A pipe can be read only once.
        Input::Bytes(bytes) => read_from(file, Cursor::new(bytes), stop),
    }
}

fn read_from(
    file: &EdgeFile,
    mut input: impl Read + Seek + Send,
    stop: &AtomicBool,
) -> Result<(Network, Option<EdgeListReport>), NetworksError> {
    let path = &file.path;
    let open = |error| NetworksError::Open { path: path.clone(), error };
    let mut head = Vec::new();
    input.by_ref().take(8).read_to_end(&mut head).map_err(open)?;
    input.rewind().map_err(open)?;
    if Network::is_saved(&head) {
        let saved = Network::load(input).map_err(|error| NetworksError::Saved { path: path.clone(), error })?;
        return Ok((saved, None));
    }
    let (network, report) = EdgeList { directed: file.directed }
        .read_until(input, &file.format, memory() / BYTES, stop)
        .map_err(|error| match error {
            EdgeListError::Cancelled => NetworksError::Cancelled,
            error => NetworksError::EdgeList { path: path.clone(), error },
        })?;
    Ok((network, Some(report)))
}

fn generate(source: &Source, graphs: u64, seed: u64, stop: &AtomicBool) -> Result<Vec<Arc<Network>>, NetworksError> {
    // All are kept side by side.
    let limit = memory() / graphs;
    (0..graphs)
        .map(|replicate| source.generate_until(ReplicateKey { seed, replicate }, limit, stop).map(Arc::new))
        .collect::<Result<_, _>>()
        .map_err(|error| match error {
            NetworkError::Cancelled => NetworksError::Cancelled,
            error => NetworksError::Generate(error),
        })
}

/// Whom of the people of a network an id means that is none of theirs, as far as it is to be guessed.
pub(super) fn nearest(label: &str, network: &Network) -> Option<String> {
    /// So many people are compared with it at most.
    const COMPARED: u32 = 200_000;
    let typed = label.to_lowercase();
    let distance = |other: &str| strsim::damerau_levenshtein(&typed, &other.to_lowercase());
    let close = |length: usize| length.abs_diff(typed.len()) <= 2 + typed.len() / 3;
    let people = (0..network.people().min(COMPARED)).map(|person| network.labels().get(person));
    let (distance, nearest) =
        people.filter(|other| close(other.len())).map(|other| (distance(&other), other)).min_by_key(|&(d, _)| d)?;
    // A third of the letters may be wrong; of numbers only their zeros in front.
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let same = is_number(label) && label.trim_start_matches('0') == nearest.trim_start_matches('0');
    let allowed = (nearest.chars().count().max(typed.chars().count()) / 3).max(1);
    (same || (distance <= allowed && !is_number(label))).then(|| nearest.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ensemble::Plan;
    use crate::experiment::{BASELINE, Experiment};
    use crate::model::{Parameters, Placement};

    #[test]
    fn who_asks_to_stop_is_heard_before_there_is_an_experiment() {
        let source = Source::Random { population: 500, contacts: 4.0 };
        let referral = ReferralNetwork { source, placement: Placement::Random, graphs: 2 };
        let parameters = Parameters { network: Some(referral.clone()), ..Parameters::default() };
        let mut networks = Networks::default();
        let mut compiled = |stop: bool| {
            let plan = Plan { seed: 1, replicates: 0..1, precision: None };
            Experiment::of_until([(BASELINE, &parameters)], plan, &mut networks, &AtomicBool::new(stop))
        };
        assert!(compiled(true).expect_err("it was stopped").is_cancelled());
        assert!(compiled(false).is_ok(), "nothing half drawn was kept");
        assert!(compiled(true).is_ok(), "what is drawn already is there");
        assert_eq!(networks.get(&referral, 1).expect("networks").len(), 2);
    }
}
