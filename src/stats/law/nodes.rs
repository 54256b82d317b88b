use crate::stats::SIXTEEN;

/// How finely a mean is integrated. Far out a law that leaves the mean infinite still has weight, and each rule reaches
/// farther than the one before: where two disagree, there is no mean to believe in.
#[doc = include_str!("../examples/laws.md")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// 32 nodes.
    Rough,
    /// 64 nodes: good to 1e-10 for what is smooth.
    Middle,
    /// 144 nodes.
    Fine,
    /// 1,920 nodes: for what is narrow beside the law.
    Dense,
}

/// Nodes and weights for the mean of what is smooth in a standard normal score, but for some corners: Gauss-Legendre with
/// sixteen nodes on panels.
pub(super) fn nodes(corners: impl IntoIterator<Item = f64>, rule: Rule) -> Vec<(f64, f64)> {
    let (panels, reach) = match rule {
        Rule::Rough => (2, 8.0),
        Rule::Middle => (4, 8.5),
        Rule::Fine => (9, 9.0),
        Rule::Dense => (120, 9.0),
    };
    let mut ends: Vec<f64> = (0..=panels).map(|end| reach * (2.0 * f64::from(end) / f64::from(panels) - 1.0)).collect();
    ends.extend(corners.into_iter().filter(|corner| corner.abs() < reach));
    ends.sort_by(f64::total_cmp);
    let mut nodes = Vec::with_capacity(16 * ends.len());
    for panel in ends.windows(2) {
        let (centre, half) = (f64::midpoint(panel[0], panel[1]), 0.5 * (panel[1] - panel[0]));
        for (node, weight) in SIXTEEN {
            for z in [centre - half * node, centre + half * node] {
                nodes.push((z, half * weight * libm::exp(-0.5 * z * z)));
            }
        }
    }
    let total: f64 = nodes.iter().map(|(_, weight)| weight).sum();
    for (_, weight) in &mut nodes {
        *weight /= total;
    }
    nodes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_of_the_normal_law_are_exact() {
        for rule in [Rule::Middle, Rule::Fine] {
            for corner in [None, Some(0.3)] {
                let mean = |power: i32| -> f64 { nodes(corner, rule).iter().map(|(z, w)| w * z.powi(power)).sum() };
                for (power, exact) in [(0, 1.0), (2, 1.0), (4, 3.0), (6, 15.0)] {
                    assert!((mean(power) - exact).abs() < 1e-9, "{power} {rule:?}: {}", mean(power));
                }
            }
        }
    }
}
