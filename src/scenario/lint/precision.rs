use super::Linter;
use crate::model::{Audience, Parameters};
use crate::scenario::catalogue::known;

/// A log-normal law with a larger sigma has so rare and so large values that the mean of a run says little of the mean.
const HEAVY_SIGMA: f64 = 2.0;
/// A power law with a smaller exponent has a variance that its cut alone makes finite.
const HEAVY_EXPONENT: f64 = 3.0;
/// Up to here a power law is no tail.
const SHORT: u64 = 100;

/// An interval is to be narrow enough, and the tail of an audience is so heavy that intervals do not hold.
pub(super) fn heavy_tail(linter: &mut Linter) {
    if linter.scenario.run.precision.is_none() {
        return;
    }
    let Some(law) = linter.models().find_map(heaviest) else { return };
    let message = format!(
        "run.precision stops at a narrow interval, but {law} is so heavy-tailed that intervals do not hold: they are narrow \
         as long as the largest audiences have not happened"
    );
    let hint = "set run.replicates instead and look at the quantiles, or take a law with a lighter tail";
    linter.doubt("heavy-tail", &known("run.precision"), message, hint);
}

fn heaviest(parameters: &Parameters) -> Option<String> {
    let groups = parameters.telling.iter().flat_map(|telling| &telling.groups).map(|group| &group.audience);
    let retold = (parameters.retelling.rate.get() > 0.0).then_some(&parameters.retelling.audience);
    groups.chain(retold).find_map(|audience| match audience {
        Audience::LogNormal { sigma, .. } if *sigma > HEAVY_SIGMA => {
            Some(format!("a log-normal audience of sigma {sigma}"))
        }
        Audience::Zipf { exponent, max } if *exponent < HEAVY_EXPONENT && *max > SHORT => {
            Some(format!("a zipf audience of exponent {exponent}"))
        }
        _ => None,
    })
}
