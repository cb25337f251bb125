//! Which rows are drawn: those in view, some beyond, and the active one wherever it is. Pure.

/// Rows drawn above and below what is in view, so that a quick scroll shows no gap.
const OVERSCAN: usize = 8;

/// What of the list is in view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct View {
    /// The first row that is at least partly in view.
    pub(super) first: usize,
    /// How many rows fit.
    pub(super) rows: usize,
}

impl View {
    /// From the scroll position, the height of the room for rows and that of a row, in pixels. The height is capped by
    /// the height of the window: a table that nothing holds in bounds would otherwise draw every row.
    pub(super) fn of(scroll: i32, height: i32, window: i32, row: usize) -> Self {
        let first = scroll.max(0) as usize / row;
        let rows = (height.min(window).max(1) as usize).div_ceil(row);
        Self { first, rows }
    }

    /// The positions to draw, in order.
    pub(super) fn positions(self, len: usize, active: usize) -> Vec<usize> {
        let last_first = len.saturating_sub(self.rows);
        let first = self.first.min(last_first);
        let from = first.saturating_sub(OVERSCAN);
        let to = (first + self.rows + OVERSCAN).min(len);
        let mut positions: Vec<usize> = (from..to).collect();
        if active < from {
            positions.insert(0, active);
        } else if active >= to && active < len {
            positions.push(active);
        }
        positions
    }

    /// The positions that a reader sees.
    pub(super) fn seen(self, len: usize) -> std::ops::Range<usize> {
        let first = self.first.min(len.saturating_sub(self.rows));
        first..(first + self.rows + 1).min(len)
    }
}

/// Where to scroll so that a row of that height is in view, if it is not.
pub(super) fn scroll_for(position: usize, row: usize, scroll: i32, height: i32) -> Option<i32> {
    let top = (position * row) as i32;
    let bottom = top + row as i32;
    if top < scroll {
        Some(top)
    } else if bottom > scroll + height {
        Some(bottom - height)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::super::ROW;
    use super::{View, scroll_for};

    #[test]
    fn few_rows_are_drawn_of_many() {
        let view = View::of(36_000, 600, 800, ROW);
        assert_eq!(view, View { first: 1_000, rows: 17 });
        let drawn = view.positions(100_000, 1_003);
        assert_eq!((drawn[0], drawn.len()), (992, 33));
    }

    #[test]
    fn the_active_row_is_drawn_wherever_it_is() {
        let view = View { first: 1_000, rows: 17 };
        assert_eq!(view.positions(100_000, 0)[0], 0);
        assert_eq!(view.positions(100_000, 99_999).last(), Some(&99_999));
        assert!(!view.positions(50, 99).contains(&99));
    }

    #[test]
    fn a_list_that_became_short_shows_its_end() {
        let view = View { first: 1_000, rows: 10 };
        assert_eq!(view.positions(12, 0), (0..12).collect::<Vec<_>>());
        assert_eq!(view.seen(12), 2..12);
        assert!(view.positions(0, 0).is_empty());
    }

    #[test]
    fn a_room_without_bounds_does_not_draw_everything() {
        assert_eq!(View::of(0, 3_600_000, 900, ROW).rows, 25);
        assert_eq!(View::of(-5, 0, 900, ROW), View { first: 0, rows: 1 });
    }

    #[test]
    fn scrolling_goes_no_further_than_needed() {
        assert_eq!(scroll_for(3, ROW, 0, 360), None);
        assert_eq!(scroll_for(10, ROW, 0, 360), Some(36));
        assert_eq!(scroll_for(3, ROW, 360, 360), Some(108));
    }
}
