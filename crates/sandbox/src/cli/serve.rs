//! `serve`: sets the server up and runs it.

use std::{
    io::{self, Write},
    net::SocketAddr,
    path::PathBuf,
    time::Duration,
};

use clap::Args;
use pilothouse_wire::api_node::keys::NewKey;

use crate::{
    app,
    auth::{digest, people::People},
    console::Console,
    control::{Deed, users},
    demo,
    error::Failure,
    nodes::{NodeNumber, Nodes},
    random::Random,
    serve,
    state::{App, Setup},
    store::{
        accounts::{self, Login, Role},
        keys::{self, StoredKey},
        off_thread,
    },
};

use super::{Problem, plain};

/// Characters of a password that the server makes.
const PASSWORD_LENGTH: usize = 16;

/// No `Debug`: it holds a password and a key.
#[derive(Args)]
pub(super) struct Serve {
    /// Address to listen on; port 0 takes any that is free.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Folder where everything is kept.
    #[arg(long)]
    data: PathBuf,
    /// Folder of the built console.
    #[arg(long)]
    console: Option<PathBuf>,
    /// The console's settings, in place of the `config.json` in its folder.
    #[arg(long)]
    config: Option<PathBuf>,
    /// So many API nodes, 1 to 9. The second is /apinode-2 and /packages-2, with all of its own but people in
    /// DATA/node-2, and so on; the console's own config.json then names all of them.
    #[arg(long, default_value_t = 1, value_name = "N", value_parser = count())]
    nodes: u8,
    /// Puts demo data into an empty node: 12 services, 200 users, 12 groups, 6 projects and what goes with them. With a
    /// number, so many services, and as many users if that is more than 200; groups and projects stay as many. The second
    /// of several nodes lags behind, the third has another mapping for one service.
    #[arg(long, num_args = 0..=1, default_missing_value = "12", value_name = "N")]
    demo: Option<u32>,
    /// Who may sign in.
    #[arg(long, default_value = "admin", value_name = "U")]
    admin_user: String,
    /// With this password; without one, the first start makes one and prints it once.
    #[arg(long, env = "PILOTHOUSE_ADMIN_PASSWORD", hide_env_values = true, value_name = "P")]
    admin_password: Option<String>,
    /// An admin key that shall exist, on every node.
    #[arg(long, env = "PILOTHOUSE_ADMIN_KEY", hide_env_values = true, value_name = "K")]
    admin_key: Option<String>,
    /// Another folder that packages may be imported from; may be given again.
    #[arg(long, value_name = "DIR")]
    packages_root: Vec<PathBuf>,
    /// Life of a session in seconds.
    #[arg(long, default_value_t = Setup::SESSION_SECONDS, value_name = "N")]
    session_seconds: u32,
    /// How long loading a generation takes, in milliseconds.
    #[arg(long, default_value_t = Setup::LOAD_TIME.as_millis() as u64, hide = true)]
    load_ms: u64,
    /// How long a job of the control plane takes, in milliseconds.
    #[arg(long, default_value_t = Setup::JOB_TIME.as_millis() as u64, hide = true)]
    job_ms: u64,
    /// How long requests under way may take when the server is told to stop, in milliseconds.
    #[arg(long, default_value_t = serve::STOP_TIME.as_millis() as u64, hide = true)]
    stop_ms: u64,
}

/// How many nodes: at least one, and no more than a program may be.
fn count() -> clap::builder::RangedI64ValueParser<u8> {
    clap::value_parser!(u8).range(1..=i64::from(NodeNumber::MOST))
}

impl Serve {
    pub(super) fn run(self) -> Result<(), Problem> {
        tracing_subscriber::fmt().with_writer(io::stderr).with_ansi(false).with_target(false).init();
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        runtime.block_on(self.serve())
    }

