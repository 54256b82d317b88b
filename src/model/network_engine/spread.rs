use super::people::PeopleSet;
use super::rule::{Picks, Rule};

/// Places that are chosen before the people there are visited: enough to keep many reads under way, few enough to stay
/// in the first cache.
const BLOCK: usize = 256;
/// Tellers whose lists are asked for ahead.
const AHEAD: usize = 24;

/// One valence of word of mouth in one replicate.
#[derive(Clone, Debug, Default)]
pub(super) struct Spread {
    /// Everyone who has heard, and those who lived it.
    pub(super) known: PeopleSet,
    /// Those who have heard and did not live it, in the order of generations.
    pub(super) listeners: Vec<u32>,
    /// Where the last generation begins among the listeners.
    pub(super) last: usize,
    /// Those of the last generation who tell, where not all do.
    pub(super) tellers: Vec<u32>,
    places: Vec<usize>,
    picks: Picks,
}

impl Spread {
    /// Forgets the last replicate, in which `lived_it` had lived it.
    pub(super) fn clear(&mut self, people: u32, lived_it: &[u32]) {
        self.known.reserve(people);
        self.known.remove(lived_it);
        self.known.remove(&self.listeners);
        self.listeners.clear();
        self.tellers.clear();
        self.last = 0;
    }

    /// Lets all `tellers` tell; the number of impressions.
    ///
    /// In two passes over blocks of tellers: choose the places and ask for them, then visit who is there. A random read
    /// of memory costs a hundred times an addition, but many can be under way at once.
    pub(super) fn tell<R: Rule>(&mut self, rule: &R, tellers: &[u32]) -> u64 {
        let mut impressions = 0;
        for &teller in tellers.iter().take(AHEAD) {
            rule.approach(teller);
        }
        let mut next = 0;
        while next < tellers.len() {
            self.places.clear();
            while next < tellers.len() && self.places.len() < BLOCK {
                if let Some(&ahead) = tellers.get(next + AHEAD) {
                    rule.approach(ahead);
                }
                rule.choose(tellers[next], &mut self.places, &mut self.picks);
                next += 1;
            }
            impressions += self.places.len() as u64;
            for &place in &self.places {
                let person = rule.person(place);
                if self.known.insert(person) {
                    self.listeners.push(person);
                }
            }
        }
        impressions
    }
}
