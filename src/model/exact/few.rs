//! The law of a sum to which hardly anybody adds anything but the usual: nobody, one person, and the few cases of several
//! apart. One person's list is positive numbers alone; only several go through a transform, whose rounding errors are in
//! proportion to their own small chance.

use super::MOST_VALUES;
use super::audience::Told;
use super::complex::Complex;
use super::fft::{Fourier, noise};
use super::law::{Law, total};
use super::list::List;
use super::severity::{family, severity};
use super::sum::{Count, Kind, Person, Sum};
use super::term::Term;
use super::tilt::{Cumulant, OUTSIDE};

/// The most that two people or more together may be likely.
const SEVERAL: f64 = 1e-2;
/// Numbers of people that are less likely, and as much less than one person, are left out.
const NOTHING: f64 = 1e-20;
const NEXT_TO_NOTHING: f64 = 1e-10;
/// What may be left out at the ends of what one adds of several.
const ENDS: f64 = 1e-8;

/// The most by which the chances of few people may miss 1.
const MISSED: f64 = 1e-11;

/// People of whom few add something unusual.
pub(super) struct Few {
    /// What the usual add together.
    usual: i64,
    kinds: Vec<Rare>,
    chances: Together,
    /// The values of several people.
    several: Option<Several>,
}

/// Those of one kind who add something unusual.
struct Rare {
    /// The chances of 0, 1, 2, ... of them.
    numbers: Vec<f64>,
    /// What one of them adds beyond the usual.
    each: List,
}

/// How likely nobody, one person and several are.
#[derive(Clone, Copy)]
struct Together {
    none: f64,
    one: f64,
    several: f64,
}

/// Where several people lie.
struct Several {
    low: i64,
    high: i64,
    places: usize,
}

impl Few {
    /// The sum as that of a few people, where it is.
    pub(super) fn new(sum: &Sum) -> Option<Self> {
        let mut few = Self {
            usual: 0,
            kinds: Vec::new(),
            chances: Together { none: 1.0, one: 0.0, several: 0.0 },
            several: None,
        };
        for kind in &sum.kinds {
            let (usual, rare) = Rare::of(sum, kind)?;
            few.usual = few.usual.checked_add(usual)?;
            if let Some(rare) = rare {
                few.chances = few.chances.and(rare.chances());
                few.kinds.push(rare);
            }
            if few.chances.several > SEVERAL {
                return None;
            }
        }
        if few.kinds.is_empty() {
            return None;
        }
        if few.chances.several > 0.0 {
            few.several = Some(few.place(sum)?);
        }
        (few.range().is_some_and(|(low, high)| high - low < MOST_VALUES as i64)).then_some(few)
    }

    /// How long it takes, in nanoseconds or so.
    pub(super) fn cost(&self) -> f64 {
        let transforms = self.several.as_ref().map_or(0.0, |several| {
            several.places as f64
                * (60.0 + self.kinds.iter().map(|rare| 40.0 + 10.0 * rare.numbers.len() as f64).sum::<f64>())
        });
        transforms + self.range().map_or(0.0, |(low, high)| 4.0 * (high - low) as f64)
    }

    pub(super) fn law(&self) -> Option<Law> {
        let (low, high) = self.range()?;
        let mut chances = vec![0.0; (high - low + 1) as usize];
        chances[-low as usize] = self.chances.none;
        for (index, rare) in self.kinds.iter().enumerate() {
            let others = self.kinds.iter().enumerate().filter(|(other, _)| *other != index);
            let weight = rare.numbers[1] * others.map(|(_, other)| other.numbers[0]).product::<f64>();
            for (place, p) in chances[(rare.each.first - low) as usize..].iter_mut().zip(&rare.each.chances) {
                *place += weight * p;
            }
        }
        if let Some(several) = &self.several {
            let found = self.several(several);
            for (place, p) in chances[(several.low - low) as usize..].iter_mut().zip(found) {
                *place += p;
            }
        }
        Some(Law::new(self.usual.checked_add(low)?, chances))
    }

    /// The lowest and the highest value beyond the usual.
    fn range(&self) -> Option<(i64, i64)> {
        let (mut low, mut high) = (0, 0);
        for rare in &self.kinds {
            (low, high) = (low.min(rare.each.first), high.max(rare.each.last()));
        }
        if let Some(several) = &self.several {
            (low, high) = (low.min(several.low), high.max(several.high));
        }
        high.checked_sub(low).map(|_| (low, high))
    }

    /// Where several people lie: within so many times what one adds, and within Chernoff's bounds.
    fn place(&self, sum: &Sum) -> Option<Several> {
        let (mut low, mut high) = (0_i64, 0_i64);
        for rare in &self.kinds {
            let (each, most) = (self.each_of_several(rare), rare.numbers.len() as i64 - 1);
            low = low.checked_add(most.checked_mul(each.first.min(0))?)?;
            high = high.checked_add(most.checked_mul(each.last().max(0))?)?;
        }
        if high.checked_sub(low)? >= MOST_VALUES as i64 {
            let window = Cumulant { sum }.window_but_for(OUTSIDE, 0.0)?;
            low = low.max(window.low.floor() as i64 - self.usual);
            high = high.min(window.high.ceil() as i64 - self.usual);
        }
        let places = usize::try_from(high.checked_sub(low)? + 1).ok()?.max(16).checked_next_power_of_two()?;
        (places <= MOST_VALUES).then_some(Several { low, high, places })
    }

    /// What one of several adds, without ends that do not show in the whole.
    fn each_of_several(&self, rare: &Rare) -> List {
        rare.each.clone().trimmed_by((NOTHING / self.chances.several).min(ENDS))
    }

