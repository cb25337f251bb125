//! Creating one user.

use std::collections::BTreeSet;

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::Secret;
use pilothouse_wire::dss::Login;
use pilothouse_wire::dss::users::{self, NewUser};

use super::Page;
use crate::parts;
use crate::query::Act;
use crate::reactive::{Callback, RwSignal, Signal};
use crate::ui::{Dialog, PickField, SecretField, Select, TextField, live_if};

#[derive(Clone, Copy)]
struct Form {
    page: Page,
    login: RwSignal<String>,
    source: RwSignal<String>,
    password: RwSignal<String>,
    name: RwSignal<String>,
    email: RwSignal<String>,
    groups: RwSignal<BTreeSet<String>>,
    profile: RwSignal<String>,
    /// It was tried to be sent: what is wrong stands next to its field from now on.
    tried: RwSignal<bool>,
}

impl Form {
    fn new(page: Page) -> Self {
        let usual = page.everyone.people_untracked().unwrap_or_default().usual_profile();
        Self {
            page,
            login: RwSignal::default(),
            source: RwSignal::new(users::LOCAL.to_owned()),
            password: RwSignal::default(),
            name: RwSignal::default(),
            email: RwSignal::default(),
            groups: RwSignal::default(),
            profile: RwSignal::new(usual),
            tried: RwSignal::new(false),
        }
    }

    fn is_local(self) -> bool {
        self.source.with(|source| source == users::LOCAL)
    }

    /// The login, or what is wrong with it; tracked, as the others are.
    fn read_login(self) -> Result<Login, String> {
        let login = self.login.with(|login| Login::parse(login.trim())).map_err(|why| match why.to_string() {
            empty if self.login.with(|login| login.trim().is_empty()) => ["Give a login. ", &empty].concat(),
            other => other,
        })?;
        match self.page.everyone.people.value().is_some_and(|people| people.get(login.as_str()).is_some()) {
            true => Err(["There is a user “", login.as_str(), "” already."].concat()),
            false => Ok(login),
        }
    }

    fn read_password(self) -> Result<Option<Secret>, String> {
        if !self.is_local() {
            return Ok(None);
        }
        let password = self.password.with(|password| Secret::new(password.as_str()));
        match password.is_empty() {
            true => Err("Give a password: a LOCAL user signs in with it.".into()),
            false => Ok(Some(password)),
        }
    }

    fn read_email(self) -> Result<String, String> {
        let email = self.email.with(|email| email.trim().to_owned());
        let fits = email.is_empty() || (email.contains('@') && !email.contains(char::is_whitespace));
        if fits { Ok(email) } else { Err("An e-mail address has an “@” and no spaces.".into()) }
    }

    fn read_profile(self) -> Result<String, String> {
        let profile = self.profile.with(|profile| profile.trim().to_owned());
        if profile.is_empty() { Err("Give a profile: a user has one.".into()) } else { Ok(profile) }
    }

    /// The user as asked for; tracked.
    fn user(self) -> Option<NewUser> {
        let login = self.read_login().ok()?;
        let name = self.name.with(|name| name.trim().to_owned());
        Some(NewUser {
            display_name: if name.is_empty() { login.to_string() } else { name },
            login,
            password: self.read_password().ok()?,
            source_type: self.source.get(),
            groups: self.groups.with(|groups| groups.iter().cloned().collect()),
            profile: self.read_profile().ok()?,
            email: self.read_email().ok()?,
        })
    }

    /// What is wrong with a field, once it was tried to be sent.
    fn wrong<T>(self, read: impl Fn() -> Result<T, String> + 'static) -> Signal<Option<String>> {
        Signal::derive(move || if self.tried.get() { read().err() } else { None })
    }
}

/// The dialog.
pub(super) fn dialog(page: Page, close: Callback<()>) -> AnyView {
    let (form, act) = (Form::new(page), Act::default());
    let submit = move || {
        form.tried.set(true);
        let Some(user) = untrack(|| form.user()) else { return };
        let (target, call, login) = (page.dss.target.get_value(), users::create(&user), user.login.to_string());
        let write = async move { page.session.send(&target, &call).await };
        act.start(["Could not create ", &login].concat(), write, move |()| {
            page.toasts.ok(["Created ", &login, "."].concat());
            page.reload();
            close.run(());
        });
    };
    view! {
        <Dialog
            title="Create user"
            busy=act.busy
            on_close=close
            submit_label=page.dss.deed("Create user")
            on_submit=submit
        >
            <div class="form">{fields(form)}</div>
            {parts::call_as_script(page.session, page.dss.target.get_value(), move || form.user().map(|user| users::create(&user)))}
            {parts::act_failure(act)}
        </Dialog>
    }
    .into_any()
}

fn fields(form: Form) -> AnyView {
    let everyone = form.page.everyone;
    let sources = users::SOURCE_TYPES.map(|source| (source.to_owned(), source.to_owned())).to_vec();
    let password = move || {
        form.is_local().then(|| {
            let wrong = form.wrong(move || form.read_password());
            view! { <SecretField label="Password" value=form.password autocomplete="new-password" required=true error=wrong/> }
        })
    };
    let local = crate::reactive::Memo::new(move |_| form.is_local());
    view! {
        <TextField
            label="Login"
            value=form.login
            required=true
            hint="Cannot be changed later."
            error=form.wrong(move || form.read_login())
        />
        <Select
            label="Source"
            value=form.source
            on_change=Callback::new(move |source| form.source.set(source))
            options=sources
            hint="LOCAL users have a password here; the others sign in elsewhere."
        />
        {live_if(move || local.get().then(|| untrack(password)))}
        <TextField label="Display name" value=form.name hint="Empty: the login."/>
        <TextField label="E-mail" value=form.email kind="email" error=form.wrong(move || form.read_email())/>
        {parts::pick_names("Groups", Signal::derive(move || everyone.group_names()), form.groups, "No groups are known.")}
        {profile_field(form.page, form.profile, form.wrong(move || form.read_profile()))}
    }
    .into_any()
}

/// Any text, with suggestions: which profiles there are depends on the licence.
pub(super) fn profile_field(page: Page, profile: RwSignal<String>, wrong: Signal<Option<String>>) -> AnyView {
    let options = Signal::derive(move || {
        let people = page.everyone.people.value().unwrap_or_default();
        people.profiles().into_iter().map(|profile| (profile, String::new())).collect::<Vec<_>>()
    });
    view! {
        <PickField
            label="Profile"
            value=profile
            options=options
            hint="A label of the licence, no barrier. Which there are depends on it."
            required=true
            error=wrong
        />
    }
    .into_any()
}
