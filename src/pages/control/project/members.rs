//! Who is in the project: the direct roles, which can be changed, and beside them what each user has in the end.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::control::projects;

use super::{Open, Page, effective};
use crate::domain::allowed::Allowed;
use crate::domain::control::members::{self as rules, Member};
use crate::domain::list::fold;
use crate::parts;
use crate::query::list_query;
use crate::reactive::{Callback, Memo, RwSignal, Signal};
use crate::routes::{ControlPlace, Route};
use crate::ui::{Button, ButtonKind, EmptyState, Icon, Notice, NoticeKind, Select, Skeleton, Tab, Tabs};
use crate::ui::{grouped, id, live, live_if};

/// Facet of the address: which of the two is shown.
const VIEW: &str = "view";
const DIRECT: &str = "direct";
const EFFECTIVE: &str = "effective";

/// From so many members on there is a filter.
const MANY: usize = 12;

/// Rows at once: each has a choice of its own.
const AT_ONCE: usize = 200;

impl Page {
    /// Wishes a role for a member, or none; what is so already is no wish.
    pub(super) fn wish(self, member: Member, role: Option<String>) {
        let held = untrack(|| rules::direct(&self.held()).remove(&member));
        self.wishes.update(|wishes| match held == role {
            true => wishes.remove(&member),
            false => wishes.insert(member, role),
        });
    }
}

/// The section of the page.
pub(super) fn view(page: Page) -> AnyView {
    let may = Signal::derive(move || page.may_change());
    let (query, set_query) = list_query();
    let tabs = vec![
        Tab::new(DIRECT, Signal::stored("Members".to_owned())),
        Tab::new(EFFECTIVE, Signal::stored("Effective roles".to_owned())),
    ];
    let change = move |id: &'static str| {
        let facet = (id != DIRECT).then_some(id);
        set_query.run(query.get_untracked().with_facet(VIEW, facet));
    };
    let panel = Callback::new(move |id| match id {
        EFFECTIVE => untrack(|| effective::view(page)),
        _ => untrack(|| direct(page)),
    });
    let current = Signal::derive(move || query.with(|query| query.facet(VIEW).unwrap_or_default().to_owned()));
    let refresh = move || page.roles.refresh();
    view! {
        <section class="section" aria-label="Members and roles">
            <div class="section-head">
                <h2>"Members and roles"</h2>
                <Button label="Load the members again" kind=ButtonKind::Icon icon=Icon::Refresh busy=page.roles.busy on_click=refresh/>
                <Button label="Add member" icon=Icon::Plus allowed=may on_click=move || page.open.set(Some(Open::Add))/>
            </div>
            {parts::load_failure(page.roles, "the members")}
            {page.saving.view("The members are being changed by a job", "They are read again when it ends.")}
            <Tabs label="Members and roles" tabs=tabs current=current on_change=Callback::new(change) panel=panel/>
            {bar(page)}
        </section>
    }
    .into_any()
}

fn direct(page: Page) -> AnyView {
    let waiting = parts::waiting(page.roles);
    let filter = RwSignal::new(String::new());
    let all = Memo::new(move |_| members(page));
    let fits = Memo::new(move |_| {
        let wanted = filter.with(|filter| fold(filter.trim()));
        let fits = |member: &Member| wanted.is_empty() || fold(&page.called(member)).contains(&wanted);
        all.with(|all| all.iter().filter(|member| fits(member)).cloned().collect::<Vec<_>>())
    });
    let shown = Memo::new(move |_| fits.with(|fits| fits.iter().take(AT_ONCE).cloned().collect::<Vec<_>>()));
    let search = Memo::new(move |_| all.with(Vec::len) > MANY);
    let body = Memo::new(move |_| (waiting.get(), page.roles.value().is_some(), all.with(Vec::is_empty)));
    let more = move || {
        let left = fits.with(Vec::len).saturating_sub(AT_ONCE);
        (left > 0).then(|| {
            let words = [&grouped(left), " more members are not shown: filter by a part of the name."].concat();
            view! { <p class="faint">{words}</p> }
        })
    };
    view! {
        {live_if(move || search.get().then(|| untrack(|| super::super::members::search("Filter the members".to_owned(), filter))))}
        {live(move || match body.get() {
            (true, ..) => view! { <Skeleton lines=4 label="Loading the members"/> }.into_any(),
            (false, false, _) => ().into_any(),
            (false, true, true) => view! {
                <EmptyState title="No members" text="Only the owner, and those whose policies let them, see this project."/>
            }
            .into_any(),
            (false, true, false) => untrack(|| table(page, shown)),
        })}
        {live_if(more)}
    }
    .into_any()
}

/// All who are members, or shall be: groups first, each in the order of their names. Tracked.
fn members(page: Page) -> Vec<Member> {
    let mut all = rules::direct(&page.held());
    page.wishes.with(|wishes| all.extend(wishes.keys().map(|member| (member.clone(), String::new()))));
    let group = |member: &Member| matches!(member, Member::Group(_));
    let mut all: Vec<_> = all.into_keys().map(|member| (fold(&page.called(&member)), member)).collect();
    all.sort_by(|(a, one), (b, other)| group(other).cmp(&group(one)).then_with(|| a.cmp(b)));
    all.into_iter().map(|(_, member)| member).collect()
}

