//! What the page on screen can do, by name: a page offers its actions here, and the command palette and the list of
//! keyboard shortcuts show them as long as the page is there. A part of the first load: nothing is searched or drawn
//! here.

use crate::reactive::{Callback, RwSignal, Signal};
use leptos::prelude::*;

use crate::domain::allowed::Allowed;

/// An action of a page.
#[derive(Clone, Copy)]
pub struct Command {
    /// What it does, in the words of its button.
    pub label: Signal<String>,
    /// The letter that starts it while no field has the focus and no dialog is open.
    pub key: Option<char>,
    /// May it be done, and if not, why.
    pub allowed: Signal<Allowed>,
    run: Callback<()>,
}

impl Command {
    /// An action that may be done.
    pub fn new(label: impl Into<Signal<String>>, run: impl Fn() + 'static) -> Self {
        Self { label: label.into(), key: None, allowed: Allowed::Yes.into(), run: Callback::new(move |()| run()) }
    }

    /// May it be done, and if not, why: the palette shows the reason and does nothing.
    pub fn allowed(self, allowed: impl Into<Signal<Allowed>>) -> Self {
        Self { allowed: allowed.into(), ..self }
    }

    /// Gives it a letter of its own, small.
    pub fn key(self, key: char) -> Self {
        Self { key: Some(key), ..self }
    }
}

/// An action with the view that offered it.
#[derive(Clone)]
pub struct Offer {
    /// The action.
    pub command: Command,
    number: u32,
    owner: Option<Owner>,
}

impl Offer {
    /// Why the action may not be done now, where it may not.
    pub fn reason(&self) -> Option<String> {
        self.command.allowed.with_untracked(|allowed| allowed.reason().map(str::to_owned))
    }

    /// Starts the action under its view, unless it may not be done.
    pub fn run(&self) {
        if self.reason().is_some() {
            return;
        }
        match &self.owner {
            Some(owner) => owner.with(|| self.command.run.run(())),
            None => self.command.run.run(()),
        }
    }
}

/// All actions that are offered now, in the order in which they were.
#[derive(Clone, Copy)]
pub struct Commands(RwSignal<Vec<Offer>>);

impl Commands {
    /// Puts an empty list into the context, for the whole life of the console.
    pub fn provide() -> Self {
        let commands = Self(RwSignal::new(Vec::new()));
        provide_context(commands);
        commands
    }

    /// The actions, tracked.
    pub fn all(&self) -> Vec<Offer> {
        self.0.get()
    }

    /// The action of a key, as the browser names it.
    pub fn of_key(&self, key: &str) -> Option<Offer> {
        let mine = |offer: &&Offer| offer.command.key.is_some_and(|letter| key.chars().eq([letter]));
        self.0.with_untracked(|all| all.iter().find(mine).cloned())
    }
}

/// Offers an action of the view that is being drawn. It goes with the view. Outside of the console's frame (a page in
/// a test) nobody is there to take it.
pub fn offer(command: Command) {
    let Some(Commands(all)) = use_context() else { return };
    let number = all.with_untracked(|all| all.last().map_or(0, |last| last.number + 1));
    all.update(|all| all.push(Offer { command, number, owner: Owner::current() }));
    on_cleanup(move || all.update(|all| all.retain(|offer| offer.number != number)));
}
