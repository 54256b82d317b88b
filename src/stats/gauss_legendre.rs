/// The positive nodes of the Gauss-Legendre rule with sixteen nodes on [-1, 1], and their weights.
pub(crate) const SIXTEEN: [(f64, f64); 8] = [
    (0.095_012_509_837_637_44, 0.189_450_610_455_068_5),
    (0.281_603_550_779_258_9, 0.182_603_415_044_923_58),
    (0.458_016_777_657_227_37, 0.169_156_519_395_002_54),
    (0.617_876_244_402_643_7, 0.149_595_988_816_576_73),
    (0.755_404_408_355_003, 0.124_628_971_255_533_88),
    (0.865_631_202_387_831_8, 0.095_158_511_682_492_79),
    (0.944_575_023_073_232_6, 0.062_253_523_938_647_894),
    (0.989_400_934_991_649_9, 0.027_152_459_411_754_096),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn polynomials_to_degree_31_are_integrated_exactly() {
        for degree in (0..=30).step_by(2) {
            let found: f64 = SIXTEEN.iter().map(|(node, weight)| 2.0 * weight * node.powi(degree)).sum();
            assert!((found - 2.0 / f64::from(degree + 1)).abs() < 1e-14, "{degree}: {found}");
        }
    }
}
