use super::{About, FigureKind, wording};
use crate::figure::{Canvas, Rect};
use crate::report::Dialect;
use crate::vocabulary::Language;

/// Where "a month" stands in what a figure measures.
pub(super) const PERIOD: char = '@';

/// One figure, ready to be drawn.
#[doc = include_str!("examples/people.md")]
pub trait Figure {
    /// Which kind it is.
    fn kind(&self) -> FigureKind;

    /// The title: what the figure shows, as a sentence with its numbers.
    fn finding(&self, language: Language) -> String;

    /// What the numbers are: "people who know, mean", with a mark where the period belongs.
    fn measure(&self, language: Language) -> String;

    /// The small print, where it is not that of the scenario.
    fn about(&self, about: About, _language: Language) -> About {
        about
    }

    /// What is drawn, for those who cannot see it.
    fn description(&self, language: Language) -> String;

    /// Draws it into `room`.
    fn draw(&self, canvas: &mut Canvas, room: Rect, language: Language);

    /// Whether it shows exact means instead of averages of replicates.
    fn is_by_formula(&self) -> bool {
        false
    }

    /// How many of what there is are drawn, and which, where not all have room.
    fn left_out(&self, _language: Language) -> Option<String> {
        None
    }

    /// Phrases whose numbers belong to the legend and not to the answer.
    fn constants(&self, language: Language) -> Vec<String> {
        wording::constants(language)
    }

    /// What else its small print has to say of its numbers.
    fn note(&self, _about: &About, _language: Language) -> Option<String> {
        None
    }

    /// The plotted numbers.
    fn table(&self) -> FigureTable;
}

/// The numbers of a figure, for a CSV file beside it.
#[doc = include_str!("examples/from_tables.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct FigureTable {
    /// Names of the columns.
    pub columns: Vec<&'static str>,
    /// One row for each plotted thing; an undefined number is empty.
    pub rows: Vec<Vec<String>>,
}

impl FigureTable {
    /// The table as CSV in a dialect: `\n`, quoted where needed.
    ///
    /// # Errors
    /// When a row is not as long as the header.
    pub fn to_csv(&self, dialect: Dialect) -> Result<Vec<u8>, csv::Error> {
        let mark = if dialect.has_mark() { "\u{feff}" } else { "" };
        let mut writer = csv::WriterBuilder::new()
            .delimiter(dialect.delimiter())
            .terminator(csv::Terminator::Any(b'\n'))
            .from_writer(mark.as_bytes().to_vec());
        writer.write_record(&self.columns)?;
        for row in &self.rows {
            writer.write_record(row.iter().map(|cell| dialect.spell(cell).into_owned()))?;
        }
        writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
    }
}
