//! The work that a real run computes: a chain that cannot be shortened, with a result that can be checked.
//!
//! Each round is one step of a linear congruential generator, `x ← a·x + c` modulo 2⁶⁴, and needs the result of the
//! round before, so it keeps one core busy and nothing else: no memory traffic, no parallelism inside the core. Yet
//! the result of n rounds has a closed form that is found in about log₂ n multiplications ([`expected`], the
//! “jump ahead” of F. Brown, *Random number generation with arbitrary strides*, 1994), so every run can be checked.

/// Multiplier and increment of D. Knuth's MMIX generator.
const MULTIPLIER: u64 = 6_364_136_223_846_793_005;
const INCREMENT: u64 = 1_442_695_040_888_963_407;

/// Computes `rounds` rounds, starting from `state`.
///
/// Never inlined: browsers replace a WebAssembly function by its fast version only when it is called anew, so the
/// kernel must be a function of its own, called again and again, and the one that was warmed up. Inlined into a
/// worker's long loop it ran four times slower than it was calibrated.
#[inline(never)]
pub fn run(rounds: u64, mut state: u64) -> u64 {
    for _ in 0..rounds {
        state = state.wrapping_mul(MULTIPLIER).wrapping_add(INCREMENT);
    }
    state
}

/// What [`run`] must return, found without doing the work.
pub fn expected(mut rounds: u64, state: u64) -> u64 {
    let (mut multiplier, mut increment) = (MULTIPLIER, INCREMENT);
    let (mut total_multiplier, mut total_increment) = (1_u64, 0_u64);
    while rounds > 0 {
        if rounds & 1 == 1 {
            total_multiplier = total_multiplier.wrapping_mul(multiplier);
            total_increment = total_increment.wrapping_mul(multiplier).wrapping_add(increment);
        }
        increment = multiplier.wrapping_add(1).wrapping_mul(increment);
        multiplier = multiplier.wrapping_mul(multiplier);
        rounds >>= 1;
    }
    total_multiplier.wrapping_mul(state).wrapping_add(total_increment)
}

/// A stretch of computing that can be interrupted between slices and is checked at its end.
#[derive(Clone, Copy, Debug)]
pub struct Work {
    rounds_total: u64,
    rounds_left: u64,
    seed: u64,
    state: u64,
}

impl Work {
    /// `rounds` rounds from `seed`; give different work different seeds.
    pub fn new(rounds: u64, seed: u64) -> Work {
        Work { rounds_total: rounds, rounds_left: rounds, seed, state: seed }
    }

    /// Computes at most `rounds` more rounds; returns whether the work is finished.
    pub fn advance(&mut self, rounds: u64) -> bool {
        let rounds = rounds.min(self.rounds_left);
        self.state = run(rounds, self.state);
        self.rounds_left -= rounds;
        self.rounds_left == 0
    }

    /// Whether what has been computed so far is what the formula says.
    pub fn is_right(&self) -> bool {
        self.state == expected(self.rounds_total - self.rounds_left, self.seed)
    }
}
