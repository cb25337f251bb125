//! The rules of the mapping editor: linked shares that add up to 100 % after every step.

use pilothouse_wire::{GenerationId, Share, Split, SplitError};

/// All of the traffic, in hundredths of a percent.
const WHOLE: u16 = Share::WHOLE.hundredths();

/// One generation in the editor.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Which one.
    pub generation: GenerationId,
    /// Its share in hundredths of a percent.
    pub share: u16,
    /// Whether other rows' changes leave it alone.
    pub locked: bool,
}

/// The shares of all generations while they are edited. Their sum is always 100 %.
#[derive(Clone, Debug, PartialEq)]
pub struct Shares {
    rows: Vec<Row>,
    rest: Option<usize>,
}

impl Shares {
    /// Starts from what is mapped. Where that does not add up to 100 % (nothing mapped, or not given by the node), the
    /// first row takes what is missing, or everything.
    pub fn start(given: Vec<(GenerationId, u16)>) -> Self {
        let sum: u32 = given.iter().map(|(_, share)| u32::from(*share)).sum();
        let mut rows: Vec<Row> =
            given.into_iter().map(|(generation, share)| Row { generation, share, locked: false }).collect();
        if sum != u32::from(WHOLE) {
            rows.iter_mut().enumerate().for_each(|(n, row)| row.share = if n == 0 { WHOLE } else { 0 });
        }
        Self { rows, rest: None }
    }

    /// The rows in their order.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The row that takes every rest, where one was chosen.
    pub fn rest(&self) -> Option<usize> {
        self.rest
    }

    /// Chooses the row that takes every rest, or none: then the others share it by their size.
    pub fn set_rest(&mut self, row: Option<usize>) {
        self.rest = row.filter(|n| *n < self.rows.len());
    }

    /// Locks or frees a row.
    pub fn toggle_lock(&mut self, row: usize) {
        if let Some(row) = self.rows.get_mut(row) {
            row.locked = !row.locked;
        }
    }

    /// The most that a row can take: what the locked others leave.
    pub fn most(&self, row: usize) -> u16 {
        WHOLE - self.sum(|n, other| n != row && other.locked)
    }

    /// The least that a row can be brought to: with nobody free to take the rest, it stays.
    pub fn least(&self, row: usize) -> u16 {
        if self.takers(row).is_empty() { self.most(row) } else { 0 }
    }

    /// Sets a row's share, within [`least`](Self::least) and [`most`](Self::most); the others make up the difference.
    pub fn set(&mut self, row: usize, share: u16) {
        if row >= self.rows.len() {
            return;
        }
        let share = share.clamp(self.least(row), self.most(row));
        let takers = self.takers(row);
        let locked = self.sum(|n, _| n != row && !takers.contains(&n));
        self.rows[row].share = share;
        self.spread(row, WHOLE - locked - share, &takers);
    }

    /// Gives a row all that the locked ones leave.
    pub fn all_to(&mut self, row: usize) {
        self.set(row, WHOLE);
    }

    /// The split that would be sent: rows with nothing are left out.
    pub fn split(&self) -> Result<Split, SplitError> {
        let named = self.rows.iter().filter(|row| row.share > 0);
        Split::new(named.map(|row| (row.generation.clone(), Share::new(row.share).unwrap_or(Share::ZERO))).collect())
    }

    fn sum(&self, counts: impl Fn(usize, &Row) -> bool) -> u16 {
        self.rows.iter().enumerate().filter(|(n, row)| counts(*n, row)).map(|(_, row)| row.share).sum()
    }

    /// The rows that can make up a difference.
    fn takers(&self, row: usize) -> Vec<usize> {
        (0..self.rows.len()).filter(|n| *n != row && !self.rows[*n].locked).collect()
    }

    /// Brings the takers' sum to `total`: first by the row that takes every rest, then by their sizes.
    fn spread(&mut self, row: usize, total: u16, takers: &[usize]) {
        let now: u16 = takers.iter().map(|n| self.rows[*n].share).sum();
        if let Some(rest) = self.rest.filter(|n| *n != row && takers.contains(n)) {
            let others = now - self.rows[rest].share;
            if others <= total {
                self.rows[rest].share = total - others;
                return;
            }
        }
        let weights: Vec<u32> = takers.iter().map(|n| u32::from(self.rows[*n].share)).collect();
        for (n, share) in takers.iter().zip(divide(total, &weights)) {
            self.rows[*n].share = share;
        }
    }
}

