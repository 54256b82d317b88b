//! What a draw costs: opening a stream, the samplers, sums of audiences.

use divan::{Bencher, black_box};
use rumeur::model::{Audience, AudienceSampler, Parts};
use rumeur::quantity::Probability;
use rumeur::random::{
    BinomialDraw, Purpose, ReplicateKey, Stream, binomial, coupled_binomial, gamma, hypergeometric, negative_binomial,
    poisson,
};

fn main() {
    divan::main();
}

fn stream() -> Stream {
    ReplicateKey { seed: 317, replicate: 0 }.stream(Purpose::Audience, 0)
}

/// Draws a thousand times per iteration, so that the clock does not count.
fn thousand(bencher: Bencher, mut draw: impl FnMut(&mut Stream) -> u64) {
    let mut rng = stream();
    bencher.counter(1_000_usize).bench_local(|| (0..1_000).fold(0_u64, |sum, _| sum.wrapping_add(draw(&mut rng))));
}

#[divan::bench]
fn open_stream(bencher: Bencher) {
    use rand::Rng;
    let mut replicate = 0;
    thousand(bencher, |_| {
        replicate += 1;
        ReplicateKey { seed: black_box(317), replicate }.stream(Purpose::Audience, 0).next_u64()
    });
}

#[divan::bench(args = [(1, 0.3), (27, 0.037), (26, 0.115), (40, 0.5), (1_000, 0.3), (1_000_000, 0.5), (1_000_000_000_000, 1e-11)])]
fn binomials(bencher: Bencher, (n, p): (u64, f64)) {
    let p = Probability::clamped(p);
    thousand(bencher, |rng| binomial(rng, black_box(n), p));
}

#[divan::bench(args = [0.05, 0.5, 2.0, 8.0, 12.0, 30.0, 260.0, 1e6])]
fn poissons(bencher: Bencher, mean: f64) {
    thousand(bencher, |rng| poisson(rng, black_box(mean)));
}

#[divan::bench(args = [0.1, 0.5, 1.0, 27.0])]
fn gammas(bencher: Bencher, shape: f64) {
    thousand(bencher, |rng| gamma(rng, black_box(shape)).to_bits());
}

#[divan::bench(args = [(26.0, 1.0), (10.0, 2.0)])]
fn negative_binomials(bencher: Bencher, (mean, shape): (f64, f64)) {
    thousand(bencher, |rng| negative_binomial(rng, black_box(mean), shape));
}

#[divan::bench(args = [(27, 3, 10), (1_000, 400, 20), (1_000, 500, 500), (1_000_000_000_000, 1_000_000_000, 1_000_000)])]
fn hypergeometrics(bencher: Bencher, (total, marked, drawn): (u64, u64, u64)) {
    thousand(bencher, |rng| hypergeometric(rng, black_box(total), marked, drawn));
}

#[divan::bench]
fn coupled_binomials(bencher: Bencher) {
    let [p, q] = [0.037, 0.4].map(Probability::clamped);
    thousand(bencher, |rng| coupled_binomial(rng, BinomialDraw { n: 27, p, successes: 1 }, black_box(27), q));
}

const AUDIENCES: [(&str, Audience); 7] = [
    ("fixed", Audience::Fixed(10)),
    ("poisson", Audience::Poisson(10.0)),
    ("uniform 9..20", Audience::Uniform { low: 9, high: 20 }),
    ("negative binomial", Audience::NegativeBinomial { mean: 10.0, dispersion: 2.0 }),
    ("zipf to 1,000", Audience::Zipf { exponent: 2.2, max: 1_000 }),
    ("zipf to 1,000,000", Audience::Zipf { exponent: 1.2, max: 1_000_000 }),
    ("lognormal", Audience::LogNormal { median: 8.0, sigma: 0.8 }),
];

#[divan::bench(args = [0, 1, 2, 3, 4, 5, 6], consts = [1, 27, 1_000, 100_000], sample_count = 10)]
fn sums<const N: u64>(bencher: Bencher, index: usize) {
    let (_, audience) = &AUDIENCES[index];
    let Ok(sampler) = AudienceSampler::new(audience) else { return };
    let (mut rng, mut parts) = (stream(), Parts::default());
    bencher.bench_local(|| sampler.sum(&mut rng, black_box(N), &mut parts));
}

/// A variant with a few tellers less, and with the same.
#[divan::bench(args = [0, 1, 2, 3, 4], consts = [990, 1_000], sample_count = 10)]
fn coupled_sums<const N: u64>(bencher: Bencher, index: usize) {
    let (_, audience) = &AUDIENCES[index];
    let Ok(sampler) = AudienceSampler::new(audience) else { return };
    let key = ReplicateKey { seed: 317, replicate: 0 }.stream_key(Purpose::Audience, 0);
    let (mut drawn, mut parts) = (Parts::default(), Parts::default());
    sampler.sum(&mut key.open(), 1_000, &mut drawn);
    bencher.bench_local(|| sampler.coupled_sum(key, &sampler, &drawn, black_box(N), &mut parts));
}

/// The classic's replicate: who is silent, who of them is vocal, what they tell.
#[divan::bench]
fn classic_replicate(bencher: Bencher) {
    let vocal = Probability::clamped(3.0 / 26.0);
    let mut replicate = 0;
    thousand(bencher, |_| {
        replicate += 1;
        let key = ReplicateKey { seed: 317, replicate };
        let silent = negative_binomial(&mut key.stream(Purpose::Experience, 0), 26.0, 1.0);
        let many = binomial(&mut key.stream(Purpose::Groups, 0), silent, vocal);
        20 * many + 10 * (silent - many)
    });
}
