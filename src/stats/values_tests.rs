use super::super::Counts;
use super::*;

const SHARES: [f64; 7] = [0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95];

/// The definition, word for word.
fn plain(values: &[f64]) -> [f64; 7] {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let n = sorted.len();
    SHARES.map(|share| {
        // Shares are whole percents.
        let percent = (share * 100.0).round() as usize;
        (0..n).find(|i| (i + 1) * 100 >= percent * n).map_or(f64::NAN, |i| sorted[i])
    })
}

fn hash(i: u64) -> u64 {
    let z = (i + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (z ^ (z >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 20
}

fn check_counts(values: &[u64], bounds: Bounds) {
    let mut counts = Counts::new(bounds);
    for slice in values.chunks(100) {
        counts.extend(slice);
    }
    let store = counts.values();
    let reals: Vec<f64> = values.iter().map(|&value| value as f64).collect();
    assert_eq!(store.relative_error(), 0.0);
    assert_eq!(store.quantiles(SHARES), Some(plain(&reals)));
    let distribution = store.distribution(None);
    for bin in distribution.bins {
        let inside = values.iter().filter(|&&value| (bin.from..=bin.to).contains(&i128::from(value))).count();
        assert_eq!(bin.count, inside as u64);
    }
}

#[test]
fn quantiles_of_counts_follow_the_definition_at_every_size_and_spread() {
    for n in [1, 2, 19, 20, 21, 100, 1_000, 3_001] {
        for (base, spread) in [(0, 1), (0, 3), (0, 5_000), (1_000_000, 50_000), (0, 1 << 40), (40_000, 90_000)] {
            let values: Vec<u64> = (0..n).map(|i| base + hash(i) % spread).collect();
            check_counts(&values, Bounds::METRIC);
        }
    }
}

#[test]
fn runs_stay_exact_while_different_values_are_few() {
    let bounds = Bounds { window: 16, column: 500, runs: 400 };
    let values: Vec<u64> = (0..20_000).map(|i| hash(i) % 300 * 1_000).collect();
    check_counts(&values, bounds);
}

#[test]
fn a_late_first_difference_keeps_the_equal_values() {
    let mut values = vec![7; 5_000];
    values.extend((0..2_000).map(|i| 1_000_000 + hash(i) % 1_000));
    check_counts(&values, Bounds::METRIC);
    check_counts(&values, Bounds { window: 64, column: 3_000, runs: 1_200 });
}

#[test]
fn reals_of_either_sign_follow_the_definition() {
    for scale in [0.01, 1.0, 1e7] {
        let values: Vec<f64> = (0..4_321).map(|i| (hash(i) % 2_001) as f64 * scale - 700.0 * scale).collect();
        let mut store = Values::reals(Bounds::METRIC);
        store.extend_reals(&values);
        assert_eq!(store.quantiles(SHARES), Some(plain(&values)));
        assert_eq!(store.min(), values.iter().copied().reduce(f64::min));
        assert_eq!(store.max(), values.iter().copied().reduce(f64::max));
        let bins = store.distribution(None).bins;
        assert_eq!(bins.iter().map(|bin| bin.count).sum::<u64>(), 4_321);
        for bin in bins {
            let inside = |value: &&f64| (bin.from..=bin.to).contains(&(value.floor() as i128));
            assert_eq!(bin.count, values.iter().filter(inside).count() as u64);
        }
    }
}

#[test]
fn rounded_quantiles_keep_their_promise() {
    let bounds = Bounds { window: 64, column: 1_000, runs: 500 };
    let counts: Vec<u64> = (0..50_000).map(|i| hash(i) % 10_000_000).collect();
    let reals: Vec<f64> = counts.iter().map(|&value| value as f64 * 0.37 - 1e6).collect();
    let (mut counted, mut measured) = (Counts::new(bounds), Values::reals(bounds));
    counted.extend(&counts);
    measured.extend_reals(&reals);
    let counts: Vec<f64> = counts.iter().map(|&value| value as f64).collect();
    for (store, values) in [(counted.values(), counts), (&mut measured, reals)] {
        assert_eq!(store.relative_error(), Values::ROUNDING);
        let exact = plain(&values);
        let rounded = store.quantiles(SHARES).unwrap();
        for (exact, rounded) in exact.iter().zip(rounded) {
            assert!((rounded - exact).abs() <= Values::ROUNDING * exact.abs(), "{rounded} for {exact}");
        }
        assert_eq!(store.distribution(None).bins.iter().map(|bin| bin.count).sum::<u64>(), 50_000);
    }
}

#[test]
fn rounding_is_monotone_idempotent_and_small() {
    for kind in [Kind::Count, Kind::Difference, Kind::Real] {
        let mut keys: Vec<u64> = match kind {
            Kind::Count => (0..3_000).chain((0..20_000).map(|i| hash(i) >> (hash(i + 7) % 44))).collect(),
            Kind::Difference => {
                (0..20_000).map(|i| difference_key((hash(i) >> (hash(i + 7) % 44)) as i64 - (1 << 20))).collect()
            }
            Kind::Real => (0..20_000).map(|i| real_key((hash(i) as f64 - 8e12) / 1e3)).collect(),
        };
        keys.sort_unstable();
        assert!(keys.iter().all(|&key| kind.round(kind.round(key)) == kind.round(key)));
        assert!(keys.windows(2).all(|pair| kind.round(pair[0]) <= kind.round(pair[1])));
        for key in keys {
            let (exact, rounded) = (kind.value(key), kind.value(kind.round(key)));
            assert!((exact - rounded).abs() <= Values::ROUNDING * exact.abs(), "{exact} {rounded}");
        }
    }
}

#[test]
fn differences_of_either_sign_follow_the_definition() {
    let left: Vec<u64> = (0..4_321).map(|i| hash(i) % 50_000).collect();
    let right: Vec<u64> = (0..4_321).map(|i| hash(i + 9_999) % 60_000 + (i % 5) * (1 << 33)).collect();
    let differences: Vec<f64> = left.iter().zip(&right).map(|(&left, &right)| left as f64 - right as f64).collect();
    let mut store = Values::differences(Bounds::DIFFERENCE);
    store.extend_differences(&left, &right);
    assert_eq!(store.quantiles(SHARES), Some(plain(&differences)));
    let mut rounded = Values::differences(Bounds { window: 0, column: 100, runs: 50 });
    rounded.extend_differences(&left, &right);
    for (exact, found) in plain(&differences).iter().zip(rounded.quantiles(SHARES).unwrap()) {
        assert!((found - exact).abs() <= Values::ROUNDING * exact.abs(), "{found} for {exact}");
    }
}

#[test]
fn zeros_are_counted_whatever_is_kept() {
    for bounds in [Bounds::METRIC, Bounds { window: 16, column: 100, runs: 50 }] {
        for (zeros, others) in [(0, 5_000), (700, 5_000), (3, 1), (40, 0)] {
            let counts: Vec<u64> = (0..others).map(|i| 1 + hash(i) % 1_000_000).chain((0..zeros).map(|_| 0)).collect();
            let reals: Vec<f64> = counts.iter().map(|&count| count as f64 * -0.37).collect();
            let (mut counted, mut measured) = (Counts::new(bounds), Values::reals(bounds));
            counted.extend(&counts);
            measured.extend_reals(&reals);
            assert_eq!((counted.values().zeros(), measured.zeros()), (zeros, zeros));
        }
    }
}

#[test]
fn no_values_have_no_quantiles_and_no_bins() {
    let mut store = Values::counts(Bounds::METRIC);
    assert_eq!((store.quantiles(SHARES), store.min(), store.max()), (None, None, None));
    assert_eq!(store.distribution(None).bins, []);
}

#[test]
fn values_beyond_all_numbers_do_no_harm() {
    let mut store = Values::reals(Bounds::METRIC);
    store.extend_reals(&[1.5, f64::INFINITY, f64::NEG_INFINITY, f64::NAN, -1e300]);
    assert_eq!(store.quantiles(SHARES).unwrap()[3], 1.5);
    assert!(store.distribution(None).bins.len() <= 200);
}

#[test]
fn what_is_left_depends_on_the_values_alone() {
    // Exact in a window, in a column, in runs; too many and too different for runs.
    for (spread, runs) in [(60, 500), (1_000_000, 60_000), (3_000, 4_000), (1_000_000, 500)] {
        let bounds = Bounds { window: 64, column: if runs == 60_000 { 60_000 } else { 2_000 }, runs };
        let values: Vec<u64> = (0..50_000).map(|i| if i < 300 { 7 } else { hash(i) % spread }).collect();
        let reals: Vec<f64> = values.iter().map(|&value| value as f64 * 0.37 - 1e3).collect();
        let shared = |hands: usize, turn: usize| {
            let mut counts = vec![Counts::new(bounds); hands];
            let mut measured = vec![Values::reals(bounds); hands];
            let (mut count, mut measure) = (Counts::new(bounds), Values::reals(bounds));
            for (pass, (values, reals)) in values.chunks(30_000).zip(reals.chunks(30_000)).enumerate() {
                for (place, (values, reals)) in values.chunks(turn).zip(reals.chunks(turn)).enumerate() {
                    let hand = (place * 5 + pass) % hands;
                    counts[hand].extend(values);
                    measured[hand].extend_reals(reals);
                }
                for (counts, measured) in counts.iter_mut().zip(&mut measured).rev() {
                    count.absorb(counts);
                    measure.absorb(measured);
                }
            }
            let look = |store: &mut Values| {
                (store.quantiles(SHARES), store.relative_error(), store.distribution(None), store.count(), store.max())
            };
            (look(count.values()), look(&mut measure), count.moments().variance())
        };
        let alone = shared(1, 50_000);
        assert_eq!(alone.1.1 > 0.0, spread == 1_000_000 && runs == 500);
        for (hands, turn) in [(1, 100), (2, 100), (3, 1_000), (8, 256)] {
            assert_eq!(shared(hands, turn), alone, "{spread} {runs} {hands} {turn}");
        }
    }
}

#[test]
fn what_is_written_is_read_again_wherever_folding_stood() {
    let bounds = Bounds { window: 0, column: 64, runs: 16 };
    for many in 1..200 {
        let mut values = Values::reals(bounds);
        for number in 0..many {
            values.extend_reals(&[1.0 + hash(number) as f64]);
        }
        let mut written = Writer::default();
        values.write(&mut written);
        let mut read = Values::reals(bounds);
        read.read(&mut Reader::new(written.bytes(), u64::MAX)).unwrap_or_else(|_| panic!("{many} values"));
        let mut again = Writer::default();
        read.write(&mut again);
        assert_eq!(written.bytes(), again.bytes(), "{many} values");
    }
}
