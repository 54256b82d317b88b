use super::gap::ServiceGap;
use super::normal::share_of;
use super::worst::parts;
use crate::model::{Combine, Touchpoint};

/// How one touchpoint fares.
#[doc = include_str!("../examples/service.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct TouchpointGap {
    /// Its name in the scenario.
    pub name: String,
    /// Share of all customers whose gap at this touchpoint alone is below -tolerance.
    pub let_down: f64,
    /// Mean indignation of those, judged by this touchpoint alone; 0 where there are none.
    pub indignation: f64,
    /// What it does to those who are let down by their worst gap; `None` where the weighted mean gap decides.
    pub worst: Option<Worst>,
}

/// The customers whose worst gap is the one at a certain touchpoint.
#[doc = include_str!("../examples/service.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Worst {
    /// Their share of all customers let down; the shares of the touchpoints add up to 1 (0 where nobody is let down).
    pub share: f64,
    /// Their mean indignation; 0 where there are none.
    pub indignation: f64,
}

impl ServiceGap {
    /// How each touchpoint fares, in the order of the scenario. Of several equally bad touchpoints the first counts as
    /// the worst.
    pub fn touchpoints(&self) -> Vec<TouchpointGap> {
        let service = self.service();
        let parts = (service.combine == Combine::Any).then(|| parts(service));
        let fares = |(index, touchpoint): (usize, &Touchpoint)| {
            let shortfall = service.shortfall(touchpoint.score);
            let let_down = shortfall.above(0.0);
            TouchpointGap {
                name: touchpoint.name.clone(),
                let_down,
                indignation: share_of(shortfall.ramp(service.rage), let_down),
                worst: parts.as_ref().map(|parts| Worst {
                    share: share_of(parts[index].probability, self.let_down().get()),
                    indignation: share_of(parts[index].indignation, parts[index].probability),
                }),
            }
        };
        service.touchpoints.iter().enumerate().map(fares).collect()
    }
}
