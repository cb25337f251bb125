//! A message that stands in the page: what happened, what to do next, and the server's own words behind a disclosure.

use super::{dialog, icon::Icon};
use crate::domain::visible::visible;
use crate::reactive::Signal;
use leptos::{html, prelude::*};
use pilothouse_view::view;

/// How grave a notice is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NoticeKind {
    /// Good to know.
    #[default]
    Info,
    /// Read before going on.
    Warning,
    /// It did not work. Announced at once by screen readers.
    Error,
}

impl NoticeKind {
    fn class(self) -> &'static str {
        match self {
            Self::Info => "notice",
            Self::Warning => "notice warn",
            Self::Error => "notice bad",
        }
    }

    fn role(self) -> &'static str {
        match self {
            Self::Info | Self::Warning => "note",
            Self::Error => "alert",
        }
    }

    fn icon(self) -> Icon {
        match self {
            Self::Info => Icon::Info,
            Self::Warning | Self::Error => Icon::Warning,
        }
    }
}

/// A message in the page. The children are its actions.
#[component]
pub fn Notice(
    /// How grave it is.
    #[prop(optional)]
    kind: NoticeKind,
    /// One line.
    #[prop(into)]
    title: Signal<String>,
    /// What it means and what to do next.
    #[prop(optional, into)]
    text: Signal<String>,
    /// What the server said, with its request id: shown on demand.
    #[prop(optional, into)]
    detail: Signal<Option<String>>,
    /// Buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> AnyView {
    let notice = NodeRef::<html::Div>::new();
    if kind != NoticeKind::Info {
        let error = kind == NoticeKind::Error;
        notice.on_load(move |notice| request_animation_frame(move || dialog::show_notice(&notice, error)));
    }
    let more = move || {
        detail.with(|detail| {
            let detail = visible(detail.as_deref()?);
            Some(view! {
                <details>
                    <summary>"Details"</summary>
                    <pre tabindex="0">{detail}</pre>
                </details>
            })
        })
    };
    let body = move || text.with(|text| (!text.is_empty()).then(|| view! { <p>{visible(text)}</p> }));
    view! {
        <div class=kind.class() role=kind.role() node_ref=notice>
            {kind.icon().view()}
            <div>
                <p class="notice-title">{move || title.with(|title| visible(title))}</p>
                {body}
                {more}
                {children.map(|children| view! { <div class="actions">{children()}</div> })}
            </div>
        </div>
    }
    .into_any()
}
