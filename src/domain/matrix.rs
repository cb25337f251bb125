//! The authorization matrix (contract/dataiku-dss.md §3.4) as a table: what users or groups may do, and what they are
//! granted in each project. Only its two halves are certain. What does not have the inferred shape reads "not given", and
//! never "no".

use pilothouse_wire::Whole;
use pilothouse_wire::dss::{groups, instance, users};
use serde_json::Value;

use super::rights::Permission;

/// Which half of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Half {
    /// Users.
    Users,
    /// Groups.
    Groups,
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// May.
    Yes,
    /// May not.
    No,
    /// Granted, in words.
    Text(String),
    /// The server did not say, or not so that it can be read.
    NotGiven,
}

impl Cell {
    /// As it is searched and written into a file.
    pub fn words(&self) -> &str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Text(text) => text,
            Self::NotGiven => "not given",
        }
    }
}

/// A table with heads on both sides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matrix {
    /// Heads of the columns.
    pub columns: Vec<String>,
    /// Heads of the rows.
    pub rows: Vec<String>,
    /// A line for each row, a cell for each column.
    pub cells: Vec<Vec<Cell>>,
}

/// A half of the matrix: people or groups across, permissions and projects down. Nothing where the server does not give it.
pub fn half(matrix: &Whole, half: Half) -> Option<Matrix> {
    let (name, heads) = match half {
        Half::Users => (instance::PER_USER, instance::USERS),
        Half::Groups => (instance::PER_GROUP, instance::GROUPS),
    };
    let half = matrix.object(name)?;
    let columns: Vec<String> = half.get(heads)?.as_array()?.iter().map(head).collect();
    let mut table = Matrix { columns, ..Matrix::default() };
    let abilities = half.iter().filter(|(name, _)| ![heads, instance::PROJECTS_GRANTS].contains(&name.as_str()));
    for (name, list) in abilities.filter(|(_, list)| list.is_array()) {
        table.push(name.clone(), Some(list));
    }
    for project in half.get(instance::PROJECTS_GRANTS).and_then(Value::as_array).into_iter().flatten() {
        let text = |name: &str| project.get(name).and_then(Value::as_str);
        let head = match (text(instance::PROJECT_KEY), text(instance::PROJECT_NAME)) {
            (Some(key), Some(name)) if key != name => [name, " (", key, ")"].concat(),
            (Some(one), _) | (None, Some(one)) => one.to_owned(),
            (None, None) => "a project without a name".to_owned(),
        };
        table.push(["Project ", &head].concat(), project.get(instance::GRANTS));
    }
    Some(table)
}

/// A user or group is a text, or an object with a name in it.
fn head(value: &Value) -> String {
    let inside = || {
        let names = [users::LOGIN, groups::NAME];
        names.into_iter().find_map(|name| value.get(name)).and_then(Value::as_str)
    };
    value.as_str().or_else(inside).map_or_else(|| value.to_string(), str::to_owned)
}

/// A grant may be a flag, a text, a list of texts or an object of flags: nothing says which.
fn cell(value: &Value) -> Cell {
    match value {
        Value::Bool(true) => Cell::Yes,
        Value::Bool(false) => Cell::No,
        Value::Null => Cell::NotGiven,
        Value::String(text) => granted([text.as_str()]),
        Value::Number(number) => Cell::Text(number.to_string()),
        Value::Array(all) if all.iter().all(Value::is_string) => granted(all.iter().filter_map(Value::as_str)),
        Value::Object(flags) if flags.values().all(Value::is_boolean) => {
            granted(flags.iter().filter(|(_, flag)| **flag == Value::Bool(true)).map(|(name, _)| name.as_str()))
        }
        Value::Array(_) | Value::Object(_) => Cell::NotGiven,
    }
}

fn granted<'a>(names: impl IntoIterator<Item = &'a str>) -> Cell {
    let names = names.into_iter().filter(|name| !name.is_empty());
    let words: Vec<&str> = names.map(|name| Permission::parse(name).map_or(name, |known| known.words())).collect();
    if words.is_empty() { Cell::No } else { Cell::Text(words.join(", ")) }
}

