use super::Linter;
use crate::model::{Audience, Parameters};
use crate::scenario::catalogue::known;
use crate::text;
use crate::vocabulary::Text;

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
    let Text { en, fr } = law;
    let message = text!(
        "run.precision stops at a narrow interval, but {en} is so heavy-tailed that intervals do not hold: they are narrow \
         as long as the largest audiences have not happened",
        "run.precision s'arrête à un intervalle étroit, mais {fr} a une queue si lourde que les intervalles ne tiennent \
         pas : ils sont étroits tant que les plus grands auditoires ne sont pas arrivés"
    );
    let hint = (
        "set run.replicates instead and look at the quantiles, or take a law with a lighter tail",
        "fixez plutôt run.replicates et regardez les quantiles, ou prenez une loi à queue plus légère",
    );
    linter.doubt("heavy-tail", &known("run.precision"), message, hint);
}

fn heaviest(parameters: &Parameters) -> Option<Text> {
    let groups = parameters.telling.iter().flat_map(|telling| &telling.groups).map(|group| &group.audience);
    let retold = (parameters.retelling.rate.get() > 0.0).then_some(&parameters.retelling.audience);
    groups.chain(retold).find_map(|audience| match audience {
        Audience::LogNormal { sigma, .. } if *sigma > HEAVY_SIGMA => {
            Some(text!("a log-normal audience of sigma {sigma}", "un auditoire log-normal de sigma {sigma}"))
        }
        Audience::Zipf { exponent, max } if *exponent < HEAVY_EXPONENT && *max > SHORT => {
            Some(text!("a zipf audience of exponent {exponent}", "un auditoire de Zipf d'exposant {exponent}"))
        }
        _ => None,
    })
}
