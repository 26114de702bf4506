-- The log. A position is never used again, because events are never deleted.
CREATE TABLE events (
    position   INTEGER PRIMARY KEY,
    stream     TEXT NOT NULL,
    version    INTEGER NOT NULL,
    command_id TEXT NOT NULL,
    name       TEXT NOT NULL,
    data       TEXT NOT NULL
);
CREATE UNIQUE INDEX events_stream_version ON events (stream, version);

-- What each command answered, so that its repetition answers the same.
CREATE TABLE commands (
    command_id TEXT NOT NULL PRIMARY KEY,
    stream     TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    version    INTEGER NOT NULL
) WITHOUT ROWID;

-- Members' prose. Erasing one sets salt and content to NULL; then the hash tells nothing of what it was.
CREATE TABLE texts (
    id      TEXT NOT NULL PRIMARY KEY,
    hash    TEXT NOT NULL,
    salt    TEXT,
    content TEXT
);

-- Personal data of members. handle_key is the handle in the form in which it is unique (NFKC, upper case).
CREATE TABLE profiles (
    member_id    TEXT NOT NULL PRIMARY KEY,
    handle       TEXT NOT NULL,
    handle_key   TEXT NOT NULL UNIQUE,
    display_name TEXT NOT NULL,
    email        TEXT
);

-- Folded states: a cache. shape is a hash over the state's type; another shape is as good as no row.
CREATE TABLE snapshots (
    stream  TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    shape   TEXT NOT NULL,
    state   TEXT NOT NULL
);

-- Answers kept for a repeated Idempotency-Key. Times are Unix milliseconds everywhere.
CREATE TABLE idempotency (
    account      TEXT NOT NULL,
    key          TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    status       INTEGER NOT NULL,
    headers      TEXT NOT NULL,
    body         BLOB NOT NULL,
    created_at   INTEGER NOT NULL,
    PRIMARY KEY (account, key)
) WITHOUT ROWID;
CREATE INDEX idempotency_created_at ON idempotency (created_at);

-- Reminders of grains. grain_hash is the grain's place on the ring of 2^32; periods are milliseconds. An etag is never
-- given twice, so that a removal meant for an earlier reminder of the same name misses the newer one.
CREATE TABLE reminders (
    etag       INTEGER PRIMARY KEY AUTOINCREMENT,
    grain_id   TEXT NOT NULL,
    name       TEXT NOT NULL,
    grain_hash INTEGER NOT NULL,
    start_at   INTEGER NOT NULL,
    period     INTEGER NOT NULL,
    UNIQUE (grain_id, name)
);
CREATE INDEX reminders_grain_hash ON reminders (grain_hash);
