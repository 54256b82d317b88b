use std::fmt::{self, Write};

/// A path of straight lines and cubic curves in page units.
#[doc = include_str!("examples/drawing.md")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outline {
    steps: Vec<Step>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Step {
    Move((f64, f64)),
    Line((f64, f64)),
    Curve((f64, f64), (f64, f64), (f64, f64)),
    Close,
}

/// Straight pieces of a curve where it has to be looked at.
const PIECES: u32 = 12;

impl Outline {
    /// The closed polygon through `points`.
    pub fn polygon(points: &[(f64, f64)]) -> Self {
        Self::line(points).close()
    }

    /// The open line through `points`.
    pub fn line(points: &[(f64, f64)]) -> Self {
        let step = |(index, &point)| if index == 0 { Step::Move(point) } else { Step::Line(point) };
        Self { steps: points.iter().enumerate().map(step).collect() }
    }

    /// Lifts the pen.
    #[must_use]
    pub fn move_to(mut self, x: f64, y: f64) -> Self {
        self.push_move((x, y));
        self
    }

    /// A straight line.
    #[must_use]
    pub fn line_to(mut self, x: f64, y: f64) -> Self {
        self.push_line((x, y));
        self
    }

    /// A cubic Bezier curve.
    #[must_use]
    pub fn curve_to(mut self, first: (f64, f64), second: (f64, f64), end: (f64, f64)) -> Self {
        self.push_curve(first, second, end);
        self
    }

    /// Back to the beginning.
    #[must_use]
    pub fn close(mut self) -> Self {
        self.push_close();
        self
    }

    pub(super) fn push_move(&mut self, point: (f64, f64)) {
        self.steps.push(Step::Move(point));
    }

    pub(super) fn push_line(&mut self, point: (f64, f64)) {
        self.steps.push(Step::Line(point));
    }

    pub(super) fn push_curve(&mut self, first: (f64, f64), second: (f64, f64), end: (f64, f64)) {
        self.steps.push(Step::Curve(first, second, end));
    }

    pub(super) fn push_close(&mut self) {
        self.steps.push(Step::Close);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// The `d` attribute.
    pub(super) fn data(&self) -> String {
        let mut out = String::new();
        for step in &self.steps {
            // Writing to a string does not fail.
            let _ = match step {
                Step::Move(to) => write!(out, "M{}", Points(&[*to])),
                Step::Line(to) => write!(out, "L{}", Points(&[*to])),
                Step::Curve(first, second, to) => write!(out, "C{}", Points(&[*first, *second, *to])),
                Step::Close => write!(out, "Z"),
            };
        }
        out
    }

    /// Its lines as points, curves cut into straight pieces; a closed one ends where it began.
    pub(super) fn lines(&self) -> Vec<Vec<(f64, f64)>> {
        let mut lines: Vec<Vec<(f64, f64)>> = Vec::new();
        for step in &self.steps {
            match (*step, lines.last_mut()) {
                (Step::Move(to), _) => lines.push(vec![to]),
                (Step::Line(to), Some(line)) => line.push(to),
                (Step::Curve(first, second, to), Some(line)) => {
                    let from = line.last().copied().unwrap_or(first);
                    line.extend((1..=PIECES).map(|piece| {
                        let t = f64::from(piece) / f64::from(PIECES);
                        let (a, b, c, d) =
                            ((1.0 - t).powi(3), 3.0 * t * (1.0 - t).powi(2), 3.0 * t * t * (1.0 - t), t.powi(3));
                        let mix = |p: [f64; 4]| a * p[0] + b * p[1] + c * p[2] + d * p[3];
                        (mix([from.0, first.0, second.0, to.0]), mix([from.1, first.1, second.1, to.1]))
                    }));
                }
                (Step::Close, Some(line)) => {
                    let first = line.first().copied();
                    line.extend(first);
                }
                (_, None) => {}
            }
        }
        lines
    }
}

/// Coordinates as they stand in the file.
struct Points<'a>(&'a [(f64, f64)]);

impl fmt::Display for Points<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, &(x, y)) in self.0.iter().enumerate() {
            write!(f, "{}{} {}", if index > 0 { " " } else { "" }, Coordinate(x), Coordinate(y))?;
        }
        Ok(())
    }
}

/// A coordinate as it stands in the file: at most two decimals, no sign on 0, nothing infinite.
pub(super) struct Coordinate(pub(super) f64);

impl fmt::Display for Coordinate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = if self.0.is_finite() { self.0.clamp(-1e6, 1e6) } else { 0.0 };
        let text = format!("{value:.2}");
        let text = text.trim_end_matches('0').trim_end_matches('.');
        f.write_str(if text == "-0" { "0" } else { text })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_are_short_and_finite() {
        let written = |value| Coordinate(value).to_string();
        assert_eq!([1.0, 0.125, -0.001, f64::NAN, 1e300].map(written), ["1", "0.12", "0", "0", "1000000"]);
    }

    #[test]
    fn a_polygon_is_closed() {
        let polygon = Outline::polygon(&[(0.0, 0.0), (1.0, 0.0), (1.0, 1.5)]);
        assert_eq!(polygon.data(), "M0 0L1 0L1 1.5Z");
        assert_eq!(polygon.lines(), [[(0.0, 0.0), (1.0, 0.0), (1.0, 1.5), (0.0, 0.0)]]);
    }

    #[test]
    fn a_curve_ends_where_it_should() {
        let curve = Outline::default().move_to(0.0, 0.0).curve_to((0.0, 1.0), (1.0, 1.0), (1.0, 0.0));
        assert_eq!(curve.data(), "M0 0C0 1 1 1 1 0");
        let points = curve.lines().swap_remove(0);
        assert_eq!((points.len(), points[PIECES as usize]), (13, (1.0, 0.0)));
        assert!((points[6].1 - 0.75).abs() < 1e-12);
    }
}
