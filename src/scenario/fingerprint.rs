use super::datum::Datum;
use super::files::NamedFile;
use super::layers::Effective;
use super::resolved::Scenario;

/// A hash of what a scenario means: 32 hexadecimal digits.
///
/// It covers every value in force, defaults included, of the scenario and of its variants, floats by their shortest
/// digits, files by the hash of their bytes. Comments, the order of keys, titles, sources, `abstract` and where a value comes from
/// do not change it. FNV-1a with 128 bits (Fowler, Noll and Vo): equal meanings have equal hashes, and two different
/// scenarios of one person have different ones; it does not protect against a forger.
pub(super) fn fingerprint(scenario: &Scenario) -> String {
    let mut hash = Fnv::new();
    hash.values(&scenario.settings, &scenario.files);
    let mut variants: Vec<_> = scenario.variants.iter().zip(&scenario.variant_settings).collect();
    variants.sort_by_key(|(variant, _)| &variant.name);
    for (variant, settings) in variants {
        hash.line("variant", &variant.name);
        hash.values(settings, &scenario.files);
    }
    format!("{:032x}", hash.0)
}

/// Labels and what is about the file itself.
const NO_MEANING: [&str; 4] = ["title", "schema_version", "abstract", "allow"];

struct Fnv(u128);

impl Fnv {
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

    fn new() -> Self {
        Self(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d)
    }

    fn bytes(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u128::from(byte)).wrapping_mul(Self::PRIME);
        }
    }

    /// Neither part contains the separators: names and texts have no control characters, paths have another one.
    fn line(&mut self, key: &str, value: &str) {
        self.bytes(key.as_bytes());
        self.bytes(b"\x1d");
        self.bytes(value.as_bytes());
        self.bytes(b"\x1e");
    }

    fn values(&mut self, effective: &Effective, files: &[NamedFile]) {
        for (path, entry) in &effective.0 {
            if NO_MEANING.contains(&path.first()) || matches!(entry.datum, Datum::Table | Datum::Title(_)) {
                continue;
            }
            match &entry.datum {
                // The same contacts elsewhere mean the same; other contacts under the same name do not.
                Datum::File { resolved, .. } => {
                    let file = files.iter().find(|file| file.path == *resolved);
                    let digest = file.and_then(|file| file.digest.as_ref());
                    self.line(path.as_str(), digest.map_or("", |digest| &digest.sha256));
                }
                datum => self.line(path.as_str(), &datum.to_toml()),
            }
        }
    }
}