impl Matrix {
    /// A list that is as long as there are columns is aligned with them; of any other nobody knows what belongs to whom.
    fn push(&mut self, head: String, list: Option<&Value>) {
        let width = self.columns.len();
        let list = list.and_then(Value::as_array).filter(|list| list.len() == width);
        self.rows.push(head);
        self.cells.push(list.map_or_else(|| vec![Cell::NotGiven; width], |list| list.iter().map(cell).collect()));
    }

    /// The same with rows for columns.
    pub fn transposed(&self) -> Self {
        let column = |place: usize| self.cells.iter().map(|row| row[place].clone()).collect();
        Self {
            columns: self.rows.clone(),
            rows: self.columns.clone(),
            cells: (0..self.columns.len()).map(column).collect(),
        }
    }

    /// What a row is searched by: its head, and the heads of the columns where it says yes, or what it says.
    pub fn text(&self, row: usize) -> String {
        let cells = self.columns.iter().zip(&self.cells[row]).filter_map(|(column, cell)| match cell {
            Cell::Yes => Some(column.as_str()),
            Cell::Text(text) => Some(text.as_str()),
            Cell::No | Cell::NotGiven => None,
        });
        std::iter::once(self.rows[row].as_str()).chain(cells).collect::<Vec<_>>().join("\n")
    }

    /// As rows of texts with the heads, for a file.
    pub fn table(&self, corner: &str) -> Vec<Vec<String>> {
        let head = std::iter::once(corner.to_owned()).chain(self.columns.iter().cloned()).collect();
        let line = |(head, cells): (&String, &Vec<Cell>)| {
            std::iter::once(head.clone()).chain(cells.iter().map(|cell| cell.words().to_owned())).collect()
        };
        std::iter::once(head).chain(self.rows.iter().zip(&self.cells).map(line)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn matrix() -> Whole {
        Whole::of(json!({"perUser": {
            "users": ["nadia", {"login": "omar"}],
            "mayCreateProjects": [true, false],
            "mayWriteSafeCode": [true],
            "projectsGrants": [
                {"projectKey": "R", "projectName": "Routes", "grants": [["READ_CONF", "odd"], []]},
                {"projectKey": "B", "projectName": "B", "grants": [{"admin": true, "runScenarios": false}, null]},
                {"projectKey": "C", "grants": ["ADMIN", [1]]},
                {"projectName": "None"}],
            "somethingElse": 7}}))
        .unwrap()
    }

    #[test]
    fn what_does_not_fit_is_not_given() {
        let table = half(&matrix(), Half::Users).unwrap();
        assert_eq!(table.columns, ["nadia", "omar"]);
        let rows: Vec<String> = table.table("").iter().map(|row| row.join("|")).collect();
        assert_eq!(
            rows,
            [
                "|nadia|omar",
                "mayCreateProjects|yes|no",
                "mayWriteSafeCode|not given|not given",
                "Project Routes (R)|Read project content, odd|no",
                "Project B|Admin|not given",
                "Project C|Admin|not given",
                "Project None|not given|not given",
            ]
        );
        assert_eq!(half(&matrix(), Half::Groups), None);
    }

    #[test]
    fn it_is_turned_and_turned_back() {
        let table = half(&matrix(), Half::Users).unwrap();
        let turned = table.transposed();
        assert_eq!((turned.rows.len(), turned.columns.len()), (2, 6));
        assert_eq!(turned.cells[0][0], Cell::Yes);
        assert_eq!(turned.transposed(), table);
        assert_eq!(Matrix::default().transposed(), Matrix::default());
    }

    #[test]
    fn a_row_is_found_by_its_head_and_by_what_it_says() {
        let table = half(&matrix(), Half::Users).unwrap();
        assert_eq!(table.text(0), "mayCreateProjects\nnadia");
        assert_eq!(table.text(2), "Project Routes (R)\nRead project content, odd");
    }
}
