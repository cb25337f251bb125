//! What kinds of records there are: fields and relations with what is known of each, the same for both sides. The
//! sandbox checks requests by these tables, the console makes lists and forms from them.

use crate::Endpoint;

/// How the text or value of a field is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A text on one line.
    Text,
    /// A longer text.
    Note,
    /// A whole number.
    Number,
    /// A number with a fraction.
    Fraction,
    /// True or false.
    Flag,
    /// ISO 8601 with microseconds.
    Moment,
    /// Seconds since the epoch.
    Epoch,
    /// One of these; a server may know others.
    Choice(&'static [&'static str]),
    /// Any of these; a server may know others.
    Choices(&'static [&'static str]),
    /// A list of `{"name", "value"}`.
    Pairs,
    /// Any JSON.
    Json,
    /// JSON, sent as a text.
    JsonText,
    /// A secret: written, never shown.
    Secret,
}

/// Who sets a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The server alone.
    Server,
    /// Whoever creates the record; it stays.
    Creator,
    /// Whoever may edit the record.
    Editor,
}

/// A field of a record: a member of its `attributes`.
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// How it is written.
    pub form: Form,
    /// Who sets it.
    pub by: By,
    /// A record cannot be created without it.
    pub required: bool,
    /// The version of the system that it came with, where the contract knows one.
    pub since: Option<&'static str>,
}

impl Field {
    /// A field that can be edited.
    pub(crate) const fn new(name: &'static str, form: Form) -> Self {
        Self { name, form, by: By::Editor, required: false, since: None }
    }

    /// A text that can be edited.
    pub(crate) const fn text(name: &'static str) -> Self {
        Self::new(name, Form::Text)
    }

    /// A field that the server sets.
    pub(crate) const fn read(name: &'static str, form: Form) -> Self {
        Self { by: By::Server, ..Self::new(name, form) }
    }

    /// Set once, by whoever creates the record.
    pub(crate) const fn once(self) -> Self {
        Self { by: By::Creator, ..self }
    }

    /// Needed to create a record.
    pub(crate) const fn needed(self) -> Self {
        Self { required: true, ..self }
    }

    /// It came with that version.
    pub(crate) const fn since(self, version: &'static str) -> Self {
        Self { since: Some(version), ..self }
    }

    /// Whether lists can be filtered and sorted by it: what is one value, and no secret.
    pub const fn is_plain(&self) -> bool {
        match self.form {
            Form::Text
            | Form::Note
            | Form::Number
            | Form::Fraction
            | Form::Flag
            | Form::Moment
            | Form::Epoch
            | Form::Choice(_)
            | Form::JsonText => true,
            Form::Choices(_) | Form::Pairs | Form::Json | Form::Secret => false,
        }
    }

    /// Whether lists can be filtered by it: what is plain, and lists of words by `$contains_any` (§4, certain).
    pub const fn is_filtered(&self) -> bool {
        self.is_plain() || matches!(self.form, Form::Choices(_))
    }
}

/// A relation of a record to others.
#[derive(Debug, PartialEq, Eq)]
pub struct Relation {
    /// Its name.
    pub name: &'static str,
    /// The type of the records at its other end.
    pub to: &'static str,
    /// Whether there may be several.
    pub many: bool,
    /// Whether an update may set it.
    pub writable: bool,
}

impl Relation {
    pub(crate) const fn one(name: &'static str, to: &'static str) -> Self {
        Self { name, to, many: false, writable: false }
    }

    pub(crate) const fn many(name: &'static str, to: &'static str) -> Self {
        Self { name, to, many: true, writable: false }
    }

    pub(crate) const fn writable(self) -> Self {
        Self { writable: true, ..self }
    }
}

/// A kind of record.
#[derive(Debug)]
pub struct Kind {
    /// What `type` says of its records.
    pub record: &'static str,
    /// The field by which people know a record.
    pub label: &'static str,
    /// The call that lists them; `None` where they only come with others.
    pub list: Option<&'static Endpoint>,
    /// The call that reads one.
    pub get: Option<&'static Endpoint>,
    /// The call that makes one.
    pub create: Option<&'static Endpoint>,
    /// The call that changes one.
    pub update: Option<&'static Endpoint>,
    /// The call that takes one away by its id.
    pub delete: Option<&'static Endpoint>,
    /// Its fields.
    pub fields: &'static [Field],
    /// Its relations.
    pub relations: &'static [Relation],
    /// Whether the id of a record is a secret (§5.4, certain for access keys).
    pub secret_id: bool,
}

impl PartialEq for Kind {
    fn eq(&self, other: &Self) -> bool {
        self.record == other.record
    }
}

impl Eq for Kind {}

impl Kind {
    /// A field by its name.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// A relation by its name.
    pub fn relation(&self, name: &str) -> Option<&'static Relation> {
        self.relations.iter().find(|relation| relation.name == name)
    }
}
