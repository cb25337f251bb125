//! The few icons, drawn on a 16 by 16 grid with one stroke width. Decoration only: the words stand beside them.

use leptos::prelude::*;
use pilothouse_view::view;

/// One of the icons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// Add or create.
    Plus,
    /// Close or dismiss.
    Close,
    /// Delete.
    Trash,
    /// Change.
    Pencil,
    /// More actions.
    More,
    /// Opens downwards.
    Down,
    /// Sorted upwards.
    Up,
    /// Leads onwards.
    Right,
    /// Find.
    Search,
    /// Load again.
    Refresh,
    /// Copy to the clipboard.
    Copy,
    /// Done.
    Check,
    /// Held fast.
    Lock,
    /// Free to move.
    Unlock,
    /// Visible.
    Eye,
    /// Hidden.
    EyeOff,
    /// Bring a file in.
    Upload,
    /// Something needs a look.
    Warning,
    /// Further information.
    Info,
    /// Columns of a table.
    Columns,
    /// The navigation.
    Menu,
    /// An account.
    Person,
    /// Light and dark.
    Theme,
    /// A session's time.
    Clock,
    /// Leads out of the console.
    Outside,
    /// A chart.
    Chart,
    /// Back to what was.
    Back,
    /// What is to be done, and what is done.
    Jobs,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Self::Plus => "M8 3v10M3 8h10",
            Self::Close => "M4 4l8 8M12 4l-8 8",
            Self::Trash => "M3 4.5h10M6.5 4.5V3h3v1.5M4.5 4.5l.5 8.5h6l.5-8.5M7 7v4M9 7v4",
            Self::Pencil => "M3 13l.7-3L11 2.7l2.3 2.3L6 12.3zM9.3 4.4l2.3 2.3",
            Self::More => {
                "M2.8 8a.6.6 0 1 0 1.2 0a.6.6 0 1 0-1.2 0M7.4 8a.6.6 0 1 0 1.2 0a.6.6 0 1 0-1.2 0M12 8a.6.6 0 1 0 1.2 0a.6.6 0 1 0-1.2 0"
            }
            Self::Down => "M4 6l4 4 4-4",
            Self::Up => "M4 10l4-4 4 4",
            Self::Right => "M6 4l4 4-4 4",
            Self::Search => "M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM10.6 10.6L14 14",
            Self::Refresh => "M13 8a5 5 0 1 1-1.5-3.6M13 2v3h-3",
            Self::Copy => "M5.5 5.5h7v8h-7zM10.5 5.5v-3h-7v8h2",
            Self::Check => "M3 8.5l3.5 3.5L13 4.5",
            Self::Lock => "M3.5 7.5h9v6h-9zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5",
            Self::Unlock => "M1.5 7.5h9v6h-9zM8.5 7.5V5a2.5 2.5 0 0 1 5 0v2",
            Self::Eye => {
                "M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4z"
            }
            Self::EyeOff => {
                "M2 2l12 12M6 3.8A7 7 0 0 1 8 3.5c4 0 6.5 4.5 6.5 4.5a11 11 0 0 1-1.8 2.3M4 5A11 11 0 0 0 1.5 8S4 12.5 8 12.5a6.5 6.5 0 0 0 2.8-.6"
            }
            Self::Upload => "M8 10.5V3M5 6l3-3 3 3M3 11v2.5h10V11",
            Self::Warning => "M8 2.5l6 11H2zM8 7v3M8 11.8h.01",
            Self::Info => "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 7.5V11M8 5.2h.01",
            Self::Columns => "M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10",
            Self::Menu => "M2.5 4.5h11M2.5 8h11M2.5 11.5h11",
            Self::Person => "M8 8a2.7 2.7 0 1 0 0-5.4A2.7 2.7 0 0 0 8 8zM3 13.5c.5-2.5 2.5-3.5 5-3.5s4.5 1 5 3.5",
            Self::Theme => "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 2v12M10.5 2.6v10.8M13 4.7v6.6",
            Self::Clock => "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 4.5V8l2.5 1.5",
            Self::Back => "M5.5 3L2.5 6l3 3M2.5 6h7a4 4 0 0 1 0 8H6",
            Self::Chart => "M2.5 2.5v11h11M5 10.5l2.5-3.5 2.5 2 3-4.5",
            Self::Jobs => "M7 4h6.5M7 8h6.5M7 12h6.5M2.5 4l1 1 1.5-2M2.5 8l1 1 1.5-2M2.5 12l1 1 1.5-2",
            Self::Outside => "M6.5 3.5h-3v9h9v-3M9 3h4v4M13 3L7.5 8.5",
        }
    }

    /// The icon as a picture that screen readers pass over.
    pub fn view(self) -> AnyView {
        view! {
            <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
                <path d=self.path()></path>
            </svg>
        }
        .into_any()
    }
}
