use super::{
    Balance, Cascade, ComparisonFigure, DistributionFigure, Exceedance, Figure, FigureError, FigureKind,
    GenerationsFigure, Iceberg, Material, Overlap, Sources, Waterfall,
};
use crate::vocabulary::Metric;

impl Material<'_> {
    /// Draws one kind of figure of it.
    ///
    /// # Errors
    /// When the scenario has nothing of the kind, or what must be simulated for it cannot be.
    pub fn figure(&self, kind: FigureKind) -> Result<Box<dyn Figure>, FigureError> {
        Ok(match kind {
            FigureKind::Iceberg => Box::new(Iceberg::of(self)),
            FigureKind::Waterfall => Box::new(Waterfall::of(self)),
            FigureKind::Cascade => Box::new(Cascade::of(self)?),
            FigureKind::Distribution => Box::new(DistributionFigure::of(self)?),
            FigureKind::Exceedance => Box::new(Exceedance { distribution: DistributionFigure::of(self)? }),
            FigureKind::Generations => Box::new(GenerationsFigure::of(self)?),
            FigureKind::Comparison => Box::new(ComparisonFigure::of(self)?),
            FigureKind::Overlap => Box::new(Overlap::of(self)?),
            FigureKind::Sources => Box::new(Sources::of(self)?),
            FigureKind::Balance => Box::new(Balance::of(self)),
        })
    }

    /// The kinds that have something to show here, in the order of [`FigureKind::ALL`].
    ///
    /// Those that simulate other scenarios, or say the same of each, are drawn only when they are asked for.
    pub fn fitting(&self) -> Vec<FigureKind> {
        let retold = self.numbers.retold() > 0.0;
        let good = self.numbers.mean(Metric::PositiveImpressions) > 0.0;
        let fits = |kind: &FigureKind| match kind {
            FigureKind::Overlap | FigureKind::Sources => false,
            FigureKind::Generations => retold,
            FigureKind::Balance => good,
            FigureKind::Comparison => !self.numbers.differences.is_empty(),
            _ => true,
        };
        FigureKind::ALL.into_iter().filter(fits).collect()
    }
}
