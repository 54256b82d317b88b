use std::fmt::Write;

/// A path of straight lines and cubic curves in page units.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outline {
    data: String,
}

impl Outline {
    /// The closed polygon through `points`.
    pub fn polygon(points: &[(f64, f64)]) -> Self {
        Self::line(points).close()
    }

    /// The open line through `points`.
    pub fn line(points: &[(f64, f64)]) -> Self {
        let mut outline = Self::default();
        for (index, &(x, y)) in points.iter().enumerate() {
            outline = if index == 0 { outline.move_to(x, y) } else { outline.line_to(x, y) };
        }
        outline
    }

    /// Lifts the pen.
    #[must_use]
    pub fn move_to(mut self, x: f64, y: f64) -> Self {
        self.command('M', &[x, y]);
        self
    }

    /// A straight line.
    #[must_use]
    pub fn line_to(mut self, x: f64, y: f64) -> Self {
        self.command('L', &[x, y]);
        self
    }

    /// A cubic Bezier curve.
    #[must_use]
    pub fn curve_to(mut self, first: (f64, f64), second: (f64, f64), end: (f64, f64)) -> Self {
        self.command('C', &[first.0, first.1, second.0, second.1, end.0, end.1]);
        self
    }

    /// Back to the beginning.
    #[must_use]
    pub fn close(mut self) -> Self {
        self.data.push('Z');
        self
    }

    /// The `d` attribute.
    pub(super) fn data(&self) -> &str {
        &self.data
    }

    fn command(&mut self, letter: char, numbers: &[f64]) {
        self.data.push(letter);
        for (index, &number) in numbers.iter().enumerate() {
            if index > 0 {
                self.data.push(' ');
            }
            let _ = write!(self.data, "{}", Coordinate(number));
        }
    }
}

/// A coordinate as it stands in the file: at most two decimals, no sign on 0, nothing infinite.
pub(super) struct Coordinate(pub(super) f64);

impl std::fmt::Display for Coordinate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
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
        assert_eq!(Outline::polygon(&[(0.0, 0.0), (1.0, 0.0), (1.0, 1.5)]).data(), "M0 0L1 0L1 1.5Z");
    }
}
