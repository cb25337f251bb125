-- Mapping shares are whole hundredths of a percent; a service's shares add up to 0 (nothing mapped) or 10000.
CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT;

-- `login` is the normalised form. `session` counts up with each new password and each disabling: tokens carry it.
CREATE TABLE account (
    login    TEXT PRIMARY KEY,
    email    TEXT NOT NULL,
    name     TEXT NOT NULL,
    role     TEXT NOT NULL,
    password TEXT NOT NULL,
    enabled  INTEGER NOT NULL DEFAULT 1,
    session  INTEGER NOT NULL DEFAULT 1
) STRICT;

-- `digest` is the SHA-256 of the secret; times are milliseconds since 1970.
CREATE TABLE admin_key (
    id           TEXT PRIMARY KEY,
    digest       BLOB NOT NULL UNIQUE,
    label        TEXT,
    description  TEXT,
    created_by   TEXT,
    expiry       INTEGER,
    created_on   INTEGER NOT NULL,
    expires_on   INTEGER,
    last_used_on INTEGER
) STRICT;

CREATE TABLE service (
    id                   TEXT PRIMARY KEY,
    enabled              INTEGER NOT NULL DEFAULT 0,
    start_aborted_reason TEXT
) STRICT, WITHOUT ROWID;

-- What generations are made of, stored once per content.
CREATE TABLE package (
    digest   BLOB PRIMARY KEY,
    contents TEXT NOT NULL
) STRICT;

CREATE TABLE generation (
    row        INTEGER PRIMARY KEY AUTOINCREMENT,
    service    TEXT NOT NULL REFERENCES service (id) ON DELETE CASCADE,
    id         TEXT NOT NULL,
    created_on INTEGER NOT NULL,
    package    BLOB NOT NULL REFERENCES package (digest),
    share      INTEGER NOT NULL DEFAULT 0 CHECK (share BETWEEN 0 AND 10000),
    UNIQUE (service, id)
) STRICT;

CREATE INDEX generation_package ON generation (package);

CREATE TABLE cache_entry (
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (kind, name)
) STRICT, WITHOUT ROWID;

-- `latency` holds the histogram's counters, little-endian.
CREATE TABLE traffic (
    service    TEXT NOT NULL,
    endpoint   TEXT NOT NULL,
    generation TEXT NOT NULL,
    queries    INTEGER NOT NULL,
    errors     INTEGER NOT NULL,
    latency    BLOB NOT NULL,
    PRIMARY KEY (service, endpoint, generation)
) STRICT, WITHOUT ROWID;
