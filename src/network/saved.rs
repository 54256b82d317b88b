use std::fmt;
use std::io::{self, Read, Write};

use rayon::prelude::*;

use super::checksum::Checksum;
use super::{Adjacency, Labels, Network, huge_pages};
use crate::text;
use crate::vocabulary::{Say, Text, system_reason};

/// The first bytes of a saved network; the last of them is the version.
const MAGIC: [u8; 8] = *b"rumeurN\x01";

/// A saved network that cannot be loaded.
#[doc = include_str!("examples/networks.md")]
#[derive(Debug)]
#[non_exhaustive]
pub enum SavedNetworkError {
    /// The bytes are no saved network of this version.
    NotOurs,
    /// The checksum does not match, or the numbers contradict each other.
    Damaged,
    /// Reading failed.
    Io(io::Error),
}

impl Say for SavedNetworkError {
    fn text(&self) -> Text {
        match self {
            SavedNetworkError::NotOurs => text!(
                "not a network saved by this version (format {})",
                "ce n'est pas un réseau enregistré par cette version (format {})",
                MAGIC[7]
            ),
            SavedNetworkError::Damaged => text!("the saved network is damaged", "le réseau enregistré est abîmé"),
            SavedNetworkError::Io(error) => {
                let Text { en, fr } = system_reason(error);
                text!("the saved network cannot be read: {en}", "le réseau enregistré est illisible : {fr}")
            }
        }
    }
}

impl fmt::Display for SavedNetworkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().en)
    }
}

impl std::error::Error for SavedNetworkError {}

impl From<io::Error> for SavedNetworkError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => SavedNetworkError::Damaged,
            _ => SavedNetworkError::Io(error),
        }
    }
}

impl Network {
    /// Whether bytes begin like a saved network, of whatever version.
    pub fn is_saved(bytes: &[u8]) -> bool {
        bytes.starts_with(&MAGIC[..7])
    }

    /// Writes the network: magic and version, flags, sizes, arrays, checksum, all little-endian.
    ///
    /// # Errors
    /// When writing fails.
    pub fn save(&self, out: impl Write) -> io::Result<()> {
        let mut out = Summed { inner: out, sum: Checksum::default() };
        out.write_all(&MAGIC)?;
        let (kind, first, integers, text, ends): (u64, u64, &[u32], &str, &[u64]) = match &self.labels {
            Labels::Numbers { first } => (0, *first, &[], "", &[]),
            Labels::Integers(labels) => (1, 0, labels, "", &[]),
            Labels::Words { text, ends } => (2, 0, &[], text, ends),
        };
        let flags =
            u64::from(self.well_mixed) | u64::from(self.is_directed()) << 1 | u64::from(self.has_weights()) << 2;
        let contacts = self.targets().len() as u64;
        for number in [flags, u64::from(self.people), contacts, kind, first, text.len() as u64] {
            out.write_all(&number.to_le_bytes())?;
        }
        write_array(&mut out, self.offsets().iter(), u64::to_le_bytes)?;
        write_array(&mut out, self.targets().iter().copied(), u32::to_le_bytes)?;
        write_array(&mut out, self.weights().unwrap_or_default().iter().copied(), f32::to_le_bytes)?;
        write_array(&mut out, integers.iter().copied(), u32::to_le_bytes)?;
        write_array(&mut out, ends.iter().copied(), u64::to_le_bytes)?;
        out.write_all(text.as_bytes())?;
        let sum = out.sum.finish();
        out.inner.write_all(&sum.to_le_bytes())?;
        out.inner.flush()
    }

