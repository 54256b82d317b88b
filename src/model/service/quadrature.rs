use crate::stats::SIXTEEN;

/// Where an integrand changes from one level to another, and over what width: the centre and the standard deviation of a
/// normal tail. Width 0 is a jump.
#[derive(Clone, Copy, Debug)]
pub(super) struct Feature {
    pub at: f64,
    pub width: f64,
}

/// Beyond this many standard deviations either side lie 2e-17 of a normal distribution.
pub(super) const RANGE: f64 = 8.5;
/// The ends of panels, in widths of a feature.
const PANEL_ENDS: [f64; 7] = [-RANGE, -5.0, -2.0, 0.0, 2.0, 5.0, RANGE];
/// The longest panel, in standard deviations of the steepest normal density that a product of the features may be: sixteen
/// nodes then hold it to 1e-15.
const LONGEST_PANEL: f64 = 4.0;

/// The points and weights of a rule for the integral from `from` to `to` of what is smooth but for `features`.
///
/// Gauss-Legendre with sixteen nodes on panels that are short where the integrand may be steep and end where it jumps.
/// `smoothness` is the width of what is equally smooth everywhere.
pub(super) fn rule(from: f64, to: f64, smoothness: f64, features: &[Feature]) -> Vec<(f64, f64)> {
    let ends = panel_ends(from, to, features);
    let mut points = Vec::with_capacity(16 * ends.len());
    for panel in ends.windows(2) {
        let pieces = libm::ceil((panel[1] - panel[0]) / (LONGEST_PANEL * steepness(panel, smoothness, features)));
        let half = 0.5 * (panel[1] - panel[0]) / pieces;
        for piece in 0..pieces as u64 {
            let centre = panel[0] + half * (2 * piece + 1) as f64;
            for (node, weight) in SIXTEEN {
                points.push((centre - half * node, half * weight));
                points.push((centre + half * node, half * weight));
            }
        }
    }
    points
}

fn panel_ends(from: f64, to: f64, features: &[Feature]) -> Vec<f64> {
    let around = |feature: &Feature| PANEL_ENDS.map(|widths| feature.at + widths * feature.width);
    let inside = |end: &f64| from < *end && *end < to;
    let mut ends: Vec<f64> = features.iter().flat_map(around).filter(inside).collect();
    ends.extend([from, to]);
    ends.sort_by(f64::total_cmp);
    ends.dedup();
    ends
}

/// The standard deviation of the product of the normal densities at a panel.
fn steepness(panel: &[f64], smoothness: f64, features: &[Feature]) -> f64 {
    let near = |feature: &&Feature| {
        let far = RANGE * feature.width;
        feature.width > 0.0 && panel[0] < feature.at + far && panel[1] > feature.at - far
    };
    let precision = |width: f64| 1.0 / (width * width);
    let total: f64 = features.iter().filter(near).map(|feature| precision(feature.width)).sum();
    1.0 / libm::sqrt(precision(smoothness) + total)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::service::normal::{density, upper_tail};

    fn integral(from: f64, to: f64, features: &[Feature], f: impl Fn(f64) -> f64) -> f64 {
        rule(from, to, 1.0, features).into_iter().map(|(point, weight)| weight * f(point)).sum()
    }

    #[test]
    fn the_rule_is_exact_to_degree_31() {
        assert!((integral(-1.0, 1.0, &[], |x| x.powi(30)) - 2.0 / 31.0).abs() < 1e-15);
        assert!((integral(0.0, 2.0, &[], |_| 1.0) - 2.0).abs() < 1e-14);
    }

    #[test]
    fn a_normal_tail_of_any_width_integrates_to_its_closed_form() {
        // E[Q((at - Z) / width)] = Q(at / sqrt(1 + width^2)).
        for exponent in -12..=4 {
            let width = 10_f64.powi(exponent);
            for at in [-7.0, -1.3, 0.0, 0.4, 2.9] {
                let features = [Feature { at, width }];
                let found = integral(-RANGE, RANGE, &features, |z| density(z) * upper_tail((at - z) / width));
                let exact = upper_tail(at / libm::hypot(1.0, width));
                assert!((found - exact).abs() < 1e-13, "at {at}, width {width}: {found} against {exact}");
            }
        }
    }

    #[test]
    fn a_jump_is_met_exactly() {
        let jump = [Feature { at: 0.7, width: 0.0 }];
        let found = integral(-RANGE, RANGE, &jump, |z| if z > 0.7 { density(z) } else { 0.0 });
        assert!((found - upper_tail(0.7)).abs() < 1e-14);
    }
}
