//! `config.json`, read at start and checked: a wrong file is named, never half used.

use pilothouse_wire::Members;

/// How a system lets the console in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignIn {
    /// By the session token of the automation API, as Bearer: `session`.
    Session,
    /// By an API key that the user gives, as Basic: `api_key`.
    ApiKey,
    /// By a user name and a password of its own, for a cookie that the browser keeps: `password`.
    Password,
}

/// Where the session comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Automation {
    /// Path on this origin below which its `v2/…` lies.
    pub base: String,
}

/// One API node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiNode {
    /// Short name for addresses: letters, digits, `-`.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Path on this origin below which its `admin/api/…` lies.
    pub base: String,
    /// How to sign in.
    pub sign_in: SignIn,
    /// Path of its drop folder, where it has one.
    pub packages: Option<String>,
}

/// Dataiku DSS: users, groups, API keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dss {
    /// Name for people.
    pub name: String,
    /// Path on this origin below which its calls lie: it ends as the server's own does, in `dip/publicapi` or in
    /// `public/api` (contract/dataiku-dss.md §1).
    pub base: String,
    /// How to sign in.
    pub sign_in: SignIn,
}

/// The control plane: users, groups, projects, jobs, app services.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ControlPlane {
    /// Name for people.
    pub name: String,
    /// Path on this origin below which its `api/…` lies.
    pub base: String,
    /// How to sign in: by the session, or by a password of its own (contract/iguazio-control-plane.md §2).
    pub sign_in: SignIn,
}

/// The whole file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Shown in the frame and in the window's title.
    pub title: String,
    /// Absent where every system takes an API key.
    pub automation: Option<Automation>,
    /// At least one.
    pub api_nodes: Vec<ApiNode>,
    /// Absent where accounts and access are not managed here.
    pub dss: Option<Dss>,
    /// Absent where no control plane is managed here.
    pub control_plane: Option<ControlPlane>,
}

/// Refuses members that nobody has taken: a mistyped name is a fault, not a wish unheard.
fn nothing_else(members: Members, place: &str) -> Result<(), String> {
    match members.rest().keys().next() {
        Some(unknown) => Err([place, ": “", unknown, "” is not known here"].concat()),
        None => Ok(()),
    }
}

impl Automation {
    fn read(mut members: Members) -> Result<Self, String> {
        let automation = Self { base: members.needed("base")? };
        nothing_else(members, "“automation”").map(|()| automation)
    }
}

impl ApiNode {
    fn read(mut members: Members, place: &str) -> Result<Self, String> {
        let node = Self {
            id: members.needed("id")?,
            name: members.needed("name")?,
            base: members.needed("base")?,
            sign_in: sign_in(&mut members, SESSION_OR_KEY)?,
            packages: members.text("packages")?,
        };
        nothing_else(members, place).map(|()| node)
    }
}

/// What systems take that know keys.
const SESSION_OR_KEY: [(&str, SignIn); 2] = [("session", SignIn::Session), ("api_key", SignIn::ApiKey)];
/// What the control plane takes.
const SESSION_OR_PASSWORD: [(&str, SignIn); 2] = [("session", SignIn::Session), ("password", SignIn::Password)];

fn sign_in(members: &mut Members, ways: [(&str, SignIn); 2]) -> Result<SignIn, String> {
    let named = members.needed("sign_in")?;
    let found = ways.iter().find(|(name, _)| *name == named).map(|(_, way)| *way);
    found.ok_or_else(|| ["“sign_in” is “", ways[0].0, "” or “", ways[1].0, "”, not “", &named, "”"].concat())
}

impl Dss {
    fn read(mut members: Members) -> Result<Self, String> {
        let name = members.text("name")?.unwrap_or_else(|| "Dataiku DSS".into());
        let sign_in = sign_in(&mut members, SESSION_OR_KEY)?;
        let dss = Self { name, base: members.needed("base")?, sign_in };
        nothing_else(members, "“dss”").map(|()| dss)
    }
}

