//! The parts of the parameters that a spot is about.

use super::field::{Spot, Teller};
use crate::model::{Audience, Group, Parameters, Time};

/// The delays of the clock, in the order of their positions.
pub(in crate::scenario) const DELAYS: [&str; 4] = ["arrival", "complaint", "answer", "telling"];

/// The delay at a position.
pub(in crate::scenario) fn delay_of(time: &Time, place: usize) -> &Audience {
    time.delays()[place].1
}

/// The name of the one group of an outcome whose people are all alike.
pub(in crate::scenario) const ALL: &str = "all";

/// The group of those who are all alike.
pub(in crate::scenario) fn all_alike(audience: Audience) -> Group {
    Group { name: ALL.to_owned(), share: 1.0, audience, stays: None }
}

/// The part of the parameters that a spot is about, to read.
pub(super) mod reading {
    use super::super::field::{Spot, Teller};
    use crate::model::{
        Audience, Group, Market, Origin, Parameters, Periods, Problem, Service, Telling, Time, Touchpoint,
    };

    pub(in super::super) fn market(parameters: &Parameters, _: Spot) -> Option<&Market> {
        parameters.market.as_ref()
    }

    pub(in super::super) fn periods(parameters: &Parameters, _: Spot) -> Option<&Periods> {
        parameters.periods.as_ref()
    }

    #[expect(clippy::unnecessary_wraps, reason = "as the other parts, which may not be there")]
    pub(in super::super) fn origin(parameters: &Parameters, _: Spot) -> Option<&Origin> {
        Some(&parameters.customers.origin)
    }

    pub(in super::super) fn service(parameters: &Parameters, _: Spot) -> Option<&Service> {
        match &parameters.customers.origin {
            Origin::Served { problem: Problem::Service(service), .. } => Some(service),
            _ => None,
        }
    }

    pub(in super::super) fn touchpoint(parameters: &Parameters, spot: Spot) -> Option<&Touchpoint> {
        service(parameters, spot)?.touchpoints.get(spot.item)
    }

    pub(in super::super) fn telling(parameters: &Parameters, spot: Spot) -> Option<&Telling> {
        match spot.teller {
            Teller::All(outcome) | Teller::Group(outcome, _) => Some(&parameters.telling[outcome.index()]),
            Teller::Nobody | Teller::Listeners | Teller::Clock(_) => None,
        }
    }

    pub(in super::super) fn group(parameters: &Parameters, spot: Spot) -> Option<&Group> {
        match spot.teller {
            Teller::Group(outcome, index) => parameters.telling[outcome.index()].groups.get(index),
            Teller::All(_) | Teller::Nobody | Teller::Listeners | Teller::Clock(_) => None,
        }
    }

    pub(in super::super) fn audience(parameters: &Parameters, spot: Spot) -> Option<&Audience> {
        match spot.teller {
            Teller::All(outcome) => match parameters.telling[outcome.index()].groups.as_slice() {
                [only] if only.name == super::ALL => Some(&only.audience),
                _ => None,
            },
            Teller::Group(outcome, index) => {
                parameters.telling[outcome.index()].groups.get(index).map(|group| &group.audience)
            }
            Teller::Listeners => Some(&parameters.retelling.audience),
            Teller::Clock(place) => Some(super::delay_of(parameters.time.as_ref()?, place?)),
            Teller::Nobody => None,
        }
    }

    pub(in super::super) fn time(parameters: &Parameters, _: Spot) -> Option<&Time> {
        parameters.time.as_ref()
    }
}

/// The part of the parameters that a spot is about, to write.
pub(super) mod writing {
    use super::super::field::{Spot, Teller};
    use crate::model::{
        Audience, Group, Market, Origin, Parameters, Periods, Problem, Service, Telling, Time, Touchpoint,
    };

    pub(in super::super) fn market(parameters: &mut Parameters, _: Spot) -> Option<&mut Market> {
        parameters.market.as_mut()
    }

    pub(in super::super) fn periods(parameters: &mut Parameters, _: Spot) -> Option<&mut Periods> {
        parameters.periods.as_mut()
    }

    #[expect(clippy::unnecessary_wraps, reason = "as the other parts, which may not be there")]
    pub(in super::super) fn origin(parameters: &mut Parameters, _: Spot) -> Option<&mut Origin> {
        Some(&mut parameters.customers.origin)
    }

    pub(in super::super) fn service(parameters: &mut Parameters, _: Spot) -> Option<&mut Service> {
        match &mut parameters.customers.origin {
            Origin::Served { problem: Problem::Service(service), .. } => Some(service),
            _ => None,
        }
    }

    pub(in super::super) fn touchpoint(parameters: &mut Parameters, spot: Spot) -> Option<&mut Touchpoint> {
        service(parameters, spot)?.touchpoints.get_mut(spot.item)
    }

    pub(in super::super) fn telling(parameters: &mut Parameters, spot: Spot) -> Option<&mut Telling> {
        match spot.teller {
            Teller::All(outcome) | Teller::Group(outcome, _) => Some(&mut parameters.telling[outcome.index()]),
            Teller::Nobody | Teller::Listeners | Teller::Clock(_) => None,
        }
    }

    pub(in super::super) fn group(parameters: &mut Parameters, spot: Spot) -> Option<&mut Group> {
        match spot.teller {
            Teller::Group(outcome, index) => parameters.telling[outcome.index()].groups.get_mut(index),
            Teller::All(_) | Teller::Nobody | Teller::Listeners | Teller::Clock(_) => None,
        }
    }

    pub(in super::super) fn audience(parameters: &mut Parameters, spot: Spot) -> Option<&mut Audience> {
        match spot.teller {
            Teller::All(outcome) => match parameters.telling[outcome.index()].groups.as_mut_slice() {
                [only] if only.name == super::ALL => Some(&mut only.audience),
                _ => None,
            },
            Teller::Group(outcome, index) => {
                parameters.telling[outcome.index()].groups.get_mut(index).map(|group| &mut group.audience)
            }
            Teller::Listeners => Some(&mut parameters.retelling.audience),
            Teller::Clock(place) => {
                let Time { arrival, complaint, answer, telling, .. } = parameters.time.as_mut()?;
                [arrival, complaint, answer, telling].into_iter().nth(place?)
            }
            Teller::Nobody => None,
        }
    }

    pub(in super::super) fn time(parameters: &mut Parameters, _: Spot) -> Option<&mut Time> {
        parameters.time.as_mut()
    }
}

/// Where an audience stands in the parameters, whatever its kind.
#[derive(Clone, Copy, Debug)]
pub(in crate::scenario) struct AudienceAt(pub(in crate::scenario) Spot);

impl AudienceAt {
    /// The audience there; `None` where nobody tells yet.
    pub(in crate::scenario) fn get(self, parameters: &Parameters) -> Option<&Audience> {
        reading::audience(parameters, self.0)
    }

    /// Gives an outcome without a group the group of all, who tell nobody.
    pub(in crate::scenario) fn make_room(self, parameters: &mut Parameters) {
        if let Teller::All(outcome) = self.0.teller {
            let groups = &mut parameters.telling[outcome.index()].groups;
            if groups.is_empty() {
                groups.push(all_alike(Audience::Fixed(0)));
            }
        }
    }

    /// Puts another one there; false where there is no place for it.
    pub(in crate::scenario) fn put(self, parameters: &mut Parameters, audience: &Audience) -> bool {
        self.make_room(parameters);
        match writing::audience(parameters, self.0) {
            Some(place) => {
                place.clone_from(audience);
                true
            }
            None => false,
        }
    }
}
