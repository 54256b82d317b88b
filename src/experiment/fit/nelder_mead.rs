/// How far a search goes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Effort {
    /// How often it is started again from where it stopped, at most.
    restarts: u32,
    /// It stops where the simplex is smaller than this in every direction,
    size: f64,
    /// and its values differ by no more than this, in parts of 1 and the value.
    gap: f64,
}

impl Effort {
    /// To the last digit that the values have.
    pub(super) const FULL: Self = Self { restarts: 8, size: 1e-10, gap: 1e-13 };

    /// To a few digits less than chance leaves: a bootstrap asks many times.
    pub(super) const ROUGH: Self = Self { restarts: 1, size: 1e-4, gap: 1e-8 };
}

/// The most steps of one search.
const STEPS: usize = 600;

/// The place and the value of a minimum near `start`, without derivatives; `step` is the first size of the simplex. Infinite
/// values are walls.
///
/// Nelder and Mead (1965) with the coefficients of Lagarias et al. (1998), started again from where it stopped until nothing is
/// gained.
pub(super) fn minimize<const N: usize>(
    start: [f64; N],
    step: f64,
    effort: Effort,
    f: &mut impl FnMut(&[f64; N]) -> f64,
) -> ([f64; N], f64) {
    let mut best = search(start, step, effort, f);
    for restart in 0..effort.restarts {
        let size = step * libm::pow(0.4, f64::from(restart));
        let again = search(best.0, size, effort, f);
        let gained = best.1 - again.1;
        if again.1 < best.1 {
            best = again;
        }
        if gained.is_nan() || gained <= 100.0 * effort.gap * (1.0 + best.1.abs()) {
            break;
        }
    }
    best
}

fn search<const N: usize>(
    start: [f64; N],
    step: f64,
    effort: Effort,
    f: &mut impl FnMut(&[f64; N]) -> f64,
) -> ([f64; N], f64) {
    let mut value = |at: [f64; N]| {
        let found = f(&at);
        (at, if found.is_nan() { f64::INFINITY } else { found })
    };
    let mut corners = vec![value(start)];
    for axis in 0..N {
        let mut corner = start;
        corner[axis] += step;
        corners.push(value(corner));
    }
    for _ in 0..STEPS {
        corners.sort_by(|a, b| a.1.total_cmp(&b.1));
        let (low, high) = (corners[0].1, corners[N].1);
        let size =
            corners[1..].iter().flat_map(|corner| (0..N).map(|axis| (corner.0[axis] - corners[0].0[axis]).abs()));
        if size.fold(0.0, f64::max) < effort.size && high - low <= effort.gap * (1.0 + low.abs()) {
            break;
        }
        let middle: [f64; N] =
            std::array::from_fn(|axis| corners[..N].iter().map(|corner| corner.0[axis]).sum::<f64>() / N as f64);
        let along = |way: f64, worst: &[f64; N]| -> [f64; N] {
            std::array::from_fn(|axis| middle[axis] + way * (middle[axis] - worst[axis]))
        };
        let worst = corners[N].0;
        let reflected = value(along(1.0, &worst));
        let replacement = if reflected.1 < low {
            let expanded = value(along(2.0, &worst));
            Some(if expanded.1 < reflected.1 { expanded } else { reflected })
        } else if reflected.1 < corners[N - 1].1 {
            Some(reflected)
        } else if reflected.1 < high {
            Some(value(along(0.5, &worst))).filter(|contracted| contracted.1 <= reflected.1)
        } else {
            Some(value(along(-0.5, &worst))).filter(|contracted| contracted.1 < high)
        };
        if let Some(corner) = replacement {
            corners[N] = corner;
            continue;
        }
        let nearest = corners[0].0;
        for corner in &mut corners[1..] {
            let shrunk = std::array::from_fn(|axis| nearest[axis] + 0.5 * (corner.0[axis] - nearest[axis]));
            *corner = value(shrunk);
        }
    }
    corners.sort_by(|a, b| a.1.total_cmp(&b.1));
    corners[0]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_valley_of_rosenbrock_ends_at_one_and_one() {
        let (at, value) =
            minimize([-1.2, 1.0], 0.5, Effort::FULL, &mut |&[x, y]| 100.0 * (y - x * x).powi(2) + (1.0 - x).powi(2));
        assert!(value < 1e-12 && (at[0] - 1.0).abs() < 1e-5 && (at[1] - 1.0).abs() < 1e-5, "{at:?} {value}");
    }

    #[test]
    fn a_wall_is_not_climbed() {
        let (at, _) = minimize([2.0], 1.0, Effort::FULL, &mut |&[x]| if x < 1.0 { f64::INFINITY } else { x });
        assert!((at[0] - 1.0).abs() < 1e-6);
    }
}