impl ControlPlane {
    fn read(mut members: Members) -> Result<Self, String> {
        let name = members.text("name")?.unwrap_or_else(|| "Control plane".into());
        let sign_in = sign_in(&mut members, SESSION_OR_PASSWORD)?;
        let plane = Self { name, base: members.needed("base")?, sign_in };
        nothing_else(members, "“control_plane”").map(|()| plane)
    }
}

/// A member that is an object of its own; a fault in it is told with the member's name.
fn part<T>(
    members: &mut Members,
    name: &str,
    read: impl FnOnce(Members) -> Result<T, String>,
) -> Result<Option<T>, String> {
    let place = ["“", name, "”"].concat();
    let part = members.take(name).map(|value| Members::of(value).and_then(read)).transpose();
    part.map_err(|why| if why.starts_with(&place) { why } else { [&place, ": ", &*why].concat() })
}

impl Config {
    /// Whether every system takes the session of the one sign-in.
    pub fn is_opened_by_one(&self) -> bool {
        let nodes = self.api_nodes.iter().map(|node| node.sign_in);
        let others = self.dss.iter().map(|dss| dss.sign_in).chain(self.control_plane.iter().map(|plane| plane.sign_in));
        nodes.chain(others).all(|sign_in| sign_in == SignIn::Session)
    }

    /// Reads and checks the file. The error names the fault for whoever wrote the file.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut members = Members::parse(text)?;
        let title = members.text("title")?.unwrap_or_else(|| "Pilothouse".into());
        let automation = members.take("automation").map(|value| Members::of(value).and_then(Automation::read));
        let mut api_nodes = Vec::new();
        for (n, value) in members.array("api_nodes")?.into_iter().enumerate() {
            let place = format!("“api_nodes[{n}]”");
            let node = Members::of(value).and_then(|members| ApiNode::read(members, &place));
            api_nodes
                .push(node.map_err(|why| if why.starts_with(&place) { why } else { [&place, ": ", &*why].concat() })?);
        }
        let dss = part(&mut members, "dss", Dss::read)?;
        let control_plane = part(&mut members, "control_plane", ControlPlane::read)?;
        let config = Self { title, automation: automation.transpose()?, api_nodes, dss, control_plane };
        nothing_else(members, "config.json")?;
        config.check()?;
        Ok(config)
    }

    /// A node by its id.
    pub fn node(&self, id: &str) -> Option<&ApiNode> {
        self.api_nodes.iter().find(|node| node.id == id)
    }

    fn check(&self) -> Result<(), String> {
        if self.api_nodes.is_empty() {
            return Err("“api_nodes” is empty: name at least one API node.".into());
        }
        if let Some(automation) = &self.automation {
            check_path("automation.base", &automation.base)?;
        }
        for (n, node) in self.api_nodes.iter().enumerate() {
            self.check_node(n, node)?;
        }
        self.dss.as_ref().map_or(Ok(()), |dss| self.check_part("dss", dss.sign_in, &dss.base))?;
        self.control_plane.as_ref().map_or(Ok(()), |plane| self.check_part("control_plane", plane.sign_in, &plane.base))
    }

    fn check_part(&self, name: &str, sign_in: SignIn, base: &str) -> Result<(), String> {
        if sign_in == SignIn::Session && self.automation.is_none() {
            return Err(format!("“{name}.sign_in” is “session”, but there is no “automation” to give one."));
        }
        check_path(&[name, ".base"].concat(), base)
    }

    fn check_node(&self, n: usize, node: &ApiNode) -> Result<(), String> {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
        if node.id.is_empty() || !node.id.chars().all(plain) {
            return Err(format!("“api_nodes[{n}].id” must be letters, digits and “-”, not “{}”.", node.id));
        }
        if self.api_nodes[..n].iter().any(|earlier| earlier.id == node.id) {
            return Err(format!("“api_nodes[{n}].id”: “{}” is there twice.", node.id));
        }
        if node.sign_in == SignIn::Session && self.automation.is_none() {
            return Err(format!("“api_nodes[{n}].sign_in” is “session”, but there is no “automation” to give one."));
        }
        check_path(&format!("api_nodes[{n}].base"), &node.base)?;
        node.packages.as_deref().map_or(Ok(()), |path| check_path(&format!("api_nodes[{n}].packages"), path))
    }
}

