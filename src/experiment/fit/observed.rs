use super::answers::Answers;
use super::maximum::{Fitted, said_masses};

/// The shares of 0 up to `last` among the answers. A range is dealt out as the law deals what lies in it.
pub(crate) fn observed_shares(answers: &Answers, fitted: &Fitted, last: usize) -> Vec<f64> {
    let masses = said_masses(fitted, (answers.highest() as usize).max(last));
    let mut shares = vec![0.0; last + 1];
    for (told, weight) in answers.classes() {
        let (low, high) = (told.low as usize, told.high().map(|high| high as usize));
        let whole = masses.between(low, high);
        let end = high.unwrap_or(last).min(last);
        for (share, mass) in shares.iter_mut().zip(&masses.mass).take(end + 1).skip(low) {
            // A number is itself, whatever the law says of it.
            let part = if high == Some(low) || whole <= 0.0 { 1.0 } else { mass / whole };
            *share += weight * part / answers.total();
        }
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::super::law::CountLaw;
    use super::super::maximum::LawKind;
    use super::*;
    use crate::sheet::Told;

    #[test]
    fn ranges_are_dealt_out_as_the_law_does() {
        let mut answers = Answers::default();
        for (low, high) in [(0, Some(0)), (1, Some(1)), (1, Some(2)), (2, None)] {
            answers.add(Told::new(low, high), 1.0);
        }
        let law = CountLaw::Geometric { mean: 1.0 };
        let fitted = Fitted { kind: LawKind::Geometric, law, heaping: None, log_likelihood: 0.0, at_boundary: false };
        let shares = observed_shares(&answers, &fitted, 3);
        // Halves: 1 or 2 is 1 in two cases of three; 2 and more is 2 in half of the cases, 3 in a quarter.
        let expected = [0.25, 0.25 + 0.25 * 2.0 / 3.0, 0.25 / 3.0 + 0.125, 0.0625];
        for (share, expected) in shares.iter().zip(expected) {
            assert!((share - expected).abs() < 1e-12, "{shares:?}");
        }
    }
}