    /// Reads a network that [`Network::save`] wrote.
    ///
    /// # Errors
    /// When it is none, of another version, or damaged.
    pub fn load(bytes: impl Read) -> Result<Self, SavedNetworkError> {
        let mut input = Summed { inner: bytes, sum: Checksum::default() };
        let mut magic = [0; 8];
        input.read_exact(&mut magic).map_err(|_| SavedNetworkError::NotOurs)?;
        if magic != MAGIC {
            return Err(SavedNetworkError::NotOurs);
        }
        let mut numbers = [0_u64; 6];
        for number in &mut numbers {
            *number = read_u64(&mut input)?;
        }
        let [flags, people, contacts, kind, first, text] = numbers;
        let people = u32::try_from(people).map_err(|_| SavedNetworkError::Damaged)?;
        let (well_mixed, directed, weighted) = (flags & 1 != 0, flags & 2 != 0, flags & 4 != 0);
        if flags > 7 || (well_mixed && (flags != 1 || contacts > 0 || kind != 0)) {
            return Err(SavedNetworkError::Damaged);
        }
        let offsets = if well_mixed { 0 } else { u64::from(people) + 1 };
        let adjacency = Adjacency {
            offsets: read_array(&mut input, offsets, u64::from_le_bytes)?,
            targets: read_array(&mut input, contacts, u32::from_le_bytes)?,
            weights: if weighted { Some(read_array(&mut input, contacts, f32::from_le_bytes)?) } else { None },
        };
        let labels = match kind {
            0 => Labels::Numbers { first },
            1 => Labels::Integers(read_array(&mut input, u64::from(people), u32::from_le_bytes)?),
            2 => {
                let ends = read_array(&mut input, u64::from(people), u64::from_le_bytes)?;
                let bytes = read_array(&mut input, text, u8::from_le_bytes)?;
                let text = String::from_utf8(bytes).map_err(|_| SavedNetworkError::Damaged)?;
                Labels::Words { text, ends }
            }
            _ => return Err(SavedNetworkError::Damaged),
        };
        let sum = input.sum.finish();
        let whole = read_u64(&mut input)? == sum && input.inner.read(&mut [0])? == 0;
        if !whole || !is_sound(people, &adjacency, &labels, well_mixed, directed) {
            return Err(SavedNetworkError::Damaged);
        }
        Ok(if well_mixed {
            Network::well_mixed(people)
        } else if directed {
            Network::directed(people, adjacency, labels)
        } else {
            Network::undirected(people, adjacency, labels)
        })
    }
}

/// Whether every index is inside: the engine relies on it.
fn is_sound(people: u32, adjacency: &Adjacency, labels: &Labels, well_mixed: bool, directed: bool) -> bool {
    let ascending = |ends: &[u64], last: usize| ends.is_sorted() && ends.last().is_none_or(|&end| end == last as u64);
    let labelled = match labels {
        Labels::Numbers { first } => first.checked_add(u64::from(people)).is_some(),
        Labels::Integers(_) => true,
        Labels::Words { text, ends } => {
            ascending(ends, text.len()) && ends.iter().all(|&end| text.is_char_boundary(end as usize))
        }
    };
    let starts_at_0 = adjacency.offsets.first().is_none_or(|&first| first == 0);
    labelled
        && people > 0
        && (well_mixed || (starts_at_0 && ascending(&adjacency.offsets, adjacency.targets.len())))
        && adjacency.targets.iter().all(|&target| target < people)
        && adjacency.weights.iter().flatten().all(|&weight| weight >= 0.0 && weight.is_finite())
        && (well_mixed || !has_loops(people, adjacency))
        && (well_mixed || directed || goes_both_ways(people, adjacency))
}

/// Whether somebody is a contact of their own.
fn has_loops(people: u32, adjacency: &Adjacency) -> bool {
    (0..people).into_par_iter().any(|person| {
        let list = adjacency.offsets[person as usize] as usize..adjacency.offsets[person as usize + 1] as usize;
        adjacency.targets[list].contains(&person)
    })
}

