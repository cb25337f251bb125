//! Parts of the page that know neither the API nor the routes: they are given rows, texts, signals and closures.
//!
//! What a part may use: `crate::domain`'s plain types, and the browser only for elements that the part itself put
//! on the page. No clock, storage, clipboard or address bar here: those are handed in.
//!
//! Every part is one function that gives an [`leptos::prelude::AnyView`], so that no page carries a copy of its type.
//! Element ids come from a counter ([`id::fresh`]), never from data.

pub mod badge;
pub mod button;
pub mod chart;
pub mod choice;
pub mod combo;
pub mod dialog;
pub mod disclosure;
pub mod dom;
pub mod empty;
pub mod field;
pub mod file;
pub mod focus;
pub mod icon;
pub mod id;
pub mod link;
pub mod live;
pub mod menu;
pub mod notice;
pub mod number;
pub mod palette;
pub mod percent;
pub mod pick;
pub mod progress;
pub mod secret;
pub mod select;
pub mod share_bar;
pub mod skeleton;
pub mod slider;
pub mod table;
pub mod tabs;
pub mod text_lines;
pub mod time;
pub mod tip;
pub mod toast;
pub mod tree;

pub use badge::{Badge, Tone, badge};
pub use button::{Button, ButtonKind, CopyButton};
pub use chart::{Chart, Lines};
pub use choice::{Checkbox, Switch};
pub use dialog::{ConfirmByName, Dialog, DialogKind};
pub use empty::EmptyState;
pub use field::{NumberField, TextArea, TextField};
pub use file::FilePicker;
pub use icon::Icon;
pub use link::{CellLink, ExternalLink};
pub use live::{live, live_if};
pub use menu::{Menu, MenuItem};
pub use notice::{Notice, NoticeKind};
pub use number::{figure, grouped};
pub use palette::{Entry, Group, Palette};
pub use percent::text as percent_text;
pub use pick::PickField;
pub use progress::ProgressBar;
pub use secret::SecretField;
pub use select::Select;
pub use share_bar::{ShareBars, Shares, share_bar, share_bar_of};
pub use skeleton::Skeleton;
pub use slider::ShareSlider;
pub use table::{Align, Column, Table, TableModel};
pub use tabs::{Tab, Tabs};
pub use text_lines::{TextLine, TextLines};
pub use time::{TimeAgo, absolute};
pub use toast::{ToastRegion, Toasts};
pub use tree::Tree;