    async fn serve(self) -> Result<(), Problem> {
        let console = Console::open(self.console.clone(), self.config.clone(), self.nodes)
            .map_err(|error| Problem(format!("the console cannot be served: {error}")))?;
        let setup = Setup {
            packages_roots: self.packages_root.clone(),
            session_seconds: self.session_seconds,
            load_time: Duration::from_millis(self.load_ms),
            job_time: Duration::from_millis(self.job_ms),
            ..Setup::new(self.data.clone())
        };
        if let Some(services) = self.demo {
            for number in NodeNumber::up_to(self.nodes) {
                let folder = number.folder(&self.data);
                demo::seed(&folder, number, services, &setup.clock, &setup.random).map_err(plain)?;
            }
        }
        let nodes = Nodes::open(setup, self.nodes).await?;
        self.prepare(&nodes).await.map_err(plain)?;
        let listener = serve::listen(self.listen).await?;
        let stop = serve::told_to_stop()?;
        say(&format!("listening on http://{}", listener.local_addr()?))?;
        let router = app::router(&nodes, console);
        let stop_time = Duration::from_millis(self.stop_ms);
        Ok(serve::serve(listener, router, &nodes, stop, stop_time).await?)
    }

    /// People and keys that shall be there before the first request.
    async fn prepare(&self, nodes: &Nodes) -> Result<(), Failure> {
        self.prepare_user(&nodes.first().people, &nodes.first().random).await?;
        self.prepare_control_user(nodes.first()).await?;
        if let Some(key) = &self.admin_key {
            for node in nodes.all() {
                prepare_key(node, key).await?;
            }
        }
        nodes.load_at_start().await
    }

    /// The same of the control plane, who is to be met there before the first sign-in too.
    async fn prepare_control_user(&self, app: &App) -> Result<(), Failure> {
        let (login, deed) = (Login::new(&self.admin_user), Deed::own(&app.random, app.clock.now_ms()));
        let put = move |db: &rusqlite::Transaction<'_>| match accounts::find(db, &login)? {
            Some(account) => users::of_account(db, &deed, &account).map(drop),
            None => Ok(()),
        };
        app.people.store.write(put).await
    }

    /// The first user: made if absent, given another password if the one on the command line is another.
    async fn prepare_user(&self, people: &People, random: &Random) -> Result<(), Failure> {
        let login = Login::new(&self.admin_user);
        let name = login.clone();
        let kept = people.store.read(move |db| accounts::password_hash(db, &name)).await?;
        let (password, made) = match (&self.admin_password, &kept) {
            (Some(given), _) => (given.clone(), false),
            (None, None) => (random.text(PASSWORD_LENGTH), true),
            (None, Some(_)) => return Ok(()),
        };
        let shown = made.then(|| password.clone());
        let passwords = people.passwords.clone();
        let hash = off_thread(move || match &kept {
            Some(kept) if passwords.fits(&password, Some(kept)) => Ok(None),
            Some(_) | None => passwords.hash(&password).map(Some),
        });
        let Some(hash) = hash.await? else { return Ok(()) };
        let name = self.admin_user.trim().to_owned();
        let put = move |db: &rusqlite::Transaction<'_>| {
            let new = accounts::add(db, &login, &name, &Role::new("ADMIN"), &hash)?;
            if new { Ok(true) } else { accounts::set_password(db, &login, &hash) }
        };
        people.store.write(put).await?;
        match shown {
            Some(password) => say(&format!("password of {}: {password}", self.admin_user.trim()))
                .map_err(|e| Failure::internal("printing the password", &e)),
            None => Ok(()),
        }
    }
}

/// A line on standard output, seen at once by whoever started this.
fn say(line: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()
}

/// A key given on the command line exists after this, under the same id as before.
async fn prepare_key(app: &App, secret: &str) -> Result<(), Failure> {
    let digest = digest(secret.as_bytes());
    let said = NewKey { label: Some("command line".into()), ..NewKey::default() };
    let key = StoredKey {
        id: app.random.text(8),
        said,
        created_on: app.clock.now_ms(),
        expires_on: None,
        last_used_on: None,
    };
    let put = move |db: &rusqlite::Transaction<'_>| match keys::by_digest(db, &digest)? {
        Some(_) => Ok(()),
        None => keys::add(db, &key, &digest),
    };
    app.store.write(put).await
}
