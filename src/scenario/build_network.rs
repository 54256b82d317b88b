//! The referral network of a scenario.

use std::path::PathBuf;

use super::build::Builder;
use super::catalogue::known;
use super::datum::Datum;
use super::key_path::KeyPath;
use crate::input;
use crate::model::{Placement, ReferralNetwork};
use crate::network::{Communities, EdgeFile, EdgeFormat, People, Repeats, Separator, Source};
use crate::text;
use crate::vocabulary::{Say, Text, system_reason};

/// The longest list of people, in bytes: some ten million names.
const PEOPLE_BYTES: u64 = 256 << 20;
/// People are numbered in 32 bits.
const MOST_PEOPLE: u64 = 4_000_000_000;

impl Builder<'_> {
    /// The referral network, where there is one.
    pub(super) fn network(&mut self) -> Option<ReferralNetwork> {
        let table = known("network");
        if !self.effective.mentions(&table) {
            return None;
        }
        let Some(source) = self.network_source(&table) else {
            let hint = (
                "add one of well_mixed, random, small_world, preferential, communities, file, such as\n\
                 [network.small_world]\npopulation = 10_000\ncontacts = 10\nrewiring = 0.1",
                "ajoutez l'une de well_mixed, random, small_world, preferential, communities, file, comme\n\
                 [network.small_world]\npopulation = 10_000\ncontacts = 10\nrewiring = 0.1",
            );
            let message = (
                "[network] does not say which kind of network it is",
                "[network] ne dit pas de quelle sorte de réseau il s'agit",
            );
            self.fault("missing-key", &table, message, hint);
            return None;
        };
        self.check_size(&table, &source);
        Some(ReferralNetwork { source, placement: self.placement(), graphs: self.whole(&table.with("graphs")) })
    }

    fn network_source(&self, table: &KeyPath) -> Option<Source> {
        let kinds = ["well_mixed", "random", "small_world", "preferential", "communities", "file"];
        let kind = kinds.into_iter().find(|kind| self.effective.mentions(&table.with(kind)))?;
        let path = table.with(kind);
        let number = |key: &str| self.number(&path.with(key));
        let whole = |key: &str| self.whole(&path.with(key));
        let small = |key: &str| u32::try_from(whole(key)).unwrap_or(u32::MAX);
        let population = whole("population");
        Some(match kind {
            "well_mixed" => Source::WellMixed { population },
            "random" => Source::Random { population, contacts: number("contacts") },
            "small_world" => {
                Source::SmallWorld { population, contacts: small("contacts"), rewiring: number("rewiring") }
            }
            "preferential" => Source::Preferential { population, links: small("links") },
            "communities" => Source::Communities(Communities {
                sizes: match self.at(&path.with("sizes")) {
                    Some(Datum::Counts(sizes)) => sizes.clone(),
                    _ => Vec::new(),
                },
                inside: number("inside"),
                neighbours: number("neighbours"),
                anywhere: number("anywhere"),
            }),
            _ => Source::File(EdgeFile {
                path: self.file(&path.with("path")),
                directed: self.flag("network.file.directed"),
                format: self.edge_format(),
            }),
        })
    }

    fn edge_format(&self) -> EdgeFormat {
        let text = |key: &str| match self.datum(&format!("network.file.{key}")) {
            Some(Datum::Text(text)) => Some(text.clone()),
            _ => None,
        };
        EdgeFormat {
            separator: text("separator").as_deref().and_then(Separator::named),
            header: match self.datum("network.file.header") {
                Some(Datum::Flag(header)) => Some(*header),
                _ => None,
            },
            source: text("source"),
            target: text("target"),
            weight: text("weight"),
            // An invalid one is refused elsewhere.
            weight_scale: Some(self.number(&known("network.file.weight_scale")))
                .filter(|&scale| scale > 0.0)
                .unwrap_or(1.0),
            repeats: text("repeats").as_deref().and_then(Repeats::named).unwrap_or_default(),
        }
    }

    fn file(&self, path: &KeyPath) -> PathBuf {
        match self.at(path) {
            Some(Datum::File { resolved, .. }) => resolved.clone(),
            _ => PathBuf::new(),
        }
    }

    /// Contacts must fit into the population; nothing is said of values that are invalid by themselves.
    fn check_size(&mut self, table: &KeyPath, source: &Source) {
        let (path, message) = match *source {
            Source::SmallWorld { contacts, .. } if contacts % 2 == 1 => {
                let message = text!(
                    "network.small_world.contacts must be even, got {contacts}",
                    "network.small_world.contacts doit être pair, reçu {contacts}"
                );
                ("small_world", message)
            }
            Source::SmallWorld { population, contacts, .. } if population > 0 && u64::from(contacts) >= population => {
                ("small_world", too_many("small_world.contacts", f64::from(contacts), population))
            }
            Source::Random { population, contacts } if population > 0 && contacts > (population - 1) as f64 => {
                ("random", too_many("random.contacts", contacts, population))
            }
            Source::Preferential { population, links } if population > 0 && u64::from(links) >= population => {
                ("preferential", too_many("preferential.links", f64::from(links), population))
            }
            Source::Communities(ref communities) => {
                let people = communities.sizes.iter().fold(0_u64, |sum, &size| sum.saturating_add(size));
                match crowded(communities, people) {
                    Some(message) => ("communities", message),
                    None => return,
                }
            }
            _ => return,
        };
        let hint = (
            "each person's contacts are other people of the network",
            "les contacts d'une personne sont d'autres personnes du réseau",
        );
        self.fault("out-of-range", &table.with(path), message, hint);
    }

    fn placement(&mut self) -> Placement {
        match self.datum("network.placement") {
            Some(Datum::Text(word)) if word == "hubs" => return Placement::Hubs,
            Some(Datum::Text(word)) if word == "clustered" => return Placement::Clustered,
            _ => {}
        }
        if let Some(Datum::Texts(people)) = self.datum("network.placement.people") {
            return Placement::People(people.clone());
        }
        match self.datum("network.placement.file") {
            Some(Datum::File { resolved, written }) => {
                let people = input::read(resolved, PEOPLE_BYTES)
                    .map_err(|error| system_reason(&error))
                    .and_then(|bytes| People::read(&bytes).map_err(|error| error.text()));
                match people {
                    Ok(people) => Placement::People(people),
                    Err(error) => {
                        let Text { en, fr } = error;
                        let message = text!(
                            "network.placement.file cannot be read: {written}: {en}",
                            "network.placement.file est illisible : {written} : {fr}"
                        );
                        let path = known("network.placement.file");
                        let hint = (
                            "it is a text in UTF-8, one id a line",
                            "c'est un texte en UTF-8, un identifiant par ligne",
                        );
                        self.fault("missing-file", &path, message, hint);
                        Placement::Random
                    }
                }
            }
            _ => Placement::Random,
        }
    }
}

