//! Repeatable randomness, and how much of it a test uses.

/// Returns the number in the environment variable `name`, or else `sample`: how many cases a test
/// runs in `make test`. `make soak` sets the variables to run many more.
///
/// # Panics
///
/// If the variable is not a number.
pub(crate) fn volume(name: &str, sample: u64) -> u64 {
    let set = std::env::var(name).ok();
    set.map_or(sample, |value| value.parse().unwrap_or_else(|error| panic!("{name}: {error}")))
}

/// A random number generator (SplitMix64); the same seed gives the same numbers.
#[derive(Debug)]
pub(crate) struct Random(pub(crate) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Returns a number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end).unwrap()).unwrap()
    }

    /// Returns true in `percent` of all cases.
    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// Returns one of `all`.
    pub(crate) fn of<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())].clone()
    }
}
