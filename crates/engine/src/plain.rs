//! The kinds of message between the page and a plain Worker, which are arrays of numbers.

/// What the page asks for: a kind, then what goes with it, all as numbers.
pub mod ask {
    /// Warm up for so many microseconds and measure the kernel's speed.
    pub const CALIBRATE: u32 = 0;
    /// Compute so many rounds from a seed.
    pub const COMPUTE: u32 = 1;
    /// Wait for so many microseconds.
    pub const WAIT: u32 = 2;
    /// Forget every errand, and say so.
    pub const FORGET: u32 = 3;
    /// Compute a tile of the picture. It is answered by an array: the tile, whether it is right, its pixels.
    pub const TILE: u32 = 4;
}

/// What it answers, in the same form. Errands are answered in the order in which they were asked for.
pub mod answer {
    /// It is up.
    pub const READY: u32 = 0;
    /// The speed: rounds, in so many microseconds.
    pub const RATE: u32 = 1;
    /// The oldest errand is done: from when, to when, and 1 if the result is right.
    pub const DONE: u32 = 2;
    /// Nothing is left to do, as asked.
    pub const FORGOTTEN: u32 = 3;
    /// It is alive, whether it has something to do or not.
    pub const BEAT: u32 = 4;
}
