//! A model moves to another point in place.

use super::check::{check_damage, check_market, check_retelling, check_served, check_shares};
use super::engine::{Engine, OnePeriod, new_stamp, service};
use super::error::ModelError;
use super::frame::Move;
use super::network_engine::NetworkEngineError;
use super::parameters::Parameters;
use super::service::ServiceGap;
use crate::vocabulary::Outcome;

impl OnePeriod {
    /// Moves it to another point, with the networks it has; after an error it stays where it was.
    ///
    /// Only what hangs on a change is made again, and in place while the groups stay the same.
    pub(super) fn retune(&mut self, parameters: &Parameters) -> Result<(), ModelError> {
        if let (Some(before), Some(after)) = (&self.parameters.network, &parameters.network)
            && (before.source != after.source || before.graphs != after.graphs)
        {
            return Err(ModelError::Network(NetworkEngineError::OtherSource));
        }
        let telling = Outcome::ALL.map(|outcome| self.parameters.telling(outcome) != parameters.telling(outcome));
        let fits = self.parameters.network.is_some() == parameters.network.is_some()
            && self.parameters.time.is_some() == parameters.time.is_some()
            && Outcome::ALL
                .into_iter()
                .all(|outcome| !telling[outcome.index()] || self.has_groups(outcome, parameters));
        if !fits {
            *self = Self::new(parameters, &self.networks)?;
            return Ok(());
        }
        if let Err(error) = self.follow(parameters, telling) {
            // Some of it has moved already.
            if let Ok(before) = Self::new(&self.parameters, &self.networks) {
                *self = before;
            }
            return Err(error);
        }
        Ok(())
    }

    fn follow(&mut self, after: &Parameters, telling: [bool; 4]) -> Result<(), ModelError> {
        let before = &self.parameters;
        let mut to = Move {
            before,
            after,
            gap: false,
            telling,
            retelling: before.retelling != after.retelling,
            damage: before.damage != after.damage,
            time: before.time != after.time,
        };
        for outcome in Outcome::ALL.into_iter().filter(|outcome| telling[outcome.index()]) {
            check_shares(outcome, &after.telling(outcome).groups)?;
        }
        if to.retelling {
            check_retelling(&after.retelling)?;
        }
        if to.damage {
            check_damage(&after.damage)?;
        }
        if before.market != after.market {
            check_market(after.market.as_ref())?;
        }
        if before.customers != after.customers {
            check_served(&after.customers)?;
        }
        let wanted = service(&after.customers.origin);
        if wanted != service(&before.customers.origin) {
            to.gap = true;
            match (&mut self.gap, wanted) {
                (Some(gap), Some(service)) => gap.retune(service),
                (gap, Some(service)) => ServiceGap::new(service).map(|new| *gap = Some(new)),
                (gap, None) => {
                    *gap = None;
                    Ok(())
                }
            }
            .map_err(ModelError::Service)?;
        }
        match &mut self.engine {
            Engine::Branching(engine) => engine.retune(&to, self.gap.as_ref())?,
            Engine::Network(engine) => engine.retune(&to, self.gap.as_ref())?,
        }
        let retelling = to.retelling;
        self.parameters.assign(after, telling, retelling);
        self.expected.take();
        self.laws.take();
        self.stamp = new_stamp();
        Ok(())
    }
}