    /// The probabilities of `several`.
    fn several(&self, several: &Several) -> Vec<f64> {
        let n = several.places;
        let fourier = Fourier::new(n);
        // E z^X where nobody, one person, several add.
        let mut parts = vec![(1.0, Complex::ZERO, Complex::ZERO); n / 2 + 1];
        for rare in &self.kinds {
            let each = self.each_of_several(rare);
            let mut wound = vec![0.0; n];
            for (value, p) in (each.first..).zip(&each.chances) {
                wound[place_of(value, n)] += p;
            }
            for (part, each) in parts.iter_mut().zip(fourier.of_real(&wound)) {
                let more = rare.numbers[2..].iter().rev().fold(Complex::ZERO, |sum, chance| {
                    let mut sum = sum * each;
                    sum.re += chance;
                    sum
                });
                let (none, one, more) = (rare.numbers[0], each.scale(rare.numbers[1]), more * each * each);
                *part = (
                    part.0 * none,
                    part.1.scale(none) + one.scale(part.0),
                    part.2.scale(none) + more.scale(part.0) + (part.1 + part.2) * (one + more),
                );
            }
        }
        let spectrum: Vec<Complex> = parts.into_iter().map(|(_, _, more)| more.conj().scale(1.0 / n as f64)).collect();
        let found = fourier.to_real(&spectrum);
        let noise = noise(&found);
        (several.low..=several.high)
            .map(|value| Some(found[place_of(value, n)]).filter(|p| *p > noise).unwrap_or(0.0))
            .collect()
    }
}

impl Rare {
    /// What the usual of a kind add together, and the others; `None` where the law of one person is not known as a list.
    fn of(sum: &Sum, kind: &Kind) -> Option<(i64, Option<Self>)> {
        let (count, mut each) = people(sum, kind)?;
        let place = match count {
            Count::Fixed(_) => (0..each.chances.len()).max_by(|&a, &b| each.chances[a].total_cmp(&each.chances[b]))?,
            // So many people whose number is drawn must be no matter.
            Count::NegativeBinomial { .. } => {
                usize::try_from(-each.first).ok().filter(|&at| at < each.chances.len())?
            }
        };
        let value = each.first.checked_add(place as i64)?;
        let usual = match count {
            Count::Fixed(people) => value.checked_mul(i64::try_from(people).ok()?)?,
            Count::NegativeBinomial { .. } => 0,
        };
        let of_usual = std::mem::take(&mut each.chances[place]);
        each.first -= value;
        let rate = total(&each.chances);
        if rate == 0.0 {
            return Some((usual, None));
        }
        for p in &mut each.chances {
            *p /= rate;
        }
        let numbers = numbers(count, rate, of_usual);
        // Of many people the first numbers are not all.
        if (total(&numbers) - 1.0).abs() > MISSED {
            return None;
        }
        Some((usual, (numbers.len() > 1).then(|| Self { numbers, each: each.trimmed() })))
    }

    fn chances(&self) -> Together {
        Together { none: self.numbers[0], one: self.numbers[1], several: self.numbers[2..].iter().sum() }
    }
}

impl Together {
    fn and(self, other: Self) -> Self {
        Self {
            none: self.none * other.none,
            one: self.none * other.one + self.one * other.none,
            several: self.none * other.several
                + self.several * other.none
                + (self.one + self.several) * (other.one + other.several),
        }
    }
}

/// How many people of a kind there are and what each adds: of people who all tell so many, the listeners.
fn people(sum: &Sum, kind: &Kind) -> Option<(Count, List)> {
    let Person::Either(terms) = &kind.person else { return None };
    if let (Count::Fixed(people), [Term { chance: 1.0, shift: 0, audience: Some(audience) }]) = (kind.count, &terms[..])
        && let (Told::Fixed(told), valence) = &sum.audiences[*audience]
    {
        return Some((Count::Fixed(people.checked_mul(*told)?), family(sum, *valence, MOST_VALUES)?));
    }
    Some((kind.count, severity(sum, terms, MOST_VALUES)?))
}

/// The chances that 0, 1, 2, ... people of a kind are of those of whom one is with chance `rate`, as far as they matter.
fn numbers(count: Count, rate: f64, of_usual: f64) -> Vec<f64> {
    let (none, ratio): (f64, Box<dyn Fn(f64) -> f64>) = match count {
        Count::Fixed(people) => {
            let n = people as f64;
            let none = if rate < 0.5 { libm::log1p(-rate) } else { libm::log(of_usual) };
            (libm::exp(n * none), Box::new(move |j| (n - j) / (j + 1.0) * (rate / of_usual)))
        }
        Count::NegativeBinomial { size, odds } => {
            let again = odds * rate / (1.0 + odds * rate);
            (libm::exp(-size * libm::log1p(odds * rate)), Box::new(move |j| (size + j) / (j + 1.0) * again))
        }
    };
    let mut numbers = vec![none];
    for j in 0.. {
        let (last, ratio) = (numbers[j], ratio(j as f64));
        let next = last * ratio;
        let one = numbers.get(1).copied().unwrap_or(0.0);
        if next == 0.0 || ratio < 0.5 && j > 0 && next < NOTHING && next < NEXT_TO_NOTHING * one {
            break;
        }
        // More are no few.
        if j > 64 {
            break;
        }
        numbers.push(next);
    }
    numbers
}

/// Where a value stands among so many places, a power of two.
fn place_of(value: i64, places: usize) -> usize {
    (value as usize) & (places - 1)
}
