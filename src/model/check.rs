//! Whether parameters are in range, where their types do not say so.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::error::ModelError;
use super::network_engine::NetworkEngineError;
use super::parameters::{Customers, Damage, Generations, Group, Market, Parameters, ReferralNetwork, Retelling};
use super::served::CUT_BY_SERVED;
use crate::network::{Network, Source};
use crate::vocabulary::Outcome;

/// All but what the engines check themselves: the origin, the service and the audiences.
pub(super) fn check(parameters: &Parameters, networks: &[Arc<Network>]) -> Result<(), ModelError> {
    for outcome in Outcome::ALL {
        let groups = &parameters.telling(outcome).groups;
        check_shares(outcome, groups)?;
        let mut names = BTreeSet::new();
        if let Some(twice) = groups.iter().find(|group| !names.insert(&group.name)) {
            return Err(ModelError::GroupTwice { outcome, group: twice.name.clone() });
        }
    }
    check_retelling(&parameters.retelling)?;
    check_damage(&parameters.damage)?;
    check_served(&parameters.customers)?;
    check_market(parameters.market.as_ref())?;
    match &parameters.network {
        Some(referral) => check_networks(referral, networks).map_err(ModelError::Network),
        None => Ok(()),
    }
}

/// Whether the number served leaves room for those hidden behind the complaints.
pub(super) fn check_served(customers: &Customers) -> Result<(), ModelError> {
    let Some(served) = customers.served else { return Ok(()) };
    let share = customers.beyond_served();
    if share > CUT_BY_SERVED { Err(ModelError::TooFewServed { served, share }) } else { Ok(()) }
}

/// Numbers of the choice.
pub(super) fn check_market(market: Option<&Market>) -> Result<(), ModelError> {
    let Some(market) = market else { return Ok(()) };
    let odd = [("rivals", market.rivals), ("attachment", market.attachment), ("price", market.price)];
    let is_odd = |(key, number): &(&str, f64)| !number.is_finite() || *key == "rivals" && *number < 0.0;
    match odd.into_iter().find(is_odd) {
        Some((key, got)) => Err(ModelError::Market { key, got }),
        None => Ok(()),
    }
}

/// Weights, alone and together.
pub(super) fn check_shares(outcome: Outcome, groups: &[Group]) -> Result<(), ModelError> {
    let mut total = 0.0;
    for group in groups {
        total += group.share;
        if !(group.share >= 0.0 && total.is_finite()) {
            return Err(ModelError::Share { outcome, group: group.name.clone(), got: group.share });
        }
    }
    Ok(())
}

pub(super) fn check_retelling(retelling: &Retelling) -> Result<(), ModelError> {
    match retelling.generations {
        Generations::UpTo(0) => Err(ModelError::NoGeneration),
        Generations::UpTo(_) | Generations::Unlimited => Ok(()),
    }
}

pub(super) fn check_damage(damage: &Damage) -> Result<(), ModelError> {
    let amounts = [
        ("customer_value", damage.customer_value),
        ("prospect_value", damage.prospect_value),
        ("complaint_cost", damage.complaint_cost),
        ("recovery_cost", damage.recovery_cost),
        ("fixed_cost", damage.fixed_cost),
        ("asking_cost", damage.asking_cost),
    ];
    match amounts.into_iter().find(|(_, amount)| !(*amount >= 0.0 && amount.is_finite())) {
        Some((key, got)) => Err(ModelError::Money { key, got }),
        None => Ok(()),
    }
}

/// Whether the networks are as many, and as large, as the source makes them.
fn check_networks(referral: &ReferralNetwork, networks: &[Arc<Network>]) -> Result<(), NetworkEngineError> {
    if networks.is_empty() {
        return Err(NetworkEngineError::NoNetwork);
    }
    // An edge list and a population without contacts have nothing to draw.
    let (graphs, people) = match &referral.source {
        Source::File(_) => (if networks.len() == 1 { 1 } else { referral.graphs }, None),
        Source::WellMixed { population } => (1, Some(*population)),
        Source::Random { population, .. }
        | Source::SmallWorld { population, .. }
        | Source::Preferential { population, .. } => (referral.graphs.max(1), Some(*population)),
        Source::Communities(communities) => (referral.graphs.max(1), Some(communities.sizes.iter().sum())),
    };
    let differ = |expected: u64, got: u64, what| {
        if expected == got { Ok(()) } else { Err(NetworkEngineError::OtherNetworks { expected, got, what }) }
    };
    differ(graphs, networks.len() as u64, &["networks", "réseaux"])?;
    let sizes = networks.iter().map(|network| u64::from(network.people()));
    people
        .map_or(Ok(()), |people| sizes.into_iter().try_for_each(|size| differ(people, size, &["people", "personnes"])))
}
