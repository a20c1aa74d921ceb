//! Work that is worth watching: the Mandelbrot set, in tiles that can be shown as the workers finish them.
//!
//! Tiles are independent and cost very different amounts, as real work does: those inside the set a hundred times as
//! much as those outside. What a tile costs, and what must come out of it, is known ([`REFERENCE`]), so that a run can
//! be predicted and every tile of it checked. Only additions and multiplications of `f64` are used, which IEEE 754
//! defines to the last bit and which neither Rust nor WebAssembly fuses: every machine computes the same picture.

/// The picture, in pixels.
pub const WIDTH: u32 = 384;
/// The picture, in pixels.
pub const HEIGHT: u32 = 256;
/// The side of a tile.
pub const TILE: u32 = 64;
/// How many tiles lie beside each other.
pub const COLUMNS: u32 = WIDTH / TILE;
/// How many tiles there are; they are numbered as one reads.
pub const TILES: u32 = COLUMNS * (HEIGHT / TILE);

/// A point that has not escaped after so many rounds is taken to be in the set.
const ROUNDS_MAX: u32 = 10_000;
/// The left upper corner of the picture in the complex plane, and the side of a pixel: all exact in binary.
const LEFT: f64 = -2.25;
const TOP: f64 = 1.0;
const PIXEL: f64 = 1.0 / 128.0;

/// What a tile costs, and what must come out of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference {
    /// How many rounds of z ← z² + c its points take together.
    pub rounds: u32,
    /// The checksum of its pixels.
    pub checksum: u32,
}

/// Of each tile; the tests compute it anew.
pub const REFERENCE: [Reference; TILES as usize] = [
    Reference { rounds: 5_137, checksum: 0xf817_1eed },
    Reference { rounds: 11_762, checksum: 0xa079_856d },
    Reference { rounds: 15_087, checksum: 0x160b_7691 },
    Reference { rounds: 4_563_817, checksum: 0xd1cb_ec57 },
    Reference { rounds: 14_801_276, checksum: 0x094d_a322 },
    Reference { rounds: 935_279, checksum: 0x9e67_bde7 },
    Reference { rounds: 39_294, checksum: 0x58e5_e498 },
    Reference { rounds: 929_577, checksum: 0x8b8e_3e7f },
    Reference { rounds: 16_674_992, checksum: 0x59ce_eab4 },
    Reference { rounds: 35_378_385, checksum: 0xe650_ee69 },
    Reference { rounds: 40_960_000, checksum: 0x76ef_ddc5 },
    Reference { rounds: 8_465_164, checksum: 0xef91_9c29 },
    Reference { rounds: 359_221, checksum: 0x0653_6c64 },
    Reference { rounds: 1_569_375, checksum: 0xdf07_d56b },
    Reference { rounds: 17_314_660, checksum: 0x035a_eae0 },
    Reference { rounds: 35_676_185, checksum: 0x92eb_e0a5 },
    Reference { rounds: 40_960_000, checksum: 0x76ef_ddc5 },
    Reference { rounds: 8_385_251, checksum: 0x16b5_0fd1 },
    Reference { rounds: 5_178, checksum: 0x29ee_f12d },
    Reference { rounds: 11_809, checksum: 0x79c5_1e1d },
    Reference { rounds: 15_227, checksum: 0x1d94_f2b1 },
    Reference { rounds: 4_905_753, checksum: 0x0207_4b73 },
    Reference { rounds: 15_430_809, checksum: 0x6aa4_2582 },
    Reference { rounds: 1_025_453, checksum: 0xbc33_fc15 },
];

/// A tile that is being computed, or is done.
#[derive(Clone, Debug)]
pub struct Tile {
    index: u32,
    pixels: Vec<u8>,
    rounds: u32,
}

impl Tile {
    /// Nothing of it is computed yet. None where there is no such tile.
    pub fn new(index: u32) -> Option<Tile> {
        let pixels = Vec::with_capacity((TILE * TILE) as usize);
        (index < TILES).then_some(Tile { index, pixels, rounds: 0 })
    }

    /// The whole tile: a pure function of its number.
    pub fn computed(index: u32) -> Option<Tile> {
        let mut tile = Tile::new(index)?;
        while !tile.advance() {}
        Some(tile)
    }

    /// Computes one row more; returns whether the tile is finished. A row takes a few milliseconds at most, so that
    /// whoever computes it can look up in between.
    pub fn advance(&mut self) -> bool {
        let row = self.pixels.len() as u32 / TILE;
        if row < TILE {
            let (left, top) = self.corner();
            for column in 0..TILE {
                let rounds = rounds_of(left + column, top + row);
                self.rounds += rounds;
                self.pixels.push(shade(rounds));
            }
        }
        row + 1 >= TILE
    }

    /// Its number.
    pub fn index(&self) -> u32 {
        self.index
    }

    /// Its left upper pixel in the picture: how far right, and how far down.
    pub fn corner(&self) -> (u32, u32) {
        (self.index % COLUMNS * TILE, self.index / COLUMNS * TILE)
    }

    /// What is computed so far, row by row: 0 is in the set, and the others are the lighter the longer they took to
    /// escape.
    pub fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    /// What it cost and what came out of it so far.
    pub fn outcome(&self) -> Reference {
        Reference { rounds: self.rounds, checksum: checksum(&self.pixels) }
    }

    /// Whether it is finished, and is what it must be.
    pub fn is_right(&self) -> bool {
        REFERENCE.get(self.index as usize) == Some(&self.outcome())
    }
}

/// How many rounds the point of a pixel takes to escape, at most [`ROUNDS_MAX`].
///
/// Never inlined, for the reason that [`crate::kernel::run`] gives.
#[inline(never)]
fn rounds_of(x: u32, y: u32) -> u32 {
    let (re, im) = (LEFT + f64::from(x) * PIXEL, TOP - f64::from(y) * PIXEL);
    let (mut a, mut b) = (0.0, 0.0);
    for round in 0..ROUNDS_MAX {
        let (a2, b2) = (a * a, b * b);
        if a2 + b2 > 4.0 {
            return round;
        }
        b = (a + a) * b + im;
        a = a2 - b2 + re;
    }
    ROUNDS_MAX
}

/// Sixteen steps for each doubling of the rounds, found with integers alone.
fn shade(rounds: u32) -> u8 {
    if rounds >= ROUNDS_MAX {
        return 0;
    }
    let rounds = rounds.max(1);
    let octave = rounds.ilog2();
    let fraction = (rounds << 4 >> octave) & 15;
    // 16 · 14 at most, because 10,000 is less than 2¹⁴.
    (1 + octave * 16 + fraction) as u8
}

/// FNV-1a in 32 bits.
fn checksum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}