/// Divides `total` by weights (evenly where all are 0), to the last hundredth: largest remainders first.
fn divide(total: u16, weights: &[u32]) -> Vec<u16> {
    let sum: u32 = weights.iter().sum();
    let weight = |n: usize| if sum == 0 { 1 } else { weights[n] };
    let whole = if sum == 0 { weights.len() as u32 } else { sum };
    let product = |n: usize| u64::from(total) * u64::from(weight(n));
    let mut parts: Vec<u16> = (0..weights.len()).map(|n| (product(n) / u64::from(whole)) as u16).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|n| std::cmp::Reverse(product(*n) % u64::from(whole)));
    let missing = total - parts.iter().sum::<u16>();
    for n in order.into_iter().take(usize::from(missing)) {
        parts[n] += 1;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shares(given: &[u16]) -> Shares {
        let id = |n| GenerationId::parse(&format!("g-{n}")).unwrap();
        Shares::start(given.iter().enumerate().map(|(n, share)| (id(n), *share)).collect())
    }

    fn values(shares: &Shares) -> Vec<u16> {
        shares.rows().iter().map(|row| row.share).collect()
    }

    #[test]
    fn others_make_up_the_difference_by_their_size() {
        let mut s = shares(&[5000, 3000, 2000]);
        s.set(0, 0);
        assert_eq!(values(&s), [0, 6000, 4000]);
        s.set(1, 10_000);
        assert_eq!(values(&s), [0, 10_000, 0]);
        s.set(1, 4000);
        assert_eq!(values(&s), [3000, 4000, 3000], "evenly where the others have nothing");
    }

    #[test]
    fn a_locked_row_stays() {
        let mut s = shares(&[5000, 3000, 2000]);
        s.toggle_lock(1);
        s.set(0, 9000);
        assert_eq!(values(&s), [7000, 3000, 0], "at most what the lock leaves");
        s.toggle_lock(2);
        s.set(0, 0);
        assert_eq!(values(&s), [7000, 3000, 0], "with nobody to take the rest it stays");
        assert_eq!((s.least(0), s.most(0)), (7000, 7000));
    }

    #[test]
    fn the_rest_goes_to_the_chosen_row() {
        let mut s = shares(&[5000, 3000, 2000]);
        s.set_rest(Some(2));
        s.set(0, 1000);
        assert_eq!(values(&s), [1000, 3000, 6000]);
        s.set(0, 9000);
        assert_eq!(values(&s), [9000, 333, 667], "and the others help when it is used up");
        s.set(2, 0);
        assert_eq!(values(&s)[2], 0);
    }

    #[test]
    fn what_does_not_add_up_starts_with_all_on_the_first() {
        assert_eq!(values(&shares(&[0, 0])), [10_000, 0]);
        assert_eq!(values(&shares(&[5000, 4000])), [10_000, 0]);
        assert!(shares(&[]).split().is_err());
    }

    #[test]
    fn any_walk_keeps_the_sum() {
        let mut s = shares(&[3334, 3333, 3333, 0]);
        let mut seed = 7u32;
        for step in 0..20_000 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let (row, value) = ((seed >> 8) as usize % 4, (seed >> 12) as u16 % 12_000);
            match step % 7 {
                0 => s.toggle_lock(row),
                1 => s.set_rest((row != 3).then_some(row)),
                _ => s.set(row, value),
            }
            assert_eq!(values(&s).iter().map(|v| u32::from(*v)).sum::<u32>(), 10_000, "step {step}");
            assert!(s.split().is_ok());
        }
    }

    #[test]
    fn rows_with_nothing_are_not_sent() {
        let mut s = shares(&[5000, 5000]);
        s.all_to(1);
        assert_eq!(s.split().unwrap(), Split::whole(GenerationId::parse("g-1").unwrap()));
    }
}
