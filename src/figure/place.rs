/// Positions for labels along a line, in the order given, none closer than their sizes allow, each as near to where it
/// is wanted as the others let it.
///
/// `wanted` are middles in ascending order with sizes; all stay between `low` and `high` where there is room, else they
/// begin at `low`.
pub fn spread(wanted: &[(f64, f64)], low: f64, high: f64) -> Vec<f64> {
    // Pool adjacent violators: blocks of touching labels, each centred on the mean of what its members want.
    struct Block {
        start: f64,
        size: f64,
        members: usize,
    }
    let fit = |start: f64, size: f64| start.min(high - size).max(low);
    let mut blocks: Vec<Block> = Vec::new();
    for &(middle, size) in wanted {
        let mut block = Block { start: fit(middle - size / 2.0, size), size, members: 1 };
        while let Some(above) = blocks.pop() {
            if above.start + above.size <= block.start {
                blocks.push(above);
                break;
            }
            let members = above.members + block.members;
            let start = (above.start * above.members as f64 + (block.start - above.size) * block.members as f64)
                / members as f64;
            let size = above.size + block.size;
            block = Block { start: fit(start, size), size, members };
        }
        blocks.push(block);
    }
    let mut sizes = wanted.iter().map(|&(_, size)| size);
    let mut middles = Vec::with_capacity(wanted.len());
    for block in blocks {
        let mut start = block.start;
        for size in sizes.by_ref().take(block.members) {
            middles.push(start + size / 2.0);
            start += size;
        }
    }
    middles
}

/// Rows for labels that hang like flags to the right of upright poles: the row of each, 0 the lowest, so that no pole
/// crosses the flag of another. `poles` are (x, width of the flag with the gap after it) in ascending order of x.
pub fn flags(poles: &[(f64, f64)]) -> Vec<usize> {
    let mut rows = vec![0; poles.len()];
    for (index, &(x, width)) in poles.iter().enumerate().rev() {
        let under = (index + 1..poles.len()).filter(|&later| poles[later].0 < x + width);
        rows[index] = under.map(|later| rows[later] + 1).max().unwrap_or(0);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_with_room_stay_where_they_are_wanted() {
        assert_eq!(spread(&[(10.0, 4.0), (50.0, 4.0)], 0.0, 100.0), [10.0, 50.0]);
    }

    #[test]
    fn crowded_labels_move_apart_by_as_little_as_needed() {
        assert_eq!(spread(&[(50.0, 10.0), (50.0, 10.0)], 0.0, 100.0), [45.0, 55.0]);
        assert_eq!(spread(&[(1.0, 10.0), (2.0, 10.0), (98.0, 10.0)], 0.0, 100.0), [5.0, 15.0, 95.0]);
    }

    #[test]
    fn spread_labels_never_overlap() {
        let wanted: Vec<(f64, f64)> = (0..20).map(|i| (f64::from(i * i), 12.0)).collect();
        let middles = spread(&wanted, 0.0, 400.0);
        assert!(middles.windows(2).all(|pair| pair[1] - pair[0] >= 12.0 - 1e-9), "{middles:?}");
        assert!(middles[0] >= 6.0 && middles[19] <= 394.0);
    }

    #[test]
    fn a_flag_over_a_later_pole_flies_higher() {
        assert_eq!(flags(&[(10.0, 50.0), (40.0, 30.0), (65.0, 30.0), (200.0, 10.0)]), [2, 1, 0, 0]);
        assert_eq!(flags(&[(5.0, 1.0), (5.0, 1.0)]), [1, 0]);
    }
}
