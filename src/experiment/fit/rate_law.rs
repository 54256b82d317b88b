//! What a log leaves open of the share who complain.

use crate::stats::NORMAL_975;

/// A law of the share of those with a reason who complain.
#[doc = include_str!("examples/silent.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[expect(missing_docs, reason = "they are those of the laws of unknowns")]
pub enum RateLaw {
    /// Its mean is the estimate, or, where the share is small and known badly, its median.
    Beta { a: f64, b: f64 },
    /// Where all complain: down from 1.
    Triangular { low: f64, mode: f64, high: f64 },
}

/// With less the mean of 1 / share, which the number of silent customers goes by, is far from the estimate's.
const ENOUGH_A: f64 = 6.0;

/// With less it is not known at all.
const LEAST_A: f64 = 3.0;

/// The lowest share that is drawn.
const LEAST_SHARE: f64 = 1e-9;

/// The law of seen / (seen + hidden) by an estimate of the hidden and its 95 % interval, which holds it; `None` where nothing bounds
/// the hidden: the estimate is 0 and the interval open.
///
/// Where it has no upper end, one as far above the estimate as the lower is below, on the scale of logarithms, stands in.
pub(super) fn rate_law(seen: f64, hidden: f64, [low, high]: [Option<f64>; 2]) -> Option<RateLaw> {
    let low = low?.max(1e-6 * hidden);
    let high = high.or_else(|| (low > 0.0).then(|| hidden * hidden / low)).filter(|&high| high > 0.0)?;
    let share = |hidden: f64| (seen / (seen + hidden)).max(LEAST_SHARE);
    let (rate, least, most) = (share(hidden), share(high), share(low));
    if hidden <= 0.0 {
        return Some(RateLaw::Triangular { low: least, mode: 1.0, high: 1.0 });
    }
    let (above, below) = ((most - rate) / NORMAL_975, (rate - least) / NORMAL_975);
    let variance = f64::midpoint(above * above, below * below);
    // A beta law takes no more people.
    let size = (rate * (1.0 - rate) / variance - 1.0).min(1e9);
    let a = if variance > 0.0 { (rate * size).max(LEAST_A) } else { LEAST_A };
    let b = if a < ENOUGH_A && rate < 0.5 {
        // The median of a beta law is near (a - 1/3) / (a + b - 2/3).
        (a - 1.0 / 3.0) / rate - a + 2.0 / 3.0
    } else {
        a * (1.0 - rate) / rate
    };
    Some(RateLaw::Beta { a, b: b.min(1e9) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{CutLaw, Law, Range, Score};

    #[test]
    fn a_share_known_well_has_the_estimate_as_its_mean() {
        for (seen, hidden, interval) in [(55.0, 29.2, [13.0, 70.0]), (900.0, 5_000.0, [4_000.0, 6_500.0])] {
            let Some(RateLaw::Beta { a, b }) = rate_law(seen, hidden, interval.map(Some)) else { panic!("a beta law") };
            assert!((a / (a + b) - seen / (seen + hidden)).abs() < 1e-12 && a >= ENOUGH_A, "{a} {b}");
        }
    }

    #[test]
    fn a_share_known_badly_has_a_wide_law() {
        let law = rate_law(43.0, 780.0, [Some(189.0), None]);
        let Some(RateLaw::Beta { a, b }) = law else { panic!("{law:?}") };
        let drawn = CutLaw::new(&Law::Beta { a, b }, Range { low: 0.0, high: 1.0, whole: false }).expect("a law");
        assert!((drawn.at(Score::Share(0.5)) * 823.0 / 43.0 - 1.0).abs() < 0.03, "{a} {b}");
        // One draw in forty has more than 3,000 hidden customers, one fewer than 300.
        assert!(drawn.at(Score::Share(0.025)) < 43.0 / 3_043.0 && drawn.at(Score::Share(0.975)) > 43.0 / 343.0);
        for (seen, hidden, interval) in [(20.0, 1.0, [Some(0.03), None]), (9.0, 7.0, [Some(1.0), Some(400.0)])] {
            let Some(RateLaw::Beta { a, b }) = rate_law(seen, hidden, interval) else { panic!("a beta law") };
            assert!((a / (a + b) - seen / (seen + hidden)).abs() < 1e-12 && (LEAST_A..4.0).contains(&a), "{a} {b}");
        }
    }

    #[test]
    fn nobody_hidden_is_known_only_where_something_bounds_them() {
        assert_eq!(rate_law(4.0, 0.0, [Some(0.0), None]), None);
        let law = rate_law(4.0, 0.0, [Some(0.0), Some(4.0)]);
        assert_eq!(law, Some(RateLaw::Triangular { low: 0.5, mode: 1.0, high: 1.0 }));
    }
}