/// Only paths on the console's own origin: a file that was tampered with cannot send a token elsewhere.
fn check_path(place: &str, path: &str) -> Result<(), String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
    let steps = path.strip_prefix('/').unwrap_or(path).trim_end_matches('/').split('/');
    let fine = !path.is_empty() && path.chars().all(plain) && steps.clone().all(|s| !matches!(s, "" | "." | ".."));
    if fine {
        return Ok(());
    }
    Err(format!(
        "“{place}” must be a path on this server, such as “apinode”, not “{path}”. Other servers are reached through a relay."
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"{"title":"Ops","automation":{"base":"automation"},"api_nodes":[
        {"id":"main","name":"Main","base":"/relay/apinode/","sign_in":"session","packages":"packages"},
        {"id":"two","name":"Two","base":"apinode2","sign_in":"api_key"}],
        "dss":{"base":"dss/dip/publicapi","sign_in":"api_key"},
        "control_plane":{"name":"Plane","base":"control-plane","sign_in":"password"}}"#;

    #[test]
    fn a_good_file_is_read() {
        let config = Config::parse(GOOD).unwrap();
        assert_eq!(config.api_nodes.len(), 2);
        assert!(!config.is_opened_by_one());
        let one = GOOD.replace("api_key", "session").replace("password", "session");
        assert!(Config::parse(&one).unwrap().is_opened_by_one());
        assert_eq!(config.node("two").unwrap().sign_in, SignIn::ApiKey);
        assert_eq!(config.node("three"), None);
    }

    #[test]
    fn the_shipped_file_is_good() {
        Config::parse(include_str!("../../public/config.json")).unwrap();
    }

    #[test]
    fn the_fault_is_named() {
        for (from, to, named) in [
            ("\"api_nodes\":[", "\"nodes\":[", "api_nodes"),
            ("\"title\"", "\"titel\"", "titel"),
            ("\"packages\":", "\"package\":", "api_nodes[0]"),
            ("api_key", "password", "password"),
            ("\"password\"", "\"api_key\"", "control_plane"),
            ("\"control-plane\"", "\"//evil.example\"", "control_plane.base"),
            ("\"two\"", "\"main\"", "api_nodes[1].id"),
            ("\"two\"", "\"t/o\"", "api_nodes[1].id"),
            ("\"apinode2\"", "\"https://evil.example\"", "api_nodes[1].base"),
            ("\"apinode2\"", "\"//evil.example\"", "api_nodes[1].base"),
            ("\"apinode2\"", "\"../x\"", "api_nodes[1].base"),
            ("\"apinode2\"", "\"\"", "api_nodes[1].base"),
            ("\"automation\":{\"base\":\"automation\"},", "", "api_nodes[0].sign_in"),
            ("\"base\":\"automation\"", "\"base\":\"java script:\"", "automation.base"),
            ("\"packages\":\"packages\"", "\"packages\":\"/\\\\evil\"", "api_nodes[0].packages"),
            ("\"dss/dip/publicapi\"", "\"//evil.example\"", "dss.base"),
            ("\"dss\":{", "\"dss\":{\"bases\":1,", "dss"),
            ("}],", "},", "line"),
        ] {
            assert!(GOOD.contains(from), "{from}");
            let fault = Config::parse(&GOOD.replace(from, to)).unwrap_err();
            assert!(fault.contains(named), "{fault}");
        }
        assert!(Config::parse(r#"{"api_nodes":[]}"#).unwrap_err().contains("api_nodes"));
    }
}
