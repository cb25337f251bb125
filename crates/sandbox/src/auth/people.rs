//! The people who may sign in, and what their passwords and tokens are checked with. There is one set of them for all
//! nodes of the program: a token that one node takes is taken by every other, and an account that is locked is locked
//! everywhere.

use crate::{
    error::Failure,
    key_use::KeyUse,
    seen::{self, Sightings},
    state::{Setup, SetupError},
    store::{
        Store,
        accounts::{self, Account, Login},
        dss::{keys, users::Seen},
        settings,
    },
};

use super::{
    passwords::Passwords,
    throttle::Throttle,
    tickets::Tickets,
    tokens::{Claims, Tokens},
    vault::Vault,
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
    /// Tickets of DSS.
    pub tickets: Tickets,
    /// Encryption of what is theirs.
    pub vault: Vault,
    /// When each was last seen.
    pub seen: Sightings,
    /// Last use of their keys of DSS.
    pub key_use: KeyUse,
}

impl People {
    /// The people that are kept in this database.
    pub async fn open(store: Store, setup: &Setup) -> Result<Self, SetupError> {
        let random = setup.random.clone();
        let secret = store.write(move |db| settings::token_secret(db, &random)).await?;
        Ok(Self {
            passwords: Passwords::new(setup.effort, setup.random.clone())?,
            tokens: Tokens::new(&secret, setup.session_seconds, setup.clock.clone(), setup.random.clone())?,
            throttle: Throttle::new(setup.clock.clone()),
            tickets: Tickets::new(setup.clock.clone(), setup.random.clone()),
            vault: Vault::open(&setup.data, &setup.random).map_err(SetupError::Key)?,
            seen: Sightings::default(),
            key_use: KeyUse::default(),
            store,
        })
    }

    /// The person of a token, asked of the database on every call: a disabled account is out at once.
    pub async fn of_token(&self, token: &str) -> Result<(Account, Claims), Failure> {
        let claims = self.tokens.check(token).ok_or_else(Failure::no_login)?;
        let login = Login::new(&claims.sub);
        let account = self.store.read(move |db| accounts::find(db, &login)).await?;
        let account = account.filter(|account| account.enabled && account.session == claims.session);
        let account = account.ok_or_else(Failure::no_login)?;
        self.seen.note(&account.login, Seen { activity: Some(self.tokens.now_ms()), ..Seen::default() });
        Ok((account, claims))
    }

    /// Writes down what is noted in memory.
    pub async fn flush(&self) -> Result<(), Failure> {
        let (seen, uses) = (self.seen.take(), self.key_use.take());
        if seen.is_empty() && uses.is_empty() {
            return Ok(());
        }
        let write = move |db: &rusqlite::Transaction<'_>| {
            seen::write(db, &seen)?;
            uses.iter().try_for_each(|(id, at)| keys::set_last_used(db, id, *at))
        };
        self.store.write(write).await
    }
}
