/// How the values of a metric spread: at most 200 bins of equal width that cover its smallest and largest value.
///
/// Widths are 1, 2 or 5 times a power of ten. Money and ratios are rounded down to whole numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Distribution {
    /// In rising order, without gaps.
    pub bins: Vec<Bin>,
    /// By how much a value may have been moved, relative to its size, before it was counted; 0 where counts are exact.
    pub relative_error: f64,
}

/// How many replicates lie in a range of whole numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bin {
    /// The smallest number of the range.
    pub from: i64,
    /// The largest number of the range, itself inside.
    pub to: i64,
    /// How many replicates.
    pub count: u64,
}
