use super::distribution::DistributionRow;
use super::exact::ExactRow;
use super::generations::GenerationRow;
use super::groups::GroupRow;
use super::periods::PeriodRow;
use super::summary::SummaryRow;
use super::timeline::TimelineRow;
use super::unknowns::UnknownRow;
use super::variance::VarianceRow;
use crate::report::column::{Column, Row, TableInfo};

/// A table that scenarios have in their folders.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ScenarioTable {
    /// What it is.
    pub info: TableInfo,
    /// Whether `--tables` may leave it out.
    pub optional: bool,
    columns: fn() -> Vec<Column>,
}

impl ScenarioTable {
    const fn of<R: Row>(optional: bool) -> Self {
        Self { info: R::TABLE, optional, columns: R::columns }
    }

    /// Its columns, in the order of the file.
    pub(crate) fn columns(&self) -> Vec<Column> {
        (self.columns)()
    }
}

/// Every table that `run` writes into the folder of a scenario but the replicates, in the order of the data package: what
/// is described there, what a failed scenario leaves behind and what `--tables` knows follow from it.
pub(crate) const SCENARIO_TABLES: [ScenarioTable; 9] = [
    ScenarioTable::of::<SummaryRow>(false),
    ScenarioTable::of::<GenerationRow>(true),
    ScenarioTable::of::<GroupRow>(true),
    ScenarioTable::of::<TimelineRow>(true),
    ScenarioTable::of::<DistributionRow>(true),
    ScenarioTable::of::<ExactRow>(true),
    ScenarioTable::of::<PeriodRow>(true),
    ScenarioTable::of::<UnknownRow>(false),
    ScenarioTable::of::<VarianceRow>(false),
];
