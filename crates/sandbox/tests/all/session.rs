//! The session: `login`, `validatetoken`, `userinfo`

mod login;
mod user_info;
mod validate;
