//! Other numbers for each student: near those of the scenario, round, and such as one can compute with.

use rand::Rng;

use super::order::{Ranked, above, bounds, ranked};
use crate::model::{Behind, Origin, Parameters};
use crate::random::{Purpose, ReplicateKey, named_entity};
use crate::scenario::{Scenario, lens, paths};
use crate::vocabulary::Outcome;

/// Numbers of the customers, of voice and of recovery that an exercise changes.
const VARIED: [&str; 12] = [
    "customers.complaints",
    "customers.silent_per_complaint",
    "customers.observed_voice_rate",
    "customers.silent",
    "customers.dissatisfied",
    "customers.served",
    "customers.problem_rate",
    "voice.rate",
    "voice.asked",
    "voice.admits",
    "recovery.rate",
    "retelling.rate",
];

/// A number that differs from student to student.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Varied {
    path: String,
    /// What a student can get.
    choices: Vec<f64>,
    /// Whether it is no draw of its own, but the sum of the weights of the silent: 26 = 23 + 3.
    is_sum: bool,
    /// Where it stands among others of its kind, and what it stays below.
    ranked: Option<(Ranked, f64)>,
}

/// The numbers of a scenario that differ from student to student; those that a variant changes stay.
pub(super) fn varied(scenario: &Scenario) -> Vec<Varied> {
    let parameters = &scenario.baseline;
    let sum = silent_as_sum(parameters);
    let changed: Vec<&str> =
        scenario.variants.iter().flat_map(|variant| &variant.changes).map(|change| change.0.as_str()).collect();
    let is_free = |path: &str| !changed.iter().any(|other| within(path, other) || within(other, path));
    let paths: Vec<String> = paths(parameters).into_iter().filter(|path| is_varied(path) && is_free(path)).collect();
    let ranked = ranked(parameters);
    let staying: Vec<&Ranked> = ranked.iter().filter(|one| !paths.contains(&one.path)).collect();
    let whole_sum = sum.is_some_and(|_| paths.iter().any(|path| is_silent_weight(path)));
    let varied = |path: String| {
        let lens = lens(&path, parameters).ok()?;
        let is_sum = whole_sum && sum.is_some_and(|named| named == path);
        let is_share = lens.range().high == 1.0;
        let value = lens.get(parameters)?;
        // Weights and amounts that are whole stay so.
        let is_whole = lens.is_whole() || (!is_share && value.fract() == 0.0);
        let mut choices = choices(value, is_whole, is_share);
        let ranked = ranked.iter().find(|one| one.path == path).map(|own| {
            let (floor, roof) = bounds(own, &staying);
            choices.retain(|choice| floor < *choice && *choice < roof);
            (own.clone(), if is_share { roof.min(1.0) } else { roof })
        });
        (is_sum || choices.len() > 1).then_some(Varied { path, choices, is_sum, ranked })
    };
    paths.into_iter().filter_map(varied).collect()
}

/// The numbers of one student, by path. Who else is in the class has no say in them.
pub(super) fn draw(varied: &[Varied], seed: u64, student: u64, attempt: u64) -> Vec<(String, f64)> {
    let key = ReplicateKey { seed, replicate: student };
    let drawn = |one: &Varied| {
        let bits = key.stream(Purpose::Exercise, named_entity(attempt, &one.path)).next_u64();
        // The whole part of a uniform share of the choices.
        let place = (u128::from(bits) * one.choices.len() as u128) >> 64;
        one.choices.get(place as usize).copied().unwrap_or(0.0)
    };
    let mut numbers: Vec<(String, f64)> = varied.iter().map(|one| (one.path.clone(), drawn(one))).collect();
    if let Some(place) = varied.iter().position(|one| one.is_sum) {
        let weights = numbers.iter().filter(|(path, _)| is_silent_weight(path));
        numbers[place].1 = weights.map(|(_, weight)| weight).sum();
    }
    keep_order(varied, &mut numbers);
    numbers
}

