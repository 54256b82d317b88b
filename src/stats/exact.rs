use super::bytes::{Damaged, Reader, Writer};

/// Limbs of 64 bits.
const LIMBS: usize = 6;

/// A whole number of 384 bits, in two's complement: sums of products that neither round nor depend on their order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Exact([u64; LIMBS]);

impl Exact {
    pub(super) fn of(value: i128) -> Self {
        let sign = if value < 0 { u64::MAX } else { 0 };
        Self([value as u64, (value >> 64) as u64, sign, sign, sign, sign])
    }

    /// `left` times `right`, each below 2^127 in size.
    pub(super) fn product(left: i128, right: i128) -> Self {
        let halves = |value: u128| [u128::from(value as u64), value >> 64];
        let (a, b) = (halves(left.unsigned_abs()), halves(right.unsigned_abs()));
        let mut limbs = [0; LIMBS];
        for (i, a) in a.into_iter().enumerate() {
            let mut carry = 0;
            for (j, b) in b.into_iter().enumerate() {
                let sum = u128::from(limbs[i + j]) + a * b + carry;
                limbs[i + j] = sum as u64;
                carry = sum >> 64;
            }
            limbs[i + 2] = carry as u64;
        }
        if (left < 0) == (right < 0) { Self(limbs) } else { Self(limbs).negated() }
    }

    /// This times a count.
    pub(super) fn times(self, count: u64) -> Self {
        let mut carry = 0;
        // Modulo 2^384 the sign takes care of itself.
        Self(self.0.map(|limb| {
            let product = u128::from(limb) * u128::from(count) + carry;
            carry = product >> 64;
            product as u64
        }))
    }

    /// This times itself, if it is below 2^191 in size.
    pub(super) fn squared(self) -> Self {
        let size = self.size();
        let mut limbs = [0; LIMBS];
        for i in 0..LIMBS / 2 {
            let mut carry = 0;
            for j in 0..LIMBS / 2 {
                let sum = u128::from(limbs[i + j]) + u128::from(size[i]) * u128::from(size[j]) + carry;
                limbs[i + j] = sum as u64;
                carry = sum >> 64;
            }
            limbs[i + LIMBS / 2] = carry as u64;
        }
        Self(limbs)
    }

    pub(super) fn add(&mut self, other: Self) {
        let mut carry = 0;
        for (limb, other) in self.0.iter_mut().zip(other.0) {
            let sum = u128::from(*limb) + u128::from(other) + carry;
            *limb = sum as u64;
            carry = sum >> 64;
        }
    }

    pub(super) fn negated(self) -> Self {
        let mut negated = Self(self.0.map(|limb| !limb));
        negated.add(Self::of(1));
        negated
    }

    fn is_negative(self) -> bool {
        self.0[LIMBS - 1] >> 63 == 1
    }

    fn size(self) -> [u64; LIMBS] {
        if self.is_negative() { self.negated().0 } else { self.0 }
    }

    /// This over a count above 0, in floating point: the whole part and the rest are taken apart first, so that a large
    /// quotient is the nearest number.
    pub(super) fn over(self, count: u64) -> f64 {
        let (mut whole, mut rest) = ([0; LIMBS], 0);
        for (place, &limb) in self.size().iter().enumerate().rev() {
            let part = (u128::from(rest) << 64) | u128::from(limb);
            // The rest is below the count, so the quotient fits.
            whole[place] = (part / u128::from(count)) as u64;
            rest = (part % u128::from(count)) as u64;
        }
        let quotient = Self(whole).to_f64() + rest as f64 / count as f64;
        if self.is_negative() { -quotient } else { quotient }
    }

    /// The nearest number.
    pub(super) fn to_f64(self) -> f64 {
        let size = self.size();
        let Some(top) = size.iter().rposition(|&limb| limb > 0) else { return 0.0 };
        let value = if top == 0 {
            size[0] as f64
        } else {
            // More than 64 leading bits; one of the bits below them says whether there is anything beyond.
            let beyond = size[..top - 1].iter().any(|&limb| limb > 0);
            let leading = (u128::from(size[top]) << 64) | u128::from(size[top - 1]) | u128::from(beyond);
            leading as f64 * libm::ldexp(1.0, 64 * (top as i32 - 1))
        };
        if self.is_negative() { -value } else { value }
    }

    pub(super) fn write(self, to: &mut Writer) {
        self.0.iter().for_each(|&limb| to.fixed(limb));
    }

    pub(super) fn read(from: &mut Reader<'_>) -> Result<Self, Damaged> {
        let mut limbs = [0; LIMBS];
        for limb in &mut limbs {
            *limb = from.fixed()?;
        }
        Ok(Self(limbs))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOME: [i128; 9] =
        [0, 1, -1, 12_345, -(1 << 40), 1 << 64, (1 << 64) + 7, -(1 << 100) - 3, (1 << 126) + (1 << 63) + 1];

    #[test]
    fn sums_and_products_agree_with_small_arithmetic() {
        for a in SOME {
            for b in SOME {
                let mut sum = Exact::of(a / 4);
                sum.add(Exact::of(b / 4));
                assert_eq!(sum, Exact::of(a / 4 + b / 4));
                if let Some(product) = a.checked_mul(b) {
                    assert_eq!(Exact::product(a, b), Exact::of(product), "{a} {b}");
                }
                // (a + b)^2 - (a - b)^2 = 4 a b, beyond 128 bits too.
                let (a, b) = (a / 4, b / 4);
                let mut difference = Exact::product(a + b, a + b);
                difference.add(Exact::product(a - b, a - b).negated());
                assert_eq!(difference, Exact::product(a, b).times(4), "{a} {b}");
            }
            assert_eq!(Exact::of(a).squared(), Exact::product(a, a));
            assert_eq!(Exact::of(a / 8).times(8), Exact::of(a / 8 * 8));
        }
    }

    #[test]
    fn floating_point_is_the_nearest() {
        for a in SOME {
            assert_eq!(Exact::of(a).to_f64(), a as f64);
            for count in [1, 3, 1 << 40] {
                let quotient = a as f64 / count as f64;
                assert!((Exact::of(a).over(count) - quotient).abs() <= 4e-16 * quotient.abs(), "{a} {count}");
            }
        }
        // 2^200 + 1 lies just above a tie of nothing; 2^200 + 2^147 is a tie, and one more breaks it upwards.
        let power = |exponent: u32| Exact::product(1 << (exponent / 2), 1 << (exponent - exponent / 2));
        let mut tie = power(200);
        tie.add(power(147));
        assert_eq!(tie.to_f64(), libm::ldexp(1.0, 200));
        tie.add(Exact::of(1));
        assert!(tie.to_f64() > libm::ldexp(1.0, 200));
    }
}
