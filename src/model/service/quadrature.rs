use super::normal::density;

/// Where an integrand changes from one level to another, and over what width: the centre and the standard deviation of a
/// normal tail in the variable of integration. Width 0 is a jump.
#[derive(Clone, Copy, Debug)]
pub(super) struct Feature {
    pub at: f64,
    pub width: f64,
}

/// Beyond this many standard deviations either side lie 2e-17 of a normal distribution.
const RANGE: f64 = 8.5;
/// The longest panel, in standard deviations: sixteen nodes then hold a normal density to 1e-15.
const LONGEST_PANEL: f64 = 2.0;
/// Features narrower than this get panels of their own.
const NARROW: f64 = 0.5;
/// The ends of those panels, in widths of the feature.
const PANEL_ENDS: [f64; 7] = [-RANGE, -5.0, -2.0, 0.0, 2.0, 5.0, RANGE];

/// E[f(Z)] of a standard normal Z, for an f between 0 and 1 that is smooth but for `features`; to 1e-10.
///
/// Gauss-Legendre with sixteen nodes on panels that are short where f is steep and end where it jumps.
pub(super) fn expect(features: &[Feature], f: impl Fn(f64) -> f64) -> f64 {
    let ends = panel_ends(features);
    ends.windows(2).map(|panel| integrate_panel(panel[0], panel[1], |z| density(z) * f(z))).sum()
}

fn panel_ends(features: &[Feature]) -> Vec<f64> {
    let wide = features.iter().filter(|feature| feature.width >= NARROW);
    let curvature: f64 = 1.0 + wide.map(|feature| 1.0 / (feature.width * feature.width)).sum::<f64>();
    let length = LONGEST_PANEL.min(2.5 * LONGEST_PANEL / libm::sqrt(curvature));
    let panels = libm::ceil(2.0 * RANGE / length) as u32;
    let mut ends: Vec<f64> =
        (0..=panels).map(|index| -RANGE + 2.0 * RANGE * f64::from(index) / f64::from(panels)).collect();
    for feature in features.iter().filter(|feature| feature.width < NARROW) {
        ends.extend(
            PANEL_ENDS.iter().map(|widths| feature.at + widths * feature.width).filter(|end| end.abs() < RANGE),
        );
    }
    ends.sort_by(f64::total_cmp);
    ends.dedup();
    ends
}

fn integrate_panel(from: f64, to: f64, f: impl Fn(f64) -> f64) -> f64 {
    let centre = 0.5 * (from + to);
    let half = 0.5 * (to - from);
    half * NODES.iter().map(|&(node, weight)| weight * (f(centre - half * node) + f(centre + half * node))).sum::<f64>()
}

/// The positive nodes of the Gauss-Legendre rule with sixteen nodes on [-1, 1], and their weights.
const NODES: [(f64, f64); 8] = [
    (0.095_012_509_837_637_44, 0.189_450_610_455_068_5),
    (0.281_603_550_779_258_9, 0.182_603_415_044_923_58),
    (0.458_016_777_657_227_37, 0.169_156_519_395_002_54),
    (0.617_876_244_402_643_7, 0.149_595_988_816_576_73),
    (0.755_404_408_355_003, 0.124_628_971_255_533_88),
    (0.865_631_202_387_831_8, 0.095_158_511_682_492_79),
    (0.944_575_023_073_232_6, 0.062_253_523_938_647_894),
    (0.989_400_934_991_649_9, 0.027_152_459_411_754_096),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::service::normal::upper_tail;

    #[test]
    fn the_rule_is_exact_to_degree_31() {
        assert!((integrate_panel(-1.0, 1.0, |x| x.powi(30)) - 2.0 / 31.0).abs() < 1e-15);
        assert!((integrate_panel(0.0, 2.0, |_| 1.0) - 2.0).abs() < 1e-14);
    }

    #[test]
    fn a_normal_tail_of_any_width_integrates_to_its_closed_form() {
        // E[Q((at - Z) / width)] = Q(at / sqrt(1 + width^2)).
        for exponent in -12..=4 {
            let width = 10_f64.powi(exponent);
            for at in [-7.0, -1.3, 0.0, 0.4, 2.9] {
                let found = expect(&[Feature { at, width }], |z| upper_tail((at - z) / width));
                let exact = upper_tail(at / libm::hypot(1.0, width));
                assert!((found - exact).abs() < 1e-13, "at {at}, width {width}: {found} against {exact}");
            }
        }
    }

    #[test]
    fn a_jump_is_met_exactly() {
        let found = expect(&[Feature { at: 0.7, width: 0.0 }], |z| if z > 0.7 { 1.0 } else { 0.0 });
        assert!((found - upper_tail(0.7)).abs() < 1e-14);
    }
}