/// Lifts numbers above those that are lower in the scenario; where there is no room for all of them, all are the scenario's.
fn keep_order(varied: &[Varied], numbers: &mut [(String, f64)]) {
    let known = varied.iter().enumerate().filter_map(|(place, one)| Some((place, one.ranked.as_ref()?)));
    let mut known: Vec<(usize, &(Ranked, f64))> = known.collect();
    known.sort_by(|(_, (one, _)), (_, (other, _))| {
        one.family.cmp(&other.family).then(one.value.total_cmp(&other.value))
    });
    for family in known.chunk_by(|(_, (one, _)), (_, (other, _))| one.family == other.family) {
        let (mut highest, mut has_room) = (f64::NEG_INFINITY, true);
        for alike in family.chunk_by(|(_, (one, _)), (_, (other, _))| one.value == other.value) {
            let below = highest;
            for (place, (_, roof)) in alike {
                let number = &mut numbers[*place].1;
                *number = above(*number, below, &varied[*place].choices);
                has_room &= *number < *roof;
                highest = highest.max(*number);
            }
        }
        for (place, (own, _)) in family.iter().filter(|_| !has_room) {
            numbers[*place].1 = own.value;
        }
    }
}

/// The most that a share is set to.
const MOST_SHARE: f64 = 0.95;

fn is_varied(path: &str) -> bool {
    let of_outcome = |outcome: Outcome| {
        let rest = path.strip_prefix(outcome.name()).and_then(|rest| rest.strip_prefix('.'));
        rest.is_some_and(|rest| {
            matches!(rest, "audience" | "stays")
                || rest.starts_with("groups.")
                    && [".share", ".audience", ".stays"].iter().any(|ending| rest.ends_with(ending))
        })
    };
    VARIED.contains(&path) || path.starts_with("damage.") || Outcome::ALL.into_iter().any(of_outcome)
}

fn is_silent_weight(path: &str) -> bool {
    // An ending of a path, not of a file.
    path.strip_suffix(".share").is_some_and(|group| group.starts_with("silent.groups."))
}

/// Whether `path` is `table` or stands in it.
fn within(path: &str, table: &str) -> bool {
    path.strip_prefix(table).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// The path of the silent customers where they are as many as the weights of their groups add up to.
fn silent_as_sum(parameters: &Parameters) -> Option<&'static str> {
    let telling = parameters.telling(Outcome::Silent);
    let (groups, sum) = (&telling.groups, telling.weights());
    let is_whole = groups.len() > 1 && groups.iter().all(|group| group.share > 0.0 && group.share.fract() == 0.0);
    match parameters.customers.origin {
        Origin::Complaints { behind: Behind::SilentPerComplaint(silent), .. } if is_whole && silent == sum => {
            Some("customers.silent_per_complaint")
        }
        Origin::Complaints { behind: Behind::Silent(silent), .. } if is_whole && silent as f64 == sum => {
            Some("customers.silent")
        }
        _ => None,
    }
}

