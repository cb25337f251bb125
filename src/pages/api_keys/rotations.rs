//! The checklists of rotations under way: the new key made, put in place, the old one silent, the old one revoked.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::Whole;
use pilothouse_wire::dss::personal_keys::ID;

use super::label;
use super::personal::{Keys, Open};
use super::rotate::SILENCE;
use crate::domain::allowed::Allowed;
use crate::domain::moment::relative;
use crate::domain::rotation::{LastUse, Phase, Rotation};
use crate::query::{Poll, Rotating};
use crate::reactive::{Memo, Signal};
use crate::ui::{Badge, Button, ButtonKind, Notice, NoticeKind, Tone, live, live_if};

/// All of them; nothing where there are none.
pub(super) fn view(keys: Keys) -> AnyView {
    let Some(rotating) = keys.rotating else { return ().into_any() };
    let poll = Poll::begin(keys.list);
    // Nothing is asked for again while no key is watched.
    Effect::new(move |_| poll.held.set(!rotating.watches()));
    let old = Memo::new(move |_| rotating.old_keys());
    live(move || old.with(|all| all.iter().map(|old| one(keys, rotating, old)).collect::<Vec<_>>()))
}

/// One rotation, followed.
#[derive(Clone, Copy)]
struct One {
    keys: Keys,
    rotating: Rotating,
    rotation: Signal<Option<Rotation>>,
    phase: Memo<Option<Phase>>,
}

impl One {
    fn find(self, id: impl Fn(&Rotation) -> &str) -> Option<Whole> {
        let (rotation, list) = (self.rotation.get()?, self.keys.list.value()?);
        list.rows.iter().find(|key| key.text(ID) == Some(id(&rotation))).cloned()
    }

    /// A key's label, or its id where it is not in the list.
    fn name(self, id: impl Fn(&Rotation) -> &str + Copy) -> String {
        match self.find(id) {
            Some(key) => ["“", &label(&key), "”"].concat(),
            None => self.rotation.get().map(|one| ["with the id ", id(&one)].concat()).unwrap_or_default(),
        }
    }

    fn change(self, change: impl FnOnce(&mut Rotation)) {
        if let Some(one) = self.rotation.get_untracked() {
            self.rotating.change(&one.old, change);
        }
    }

    fn is(self, fits: impl Fn(Phase) -> bool + 'static) -> Memo<bool> {
        Memo::new(move |_| self.phase.get().is_some_and(&fits))
    }
}

fn one(keys: Keys, rotating: Rotating, old: &str) -> AnyView {
    let rotation = rotating.of(old.to_owned());
    let phase = Memo::new(move |_| rotation.get().map(|one| one.phase()));
    let it = One { keys, rotating, rotation, phase };
    let title = Signal::derive(move || ["Rotating the key ", &it.name(|one| &one.old)].concat());
    let over = it.is(|phase| matches!(phase, Phase::Revoked(_)));
    let away = Signal::derive(move || if over.get() { "Done" } else { "Give up" }.to_owned());
    let gone = old.to_owned();
    view! {
        <section class="rotation" aria-label=title>
            <div class="section-head">
                <h2>{title}</h2>
                <Button label=away kind=ButtonKind::Ghost on_click=move || rotating.forget(&gone)/>
            </div>
            {lost(it)}
            <ol class="rotation-steps">
                {step(it, 0, made(it))}
                {step(it, 1, in_place(it))}
                {step(it, 2, silence(it))}
                {step(it, 3, revoke(it))}
            </ol>
        </section>
    }
    .into_any()
}

/// How many steps are done.
fn done(phase: Phase) -> usize {
    match phase {
        Phase::Lost => 0,
        Phase::Made => 1,
        Phase::Watching(..) | Phase::Ask => 2,
        Phase::Quiet(_) => 3,
        Phase::Revoked(_) => 4,
    }
}

/// A line of the checklist: how it stands, and what belongs to it.
fn step(it: One, place: usize, content: AnyView) -> AnyView {
    let at = Memo::new(move |_| it.phase.get().map_or(0, done));
    let tone = Signal::derive(move || match at.get() {
        at if at > place => Tone::Ok,
        at if at == place => Tone::Active,
        _ => Tone::Neutral,
    });
    let word = Signal::derive(move || {
        let word = match at.get() {
            at if at > place => "done",
            at if at == place => "now",
            _ => "to come",
        };
        word.to_owned()
    });
    view! { <li><Badge tone=tone word=word/><div>{content}</div></li> }.into_any()
}