/// Whether each contact stands in the lists of both people with the same weight: the hashes of all contacts one way add
/// up to those of all the other way.
fn goes_both_ways(people: u32, adjacency: &Adjacency) -> bool {
    let hash = |from: u32, to: u32, weight: u32| {
        // The finalizer of SplitMix64 (Steele, Lea and Flood 2014).
        let mut bits = (u64::from(from) << 32 | u64::from(to)).wrapping_add(u64::from(weight) << 17);
        bits = (bits ^ bits >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ bits >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ bits >> 31
    };
    let sum = (0..people).into_par_iter().map(|person| {
        let list = adjacency.offsets[person as usize] as usize..adjacency.offsets[person as usize + 1] as usize;
        list.fold(0_u64, |sum, index| {
            let contact = adjacency.targets[index];
            let weight = adjacency.weights.as_ref().map_or(0, |weights| weights[index].to_bits());
            sum.wrapping_add(hash(person, contact, weight)).wrapping_sub(hash(contact, person, weight))
        })
    });
    sum.reduce(|| 0, u64::wrapping_add) == 0
}

fn write_array<T, const N: usize>(
    out: &mut impl Write,
    values: impl Iterator<Item = T>,
    bytes: impl Fn(T) -> [u8; N],
) -> io::Result<()> {
    let mut buffer = Vec::with_capacity(N * BUFFER);
    for value in values {
        buffer.extend_from_slice(&bytes(value));
        if buffer.len() == N * BUFFER {
            out.write_all(&buffer)?;
            buffer.clear();
        }
    }
    out.write_all(&buffer)
}

/// Reads an array piece by piece.
fn read_array<T, const N: usize>(
    input: &mut impl Read,
    count: u64,
    value: impl Fn([u8; N]) -> T,
) -> Result<Vec<T>, SavedNetworkError> {
    let mut values = Vec::new();
    // A damaged length asks for too much, or ends at the end of the file.
    values.try_reserve_exact(count as usize).map_err(|_| SavedNetworkError::Damaged)?;
    huge_pages::ask_for(&values);
    let mut buffer = vec![0; N * BUFFER];
    let mut left = count;
    while left > 0 {
        let now = left.min(BUFFER as u64) as usize;
        let bytes = &mut buffer[..N * now];
        input.read_exact(bytes)?;
        values.extend(bytes.as_chunks::<N>().0.iter().map(|&bytes| value(bytes)));
        left -= now as u64;
    }
    Ok(values)
}

/// Values converted at a time.
const BUFFER: usize = 1 << 16;

fn read_u64(input: &mut impl Read) -> Result<u64, SavedNetworkError> {
    let mut bytes = [0; 8];
    input.read_exact(&mut bytes)?;
    Ok(u64::from_le_bytes(bytes))
}

/// Passes bytes on and sums them up.
struct Summed<T> {
    inner: T,
    sum: Checksum,
}

impl<T: Write> Write for Summed<T> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.sum.add(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl<T: Read> Read for Summed<T> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(bytes)?;
        self.sum.add(&bytes[..read]);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::{EdgeList, Source};
    use crate::random::ReplicateKey;

    fn networks() -> Vec<Network> {
        let read = |directed, text: &str| EdgeList { directed }.read(text.as_bytes()).expect("an edge list").0;
        let key = ReplicateKey { seed: 1, replicate: 0 };
        vec![
            read(false, "a b\nb c\n"),
            read(true, "a b .5\nb c .25\nc a 1\n"),
            read(false, "7 9\n9 12\n"),
            Source::WellMixed { population: 5 }.generate(key, 0).expect("a network"),
            Source::Random { population: 3_000, contacts: 60.0 }.generate(key, 1 << 30).expect("a network"),
        ]
    }

    #[test]
    fn a_saved_network_comes_back() {
        for network in networks() {
            let mut bytes = Vec::new();
            network.save(&mut bytes).expect("room");
            assert!(Network::is_saved(&bytes));
            assert_eq!(Network::load(&bytes[..]).expect("a network"), network);
        }
    }

    /// What `Network::save` would write, with its checksum, of numbers that contradict each other.
    fn forged(flags: u64, people: u64, first: u64, offsets: &[u64], targets: &[u32], behind: &[u8]) -> Vec<u8> {
        let mut out = Summed { inner: Vec::new(), sum: Checksum::default() };
        out.write_all(&MAGIC).expect("room");
        for number in [flags, people, targets.len() as u64, 0, first, 0] {
            out.write_all(&number.to_le_bytes()).expect("room");
        }
        write_array(&mut out, offsets.iter().copied(), u64::to_le_bytes).expect("room");
        write_array(&mut out, targets.iter().copied(), u32::to_le_bytes).expect("room");
        let sum = out.sum.finish();
        [&out.inner[..], &sum.to_le_bytes(), behind].concat()
    }

    #[test]
    fn what_contradicts_itself_is_refused_although_its_checksum_is_right() {
        let loaded = |bytes: Vec<u8>| Network::load(&bytes[..]).is_ok();
        assert!(loaded(forged(0, 2, 5, &[0, 1, 2], &[1, 0], b"")));
        assert!(!loaded(forged(0, 2, 5, &[0, 1, 2], &[1, 0], b"x")), "bytes behind the checksum");
        assert!(!loaded(forged(8, 2, 5, &[0, 1, 2], &[1, 0], b"")), "an unknown flag");
        assert!(!loaded(forged(3, 2, 0, &[], &[], b"")), "directed and well mixed");
        assert!(!loaded(forged(0, 2, 5, &[0, 1, 1], &[1], b"")), "one way in a network of both ways");
        assert!(loaded(forged(2, 2, 5, &[0, 1, 1], &[1], b"")));
        assert!(!loaded(forged(0, 2, u64::MAX, &[0, 1, 2], &[1, 0], b"")), "a label beyond 2^64");
        assert!(!loaded(forged(0, 2, 5, &[0, 1, 2], &[2, 0], b"")), "nobody is there");
    }

    #[test]
    fn any_damage_is_seen() {
        for network in networks().into_iter().take(4) {
            let mut bytes = Vec::new();
            network.save(&mut bytes).expect("room");
            for index in 0..bytes.len() {
                let mut damaged = bytes.clone();
                damaged[index] ^= 0x10;
                assert!(Network::load(&damaged[..]).is_err(), "byte {index}");
                assert!(Network::load(&bytes[..index]).is_err(), "cut at {index}");
            }
        }
        assert!(matches!(Network::load(&b"something else"[..]), Err(SavedNetworkError::NotOurs)));
    }
}
