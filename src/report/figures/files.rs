use super::{About, FigureError, FigureKind, Material, compose};
use crate::figure::{Canvas, Lettering, Page, to_svg};
use crate::report::Dialect;

/// A figure as it is written: the drawing, and the numbers drawn.
#[doc = include_str!("examples/from_tables.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct FigureFiles {
    /// Which kind it is.
    pub kind: FigureKind,
    /// The drawing, which [`crate::figure::to_png`] makes a picture of.
    pub canvas: Canvas,
    /// The numbers, as CSV.
    pub csv: Vec<u8>,
}

/// How a figure is written.
#[doc = include_str!("examples/from_tables.md")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FigureStyle {
    /// Its proportions.
    pub page: Page,
    /// How its numbers are spelled.
    pub dialect: Dialect,
    /// Whether the drawing is without its numbers, for an exercise.
    pub blank: bool,
}

impl FigureFiles {
    /// The drawing as SVG.
    pub fn svg(&self, lettering: Lettering) -> String {
        to_svg(&self.canvas, lettering)
    }
}

impl Material<'_> {
    /// One figure with its small print, as files.
    ///
    /// # Errors
    /// As [`Material::figure`].
    pub fn files(&self, kind: FigureKind, style: FigureStyle) -> Result<FigureFiles, FigureError> {
        let figure = self.figure(kind)?;
        let mut canvas = compose(figure.as_ref(), &About::of(self), style.page, self.language);
        if style.blank {
            canvas.blank();
        }
        let csv = figure.table().to_csv(style.dialect).map_err(FigureError::Table)?;
        Ok(FigureFiles { kind, canvas, csv })
    }
}

/// The columns of the numbers of every kind, as they stand in the first line of their file.
const NUMBERS: [&str; 24] = [
    "level,group,people",
    "variant,level,people",
    "step,group,people",
    "generation,stage,block,people,told_by_block",
    "person,told_by_drawn_for_the_picture,generation,outcome",
    "from,below,count,cumulative_share,expected",
    "at_least,share",
    "generation,mean,p50,p05,p95",
    "variant,metric,baseline_mean,difference,ci_low,ci_high,p10,p90,better,same,worse",
    "population,reach,ci_low,ci_high,impressions",
    "preset,source,mean,p05,p95",
    "what,negative,positive",
    "sort,people,people_per_dot",
    "step,customers,money",
    "touchpoint,share,score_mean,score_sd,expectation_mean,expectation_sd",
    "variant,saves,ci_low,ci_high,costs",
    "recovered,silent,complaining",
    "path,metric,low,high,at_low,at_high,at_medians",
    "metric,first,second,mean,p05,p95,baseline_mean",
    "metric,unknown,chance,std_error",
    "path,respondents,value,std_error,cost",
    "tick,told,complaints,recovered,share_told",
    "variant,period,metric,mean,p05,p95,served",
    "who,told,answers,law",
];

/// How every drawing of ours begins, and what follows in its first line.
const DRAWING: [&[u8]; 2] =
    [b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"", b", Arial, 'Liberation Sans', Helvetica, "];

/// The text chunk that says which program made a picture, as PNG has it: length, kind, text; its check value follows.
const SIGNATURE: &[u8] = b"\0\0\0\x0ftEXtSoftware\0rumeur";

/// Where the first chunk of a PNG ends.
const FIRST_CHUNK: usize = 33;

impl FigureFiles {
    /// Whether a file that begins so is a drawing of ours, SVG or PNG.
    pub fn is_drawing(head: &[u8]) -> bool {
        let has = |part: &[u8]| head.windows(part.len()).any(|window| window == part);
        (head.starts_with(DRAWING[0]) && has(DRAWING[1]))
            || head.get(FIRST_CHUNK..).is_some_and(|rest| rest.starts_with(SIGNATURE))
    }

    /// Whether a file that begins so holds the numbers of a figure.
    pub fn is_numbers(head: &[u8]) -> bool {
        let head = head.strip_prefix("\u{feff}".as_bytes()).unwrap_or(head);
        let line = head.split(|&byte| byte == b'\n').next().unwrap_or_default();
        // In the dialect of a French spreadsheet, too.
        let line: Vec<u8> = line.iter().map(|&byte| if byte == b';' { b',' } else { byte }).collect();
        NUMBERS.iter().any(|columns| columns.as_bytes() == line)
    }

    /// The picture with our name in it, by which it is known again.
    pub fn signed(mut picture: Vec<u8>) -> Vec<u8> {
        let mut crc = flate2::Crc::new();
        crc.update(&SIGNATURE[4..]);
        let chunk = [SIGNATURE, &crc.sum().to_be_bytes()[..]].concat();
        let end = FIRST_CHUNK.min(picture.len());
        picture.splice(end..end, chunk);
        picture
    }
}
