use super::{
    Balance, BreakEven, Cascade, ComparisonFigure, DistributionFigure, Exceedance, Figure, FigureError, FigureKind,
    GenerationsFigure, Iceberg, Icebergs, Material, MoneyFlow, Numbers, Overlap, People, PeriodsFigure, Sources,
    SweepFigure, TimelineFigure, TornadoFigure, Touchpoints, VarianceFigure, VoiceFigure, Waterfall, WorthFigure,
};
use crate::vocabulary::Metric;

impl Material<'_> {
    /// Draws one kind of figure of it.
    ///
    /// # Errors
    /// When the scenario has nothing of the kind, or what must be simulated for it cannot be.
    pub fn figure(&self, kind: FigureKind) -> Result<Box<dyn Figure>, FigureError> {
        if self.numbers.is_study() && !Self::is_of_a_study(kind) {
            return Err(FigureError::Nothing(
                kind,
                &[
                    "its tables are of a study, not of a run",
                    "ses tables sont celles d'une étude, pas d'une simulation",
                ],
            ));
        }
        if matches!(kind, FigureKind::Waterfall | FigureKind::People) && !self.adds_up() {
            return Err(FigureError::Nothing(
                kind,
                &[
                    "over several periods on a network somebody is let down who knew before: its parts do not add up",
                    "sur plusieurs périodes d'un réseau, des insatisfaits savaient déjà : ses parties ne s'additionnent pas",
                ],
            ));
        }
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
            FigureKind::Tornado => Box::new(TornadoFigure::of(self)?),
            FigureKind::Sweep => Box::new(SweepFigure::of(self)?),
            FigureKind::Worth => Box::new(WorthFigure::of(self)?),
            FigureKind::Variance => Box::new(VarianceFigure::of(self)?),
            FigureKind::Timeline => Box::new(TimelineFigure::of(self)?),
            FigureKind::Periods => Box::new(PeriodsFigure::of(self)?),
            FigureKind::Fit => {
                return Err(FigureError::Nothing(
                    kind,
                    &[
                        "it shows a survey: `rumeur figure fit SURVEY.csv`",
                        "elle montre une enquête : `rumeur figure fit ENQUETE.csv`",
                    ],
                ));
            }
        })
    }

    /// Whether those who lived it and those who heard of it are all who know, each once.
    fn adds_up(&self) -> bool {
        self.scenario.periods() == 1 || self.parameters().network.is_none()
    }

    /// Whether a kind shows what another command found, or can be computed without a run.
    fn is_of_a_study(kind: FigureKind) -> bool {
        matches!(kind, FigureKind::Tornado | FigureKind::Sweep | FigureKind::Worth)
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
        let studies = &self.numbers.studies;
        let fits = |kind: &FigureKind| match kind {
            FigureKind::Tornado => !studies.tornado.is_empty(),
            FigureKind::Sweep => !studies.sweep.is_empty(),
            FigureKind::Worth => !studies.worth.is_empty(),
            _ if self.numbers.is_study() => false,
            FigureKind::Overlap | FigureKind::Sources | FigureKind::Fit => false,
            FigureKind::Waterfall | FigureKind::People => self.adds_up(),
            FigureKind::Generations => GenerationsFigure::of(self).is_ok(),
            FigureKind::Balance => self.numbers.mean(Metric::PositiveImpressions) > 0.0,
            FigureKind::Comparison => !self.numbers.differences.is_empty(),
            FigureKind::Money => self.numbers.mean(Metric::CustomersLost) > 0.0,
            FigureKind::Touchpoints => Touchpoints::of(self).is_ok(),
            FigureKind::BreakEven => !self.numbers.break_even.is_empty(),
            FigureKind::Voice => VoiceFigure::of(self).is_ok(),
            FigureKind::Variance => !self.numbers.variance.is_empty(),
            FigureKind::Timeline => TimelineFigure::of(self).is_ok(),
            FigureKind::Periods => !self.numbers.periods.is_empty(),
            _ => true,
        };
        FigureKind::ALL.into_iter().filter(fits).collect()
    }
}