fn table(page: Page, shown: Memo<Vec<Member>>) -> AnyView {
    let caption = id::fresh("members");
    view! {
        <table class="role-table" aria-labelledby=caption.clone()>
            <caption class="unseen" id=caption>"Members and their direct roles"</caption>
            <thead>
                <tr>
                    <th scope="col">"Member"</th>
                    <th scope="col">"Role"</th>
                    <th scope="col">"Change"</th>
                    <th scope="col"><span class="unseen">"Actions"</span></th>
                </tr>
            </thead>
            <tbody>
                <For each=move || shown.get() key=|member| member.clone() children=move |member| untrack(|| row(page, member))/>
            </tbody>
        </table>
    }
    .into_any()
}

/// A wish, and the role that is held: what a row follows.
#[derive(Clone, PartialEq)]
struct Now {
    held: Option<String>,
    wish: Option<Option<String>>,
}

impl Now {
    fn role(&self) -> Option<String> {
        self.wish.clone().unwrap_or_else(|| self.held.clone())
    }
}

fn row(page: Page, member: Member) -> AnyView {
    let (of, called) = (member.clone(), member.clone());
    let now = Memo::new(move |_| Now {
        held: rules::direct(&page.held()).remove(&of),
        wish: page.wishes.with(|wishes| wishes.get(&of).cloned()),
    });
    let name = Memo::new(move |_| page.called(&called));
    let may = Memo::new(move |_| page.may_change());
    let (kind, word) = match &member {
        Member::Group(_) => (member.kind(), "group"),
        Member::User(_) => (member.kind(), "user"),
    };
    let href = parts::href(&Route::Control(ControlPlace::Record(kind, member.id().to_owned())));
    let gone = Memo::new(move |_| now.with(|now| now.role().is_none()));
    let chooses = member.clone();
    let role = move || match (gone.get(), may.get()) {
        (true, _) => view! { <span class="faint">"none"</span> }.into_any(),
        (false, Allowed::No(_)) => now.get().role().unwrap_or_default().into_any(),
        (false, Allowed::Yes) => untrack(|| choice(page, chooses.clone(), name, now)),
    };
    let change = move || {
        now.with(|now| match (&now.held, &now.wish) {
            (_, None) => String::new(),
            (None, Some(_)) => "new".to_owned(),
            (Some(held), Some(None)) => ["is removed, was ", held].concat(),
            (Some(held), Some(Some(_))) => ["was ", held].concat(),
        })
    };
    view! {
        <tr class:changed=move || now.with(|now| now.wish.is_some())>
            <th scope="row"><a href=href>{name}</a><span class="faint">{word}</span></th>
            <td>{live(role)}</td>
            <td class="faint">{change}</td>
            <td>{deed(page, member, name, now, may)}</td>
        </tr>
    }
    .into_any()
}

fn choice(page: Page, member: Member, name: Memo<String>, now: Memo<Now>) -> AnyView {
    let options = Signal::derive(move || {
        let roles = page.held().into_iter().map(|role| (role.name.clone(), role.name));
        roles.collect::<Vec<_>>()
    });
    view! {
        <Select
            label=Signal::derive(move || ["Role of ", &name.get()].concat())
            value=Signal::derive(move || now.with(Now::role).unwrap_or_default())
            on_change=Callback::new(move |role| page.wish(member.clone(), Some(role)))
            options=options
            compact=true
        />
    }
    .into_any()
}

/// Takes the member out, or puts it back.
fn deed(page: Page, member: Member, name: Memo<String>, now: Memo<Now>, may: Memo<Allowed>) -> AnyView {
    let gone = Signal::derive(move || now.with(|now| now.role().is_none()));
    let label = move || [if gone.get() { "Put back " } else { "Remove " }, &*name.get()].concat();
    let press = move || {
        let (name, held) = untrack(|| (name.get(), now.get().held));
        let words = match (gone.get_untracked(), held.is_some()) {
            (true, _) => " stays.",
            (false, true) => " is taken out. Nothing is saved yet.",
            (false, false) => " is not added.",
        };
        page.wish(member.clone(), held.filter(|_| gone.get_untracked()));
        page.toasts.ok([&name, words].concat());
    };
    view! {
        <Button
            label=Signal::derive(label)
            kind=ButtonKind::Icon
            icon=Icon::Trash
            pressed=gone
            pressed_icon=Icon::Back
            allowed=may
            on_click=press
        />
    }
    .into_any()
}

/// What is not sent yet, and the way to send it.
fn bar(page: Page) -> AnyView {
    let count = Memo::new(move |_| rules::changes(&page.held(), &page.wishes.get()).len());
    let any = Memo::new(move |_| count.get() > 0);
    let words = move || match count.get() {
        1 => "1 member is changed and not saved yet.".to_owned(),
        many => [&grouped(many), " members are changed and not saved yet."].concat(),
    };
    let may = Signal::derive(move || page.may_change());
    let foot = move || {
        view! {
            <div class="edit-bar" role="group" aria-label="Changes of members">
                {live_if(move || nobody_rules(page))}
                <div class="actions">
                    <Button label="Save members" kind=ButtonKind::Primary allowed=may on_click=move || page.open.set(Some(Open::Save))/>
                    <Button label="Discard changes" on_click=move || page.wishes.set(Default::default())/>
                    <p class="faint" role="status">{words}</p>
                </div>
            </div>
        }
    };
    live_if(move || any.get().then(|| untrack(foot)))
}

/// That the wishes leave the highest role to nobody; tracked.
pub(super) fn nobody_rules(page: Page) -> Option<AnyView> {
    rules::leaves_nobody(&page.held(), &page.wishes.get()).then(|| {
        let title = ["Nobody would be ", projects::ROLES[0], " any more"].concat();
        let text = "Then only the owner, and those whose policies let them, can change who is in the project.";
        view! { <Notice kind=NoticeKind::Warning title=title text=text/> }.into_any()
    })
}