/// Round numbers from a half of `value` to half as much again; `value` alone where it is 0 or a share of 1.
fn choices(value: f64, is_whole: bool, is_share: bool) -> Vec<f64> {
    if !(value > 0.0 && value.is_finite()) || (is_share && value >= 1.0) {
        return vec![value];
    }
    if is_whole && value < 3.0 {
        return (1..=value as u64 + 3).map(|whole| whole as f64).collect();
    }
    let magnitude = libm::pow(10.0, libm::log10(value).floor());
    let leading = value / magnitude;
    let step = match (is_share, leading) {
        (true, _) if value >= 0.1 => 0.05,
        (true, leading) if leading >= 3.0 => magnitude,
        (true, _) => magnitude / 2.0,
        (false, leading) if leading >= 5.0 => magnitude / 2.0,
        (false, leading) if leading >= 2.0 => magnitude / 5.0,
        (false, _) => magnitude / 10.0,
    };
    let step = if is_whole { step.round().max(1.0) } else { step };
    let (first, last) = ((0.5 * value / step).ceil().max(1.0) as u64, (1.5 * value / step).floor() as u64);
    // Decimals as they are typed: 3 x 0.05 is 0.15.
    let digits = libm::pow(10.0, (2.0 - libm::log10(value).floor()).max(0.0));
    let round = |number: f64| (number * digits).round() / digits;
    let most = if is_share { MOST_SHARE } else { f64::INFINITY };
    (first..=last).map(|count| round(count as f64 * step)).filter(|&number| number <= most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Overrides, load_preset, load_text};

    fn classic() -> Scenario {
        load_preset("classic-317", &Overrides::default()).expect("a preset")
    }

    #[test]
    fn numbers_are_round_and_near() {
        assert_eq!(choices(10.0, true, false), (5..=15).map(f64::from).collect::<Vec<_>>());
        assert_eq!(choices(1.0, true, false), [1.0, 2.0, 3.0, 4.0]);
        assert_eq!(choices(0.06, false, true), [0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09]);
        assert_eq!(choices(0.2, false, true), [0.1, 0.15, 0.2, 0.25, 0.3]);
        assert_eq!(choices(150.0, false, false)[..2], [80.0, 90.0]);
        assert!(choices(0.9, false, true).iter().all(|share| *share <= 0.95));
        assert_eq!((choices(0.0, false, true), choices(1.0, false, true)), (vec![0.0], vec![1.0]));
    }

    #[test]
    fn the_silent_of_the_classic_stay_the_sum_of_their_groups() {
        let varied = varied(&classic());
        let mut seen = Vec::new();
        for student in 1..=40 {
            let numbers = draw(&varied, 317, student, 0);
            let of = |path: &str| numbers.iter().find(|known| known.0 == path).map(|known| known.1);
            let [ordinary, vocal] = ["ordinary", "vocal"].map(|group| of(&format!("silent.groups.{group}.share")));
            let sum = ordinary.expect("a weight") + vocal.expect("a weight");
            assert_eq!(of("customers.silent_per_complaint"), Some(sum));
            if !seen.contains(&numbers) {
                seen.push(numbers);
            }
        }
        assert!(seen.len() > 35, "{} of 40 differ", seen.len());
    }

    #[test]
    fn the_order_that_names_speak_of_is_kept() {
        let text = "schema_version = 1\n[customers]\ndissatisfied = 50\n[voice]\nrate = 0.3\n[recovery]\nrate = 0.5\n\
                    [silent]\nstays = 0.2\naudience.poisson = 3\n[unresolved]\nstays = 0.3\naudience = 4\n\
                    [recovered]\nstays = 0.9\n\
                    groups = { a = { share = 1, audience = 0 }, b = { share = 1, audience = 1 }, c = { share = 1, audience = 2 }, \
                    d = { share = 1, audience = 3, stays = 0.5 }, e = { share = 1, audience.poisson = 4 }, \
                    f = { share = 1, audience = 9, stays = 0.6 } }\n[damage]\ncustomer_value = 9.0\n";
        let scenario = load_text(text.as_bytes(), "a.toml", "a", &Overrides::default()).expect("sound");
        let varied = varied(&scenario);
        for student in 1..=200 {
            let numbers = draw(&varied, 317, student, 0);
            let of = |path: &str, own: f64| numbers.iter().find(|known| known.0 == path).map_or(own, |known| known.1);
            let audience = |name: &str, own| of(&format!("recovered.groups.{name}.audience"), own);
            let told = [0.0, audience("b", 1.0), audience("c", 2.0), audience("d", 3.0), 4.0, audience("f", 9.0)];
            assert!(told.is_sorted_by(|one, other| one < other), "{told:?}");
            let stay = ["silent", "unresolved", "recovered"].map(|outcome| of(&format!("{outcome}.stays"), 0.0));
            assert!(stay.is_sorted_by(|one, other| one < other), "{stay:?}");
            assert!(of("recovered.groups.d.stays", 0.5) < of("recovered.groups.f.stays", 0.6));
        }
        let spread = |path: &str| varied.iter().find(|one| one.path == path).map_or(0, |one| one.choices.len());
        assert!(spread("recovered.groups.f.audience") > 5 && spread("recovered.groups.b.audience") > 1);
    }

    #[test]
    fn a_number_depends_on_its_path_seed_and_student_alone() {
        let varied = varied(&classic());
        let (last, others) = varied.split_last().expect("numbers");
        let all = draw(&varied, 7, 3, 0);
        assert_eq!(draw(std::slice::from_ref(last), 7, 3, 0)[0], all[others.len()]);
        assert_ne!(draw(&varied, 8, 3, 0), all);
    }

    #[test]
    fn what_a_variant_changes_stays() {
        let text = b"schema_version = 1\npreset = \"classic-317\"\n[variants.a]\nset = { \"silent.groups.vocal\" = { share = 1, audience = 2 }, \
                     \"customers.complaints\" = 2 }\n";
        let scenario = load_text(text, "a.toml", "a", &Overrides::default()).expect("sound");
        let paths: Vec<String> = varied(&scenario).into_iter().map(|one| one.path).collect();
        assert!(paths.iter().any(|path| path == "silent.groups.ordinary.audience"), "{paths:?}");
        assert!(!paths.iter().any(|path| path.contains("vocal") || path == "customers.complaints"), "{paths:?}");
    }
}
