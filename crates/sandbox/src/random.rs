//! Random bytes, handed to whoever needs them: the operating system's, or a repeatable sequence in a test.

use std::sync::{Arc, Mutex};

use crate::lock::lock;

/// Letters and digits that cannot be mistaken for one another in print.
const LEGIBLE: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// A source of randomness.
#[derive(Clone, Debug)]
pub struct Random(Source);

#[derive(Clone, Debug)]
enum Source {
    System,
    Sequence(Arc<Mutex<u64>>),
}

impl Random {
    /// The operating system's generator; good enough for secrets.
    #[must_use]
    pub const fn system() -> Self {
        Self(Source::System)
    }

    /// The same numbers every time, for tests only.
    #[must_use]
    pub fn sequence(seed: u64) -> Self {
        Self(Source::Sequence(Arc::new(Mutex::new(seed))))
    }

    /// Fills `bytes`.
    ///
    /// # Panics
    ///
    /// When the operating system has no randomness to give: no secret can be made then, so nothing should go on.
    pub fn fill(&self, bytes: &mut [u8]) {
        match &self.0 {
            Source::System => getrandom::fill(bytes).expect("the operating system gives random bytes"),
            Source::Sequence(state) => fill_from_sequence(&mut lock(state), bytes),
        }
    }

    /// A number below `bound` (which is at least 1).
    #[must_use]
    pub fn below(&self, bound: u32) -> u32 {
        let mut bytes = [0; 8];
        self.fill(&mut bytes);
        // The product's high half; with 64 random bits the bias is below one in four thousand million.
        let scaled = (u128::from(u64::from_le_bytes(bytes)) * u128::from(bound)) >> 64;
        u32::try_from(scaled).unwrap_or(0)
    }

    /// `length` legible characters of five random bits each.
    #[must_use]
    pub fn text(&self, length: usize) -> String {
        let mut bytes = vec![0; length];
        self.fill(&mut bytes);
        bytes.iter().map(|byte| char::from(LEGIBLE[usize::from(byte % 32)])).collect()
    }

    /// A random UUID, with 122 random bits.
    #[must_use]
    pub fn uuid(&self) -> String {
        let mut bytes = [0; 16];
        self.fill(&mut bytes);
        bytes[6] = bytes[6] & 0x0f | 0x40;
        bytes[8] = bytes[8] & 0x3f | 0x80;
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
    }
}

/// The splitmix64 generator.
fn fill_from_sequence(state: &mut u64, bytes: &mut [u8]) {
    for chunk in bytes.chunks_mut(8) {
        *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = *state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        chunk.copy_from_slice(&(z ^ (z >> 31)).to_le_bytes()[..chunk.len()]);
    }
}

#[cfg(test)]
mod tests {
    use super::Random;

    #[test]
    fn a_sequence_repeats_and_the_system_does_not() {
        assert_eq!(Random::sequence(7).text(40), Random::sequence(7).text(40));
        assert_ne!(Random::system().text(40), Random::system().text(40));
    }

    #[test]
    fn a_uuid_says_that_it_is_random() {
        for seed in 0..20 {
            let id = Random::sequence(seed).uuid();
            let parts: Vec<&str> = id.split('-').collect();
            assert_eq!(parts.iter().map(|part| part.len()).collect::<Vec<_>>(), [8, 4, 4, 4, 12], "{id}");
            assert!(parts[2].starts_with('4') && "89ab".contains(&parts[3][..1]), "{id}");
        }
    }

    #[test]
    fn numbers_below_a_bound_reach_all_of_it() {
        let random = Random::sequence(1);
        let mut seen = [false; 10];
        for _ in 0..1000 {
            seen[random.below(10) as usize] = true;
        }
        assert_eq!(seen, [true; 10]);
    }
}
