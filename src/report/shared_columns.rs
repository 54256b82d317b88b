//! Columns that several tables have: each is spelled here once.

use super::column::{Column, UNIT_OF_METRIC};

pub(super) const SCENARIO: Column = Column::text(
    "scenario",
    "the scenario's name: its path under the directory given, without .toml",
    "nom du scénario : son chemin dans le dossier donné, sans .toml",
);
pub(super) const VARIANT: Column =
    Column::text("variant", "the variant's name, or baseline", "nom de la variante, ou baseline");
pub(super) const METRIC: Column = Column::text("metric", "what is measured", "ce qui est mesuré");
pub(super) const MEAN: Column =
    Column::number("mean", UNIT_OF_METRIC, "mean over the replicates", "moyenne sur les réplications");
pub(super) const STD_DEV: Column = Column::number(
    "std_dev",
    UNIT_OF_METRIC,
    "standard deviation from replicate to replicate (n - 1)",
    "écart type d'une réplication à l'autre (n - 1)",
);
pub(super) const STD_ERROR: Column = Column::number(
    "std_error",
    UNIT_OF_METRIC,
    "standard error of the mean or of the difference of means",
    "erreur type de la moyenne ou de la différence des moyennes",
);
pub(super) const CI_LOW: Column = Column::number(
    "ci_low",
    UNIT_OF_METRIC,
    "lower end of the 95 % interval of the mean or of the difference of means",
    "borne basse de l'intervalle à 95 % de la moyenne ou de la différence des moyennes",
);
pub(super) const CI_HIGH: Column = Column::number(
    "ci_high",
    UNIT_OF_METRIC,
    "upper end of the 95 % interval of the mean or of the difference of means",
    "borne haute de l'intervalle à 95 % de la moyenne ou de la différence des moyennes",
);
pub(super) const EXPECTED: Column = Column::number(
    "expected",
    UNIT_OF_METRIC,
    "the mean by a formula, where one exists",
    "la moyenne par une formule, là où il en existe une",
);
pub(super) const P05: Column =
    quantile("p05", "5 % of the replicates are at or below it", "5 % des réplications ne le dépassent pas");
pub(super) const P10: Column =
    quantile("p10", "10 % of the replicates are at or below it", "10 % des réplications ne le dépassent pas");
pub(super) const P25: Column =
    quantile("p25", "25 % of the replicates are at or below it", "25 % des réplications ne le dépassent pas");
pub(super) const P50: Column = quantile(
    "p50",
    "the median: half of the replicates are at or below it",
    "la médiane : la moitié des réplications ne la dépassent pas",
);
pub(super) const P75: Column =
    quantile("p75", "75 % of the replicates are at or below it", "75 % des réplications ne le dépassent pas");
pub(super) const P90: Column =
    quantile("p90", "90 % of the replicates are at or below it", "90 % des réplications ne le dépassent pas");
pub(super) const P95: Column =
    quantile("p95", "95 % of the replicates are at or below it", "95 % des réplications ne le dépassent pas");

const fn quantile(name: &'static str, en: &'static str, fr: &'static str) -> Column {
    Column::number(name, UNIT_OF_METRIC, en, fr)
}
