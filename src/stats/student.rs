use std::f64::consts::FRAC_PI_2;

/// The normal quantile of .975: so many standard deviations 95 % of a normal law reach to either side.
pub(crate) const NORMAL_975: f64 = 1.959_963_984_540_054;
/// From here on the expansion about the normal quantile is good to 1e-11.
const MANY: u64 = 200;

/// The half-width of a 95 % interval in standard errors: the .975 quantile of Student's t with `degrees` > 0 degrees of
/// freedom. Infinite for 0.
///
/// Relative error below 1e-10. Few degrees: bisection on the finite series of Abramowitz and Stegun 26.7.3 and 26.7.4;
/// many: the expansion 26.7.5.
pub(crate) fn student_95(degrees: u64) -> f64 {
    match degrees {
        0 => f64::INFINITY,
        1..MANY => by_bisection(degrees),
        _ => by_expansion(degrees as f64),
    }
}

fn by_bisection(degrees: u64) -> f64 {
    // t = sqrt(degrees) tan(angle); 60 halvings leave 1e-18.
    let (mut low, mut high) = (0.0, FRAC_PI_2);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if central_share(middle, degrees) < 0.95 {
            low = middle;
        } else {
            high = middle;
        }
    }
    (degrees as f64).sqrt() * libm::tan(f64::midpoint(low, high))
}

/// P(|T| < sqrt(degrees) tan(angle)).
fn central_share(angle: f64, degrees: u64) -> f64 {
    let (sine, cosine) = (libm::sin(angle), libm::cos(angle));
    let odd = degrees % 2 == 1;
    let mut term = if odd { cosine } else { 1.0 };
    let mut series = 0.0;
    for k in (if odd { 3..=degrees } else { 2..=degrees }).step_by(2) {
        series += term;
        term *= cosine * cosine * (k - 1) as f64 / k as f64;
    }
    if odd { (angle + sine * series) / FRAC_PI_2 } else { sine * series }
}

fn by_expansion(degrees: f64) -> f64 {
    let z = NORMAL_975;
    let z2 = z * z;
    let terms = [
        z * (z2 + 1.0) / 4.0,
        z * ((5.0 * z2 + 16.0) * z2 + 3.0) / 96.0,
        z * (((3.0 * z2 + 19.0) * z2 + 17.0) * z2 - 15.0) / 384.0,
        z * ((((79.0 * z2 + 776.0) * z2 + 1_482.0) * z2 - 1_920.0) * z2 - 945.0) / 92_160.0,
    ];
    z + terms.iter().rev().fold(0.0, |sum, term| (sum + term) / degrees)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_closed_forms_and_printed_tables() {
        let one = libm::tan(FRAC_PI_2 * 0.95);
        let two = 0.95 * (2.0_f64 / (1.0 - 0.95 * 0.95)).sqrt();
        assert!((student_95(1) / one - 1.0).abs() < 1e-12);
        assert!((student_95(2) / two - 1.0).abs() < 1e-12);
        for (degrees, table) in [(3, 3.182), (4, 2.776), (5, 2.571), (9, 2.262), (30, 2.042), (100, 1.984)] {
            assert!((student_95(degrees) - table).abs() < 6e-4, "{degrees}");
        }
    }

    #[test]
    fn both_methods_meet() {
        for degrees in [MANY - 1, MANY, MANY + 1] {
            let (left, right) = (by_bisection(degrees), by_expansion(degrees as f64));
            assert!((left / right - 1.0).abs() < 1e-10, "{degrees}: {left} {right}");
        }
        assert!((student_95(20_000_000) - NORMAL_975).abs() < 2e-7);
    }
}
