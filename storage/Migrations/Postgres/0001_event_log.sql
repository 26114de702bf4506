-- Every text is compared by its bytes (COLLATE "C"), as SQLite does: lists have one order on both databases. Every whole
-- number is a BIGINT, as in SQLite; times are Unix milliseconds everywhere.

-- The log. The writer draws positions under its lock, each one more than the highest: they become visible in order, and
-- a restored log goes on where it ends.
CREATE TABLE events (
    position   BIGINT PRIMARY KEY,
    stream     TEXT COLLATE "C" NOT NULL,
    version    BIGINT NOT NULL,
    command_id TEXT COLLATE "C" NOT NULL,
    name       TEXT COLLATE "C" NOT NULL,
    data       TEXT COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX events_stream_version ON events (stream, version);

-- What each command answered, so that its repetition answers the same.
CREATE TABLE commands (
    command_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    stream     TEXT COLLATE "C" NOT NULL,
    subject_id TEXT COLLATE "C" NOT NULL,
    version    BIGINT NOT NULL
);

-- Members' prose. Erasing one sets salt and content to NULL; then the hash tells nothing of what it was.
CREATE TABLE texts (
    id      TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    hash    TEXT COLLATE "C" NOT NULL,
    salt    TEXT COLLATE "C",
    content TEXT COLLATE "C"
);

-- Personal data of members. handle_key is the handle in the form in which it is unique (NFKC, upper case).
CREATE TABLE profiles (
    member_id    TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    handle       TEXT COLLATE "C" NOT NULL,
    handle_key   TEXT COLLATE "C" NOT NULL UNIQUE,
    display_name TEXT COLLATE "C" NOT NULL,
    email        TEXT COLLATE "C"
);

-- Folded states: a cache. shape is a hash over the state's type; another shape is as good as no row.
CREATE TABLE snapshots (
    stream  TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    shape   TEXT COLLATE "C" NOT NULL,
    state   TEXT COLLATE "C" NOT NULL
);

-- Answers kept for a repeated Idempotency-Key.
CREATE TABLE idempotency (
    account      TEXT COLLATE "C" NOT NULL,
    key          TEXT COLLATE "C" NOT NULL,
    request_hash TEXT COLLATE "C" NOT NULL,
    status       BIGINT NOT NULL,
    headers      TEXT COLLATE "C" NOT NULL,
    body         BYTEA NOT NULL,
    created_at   BIGINT NOT NULL,
    PRIMARY KEY (account, key)
);
CREATE INDEX idempotency_created_at ON idempotency (created_at);

-- Reminders of grains. grain_hash is the grain's place on the ring of 2^32; periods are milliseconds. An etag is never
-- given twice, so that a removal meant for an earlier reminder of the same name misses the newer one.
CREATE TABLE reminders (
    etag       BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    grain_id   TEXT COLLATE "C" NOT NULL,
    name       TEXT COLLATE "C" NOT NULL,
    grain_hash BIGINT NOT NULL,
    start_at   BIGINT NOT NULL,
    period     BIGINT NOT NULL,
    UNIQUE (grain_id, name)
);
CREATE INDEX reminders_grain_hash ON reminders (grain_hash);
