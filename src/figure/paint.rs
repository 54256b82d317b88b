use super::{Colour, palette};

/// How a shape is painted; the default paints nothing.
#[doc = include_str!("examples/drawing.md")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Paint {
    /// Colour of the inside.
    pub fill: Option<Colour>,
    /// Colour and width of the line.
    pub stroke: Option<(Colour, f64)>,
    /// Length of the dashes and gaps of the line.
    pub dash: Option<f64>,
}

impl Paint {
    /// Filled, without a line.
    pub const fn fill(colour: Colour) -> Self {
        Self { fill: Some(colour), stroke: None, dash: None }
    }

    /// Filled, as something that carries meaning: a pale colour gets a thin line around it that can be seen on paper.
    pub fn mark(colour: Colour) -> Self {
        let edge = palette::edge(colour);
        Self { stroke: (edge != colour).then_some((edge, 1.0)), ..Self::fill(colour) }
    }

    /// A line, not filled.
    pub const fn stroke(colour: Colour, width: f64) -> Self {
        Self { fill: None, stroke: Some((colour, width)), dash: None }
    }

    /// A dashed line, not filled.
    pub const fn dashed(colour: Colour, width: f64, dash: f64) -> Self {
        Self { fill: None, stroke: Some((colour, width)), dash: Some(dash) }
    }

    /// The same with a line around it.
    #[must_use]
    pub const fn outlined(self, colour: Colour, width: f64) -> Self {
        Self { stroke: Some((colour, width)), ..self }
    }
}
