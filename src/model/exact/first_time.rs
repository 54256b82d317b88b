use std::collections::VecDeque;

use super::list::List;

/// How many of those whom one teller tells hear it for the first time, by how many of the others know already.
///
/// Whom somebody tells is anyone. So of k who hear for the first time among s strangers each is among the k with chance k / s:
/// where one stranger less is left, k stays with chance (s - k) / s, and is one less with k / s. All terms are positive.
#[derive(Debug)]
pub(super) struct FirstTime {
    /// All whom a teller may tell.
    others: u64,
    /// How many of them know, for the first of the laws.
    start: u64,
    /// The laws, for so many who know and for one more each.
    laws: VecDeque<List>,
    negligible: f64,
}

impl FirstTime {
    /// Of tellers who tell `told` of `others`; what is `negligible` at the ends of a law is left out.
    pub(super) fn new(others: u64, told: List, negligible: f64) -> Self {
        Self { others, start: 0, laws: VecDeque::from([told]), negligible }
    }

    /// The laws from `from` to `to` who know, at most all others.
    pub(super) fn among(&mut self, from: u64, to: u64) -> impl Iterator<Item = &List> {
        while self.end() <= to {
            self.add();
        }
        self.laws.range((from - self.start) as usize..=(to - self.start) as usize)
    }

    /// Nobody asks for fewer than so many who know any more.
    pub(super) fn forget(&mut self, fewest: u64) {
        while self.start < fewest {
            if self.laws.len() == 1 {
                self.add();
            }
            self.laws.pop_front();
            self.start += 1;
        }
    }

    fn end(&self) -> u64 {
        self.start + self.laws.len() as u64
    }

    fn add(&mut self) {
        let strangers = self.others + 1 - self.end();
        if let Some(law) = self.laws.back().map(|law| one_stranger_less(law, strangers)) {
            self.laws.push_back(law.trimmed_by(self.negligible));
        }
    }
}

fn one_stranger_less(law: &List, strangers: u64) -> List {
    let all = strangers as f64;
    let first = (law.first - 1).max(0);
    let chance = |value: i64| {
        let at = |value: i64| usize::try_from(value - law.first).ok().and_then(|place| law.chances.get(place));
        let (here, above) = (at(value).copied().unwrap_or(0.0), at(value + 1).copied().unwrap_or(0.0));
        here * ((all - value as f64).max(0.0) / all) + above * ((value + 1) as f64 / all)
    };
    List { first, chances: (first..=law.last()).map(chance).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_who_hear_for_the_first_time_are_hypergeometric() {
        let choose = |n: u64, k: u64| (0..k).fold(1.0, |product, i| product * (n - i) as f64 / (i + 1) as f64);
        let (others, told) = (12, 4);
        let mut first_time = FirstTime::new(others, List::certain(told as i64), 0.0);
        for known in 0..=others {
            let law = first_time.among(known, known).next().expect("a law").clone();
            for new in 0..=told {
                let strangers = others - known;
                let exact = if new <= strangers && told - new <= known {
                    choose(strangers, new) * choose(known, told - new) / choose(others, told)
                } else {
                    0.0
                };
                let place = usize::try_from(new as i64 - law.first).ok();
                let found = place.and_then(|place| law.chances.get(place)).copied().unwrap_or(0.0);
                assert!((found - exact).abs() < 1e-14, "{new} new where {known} know: {found} {exact}");
            }
        }
    }

    #[test]
    fn laws_that_are_asked_together_are_those_asked_one_by_one() {
        let told = List { first: 2, chances: vec![0.5, 0.0, 0.25, 0.25] };
        let (mut one, mut many) = (FirstTime::new(30, told.clone(), 1e-30), FirstTime::new(30, told, 1e-30));
        let laws: Vec<List> = many.among(3, 20).cloned().collect();
        assert_eq!(laws.len(), 18);
        for (known, law) in (3..).zip(laws) {
            assert_eq!(one.among(known, known).next(), Some(&law));
        }
        many.forget(18);
        assert_eq!(many.among(18, 19).count(), 2);
    }
}
