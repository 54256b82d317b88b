use super::asked::Asked;
use super::formula::Formula;
use super::given::Given;
use super::work::Work;
use crate::model::Generations;
use crate::vocabulary::Valence;

/// The most generations whose sum one writes down.
const MOST: u32 = 5;

/// Those who hear from listeners, `exact` of them, of whom `first` heard first-hand; `None` where one does not write it down.
pub(super) fn retold(work: &mut Work<'_>, first: &Formula, valence: Valence, exact: f64) -> Option<Formula> {
    let formula = formula(work, first, valence)?;
    work.state(Given::LastGeneration);
    work.step(Asked::Retold(valence), Some(exact), formula)
}

fn formula(work: &Work<'_>, first: &Formula, valence: Valence) -> Option<Formula> {
    let retelling = &work.parameters().retelling;
    let each = vec![work.given(Given::RetellingRate)?, work.given(Given::RetellingAudience)?];
    let has_clock = work.parameters().time.is_some();
    match retelling.generations {
        Generations::Unlimited if retelling.decay.get() == 1.0 && !has_clock => {
            // first x pm / (1 - pm)
            let all = std::iter::once(first.clone()).chain(each.clone()).collect();
            Some(Formula::Product(all).over(Formula::Number(1.0).less(Formula::Product(each))))
        }
        Generations::UpTo(last) if (2..=MOST).contains(&last) => {
            let mut factors = vec![first.clone()];
            let mut generations = Vec::new();
            for generation in 2..=last {
                factors.extend(each.iter().cloned());
                if retelling.decay.get() < 1.0 {
                    for _ in 2..generation {
                        factors.push(work.given(Given::Decay)?);
                    }
                }
                if has_clock {
                    factors.push(work.given(Given::RetoldInTime(valence, generation))?);
                }
                generations.push(Formula::Product(factors.clone()));
            }
            Some(Formula::Sum(generations))
        }
        _ => None,
    }
}
