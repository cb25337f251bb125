//! The session: `login`, `validatetoken`, `userinfo`; and `kitchen/list`, which it is for

mod kitchens;
mod login;
mod user_info;
mod validate;
