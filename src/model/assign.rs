//! Taking over numbers in place: nothing is asked of the system for memory while only numbers change.

use super::parameters::{Audience, Group, Origin, Parameters, Problem, Service, Telling};

impl Parameters {
    /// Becomes `other`; of telling, by outcome, and of retelling what is said to differ.
    pub(super) fn assign(&mut self, other: &Parameters, telling: [bool; 4], retelling: bool) {
        self.customers.exact_groups = other.customers.exact_groups;
        self.customers.served = other.customers.served;
        self.customers.origin.assign(&other.customers.origin);
        self.voice = other.voice;
        self.recovery = other.recovery;
        for ((telling, other), _) in
            self.telling.iter_mut().zip(&other.telling).zip(telling).filter(|(_, differs)| *differs)
        {
            telling.assign(other);
        }
        if retelling {
            self.retelling.rate = other.retelling.rate;
            self.retelling.decay = other.retelling.decay;
            self.retelling.generations = other.retelling.generations;
            self.retelling.audience.assign(&other.retelling.audience);
        }
        if self.network != other.network {
            self.network.clone_from(&other.network);
        }
        self.customers.product_found = other.customers.product_found;
        self.market = other.market;
        self.damage = other.damage;
        if self.periods != other.periods {
            self.periods.clone_from(&other.periods);
        }
        if self.time != other.time {
            self.time.clone_from(&other.time);
        }
        self.max_people = other.max_people;
    }
}

impl Origin {
    fn assign(&mut self, other: &Origin) {
        match (self, other) {
            (
                Origin::Served { served, problem: Problem::Service(service) },
                Origin::Served { served: other, problem: Problem::Service(others) },
            ) => {
                *served = *other;
                service.assign(others);
            }
            (origin, other) => origin.clone_from(other),
        }
    }
}

impl Service {
    /// Becomes `other`.
    pub(super) fn assign(&mut self, other: &Service) {
        self.expectation = other.expectation;
        self.combine = other.combine;
        self.tolerance = other.tolerance;
        self.rage = other.rage;
        let pairs = || self.touchpoints.iter().zip(&other.touchpoints);
        let same_names = self.touchpoints.len() == other.touchpoints.len() && pairs().all(|(a, b)| a.name == b.name);
        if !same_names {
            self.touchpoints.clone_from(&other.touchpoints);
            return;
        }
        for (touchpoint, other) in self.touchpoints.iter_mut().zip(&other.touchpoints) {
            touchpoint.score = other.score;
            touchpoint.weight = other.weight;
        }
    }
}

impl Telling {
    fn assign(&mut self, other: &Telling) {
        self.stays = other.stays;
        self.groups.truncate(other.groups.len());
        let (known, new) = other.groups.split_at(self.groups.len());
        for (group, other) in self.groups.iter_mut().zip(known) {
            group.assign(other);
        }
        self.groups.extend_from_slice(new);
    }
}

impl Group {
    fn assign(&mut self, other: &Group) {
        if self.name != other.name {
            self.name.clone_from(&other.name);
        }
        self.share = other.share;
        self.audience.assign(&other.audience);
        self.stays = other.stays;
    }
}

impl Audience {
    fn assign(&mut self, other: &Audience) {
        match (self, other) {
            (Audience::Empirical(values), Audience::Empirical(others)) => values.clone_from(others),
            (audience, other) => audience.clone_from(other),
        }
    }
}
