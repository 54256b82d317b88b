use super::answers::Answers;
use super::maximum::{Fitted, masses};

/// How far answers are from a fitted law, in cells of at least five expected answers.
#[doc = include_str!("examples/laws.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChiSquare {
    /// The sum of (observed - expected)^2 / expected.
    pub value: f64,
    /// Cells - 1 - parameters.
    pub degrees: u64,
    /// The chance of such a value or a larger one if the law is the true one.
    pub p_value: f64,
}

/// Expected answers of a cell.
const LEAST: f64 = 5.0;

/// The chi-square of a fit; `None` where too few cells are left. Cells end where no answer is a range that goes on.
pub fn chi_square(answers: &Answers, fitted: &Fitted) -> Option<ChiSquare> {
    let highest = answers.highest() as usize;
    let masses = masses(fitted.law, fitted.heaping, highest);
    let total = answers.total();
    let ends: Vec<usize> = (0..=highest).filter(|&at| !answers.straddles(at as u64)).collect();
    let mut cells: Vec<(f64, f64)> = Vec::new();
    let (mut start, mut open) = (0, (0.0, 0.0));
    for end in ends {
        let observed = answers.weight_between(start as u64, end as u64);
        open = (open.0 + observed, open.1 + total * masses.between(start, Some(end)));
        start = end + 1;
        if open.1 >= LEAST {
            cells.push(open);
            open = (0.0, 0.0);
        }
    }
    let rest = (open.0 + answers.weight_between(start as u64, u64::MAX), open.1 + total * masses.between(start, None));
    match cells.last_mut() {
        Some(last) if rest.1 < LEAST => *last = (last.0 + rest.0, last.1 + rest.1),
        _ => cells.push(rest),
    }
    let degrees = (cells.len() as u64).checked_sub(1 + fitted.parameters() as u64).filter(|&degrees| degrees > 0)?;
    let value = cells.iter().map(|(seen, wanted)| (seen - wanted) * (seen - wanted) / wanted).sum();
    Some(ChiSquare { value, degrees, p_value: beyond(value, degrees) })
}

/// P(X >= x) of the chi-square law: the finite series of Abramowitz and Stegun 26.4.4 and 26.4.5.
pub(super) fn beyond(x: f64, degrees: u64) -> f64 {
    let half = x / 2.0;
    let odd = degrees % 2 == 1;
    // In logarithms: e^-x/2 may underflow where its product with the sum does not.
    let mut term = -half;
    let mut sum = 0.0;
    if odd {
        term += 0.5 * libm::log(2.0 * x / std::f64::consts::PI);
        for k in 0..(degrees - 1) / 2 {
            sum += libm::exp(term);
            term += libm::log(x / (2 * k + 3) as f64);
        }
        sum += libm::erfc(half.sqrt());
    } else {
        for k in 0..degrees / 2 {
            sum += libm::exp(term);
            term += libm::log(half / (k + 1) as f64);
        }
    }
    if x <= 0.0 { 1.0 } else { sum.min(1.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_tables_of_the_chi_square_law() {
        for (x, degrees) in
            [(3.841_458_821, 1), (5.991_464_547, 2), (7.814_727_903, 3), (18.307_038_05, 10), (124.342_113_4, 100)]
        {
            assert!((beyond(x, degrees) - 0.05).abs() < 1e-9, "{degrees}: {}", beyond(x, degrees));
        }
        assert_eq!(beyond(0.0, 3), 1.0);
    }
}