/// Villages that have not so many people as each is to know.
fn crowded(villages: &Communities, people: u64) -> Option<Text> {
    let Communities { sizes, inside, neighbours, anywhere } = villages;
    if people > MOST_PEOPLE {
        return Some(text!(
            "network.communities.sizes must add up to at most {MOST_PEOPLE}, got {people}",
            "network.communities.sizes doit avoir une somme d'au plus {MOST_PEOPLE}, reçu {people}"
        ));
    }
    let smallest = sizes.iter().copied().min()?;
    let chance = villages.largest_neighbour_chance();
    if *inside > smallest.saturating_sub(1) as f64 {
        return Some(text!(
            "network.communities.inside must be less than the smallest village of {smallest}, got {inside}",
            "network.communities.inside doit être inférieur au plus petit village, {smallest}, reçu {inside}"
        ));
    }
    if chance > 1.0 {
        let most = neighbours / chance;
        return Some(text!(
            "network.communities.neighbours must be at most {most:.0} with villages of these sizes, got {neighbours}",
            "network.communities.neighbours doit être au plus {most:.0} avec des villages de ces tailles, reçu {neighbours}"
        ));
    }
    (*anywhere > people.saturating_sub(1) as f64).then(|| too_many("communities.anywhere", *anywhere, people))
}

fn too_many(key: &str, contacts: f64, population: u64) -> Text {
    text!(
        "network.{key} must be less than the population of {population}, got {contacts}",
        "network.{key} doit être inférieur à la population, {population}, reçu {contacts}"
    )
}
