//! The official clients that a script makes, one for each way in, and what of them has the method for a call.

use super::{Script, bytes};
use crate::dss::{CLIENT_PATH, PROXY_USER};
use crate::script::client::Of;
use crate::script::value::Dialect::Python;
use crate::script::variables::{Kind, numbered};
use crate::script::{Login, Step};
use crate::shown::SECRET;
use crate::{Shown, ShownBody, System};

/// What the control plane's client does that nobody has asked it for.
const UNCHECKED: &str = "# This client asks for the version and for whose key it is before anything else. It does not check the\n\
                         # server's certificate: run it where you trust the network, or take the script for curl.\n";

/// Whether a client gets there. That of DSS puts a path of its own behind the host, and wants a login. That of the control
/// plane wants an access key, and prints what was sent when a call fails, so that no call with a secret is made by it.
pub(super) fn is_reached(step: &Step) -> bool {
    match step.call.endpoint.system {
        System::Dss => step.login != Login::Nothing && host(&step.base()).is_some(),
        System::ControlPlane => matches!(step.login, Login::Cookie | Login::Key) && !has_secret(&step.call),
        System::Admin | System::Prediction | System::Probe | System::Automation | System::Packages => true,
    }
}

fn has_secret(call: &Shown) -> bool {
    match &call.body {
        ShownBody::Json(body) if !body.hidden.is_empty() => true,
        ShownBody::Json(_) | ShownBody::None | ShownBody::Form | ShownBody::File => call.endpoint.path.contains(SECRET),
    }
}

/// The host of a DSS, as its client wants it.
fn host(base: &str) -> Option<&str> {
    base.strip_suffix(CLIENT_PATH)?.strip_suffix('/')
}

impl Script {
    /// The object whose method is called.
    pub(super) fn whose(&mut self, step: &Step, of: Of) -> String {
        let first = step.first();
        match of {
            Of::Node => self.admin(step),
            Of::Service => [self.admin(step), ".service(".to_owned(), self.segment(first), ")".to_owned()].concat(),
            Of::Keys => [self.admin(step), ".auth()".to_owned()].concat(),
            Of::Predictions => self.predictions(step, first),
            Of::Dss => self.dss(step),
            Of::DssThing(made_by) => {
                let client = self.dss(step);
                [&client, ".", made_by, "(", &self.segment(first), ")"].concat()
            }
            Of::Control => self.control(step),
        }
    }

    fn admin(&mut self, step: &Step) -> String {
        self.admin = true;
        let base = step.base();
        let key = match step.login {
            Login::Key => self.variable(Kind::NodeKey, &base),
            Login::Session | Login::Cookie | Login::Nothing => "None".to_owned(),
        };
        let made = ["APINodeAdminClient(", &Python.string(&base), ", ", &key, ")\n"].concat();
        if step.login != Login::Session {
            return self.client("client", made, "");
        }
        let token = self.variable(Kind::SessionToken, "");
        self.client("client", made, &[".bearer_token = ", &token, "\n"].concat())
    }

    fn predictions(&mut self, step: &Step, service: &str) -> String {
        self.predictions = true;
        let base = step.base();
        let login = match step.login {
            Login::Key => ["api_key=", &self.variable(Kind::NodeKey, &base)].concat(),
            Login::Session => ["bearer_token=", &self.variable(Kind::SessionToken, "")].concat(),
            Login::Nothing | Login::Cookie => {
                let name = self.variables.name(Kind::ServiceKey, &step.asked());
                ["api_key=os.environ.get(\"", &name, "\")"].concat()
            }
        };
        let service = self.segment(service);
        let made = ["APINodeClient(", &Python.string(&base), ", ", &service, ", ", &login, ")\n"].concat();
        self.client("predictions", made, "")
    }

    /// The name of the client that is made so; `then` follows its name in a line of its own.
    fn client(&mut self, kind: &str, made: String, then: &str) -> String {
        let number = self.clients.iter().filter(|(name, _)| name.starts_with(kind)).count() + 1;
        let name = numbered(kind, number);
        let why = "# The console is let in there by its session. The admin client takes a key; what it is built on sends a\n\
                   # token. With a key in place of None, leave the next line out.\n";
        let whole = |name: &str| if then.is_empty() { made.clone() } else { [&made, why, name, then].concat() };
        if let Some((known, _)) = self.clients.iter().find(|(name, how)| *how == whole(name)) {
            return known.clone();
        }
        let how = whole(&name);
        self.clients.push((name.clone(), how));
        name
    }

    fn control(&mut self, step: &Step) -> String {
        self.control = true;
        let base = step.base();
        let key = self.variable(Kind::AccessKey, &base);
        let made =
            ["igz_mgmt.Client(endpoint=", &Python.string(&base), ", access_key=", &key, ")\n", UNCHECKED].concat();
        self.client("control", made, "")
    }

    /// The client of DSS, in whose name the call is made.
    fn dss(&mut self, step: &Step) -> String {
        self.dss = true;
        let base = step.base();
        let login = match step.login {
            Login::Key | Login::Cookie | Login::Nothing => self.variable(Kind::DssKey, &base),
            Login::Session => ["jwt_bearer_token=", &self.variable(Kind::SessionToken, "")].concat(),
        };
        let way_in = [Python.string(host(&base).unwrap_or_default()), ", ".to_owned(), login].concat();
        match &step.acting_as {
            None => self.client("dss", ["DSSClient(", &way_in, ")\n"].concat(), ""),
            Some(login) if login.is_ascii() => {
                let own = self.client("dss", ["DSSClient(", &way_in, ")\n"].concat(), "");
                let made = [&own, ".get_user(", &Python.string(login), ").get_client_as()\n"].concat();
                self.client("acting", made, "")
            }
            // What the client makes of such a login would be sent in another encoding than the console's.
            Some(login) => {
                let header = [&Python.string(PROXY_USER), ": ", &bytes(login)].concat();
                self.client("acting", ["DSSClient(", &way_in, ", extra_headers={", &header, "})\n"].concat(), "")
            }
        }
    }
}
