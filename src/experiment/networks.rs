use std::fmt;
use std::fs::File;
use std::io::{self, Cursor, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::model::ReferralNetwork;
use crate::network::{
    EdgeFile, EdgeList, EdgeListError, EdgeListReport, Network, NetworkError, SavedNetworkError, Source,
};
use crate::random::ReplicateKey;

/// What is taken for the memory of the machine where it does not say: 8 GiB.
const MEMORY: u64 = 8 << 30;

/// Networks, each built or read once: those of a scenario and its variants, or of a thousand points.
#[derive(Clone, Debug, Default)]
pub struct Networks {
    built: Vec<Built>,
}

#[derive(Clone, Debug)]
struct Built {
    source: Source,
    /// How many, and the master seed that drew them; `None` where there is nothing to draw.
    drawn: Option<(u64, u64)>,
    networks: Vec<Arc<Network>>,
    /// What is odd about its edge list.
    warning: Option<String>,
}

/// A network that cannot be had.
#[derive(Debug)]
pub enum NetworksError {
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

impl fmt::Display for NetworksError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Generate(error) => error.fmt(f),
            Self::Open { path, error } => write!(f, "cannot read {}: {error}", path.display()),
            Self::EdgeList { path, error } => write!(f, "{}: {error}", path.display()),
            Self::Saved { path, error } => write!(f, "{}: {error}", path.display()),
            Self::FileMemory { path, estimate, limit } => {
                write!(f, "reading {} needs about {estimate} bytes of memory, and there are {limit}", path.display())
            }
        }
    }
}

impl std::error::Error for NetworksError {}

impl Networks {
    /// The networks of `referral` for a master seed, built now unless they were before.
    ///
    /// # Errors
    /// When a file cannot be read, a number is out of range, or memory would not suffice: before anything is built.
    pub fn get(&mut self, referral: &ReferralNetwork, seed: u64) -> Result<Vec<Arc<Network>>, NetworksError> {
        // An edge list and a population without contacts have nothing to draw.
        let drawn = match referral.source {
            Source::File(_) | Source::WellMixed { .. } => None,
            _ => Some((referral.graphs.max(1), seed)),
        };
        let known = self.built.iter().find(|built| built.source == referral.source && built.drawn == drawn);
        if let Some(built) = known {
            return Ok(built.networks.clone());
        }
        let (networks, warning) = match &referral.source {
            Source::File(file) => {
                let (network, warning) = read(file)?;
                (vec![Arc::new(network)], warning)
            }
            source => (generate(source, drawn.map_or(1, |(graphs, _)| graphs), seed)?, None),
        };
        self.built.push(Built { source: referral.source.clone(), drawn, networks: networks.clone(), warning });
        Ok(networks)
    }

    /// What is odd about the edge list of `referral`, in a sentence, if it was read and there is something.
    pub fn warning(&self, referral: &ReferralNetwork) -> Option<&str> {
        let built = self.built.iter().find(|built| built.source == referral.source)?;
        built.warning.as_deref()
    }

    /// What is odd about the edge lists that were read, one sentence each.
    pub fn into_warnings(self) -> Vec<String> {
        self.built.into_iter().filter_map(|built| built.warning).collect()
    }
}

/// A network from its file, and what is odd about it.
fn read(file: &EdgeFile) -> Result<(Network, Option<String>), NetworksError> {
    let path = &file.path;
    let open = |error| NetworksError::Open { path: path.clone(), error };
    let mut input = File::open(path).map_err(open)?;
    let metadata = input.metadata().map_err(open)?;
    let limit = memory();
    // The bytes themselves, a pair of ids a line, and the lists: measured at 5 bytes per byte of text where ids are
    // words, and less where they are numbers.
    let estimate = metadata.len().saturating_mul(5);
    if estimate > limit {
        return Err(NetworksError::FileMemory { path: path.clone(), estimate, limit });
    }
    if metadata.is_file() {
        return read_from(file, input);
    }
    // A pipe can be read only once.
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes).map_err(open)?;
    read_from(file, Cursor::new(bytes))
}

fn read_from(file: &EdgeFile, mut input: impl Read + Seek + Send) -> Result<(Network, Option<String>), NetworksError> {
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
        .read_from(input)
        .map_err(|error| NetworksError::EdgeList { path: path.clone(), error })?;
    Ok((network, oddities(path, report)))
}

fn generate(source: &Source, graphs: u64, seed: u64) -> Result<Vec<Arc<Network>>, NetworksError> {
    // All are kept side by side.
    let limit = memory() / graphs;
    (0..graphs)
        .map(|replicate| source.generate(ReplicateKey { seed, replicate }, limit).map(Arc::new))
        .collect::<Result<_, _>>()
        .map_err(NetworksError::Generate)
}

fn oddities(path: &Path, report: EdgeListReport) -> Option<String> {
    let EdgeListReport { loops, duplicates, .. } = report;
    (loops + duplicates > 0).then(|| {
        format!(
            "{}: {loops} contacts of a person with themselves and {duplicates} contacts named again were left out",
            path.display()
        )
    })
}

/// The memory that is free now, in bytes.
fn memory() -> u64 {
    let free = || -> Option<u64> {
        let text = std::fs::read_to_string("/proc/meminfo").ok()?;
        let line = text.lines().find(|line| line.starts_with("MemAvailable:"))?;
        line.split_whitespace().nth(1)?.parse::<u64>().ok()?.checked_mul(1024)
    };
    free().unwrap_or(MEMORY)
}
