//! Shares that are said together: better, the same and worse add up to 100 %.

/// The finest that a share is said, in decimals of a percent.
const FINEST: usize = 6;

/// Better, the same, worse, by the columns of `comparison.csv`, where a tie counts half as better. What is left of a float where
/// nothing happened is 0.
pub(crate) fn shares_of(probability_better: f64, probability_same: f64) -> [f64; 3] {
    /// Far below one case in as many as can be drawn.
    const NOTHING: f64 = 1e-12;
    let better = probability_better - probability_same / 2.0;
    [better, probability_same, 1.0 - better - probability_same].map(|share| if share < NOTHING { 0.0 } else { share })
}

/// The shares as they are said together, and the decimals of a percent to say them with: they add up to 1 as the largest
/// remainders have it, and none is said to be 0 or all that is not.
pub(crate) fn said_together(shares: [f64; 3]) -> ([f64; 3], usize) {
    let is_hidden = |share: f64, scale: f64| {
        let rounded = (share * scale).round() / scale;
        (rounded == 0.0 && share > 0.0) || (rounded == 1.0 && share < 1.0)
    };
    let scale = |decimals: usize| 10_f64.powi(decimals as i32 + 2);
    let is_fine = |decimals: &usize| !shares.iter().any(|&share| is_hidden(share, scale(*decimals)));
    let decimals = (0..FINEST).find(is_fine).unwrap_or(FINEST);
    let (all, sum) = (scale(decimals), shares.iter().sum::<f64>());
    if sum <= 0.0 {
        return (shares, decimals);
    }
    // What happened has a step at least.
    let exact = shares.map(|share| share / sum * all);
    let mut steps = exact.map(|share| if share > 0.0 { share.floor().max(1.0) } else { 0.0 });
    loop {
        let left = all - steps.iter().sum::<f64>();
        if left == 0.0 {
            break;
        }
        let remainder = |&place: &usize| exact[place] - steps[place];
        let open = (0..3).filter(|&place| exact[place] > 0.0);
        let next = if left > 0.0 {
            open.max_by(|a, b| remainder(a).total_cmp(&remainder(b)))
        } else {
            open.filter(|&place| steps[place] > 1.0).min_by(|a, b| remainder(a).total_cmp(&remainder(b)))
        };
        let Some(next) = next else { break };
        steps[next] += left.signum();
    }
    (steps.map(|step| step / all), decimals)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::{Language, format_percent};

    fn said(shares: [f64; 3]) -> [String; 3] {
        let (shares, decimals) = said_together(shares);
        shares.map(|share| format_percent(share, decimals, Language::En))
    }

    #[test]
    fn shares_that_stand_together_add_up_to_all() {
        assert_eq!(said([0.407, 0.578, 0.015]), ["41%", "58%", "1%"]);
        assert_eq!(said([1.0 / 3.0; 3]).iter().filter(|share| *share == "33%").count(), 2);
        assert_eq!(said([0.000_333, 0.999_667, 0.0]), ["0.03%", "99.97%", "0.00%"]);
        for cases in [7_u32, 600, 4_000, 10_000, 99_999] {
            for better in 0..=cases.min(300) {
                let same = (cases - better) / 3;
                let shares = [better, same, cases - better - same].map(|count| f64::from(count) / f64::from(cases));
                let (shown, decimals) = said_together(shares);
                let steps = shown.map(|share| (share * 10_f64.powi(decimals as i32 + 2)).round() as i64);
                assert_eq!(steps.iter().sum::<i64>(), 10_i64.pow(decimals as u32 + 2), "{shares:?}");
                assert!(shares.iter().zip(steps).all(|(&share, step)| (share == 0.0) == (step == 0)), "{shares:?}");
            }
        }
    }

    #[test]
    fn where_nothing_happened_nothing_is_left_of_a_float() {
        for (better, cases) in [(1_u32, 3_u32), (4_951, 6_000), (999, 1_000), (7, 49)] {
            let (better, same) = (f64::from(better) / f64::from(cases), f64::from(cases - better) / f64::from(cases));
            assert_eq!(shares_of(better + same / 2.0, same)[2], 0.0);
        }
    }
}
