//! Points that fill a cube evenly: Sobol's sequence, scrambled.

/// The most numbers of a point.
pub const SOBOL_DIMENSIONS: usize = 64;

/// Sobol's sequence in up to [`SOBOL_DIMENSIONS`] dimensions, each scrambled by a number of its own: every digit is flipped by
/// a hash of those before it, which keeps the sequence as even as it is (Owen 1995, with the hash of Laine and Karras 2011 in
/// the form of Burley 2020). Directions of Joe and Kuo 2008.
///
/// ```
/// use rumeur::stats::Sobol;
///
/// let sobol = Sobol::new(&[1, 2]);
/// let mut point = [0.0; 2];
/// let mut quarters = [0; 16];
/// for index in 0..16 {
///     sobol.point(index, &mut point);
///     quarters[(point[0] * 4.0) as usize * 4 + (point[1] * 4.0) as usize] += 1;
/// }
/// assert_eq!(quarters, [1; 16], "one in each of sixteen squares");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sobol {
    dimensions: Vec<Dimension>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Dimension {
    directions: [u32; 32],
    scramble: u32,
}

impl Sobol {
    /// The sequence with as many dimensions as there are scrambles.
    ///
    /// # Panics
    /// With more than [`SOBOL_DIMENSIONS`].
    pub fn new(scrambles: &[u32]) -> Self {
        assert!(scrambles.len() <= SOBOL_DIMENSIONS, "at most {SOBOL_DIMENSIONS} dimensions");
        let dimension = |(place, &scramble): (usize, &u32)| Dimension { directions: directions(place), scramble };
        Self { dimensions: scrambles.iter().enumerate().map(dimension).collect() }
    }

    /// Point number `index`, each of its numbers inside (0, 1), into `point`, which is as long as there are dimensions.
    pub fn point(&self, index: u32, point: &mut [f64]) {
        for (value, dimension) in point.iter_mut().zip(&self.dimensions) {
            let mut word = 0;
            let mut rest = index;
            while rest != 0 {
                word ^= dimension.directions[rest.trailing_zeros() as usize];
                rest &= rest - 1;
            }
            let word = scrambled(word, dimension.scramble);
            *value = (f64::from(word) + 0.5) / 4_294_967_296.0;
        }
    }
}

/// Flips each bit by a hash of the bits above it.
fn scrambled(word: u32, scramble: u32) -> u32 {
    let mut x = word.reverse_bits();
    x ^= x.wrapping_mul(0x3d20_adea);
    x = x.wrapping_add(scramble);
    x = x.wrapping_mul((scramble >> 16) | 1);
    x ^= x.wrapping_mul(0x0552_6c56);
    x ^= x.wrapping_mul(0x53a2_2864);
    x.reverse_bits()
}

/// The directions of a dimension, from its primitive polynomial and first odd numbers.
fn directions(dimension: usize) -> [u32; 32] {
    let mut directions = [0_u32; 32];
    let Some(&(polynomial, first)) = dimension.checked_sub(1).and_then(|row| JOE_KUO.get(row)) else {
        for (bit, direction) in directions.iter_mut().enumerate() {
            *direction = 1 << (31 - bit);
        }
        return directions;
    };
    let degree = first.len();
    for bit in 0..32 {
        if bit < degree {
            directions[bit] = first[bit] << (31 - bit);
            continue;
        }
        let before = directions[bit - degree];
        let mut direction = before ^ (before >> degree);
        for step in 1..degree {
            if polynomial >> (degree - step) & 1 == 1 {
                direction ^= directions[bit - step];
            }
        }
        directions[bit] = direction;
    }
    directions
}

