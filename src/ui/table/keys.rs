//! What each key does in the grid, after the ARIA grid pattern. Pure.

/// Where to go, by rows and columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Move {
    /// This many rows down, or up when negative.
    Rows(isize),
    /// A screenful of rows down (1) or up (-1).
    Page(isize),
    /// To the first or last row, same column.
    Edge { last: bool },
    /// One column to the right (1) or left (-1).
    Column(isize),
    /// To the first or last column, same row.
    RowEdge { last: bool },
    /// To the first or last cell of all.
    Corner { last: bool },
}

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Command {
    /// Make another cell active; `extend` takes the rows in between into the selection.
    Go { to: Move, extend: bool },
    /// Select the active row, or no longer.
    Toggle,
    /// Select every row that passes the filter.
    All,
    /// Select nothing.
    Clear,
    /// Open the active row or press what its cell holds.
    Open,
}

/// The command of a key; `control` is also the command key of a Mac.
pub(super) fn command(key: &str, control: bool, shift: bool) -> Option<Command> {
    let to = match (key, control) {
        ("ArrowDown", false) => Move::Rows(1),
        ("ArrowUp", false) => Move::Rows(-1),
        ("ArrowDown", true) => Move::Edge { last: true },
        ("ArrowUp", true) => Move::Edge { last: false },
        ("ArrowRight", _) => Move::Column(1),
        ("ArrowLeft", _) => Move::Column(-1),
        ("PageDown", _) => Move::Page(1),
        ("PageUp", _) => Move::Page(-1),
        ("Home", false) => Move::RowEdge { last: false },
        ("End", false) => Move::RowEdge { last: true },
        ("Home", true) => Move::Corner { last: false },
        ("End", true) => Move::Corner { last: true },
        (" ", _) => return Some(Command::Toggle),
        ("a" | "A", true) => return Some(Command::All),
        ("Escape", _) => return Some(Command::Clear),
        ("Enter", _) => return Some(Command::Open),
        _ => return None,
    };
    Some(Command::Go { to, extend: shift })
}

impl Move {
    /// The new row and column. `rows` and `columns` are not 0.
    pub(super) fn from(self, row: usize, column: usize, rows: usize, columns: usize, page: usize) -> (usize, usize) {
        let step = |at: usize, by: isize, len: usize| at.saturating_add_signed(by).min(len - 1);
        let edge = |last: bool, len: usize| if last { len - 1 } else { 0 };
        match self {
            Self::Rows(by) => (step(row, by, rows), column),
            Self::Page(by) => (step(row, by.saturating_mul(page as isize), rows), column),
            Self::Edge { last } => (edge(last, rows), column),
            Self::Column(by) => (row, step(column, by, columns)),
            Self::RowEdge { last } => (row, edge(last, columns)),
            Self::Corner { last } => (edge(last, rows), edge(last, columns)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Command, Move, command};

    fn after(keys: &[(&str, bool)]) -> (usize, usize) {
        keys.iter().fold((5, 2), |(row, column), (key, control)| match command(key, *control, false) {
            Some(Command::Go { to, .. }) => to.from(row, column, 100, 4, 10),
            other => panic!("{key} gives {other:?}"),
        })
    }

    #[test]
    fn keys_move_and_stop_at_the_edges() {
        assert_eq!(after(&[("ArrowDown", false), ("ArrowRight", false)]), (6, 3));
        assert_eq!(after(&[("ArrowRight", false), ("ArrowRight", false)]), (5, 3));
        assert_eq!(after(&[("PageUp", false)]), (0, 2));
        assert_eq!(after(&[("PageDown", false), ("ArrowUp", false)]), (14, 2));
        assert_eq!(after(&[("Home", false)]), (5, 0));
        assert_eq!(after(&[("End", true)]), (99, 3));
        assert_eq!(after(&[("End", true), ("Home", true)]), (0, 0));
        assert_eq!(after(&[("ArrowDown", true), ("ArrowLeft", false)]), (99, 1));
    }

    #[test]
    fn keys_that_are_not_ours_are_left_alone() {
        for key in ["Tab", "a", "b", "F5", "Delete", "Shift"] {
            assert_eq!(command(key, false, false), None, "{key}");
        }
        assert_eq!(command("a", true, false), Some(Command::All));
        assert_eq!(command("ArrowUp", false, true), Some(Command::Go { to: Move::Rows(-1), extend: true }));
    }
}
