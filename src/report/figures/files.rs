use super::{About, FigureError, FigureKind, Material, compose};
use crate::figure::{Page, to_svg};
use crate::report::Dialect;

/// A figure as it is written: the drawing, and the numbers drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureFiles {
    /// Which kind it is.
    pub kind: FigureKind,
    /// The drawing.
    pub svg: String,
    /// The numbers, as CSV.
    pub csv: Vec<u8>,
}

impl Material<'_> {
    /// One figure with its small print, as files.
    ///
    /// # Errors
    /// As [`Material::figure`].
    pub fn files(&self, kind: FigureKind, page: Page, dialect: Dialect) -> Result<FigureFiles, FigureError> {
        let figure = self.figure(kind)?;
        let canvas = compose(figure.as_ref(), &About::of(self), page, self.language);
        let csv = figure.table().to_csv(dialect).map_err(FigureError::Table)?;
        Ok(FigureFiles { kind, svg: to_svg(&canvas), csv })
    }
}
