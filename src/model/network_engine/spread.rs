use super::people::PeopleSet;
use super::rule::{Buffers, Rule};

/// Tellers who choose before the people they tell are visited: enough to keep many reads under way, few enough for the
/// first cache to hold what was asked for.
const BLOCK: usize = 64;

/// One valence of word of mouth in one replicate.
#[derive(Clone, Debug, Default)]
pub(super) struct Spread {
    /// Everyone who has heard, and those who lived it.
    pub(super) known: PeopleSet,
    /// Those who tell in this generation.
    pub(super) tellers: Vec<u32>,
    /// Those who heard first in this generation and did not live it.
    pub(super) listeners: Vec<u32>,
    /// The listeners of earlier generations.
    heard: Vec<u32>,
    places: Vec<usize>,
    buffers: Buffers,
}

impl Spread {
    /// Forgets the last replicate, in which `customers` were marked.
    pub(super) fn clear(&mut self, people: u32, customers: &[u32]) {
        self.known.reserve(people);
        for members in [customers, &self.listeners, &self.heard] {
            self.known.remove(members);
        }
        self.heard.clear();
        self.listeners.clear();
        self.tellers.clear();
    }

    /// Lets the tellers tell; the number of impressions. Who hears for the first time joins the listeners.
    ///
    /// In two passes over blocks of tellers: choose the places and ask for them, then visit who is there. A random read
    /// of memory costs a hundred times an addition, but many can be under way at once.
    pub(super) fn tell<R: Rule>(&mut self, rule: &R) -> u64 {
        let tellers = std::mem::take(&mut self.tellers);
        let mut impressions = 0;
        rule.approach(&tellers[..tellers.len().min(BLOCK)]);
        for (index, block) in tellers.chunks(BLOCK).enumerate() {
            let ahead = &tellers[index * BLOCK + block.len()..];
            rule.approach(&ahead[..ahead.len().min(BLOCK)]);
            self.places.clear();
            rule.choose(block, &mut self.places, &mut self.buffers);
            impressions += self.places.len() as u64;
            self.visit(rule);
        }
        self.tellers = tellers;
        impressions
    }

    /// Adds those at the chosen places who did not know to the listeners. Whether somebody knew cannot be foreseen: no
    /// branch depends on it.
    #[inline]
    fn visit<R: Rule>(&mut self, rule: &R) {
        let before = self.listeners.len();
        let persons = self.places.iter().map(|&place| {
            let person = rule.person(place);
            // Perhaps they tell next.
            rule.approach(&[person]);
            person
        });
        self.listeners.extend(persons);
        let mut end = before;
        for index in before..self.listeners.len() {
            let person = self.listeners[index];
            self.listeners[end] = person;
            end += usize::from(self.known.insert(person));
        }
        self.listeners.truncate(end);
    }

    /// How many of the listeners of this generation are in `others`.
    pub(super) fn shared_with(&self, others: &PeopleSet) -> u64 {
        self.listeners.iter().filter(|&&person| others.contains(person)).count() as u64
    }

    /// Ends the generation: of its listeners, those tell next whom `retells` chooses; `None`: all.
    pub(super) fn advance(&mut self, retells: Option<impl Fn(u32) -> bool>) {
        self.heard.extend_from_slice(&self.listeners);
        match retells {
            None => std::mem::swap(&mut self.tellers, &mut self.listeners),
            Some(retells) => {
                self.tellers.clear();
                self.tellers.extend(self.listeners.iter().copied().filter(|&person| retells(person)));
            }
        }
        self.listeners.clear();
    }
}
