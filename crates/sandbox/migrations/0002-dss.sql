-- Dataiku DSS. Its users are the accounts; `login` is the account's as it was typed, times are milliseconds since 1970,
-- objects are JSON. What is in `secrets` and `credentials` is encrypted with a key that is not in the database.
CREATE TABLE dss_user (
    account          TEXT PRIMARY KEY REFERENCES account (login) ON DELETE CASCADE,
    login            TEXT NOT NULL,
    source_type      TEXT NOT NULL DEFAULT 'LOCAL',
    profile          TEXT NOT NULL DEFAULT 'FULL_DESIGNER',
    created_on       INTEGER,
    user_properties  TEXT NOT NULL DEFAULT '{}',
    admin_properties TEXT NOT NULL DEFAULT '{}',
    preferences      TEXT NOT NULL DEFAULT '{}',
    secrets          BLOB,
    credentials      BLOB,
    trial_granted    INTEGER,
    trial_ends       INTEGER,
    last_login       INTEGER,
    last_failed      INTEGER,
    last_activity    INTEGER
) STRICT;

-- `body` has what is set of the members that have no column.
CREATE TABLE dss_group (
    name        TEXT PRIMARY KEY,
    description TEXT NOT NULL,
    source_type TEXT NOT NULL DEFAULT 'LOCAL',
    admin       INTEGER NOT NULL DEFAULT 0,
    body        TEXT NOT NULL DEFAULT '{}'
) STRICT;

CREATE TABLE dss_member (
    account    TEXT NOT NULL REFERENCES dss_user (account) ON DELETE CASCADE,
    group_name TEXT NOT NULL REFERENCES dss_group (name) ON DELETE CASCADE,
    PRIMARY KEY (account, group_name)
) STRICT, WITHOUT ROWID;

CREATE INDEX dss_member_group ON dss_member (group_name);

INSERT INTO dss_group (name, description, admin) VALUES ('administrators', 'Administrators of the sandbox', 1);
INSERT INTO dss_user (account, login) SELECT login, login FROM account;
INSERT INTO dss_member (account, group_name) SELECT login, 'administrators' FROM account WHERE role = 'ADMIN';

-- `digest` is the SHA-256 of the secret, here and below.
CREATE TABLE dss_personal_key (
    id           TEXT PRIMARY KEY,
    digest       BLOB NOT NULL UNIQUE,
    account      TEXT NOT NULL REFERENCES dss_user (account) ON DELETE CASCADE,
    label        TEXT NOT NULL,
    description  TEXT NOT NULL,
    created_on   INTEGER NOT NULL,
    created_by   TEXT NOT NULL,
    last_used_on INTEGER
) STRICT;

CREATE INDEX dss_personal_key_account ON dss_personal_key (account);

-- `definition` has all that its maker can set: label, description, rights, groups, the associated user and so on.
CREATE TABLE dss_global_key (
    id           TEXT PRIMARY KEY,
    digest       BLOB NOT NULL UNIQUE,
    definition   TEXT NOT NULL,
    created_on   INTEGER NOT NULL,
    created_by   TEXT NOT NULL,
    expires_on   INTEGER,
    last_used_on INTEGER
) STRICT;

-- `owner` is an account, or empty; `permissions` is a list of entries.
CREATE TABLE dss_project (
    key         TEXT PRIMARY KEY,
    name        TEXT NOT NULL,
    owner       TEXT NOT NULL,
    permissions TEXT NOT NULL DEFAULT '[]'
) STRICT;

CREATE TABLE dss_dataset (
    project TEXT NOT NULL REFERENCES dss_project (key) ON DELETE CASCADE,
    name    TEXT NOT NULL,
    PRIMARY KEY (project, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE dss_connection (
    name       TEXT PRIMARY KEY,
    definition TEXT NOT NULL
) STRICT;

CREATE TABLE dss_plugin (
    id         TEXT PRIMARY KEY,
    definition TEXT NOT NULL
) STRICT;

-- Kitchens of DataKitchen Automation: contract/datakitchen-automation.md §4.
CREATE TABLE kitchen (
    name TEXT PRIMARY KEY,
    body TEXT NOT NULL
) STRICT;
