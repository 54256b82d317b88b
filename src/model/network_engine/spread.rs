use rand::RngExt;

use super::buffers::Buffers;
use super::people::{Marked, PeopleSet};
use super::rule::Rule;
use crate::model::cancel::Cancel;
use crate::model::witness::{Seat, Witness};
use crate::random::Stream;

/// Tellers who choose before the people they tell are visited: enough to keep many reads under way, few enough for the
/// first cache to hold what was asked for.
const BLOCK: usize = 64;
/// Blocks between two looks at whether somebody cancelled.
const BETWEEN_LOOKS: usize = 16;

/// When somebody who is told has heard: it is now that they know, and may tell.
trait Hearing {
    /// A person is told; whether they know from now on and did not before.
    fn hears(&mut self, person: u32) -> bool;
}

/// Being told once is enough.
struct FirstTime<'a>(&'a mut PeopleSet);

impl Hearing for FirstTime<'_> {
    #[inline]
    fn hears(&mut self, person: u32) -> bool {
        self.0.insert(person)
    }
}

/// One valence of word of mouth in one replicate.
#[derive(Clone, Debug, Default)]
pub(super) struct Spread {
    /// Everyone who has heard, and those who lived it.
    pub(super) known: PeopleSet,
    /// Those who tell in this generation.
    pub(super) tellers: Vec<u32>,
    /// Those who heard first in this generation and did not live it.
    pub(super) listeners: Vec<u32>,
    /// The listeners of earlier generations, and those who know from before.
    heard: Vec<u32>,
    /// Whether any mark may have been set since the last time that all were cleared.
    marked: bool,
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
        self.marked = false;
    }

    /// Marks people as knowing.
    pub(super) fn mark(&mut self, people: &[u32]) {
        self.marked = true;
        self.known.extend(people);
    }

    /// Marks people who know from before: they hear nothing new.
    pub(super) fn remember(&mut self, known: &Marked) {
        self.marked = true;
        self.known.join(known.set(), known.members());
        self.heard.extend_from_slice(known.members());
    }

    pub(super) fn is_marked(&self) -> bool {
        self.marked
    }

    /// Takes the marks of customers, who will be forgotten, for those of listeners.
    pub(super) fn take_over(&mut self, customers: &[u32]) {
        self.heard.extend_from_slice(customers);
    }

    /// Fills it with what a replicate must not read; whoever is marked stays listed.
    pub(super) fn poison(&mut self, stream: &mut Stream) {
        self.tellers.resize(stream.random_range(0..9), 7);
        let many = stream.random_range(0..9).min(self.listeners.len());
        let some: Vec<u32> = self.listeners.drain(..many).collect();
        self.heard.extend(some);
        self.places.resize(stream.random_range(0..9), usize::MAX);
        self.buffers.poison(stream);
    }

    /// Lets the tellers tell; the number of impressions. Who hears for the first time joins the listeners.
    ///
    /// In two passes over blocks of tellers: choose the places and ask for them, then visit who is there. A random read
    /// of memory costs a hundred times an addition, but many can be under way at once.
    pub(super) fn tell<R: Rule, C: Cancel, W: Witness>(&mut self, rule: &R, cancel: C, seat: &mut Seat<'_, W>) -> u64 {
        if W::WATCHES {
            return self.tell_one_by_one(rule, seat);
        }
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
            if index % BETWEEN_LOOKS == 0 && cancel.sign().is_some() {
                break;
            }
        }
        self.tellers = tellers;
        impressions
    }

    /// The same, teller by teller, so that a witness sees who tells whom.
    fn tell_one_by_one<R: Rule, W: Witness>(&mut self, rule: &R, seat: &mut Seat<'_, W>) -> u64 {
        let mut hearing = FirstTime(&mut self.known);
        let mut impressions = 0;
        for &teller in &self.tellers {
            self.places.clear();
            rule.choose(&[teller], &mut self.places, &mut self.buffers);
            impressions += self.places.len() as u64;
            for &place in &self.places {
                let person = rule.person(place);
                let first = hearing.hears(person);
                seat.sees(teller, person, first);
                if first {
                    self.listeners.push(person);
                }
            }
        }
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
        let mut hearing = FirstTime(&mut self.known);
        let mut end = before;
        for index in before..self.listeners.len() {
            let person = self.listeners[index];
            self.listeners[end] = person;
            end += usize::from(hearing.hears(person));
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
