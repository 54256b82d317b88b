//! The silhouette of an iceberg: where it is cut so that areas are in proportion.

use crate::figure::{Outline, Rect};

/// The silhouette: height from the top, left and right edge, as shares of the box.
const SILHOUETTE: [(f64, f64, f64); 12] = [
    (0.0, 0.47, 0.49),
    (0.05, 0.44, 0.53),
    (0.1, 0.405, 0.545),
    (0.16, 0.35, 0.61),
    (0.24, 0.25, 0.66),
    (0.34, 0.19, 0.79),
    (0.46, 0.08, 0.86),
    (0.58, 0.03, 0.97),
    (0.7, 0.0, 1.0),
    (0.82, 0.13, 0.93),
    (0.92, 0.25, 0.75),
    (1.0, 0.43, 0.58),
];
/// The edges of the silhouette at a height from 0 to 1.
pub(super) fn edges(height: f64) -> (f64, f64) {
    let below = SILHOUETTE.iter().position(|row| row.0 >= height).unwrap_or(SILHOUETTE.len() - 1).max(1);
    let (above, below) = (SILHOUETTE[below - 1], SILHOUETTE[below]);
    let part = ((height - above.0) / (below.0 - above.0)).clamp(0.0, 1.0);
    (above.1 + part * (below.1 - above.1), above.2 + part * (below.2 - above.2))
}

/// The area of the silhouette above a height.
fn area_above(height: f64) -> f64 {
    let width = |height: f64| {
        let (left, right) = edges(height);
        right - left
    };
    let slab = |pair: &[(f64, f64, f64)]| {
        let bottom = pair[1].0.min(height);
        if bottom <= pair[0].0 { 0.0 } else { (bottom - pair[0].0) * f64::midpoint(width(pair[0].0), width(bottom)) }
    };
    SILHOUETTE.windows(2).map(slab).sum()
}

/// The height above which `part` of the area lies.
pub(super) fn cut(part: f64) -> f64 {
    let wanted = part * area_above(1.0);
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..50 {
        let middle = f64::midpoint(low, high);
        if area_above(middle) < wanted { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}

/// The slice of the silhouette between two heights, in page units.
pub(super) fn slice(area: Rect, top: f64, bottom: f64) -> Outline {
    let heights: Vec<f64> = std::iter::once(top)
        .chain(SILHOUETTE.iter().map(|row| row.0).filter(|&height| height > top && height < bottom))
        .chain(std::iter::once(bottom))
        .collect();
    let at = |x: f64, y: f64| (area.left + x * area.width(), area.top + y * area.height());
    let right = heights.iter().map(|&height| at(edges(height).1, height));
    let left = heights.iter().rev().map(|&height| at(edges(height).0, height));
    Outline::polygon(&right.chain(left).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_are_in_proportion() {
        for part in [0.0, 1.0 / 317.0, 27.0 / 317.0, 0.5, 1.0] {
            assert!((area_above(cut(part)) / area_above(1.0) - part).abs() < 1e-9, "{part}");
        }
    }
}
