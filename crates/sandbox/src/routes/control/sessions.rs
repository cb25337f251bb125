//! Signing in, and whose session it is: `contract/iguazio-control-plane.md` §2.

pub(super) mod create;
pub(super) mod verify;
