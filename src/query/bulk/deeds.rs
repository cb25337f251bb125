//! What is done to many users: they are made, changed, deleted.

use std::rc::Rc;
use std::sync::Arc;

use pilothouse_wire::dss::Login;
use pilothouse_wire::dss::users::{self, NewUser};
use pilothouse_wire::{Call, Error, List, Whole};

use super::super::Everyone;
use super::{Bulk, Plan, Progress, Way};
use crate::domain::person::{Change, Deed, People, Person, refused};
use crate::reactive::Callback;
use crate::session::{Session, Target};

impl Bulk {
    /// Makes them.
    pub fn create(self, users: Arc<Vec<NewUser>>, done: Callback<()>) {
        let (session, target, every) = (self.session, self.dss.target.get_value(), Arc::clone(&users));
        let way = Way {
            many: Box::new(move |places| users::create_many(places.iter().map(|place| &every[*place]))),
            one: Box::new(move |place| {
                let (target, call) = (target.clone(), users::create(&users[place]));
                Box::pin(async move { session.send(&target, &call).await })
            }),
        };
        let states = vec![Progress::Waiting; self.count()];
        self.start(std::future::ready(Ok(Plan { states, way: Rc::new(way) })), done);
    }

    /// Changes them: all are read again just before, for groups are replaced as a whole.
    pub fn change(self, everyone: Everyone, change: Change, done: Callback<()>) {
        let (session, target, names) = (self.session, self.dss.target.get_value(), self.names.get_value());
        // Known now: the page may be left before the answer is there.
        let (own, admins) = leptos::prelude::untrack(|| (self.dss.login(), everyone.admin_groups()));
        let again = async move {
            let people = People::from(session.send(&target, &users::list(false)).await?);
            let refusals = refused(&people, &admins, own.as_deref(), &Deed::Change(change.clone()), &names);
            let part = |login: &String| match (refusals.get(login), people.get(login)) {
                (Some(why), _) => Err((*why).to_owned()),
                (None, None) => Err("The server does not list this user any more.".to_owned()),
                (None, Some(person)) => change.of(person).map_err(str::to_owned),
            };
            let parts: Vec<Result<Option<Whole>, String>> = names.iter().map(part).collect();
            let states = parts.iter().map(planned).collect();
            let parts = parts.into_iter().map(|part| part.ok().flatten().unwrap_or_default()).collect();
            Ok(Plan { states, way: Rc::new(one_by_one_or_together(session, target, parts, change)) })
        };
        self.start(again, done);
    }

    /// Deletes them, but for those who are never deleted from here.
    pub fn delete(self, everyone: Everyone, done: Callback<()>) {
        let (session, target) = (self.session, self.dss.target.get_value());
        let people = everyone.people_untracked().unwrap_or_default();
        let logins = self.names.get_value();
        let (own, admins) = leptos::prelude::untrack(|| (self.dss.login(), everyone.admin_groups()));
        let refusals = refused(&people, &admins, own.as_deref(), &Deed::Delete, &logins);
        let state = |login: &String| match (refusals.get(login), Login::parse(login)) {
            (Some(why), _) => Progress::Left((*why).to_owned()),
            (None, Err(why)) => Progress::Left(why.to_string()),
            (None, Ok(_)) => Progress::Waiting,
        };
        let states = logins.iter().map(state).collect();
        let every = logins.clone();
        let parsed = move |place: &usize| Login::parse(&every[*place]).ok();
        let way = Way {
            many: Box::new(move |places| {
                let logins: Vec<Login> = places.iter().filter_map(&parsed).collect();
                users::delete_many(&logins)
            }),
            one: Box::new(move |place| {
                let (target, login) = (target.clone(), Login::parse(&logins[place]));
                Box::pin(async move {
                    let login = login.map_err(|why| Error::NotSent(why.to_string()))?;
                    session.send(&target, &users::delete(&login)).await
                })
            }),
        };
        self.start(std::future::ready(Ok(Plan { states, way: Rc::new(way) })), done);
    }

    /// The call as it would be sent now, for a script.
    pub fn changes(people: &People, change: &Change, names: &[String]) -> Option<Call<List<Whole>>> {
        let part = |login: &String| change.of(people.get(login)?).ok().flatten();
        let parts: Vec<Whole> = names.iter().filter_map(part).collect();
        (!parts.is_empty()).then(|| users::edit_many(&parts))
    }
}

/// Sends partial objects; to a server without bulk calls each user whole. There the change is made to what has just been
/// read: a membership that somebody gave meanwhile stays.
fn one_by_one_or_together(session: Session, target: Target, parts: Vec<Whole>, change: Change) -> Way {
    let parts = Arc::new(parts);
    let every = Arc::clone(&parts);
    Way {
        many: Box::new(move |places| users::edit_many(places.iter().map(|place| &every[*place]))),
        one: Box::new(move |place| {
            let login = Login::parse(parts[place].text(users::LOGIN).unwrap_or_default());
            let (target, change) = (target.clone(), change.clone());
            Box::pin(async move {
                let login = login.map_err(|why| Error::NotSent(why.to_string()))?;
                let mut whole = session.send(&target, &users::get(&login)).await?;
                let part = Person::of(&whole).and_then(|person| change.of(&person).map_err(str::to_owned));
                let part = part.map_err(Error::NotSent)?;
                let Some(part) = part else { return Ok(()) };
                for (name, value) in part.members() {
                    whole.set(name, value.clone());
                }
                session.send(&target, &users::save(&login, &whole)).await
            })
        }),
    }
}

fn planned(part: &Result<Option<Whole>, String>) -> Progress {
    match part {
        Ok(Some(_)) => Progress::Waiting,
        Ok(None) => Progress::Same,
        Err(why) => Progress::Left(why.clone()),
    }
}
