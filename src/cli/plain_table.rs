use comfy_table::{CellAlignment, ContentArrangement, Row, Table, presets};

/// An empty table without lines, for the terminal: the first `texts` columns are text, the others numbers.
pub(super) fn plain_table(headers: impl Into<Row>, texts: usize) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled).set_header(headers);
    for (index, column) in table.column_iter_mut().enumerate() {
        column.set_padding((0, 2));
        if index >= texts {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}
