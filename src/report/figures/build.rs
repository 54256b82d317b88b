use super::{
    Balance, BreakEven, Cascade, ComparisonFigure, DistributionFigure, Exceedance, Figure, FigureError, FigureKind,
    GenerationsFigure, Iceberg, Icebergs, Material, MoneyFlow, Numbers, Overlap, People, Sources, Touchpoints,
    VoiceFigure, Waterfall,
};
use crate::vocabulary::Metric;

impl Material<'_> {
    /// Draws one kind of figure of it.
    ///
    /// # Errors
    /// When the scenario has nothing of the kind, or what must be simulated for it cannot be.
    pub fn figure(&self, kind: FigureKind) -> Result<Box<dyn Figure>, FigureError> {
        Ok(match kind {
            FigureKind::Iceberg => match self.beside {
                Some((variant, numbers)) => Box::new(self.icebergs(variant, numbers)),
                None => Box::new(Iceberg::of(self)),
            },
            FigureKind::Waterfall => Box::new(Waterfall::of(self)),
            FigureKind::Cascade => Box::new(Cascade::of(self)?),
            FigureKind::Distribution => Box::new(DistributionFigure::of(self)?),
            FigureKind::Exceedance => Box::new(Exceedance { distribution: DistributionFigure::of(self)? }),
            FigureKind::Generations => Box::new(GenerationsFigure::of(self)?),
            FigureKind::Comparison => Box::new(ComparisonFigure::of(self)?),
            FigureKind::Overlap => Box::new(Overlap::of(self)?),
            FigureKind::Sources => Box::new(Sources::of(self)?),
            FigureKind::Balance => Box::new(Balance::of(self)),
            FigureKind::People => Box::new(People::of(self)),
            FigureKind::Money => Box::new(MoneyFlow::of(self)?),
            FigureKind::Touchpoints => Box::new(Touchpoints::of(self)?),
            FigureKind::BreakEven => Box::new(BreakEven::of(self)?),
            FigureKind::Voice => Box::new(VoiceFigure::of(self)?),
            FigureKind::Fit => {
                return Err(FigureError::Nothing(
                    kind,
                    &["`rumeur fit survey` draws it", "`rumeur fit survey` la dessine"],
                ));
            }
        })
    }

    /// The iceberg of this variant beside that of another.
    fn icebergs(&self, variant: &str, numbers: &Numbers) -> Icebergs {
        let other = Material { variant, numbers, beside: None, ..*self };
        let (first_name, second_name) = (self.variant_title(), other.variant_title());
        Icebergs { first_name, first: Iceberg::of(self), second_name, second: Iceberg::of(&other) }
    }

    /// The kinds that have something to show here, in the order of [`FigureKind::ALL`].
    ///
    /// Those that simulate other scenarios, or say the same of each, are drawn only when they are asked for.
    pub fn fitting(&self) -> Vec<FigureKind> {
        let fits = |kind: &FigureKind| match kind {
            FigureKind::Overlap | FigureKind::Sources => false,
            FigureKind::Generations => GenerationsFigure::of(self).is_ok(),
            FigureKind::Balance => self.numbers.mean(Metric::PositiveImpressions) > 0.0,
            FigureKind::Comparison => !self.numbers.differences.is_empty(),
            FigureKind::Money => self.numbers.mean(Metric::CustomersLost) > 0.0,
            FigureKind::Touchpoints => Touchpoints::of(self).is_ok(),
            FigureKind::BreakEven => !self.numbers.break_even.is_empty(),
            FigureKind::Voice => VoiceFigure::of(self).is_ok(),
            _ => true,
        };
        FigureKind::ALL.into_iter().filter(fits).collect()
    }
}
