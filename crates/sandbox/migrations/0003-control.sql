-- The control plane: contract/iguazio-control-plane.md. A record is a row, whatever its kind; `attributes` is JSON. `name`
-- is what no two records of a kind may have alike, in the one form in which it is compared; NULL where there is no such
-- thing. `seq` is the order in which they were made, and never used twice.
CREATE TABLE control_record (
    seq        INTEGER PRIMARY KEY AUTOINCREMENT,
    kind       TEXT NOT NULL,
    id         TEXT NOT NULL,
    name       TEXT,
    attributes TEXT NOT NULL,
    UNIQUE (kind, id),
    UNIQUE (kind, name)
) STRICT;

CREATE INDEX control_record_kind ON control_record (kind, seq);
CREATE INDEX control_record_username ON control_record (kind, json_extract(attributes, '$.username'));
CREATE INDEX control_record_created ON control_record (kind, json_extract(attributes, '$.created_at'));
CREATE INDEX control_record_time ON control_record (kind, json_extract(attributes, '$.timestamp_iso8601'));

-- A relation that is seen from both its ends is stored at one of them.
CREATE TABLE control_link (
    source   INTEGER NOT NULL REFERENCES control_record (seq) ON DELETE CASCADE,
    relation TEXT NOT NULL,
    target   INTEGER NOT NULL REFERENCES control_record (seq) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    PRIMARY KEY (source, relation, target)
) STRICT, WITHOUT ROWID;

CREATE INDEX control_link_target ON control_link (target, relation);

-- Passwords of users who have one of their own; whoever stands for an account has that one's.
CREATE TABLE control_password (
    user INTEGER PRIMARY KEY REFERENCES control_record (seq) ON DELETE CASCADE,
    hash TEXT NOT NULL
) STRICT;

-- `digest` is the SHA-256 of the cookie's id, times are milliseconds since 1970. `account_session` is the number of the
-- account's session whose password opened this one: it ends with that.
CREATE TABLE control_session (
    digest          BLOB PRIMARY KEY,
    user            INTEGER NOT NULL REFERENCES control_record (seq) ON DELETE CASCADE,
    plane           TEXT NOT NULL,
    account_session INTEGER,
    expires_on      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX control_session_user ON control_session (user);
CREATE INDEX control_session_end ON control_session (expires_on);

-- The secret of an access key, whose record is known by another id: its SHA-256, and itself encrypted for its owner with
-- a key that is not in the database.
CREATE TABLE control_key (
    record INTEGER PRIMARY KEY REFERENCES control_record (seq) ON DELETE CASCADE,
    user   INTEGER NOT NULL REFERENCES control_record (seq) ON DELETE CASCADE,
    digest BLOB NOT NULL UNIQUE,
    sealed BLOB NOT NULL
) STRICT;

CREATE INDEX control_key_user ON control_key (user);