fn lost(it: One) -> AnyView {
    let lost = it.is(|phase| phase == Phase::Lost);
    live_if(move || {
        lost.get().then(|| {
            view! {
                <Notice
                    kind=NoticeKind::Warning
                    title="The successor is gone"
                    text="Somebody has deleted it. Keep the old key: give this up, and begin again."
                />
            }
        })
    })
}

fn made(it: One) -> AnyView {
    view! { <p>{move || ["The successor ", &it.name(|one| &one.successor), " was made."].concat()}</p> }.into_any()
}

fn in_place(it: One) -> AnyView {
    let made = it.is(|phase| phase == Phase::Made);
    let watching = it.is(|phase| matches!(phase, Phase::Watching(..) | Phase::Ask | Phase::Quiet(_)));
    view! {
        <p>"Put it wherever the old key is: programs, schedules, other people's machines."</p>
        {live_if(move || made.get().then(|| {
            let press = move || it.change(|one| one.in_place(crate::browser::clock::now().wall));
            view! { <Button label="It is in place everywhere" on_click=press/> }
        }))}
        {live_if(move || watching.get().then(|| {
            let press = move || it.change(Rotation::not_in_place);
            view! { <Button label="Not yet, after all" kind=ButtonKind::Ghost on_click=press/> }
        }))}
    }
    .into_any()
}

fn silence(it: One) -> AnyView {
    let wanted = move || {
        let hours = it.rotation.get().map_or(0.0, |one| one.quiet / 3_600_000.0).to_string();
        SILENCE
            .iter()
            .find(|(known, _)| *known == hours)
            .map_or_else(|| hours.clone() + " hours", |(_, words)| (*words).to_owned())
    };
    let words = move || {
        let now = it.keys.page.session.now.get().wall;
        let used = |last| match last {
            LastUse::NotGiven => String::new(),
            LastUse::Never => "It was never used. ".to_owned(),
            LastUse::At(at) => ["Last used ", &*relative(at, now), ". "].concat(),
        };
        match it.phase.get() {
            Some(Phase::Watching(last, left)) => [
                &used(last),
                "If it stays silent it may go ",
                &*relative(now + left, now),
                ". Asked again every few seconds while this page is seen.",
            ]
            .concat(),
            Some(Phase::Ask) => "This server does not say when a key was last used: nobody but you can tell.".into(),
            Some(Phase::Quiet(true)) => "You have said that nothing needs the old key any more.".into(),
            Some(Phase::Quiet(false)) => "The old key has been silent for long enough.".into(),
            Some(Phase::Made | Phase::Revoked(_) | Phase::Lost) | None => String::new(),
        }
    };
    let ask = it.is(|phase| phase == Phase::Ask);
    view! {
        <p>{move || ["The old key is silent for ", &*wanted(), "."].concat()}</p>
        <p class="faint">{words}</p>
        {live_if(move || ask.get().then(|| {
            view! { <Button label="Nothing needs the old key any more" on_click=move || it.change(Rotation::vouch)/> }
        }))}
    }
    .into_any()
}

fn revoke(it: One) -> AnyView {
    let allowed = Signal::derive(move || match it.rotation.get() {
        Some(one) => one.may_revoke(),
        None => Allowed::no("It was given up."),
    });
    let over = it.is(|phase| matches!(phase, Phase::Revoked(_)));
    let press = move || {
        if let Some(key) = untrack(|| it.find(|one| &one.old)) {
            it.keys.open.set(Open::Delete(key));
        }
    };
    let words = it.keys.page.dss.deed("Revoke the old key");
    view! {
        <p>{move || if over.get() { "The old key is gone." } else { "Then the old key can go." }}</p>
        {live_if(move || (!over.get()).then(|| {
            view! { <Button label=words.clone() kind=ButtonKind::Danger allowed=allowed on_click=press/> }
        }))}
    }
    .into_any()
}