/// Polynomial over {0, 1}, its bits from the highest power down, and the first odd numbers, for the dimensions from the
/// second on: Joe and Kuo 2008, "Constructing Sobol sequences with better two-dimensional projections", file D6.
#[rustfmt::skip]
const JOE_KUO: [(u32, &[u32]); SOBOL_DIMENSIONS - 1] = [
    (3, &[1]),
    (7, &[1, 3]),
    (11, &[1, 3, 1]),
    (13, &[1, 1, 1]),
    (19, &[1, 1, 3, 3]),
    (25, &[1, 3, 5, 13]),
    (37, &[1, 1, 5, 5, 17]),
    (41, &[1, 1, 5, 5, 5]),
    (47, &[1, 1, 7, 11, 19]),
    (55, &[1, 1, 5, 1, 1]),
    (59, &[1, 1, 1, 3, 11]),
    (61, &[1, 3, 5, 5, 31]),
    (67, &[1, 3, 3, 9, 7, 49]),
    (91, &[1, 1, 1, 15, 21, 21]),
    (97, &[1, 3, 1, 13, 27, 49]),
    (103, &[1, 1, 1, 15, 7, 5]),
    (109, &[1, 3, 1, 15, 13, 25]),
    (115, &[1, 1, 5, 5, 19, 61]),
    (131, &[1, 3, 7, 11, 23, 15, 103]),
    (137, &[1, 3, 7, 13, 13, 15, 69]),
    (143, &[1, 1, 3, 13, 7, 35, 63]),
    (145, &[1, 3, 5, 9, 1, 25, 53]),
    (157, &[1, 3, 1, 13, 9, 35, 107]),
    (167, &[1, 3, 1, 5, 27, 61, 31]),
    (171, &[1, 1, 5, 11, 19, 41, 61]),
    (185, &[1, 3, 5, 3, 3, 13, 69]),
    (191, &[1, 1, 7, 13, 1, 19, 1]),
    (193, &[1, 3, 7, 5, 13, 19, 59]),
    (203, &[1, 1, 3, 9, 25, 29, 41]),
    (211, &[1, 3, 5, 13, 23, 1, 55]),
    (213, &[1, 3, 7, 3, 13, 59, 17]),
    (229, &[1, 3, 1, 3, 5, 53, 69]),
    (239, &[1, 1, 5, 5, 23, 33, 13]),
    (241, &[1, 1, 7, 7, 1, 61, 123]),
    (247, &[1, 1, 7, 9, 13, 61, 49]),
    (253, &[1, 3, 3, 5, 3, 55, 33]),
    (285, &[1, 3, 1, 15, 31, 13, 49, 245]),
    (299, &[1, 3, 5, 15, 31, 59, 63, 97]),
    (301, &[1, 3, 1, 11, 11, 11, 77, 249]),
    (333, &[1, 3, 1, 11, 27, 43, 71, 9]),
    (351, &[1, 1, 7, 15, 21, 11, 81, 45]),
    (355, &[1, 3, 7, 3, 25, 31, 65, 79]),
    (357, &[1, 3, 1, 1, 19, 11, 3, 205]),
    (361, &[1, 1, 5, 9, 19, 21, 29, 157]),
    (369, &[1, 3, 7, 11, 1, 33, 89, 185]),
    (391, &[1, 3, 3, 3, 15, 9, 79, 71]),
    (397, &[1, 3, 7, 11, 15, 39, 119, 27]),
    (425, &[1, 1, 3, 1, 11, 31, 97, 225]),
    (451, &[1, 1, 1, 3, 23, 43, 57, 177]),
    (463, &[1, 3, 7, 7, 17, 17, 37, 71]),
    (487, &[1, 3, 1, 5, 27, 63, 123, 213]),
    (501, &[1, 1, 3, 5, 11, 43, 53, 133]),
    (529, &[1, 3, 5, 5, 29, 17, 47, 173, 479]),
    (539, &[1, 3, 3, 11, 3, 1, 109, 9, 69]),
    (545, &[1, 1, 1, 5, 17, 39, 23, 5, 343]),
    (557, &[1, 3, 1, 5, 25, 15, 31, 103, 499]),
    (563, &[1, 1, 1, 11, 11, 17, 63, 105, 183]),
    (601, &[1, 1, 5, 11, 9, 29, 97, 231, 363]),
    (607, &[1, 1, 5, 15, 19, 45, 41, 7, 383]),
    (617, &[1, 3, 7, 7, 31, 19, 83, 137, 221]),
    (623, &[1, 1, 1, 3, 23, 15, 111, 223, 83]),
    (631, &[1, 1, 5, 13, 31, 15, 55, 25, 161]),
    (637, &[1, 1, 3, 13, 25, 47, 39, 87, 257]),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// The word of a dimension before it is scrambled.
    fn word(index: u32, dimension: usize) -> u32 {
        let directions = directions(dimension);
        (0..32).filter(|bit| index >> bit & 1 == 1).fold(0, |word, bit| word ^ directions[bit])
    }

    #[test]
    fn the_sequence_is_that_of_scipy() {
        // scipy.stats.qmc.Sobol(64, scramble=False): it walks by Gray code, so that its point i is our point i ^ (i >> 1).
        for (index, dimension, value) in SCIPY {
            let gray = index ^ (index >> 1);
            assert_eq!(f64::from(word(gray, dimension)) / 4_294_967_296.0, value, "{index} {dimension}");
        }
    }

    #[rustfmt::skip]
    const SCIPY: [(u32, usize, f64); 12] = [
        (1, 0, 0.5),
        (5, 1, 0.875),
        (13, 2, 0.8125),
        (77, 3, 0.773_437_5),
        (500, 7, 0.775_390_625),
        (1023, 12, 0.129_882_812_5),
        (321, 20, 0.806_640_625),
        (999, 31, 0.083_007_812_5),
        (640, 40, 0.719_726_562_5),
        (123, 50, 0.414_062_5),
        (1000, 63, 0.446_289_062_5),
        (2, 63, 0.75),
    ];

    #[test]
    fn every_dimension_is_even_once_scrambled() {
        let scrambles: Vec<u32> = (0..64).map(|place: u32| place.wrapping_mul(0x9e37_79b9) ^ 0x13d).collect();
        let sobol = Sobol::new(&scrambles);
        let mut seen = vec![[0_u32; 256]; 64];
        let mut point = [0.0; 64];
        for index in 0..256 {
            sobol.point(index, &mut point);
            for (seen, value) in seen.iter_mut().zip(point) {
                assert!(value > 0.0 && value < 1.0);
                seen[(value * 256.0) as usize] += 1;
            }
        }
        assert!(seen.iter().all(|seen| *seen == [1; 256]));
        let other = Sobol::new(&[9]);
        let mut value = [0.0];
        other.point(5, &mut value);
        sobol.point(5, &mut point);
        assert!((value[0] - point[0]).abs() > 0.0, "another scramble, another point");
    }
}
