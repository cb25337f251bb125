//! The people who may sign in, and what their passwords and tokens are checked with. There is one set of them for all
//! nodes of the program: a token that one node takes is taken by every other, and an account that is locked is locked
//! everywhere.

use crate::{
    error::Failure,
    state::Setup,
    store::{
        Store,
        accounts::{self, Account, Login},
        settings,
    },
};

use super::{
    passwords::Passwords,
    throttle::Throttle,
    tokens::{Claims, Tokens},
};

/// All that a sign-in needs.
pub struct People {
    /// Where the accounts are: the first node's database.
    pub store: Store,
    /// Password hashing.
    pub passwords: Passwords,
    /// Session tokens.
    pub tokens: Tokens,
    /// Failed sign-ins.
    pub throttle: Throttle,
}

impl People {
    /// The people that are kept in this database.
    pub async fn open(store: Store, setup: &Setup) -> Result<Self, Failure> {
        let random = setup.random.clone();
        let secret = store.write(move |db| settings::token_secret(db, &random)).await?;
        Ok(Self {
            passwords: Passwords::new(setup.effort, setup.random.clone())?,
            tokens: Tokens::new(&secret, setup.session_seconds, setup.clock.clone(), setup.random.clone())?,
            throttle: Throttle::new(setup.clock.clone()),
            store,
        })
    }

    /// The person of a token, asked of the database on every call: a disabled account is out at once.
    pub async fn of_token(&self, token: &str) -> Result<(Account, Claims), Failure> {
        let claims = self.tokens.check(token).ok_or_else(Failure::no_login)?;
        let login = Login::new(&claims.sub);
        let account = self.store.read(move |db| accounts::find(db, &login)).await?;
        let account = account.filter(|account| account.enabled && account.session == claims.session);
        Ok((account.ok_or_else(Failure::no_login)?, claims))
    }
}
