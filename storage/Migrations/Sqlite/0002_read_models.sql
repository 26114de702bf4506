-- Read models: plain tables that follow from the log alone (with the tables texts and profiles beside them).
-- Times are Unix milliseconds; enumerations are stored by name; a list is its items joined by line feeds; an id that
-- ends in a text is a key of texts. What only SQLite needs is WITHOUT ROWID; everything else is meant for both databases.

CREATE TABLE ideas (
    id               TEXT PRIMARY KEY,
    -- The position of the event that made it: names the idea's row in idea_search.
    position         INTEGER NOT NULL,
    cluster_id       TEXT NOT NULL,
    author_id        TEXT NOT NULL,
    title_id         TEXT NOT NULL,
    body_id          TEXT NOT NULL,
    tags             TEXT NOT NULL,
    stage            TEXT NOT NULL,
    visibility       TEXT NOT NULL,
    -- 1 when everyone may see it: visible and no draft.
    is_public        INTEGER NOT NULL,
    supports         INTEGER NOT NULL,
    imported_support INTEGER NOT NULL,
    -- supports + imported_support; the order "most supported".
    support_total    INTEGER NOT NULL,
    comments         INTEGER NOT NULL,
    followers        INTEGER NOT NULL,
    created_at       INTEGER NOT NULL,
    active_at        INTEGER NOT NULL,
    -- Revision of title, body and tags, from 1; edited_at and edited_by are null until the first edit.
    revision         INTEGER NOT NULL,
    edited_at        INTEGER NULL,
    edited_by        TEXT NULL,
    -- The idea's stream version: changes with everything that its page shows, names apart (see names_version).
    version          INTEGER NOT NULL,
    hot              REAL NOT NULL
) WITHOUT ROWID;
CREATE INDEX ideas_new ON ideas (created_at, id);
CREATE INDEX ideas_cluster_new ON ideas (cluster_id, created_at, id);
CREATE INDEX ideas_hot ON ideas (hot, id);
CREATE INDEX ideas_cluster_hot ON ideas (cluster_id, hot, id);
CREATE INDEX ideas_supported ON ideas (support_total, id);
CREATE INDEX ideas_cluster_supported ON ideas (cluster_id, support_total, id);
CREATE INDEX ideas_unanswered ON ideas (created_at, id) WHERE comments = 0;
CREATE INDEX ideas_author ON ideas (author_id, created_at);

CREATE TABLE idea_tags (
    tag TEXT NOT NULL,
    idea_id TEXT NOT NULL,
    PRIMARY KEY (tag, idea_id)
) WITHOUT ROWID;
CREATE INDEX idea_tags_idea ON idea_tags (idea_id);

-- Earlier versions only; the present one is in ideas.
CREATE TABLE idea_versions (
    idea_id  TEXT NOT NULL,
    revision INTEGER NOT NULL,
    title_id TEXT NOT NULL,
    body_id  TEXT NOT NULL,
    tags     TEXT NOT NULL,
    by_id    TEXT NOT NULL,
    at       INTEGER NOT NULL,
    PRIMARY KEY (idea_id, revision)
) WITHOUT ROWID;

CREATE TABLE idea_stage_changes (
    idea_id    TEXT NOT NULL,
    version    INTEGER NOT NULL,
    from_stage TEXT NOT NULL,
    to_stage   TEXT NOT NULL,
    reason_id  TEXT NOT NULL,
    by_id      TEXT NOT NULL,
    at         INTEGER NOT NULL,
    PRIMARY KEY (idea_id, version)
) WITHOUT ROWID;

-- Ideas that everyone may see, per cluster.
CREATE TABLE cluster_ideas (
    cluster_id TEXT PRIMARY KEY,
    ideas      INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE supports (
    idea_id   TEXT NOT NULL,
    member_id TEXT NOT NULL,
    at        INTEGER NOT NULL,
    PRIMARY KEY (idea_id, member_id)
) WITHOUT ROWID;

CREATE TABLE follows (
    idea_id   TEXT NOT NULL,
    member_id TEXT NOT NULL,
    at        INTEGER NOT NULL,
    PRIMARY KEY (idea_id, member_id)
) WITHOUT ROWID;

-- Kept in display order: an idea's comments are one stretch of the table.
CREATE TABLE comments (
    idea_id    TEXT NOT NULL,
    -- The parent's path, then time and position in fixed width: siblings by time, answers below what they answer.
    path       TEXT NOT NULL,
    id         TEXT NOT NULL,
    position   INTEGER NOT NULL,
    parent_id  TEXT NULL,
    depth      INTEGER NOT NULL,
    author_id  TEXT NOT NULL,
    body_id    TEXT NOT NULL,
    visibility TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    revision   INTEGER NOT NULL,
    edited_at  INTEGER NULL,
    edited_by  TEXT NULL,
    PRIMARY KEY (idea_id, path)
) WITHOUT ROWID;
CREATE UNIQUE INDEX comments_id ON comments (id);

-- Earlier versions only; the present one is in comments.
CREATE TABLE comment_versions (
    comment_id TEXT NOT NULL,
    revision   INTEGER NOT NULL,
    body_id    TEXT NOT NULL,
    by_id      TEXT NOT NULL,
    at         INTEGER NOT NULL,
    PRIMARY KEY (comment_id, revision)
) WITHOUT ROWID;

CREATE TABLE members (
    id              TEXT PRIMARY KEY,
    origin          TEXT NOT NULL,
    locale          TEXT NOT NULL,
    is_operator     INTEGER NOT NULL,
    organisation_id TEXT NULL,
    tags            TEXT NOT NULL,
    created_at      INTEGER NOT NULL,
    version         INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX members_organisation ON members (organisation_id, id);

CREATE TABLE recommendation_answers (
    member_id TEXT NOT NULL,
    kind      TEXT NOT NULL,
    target_id TEXT NOT NULL,
    answer    TEXT NOT NULL,
    at        INTEGER NOT NULL,
    PRIMARY KEY (member_id, kind, target_id)
) WITHOUT ROWID;

-- The position of the newest event that may have changed a shown name (member, organisation, cluster): one row.
CREATE TABLE names_version (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    position INTEGER NOT NULL
);

CREATE TABLE organisations (
    id                  TEXT PRIMARY KEY,
    -- The position of the event that made it: names the row in organisation_search.
    position            INTEGER NOT NULL,
    kind                TEXT NOT NULL,
    registration_number TEXT NULL,
    source              TEXT NULL,
    name_id             TEXT NOT NULL,
    -- The name as lists are ordered by it: folded as the analyser folds.
    name_key            TEXT NOT NULL,
    region              TEXT NULL,
    complex             TEXT NULL,
    industries          TEXT NOT NULL,
    tags                TEXT NOT NULL,
    products_id         TEXT NULL,
    offers_id           TEXT NULL,
    needs_id            TEXT NULL,
    home_page           TEXT NULL,
    registered_by       TEXT NOT NULL,
    members             INTEGER NOT NULL,
    created_at          INTEGER NOT NULL,
    version             INTEGER NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX organisations_registration_number ON organisations (registration_number);
CREATE UNIQUE INDEX organisations_source ON organisations (source);
CREATE INDEX organisations_name ON organisations (name_key, id);

CREATE TABLE organisation_industries (
    code            TEXT NOT NULL,
    organisation_id TEXT NOT NULL,
    PRIMARY KEY (code, organisation_id)
) WITHOUT ROWID;
CREATE INDEX organisation_industries_organisation ON organisation_industries (organisation_id);

CREATE TABLE organisation_members (
    member_id       TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX organisation_members_organisation ON organisation_members (organisation_id, member_id);

CREATE TABLE clusters (
    id             TEXT PRIMARY KEY,
    name_id        TEXT NOT NULL,
    name_key       TEXT NOT NULL,
    description_id TEXT NOT NULL,
    tags           TEXT NOT NULL,
    lifecycle      TEXT NOT NULL,
    -- The rules as JSON.
    rules          TEXT NOT NULL,
    source         TEXT NULL,
    members        INTEGER NOT NULL,
    created_at     INTEGER NOT NULL,
    version        INTEGER NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX clusters_source ON clusters (source);
CREATE INDEX clusters_name ON clusters (name_key, id);

CREATE TABLE cluster_members (
    cluster_id     TEXT NOT NULL,
    member_id      TEXT NOT NULL,
    is_coordinator INTEGER NOT NULL,
    joined_at      INTEGER NOT NULL,
    PRIMARY KEY (cluster_id, member_id)
) WITHOUT ROWID;
CREATE INDEX cluster_members_member ON cluster_members (member_id, cluster_id, is_coordinator);

-- What an import made: a source names one thing for ever, so a second import of it is refused.
CREATE TABLE sources (
    source TEXT PRIMARY KEY,
    kind   TEXT NOT NULL,
    id     TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE cases (
    id              TEXT PRIMARY KEY,
    cluster_id      TEXT NOT NULL,
    idea_id         TEXT NOT NULL,
    comment_id      TEXT NULL,
    author_id       TEXT NOT NULL,
    is_open         INTEGER NOT NULL,
    flags           INTEGER NOT NULL,
    opened_at       INTEGER NOT NULL,
    -- The newest flag or decision; the order of the queue.
    changed_at      INTEGER NOT NULL,
    decision        TEXT NULL,
    reason_id       TEXT NULL,
    decided_by      TEXT NULL,
    decided_at      INTEGER NULL,
    version         INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX cases_queue ON cases (cluster_id, is_open, changed_at, id);

CREATE TABLE case_flags (
    case_id   TEXT NOT NULL,
    member_id TEXT NOT NULL,
    category  TEXT NOT NULL,
    note_id   TEXT NULL,
    at        INTEGER NOT NULL,
    PRIMARY KEY (case_id, member_id)
) WITHOUT ROWID;

CREATE TABLE case_decisions (
    case_id   TEXT NOT NULL,
    version   INTEGER NOT NULL,
    decision  TEXT NOT NULL,
    reason_id TEXT NOT NULL,
    by_id     TEXT NOT NULL,
    at        INTEGER NOT NULL,
    PRIMARY KEY (case_id, version)
) WITHOUT ROWID;

-- What a decision tells the author and each flagger.
CREATE TABLE notices (
    member_id TEXT NOT NULL,
    position  INTEGER NOT NULL,
    audience  TEXT NOT NULL,
    case_id   TEXT NOT NULL,
    decision  TEXT NOT NULL,
    reason_id TEXT NOT NULL,
    at        INTEGER NOT NULL,
    PRIMARY KEY (member_id, position)
) WITHOUT ROWID;

-- The industry classification as imported; the built-in part is code. Not derived from the log.
CREATE TABLE ksic (
    revision INTEGER NOT NULL,
    code     TEXT NOT NULL,
    korean   TEXT NOT NULL,
    english  TEXT NULL,
    PRIMARY KEY (revision, code)
) WITHOUT ROWID;

-- From the 9th revision to the 10th: a code may have become several. detail says what of it went there.
CREATE TABLE ksic_links (
    previous TEXT NOT NULL,
    current  TEXT NOT NULL,
    detail   TEXT NOT NULL,
    PRIMARY KEY (previous, current, detail)
) WITHOUT ROWID;

-- Full text. The analyser cuts the words, so the tokeniser only splits at spaces. The tokens are kept beside the index,
-- and secure-delete is on: an edit or an erasure removes the old words from the file for good.
CREATE VIRTUAL TABLE idea_search USING fts5 (
    idea_id UNINDEXED, hidden UNINDEXED, title, tags, body, comment, initials, tokenize = 'ascii'
);
INSERT INTO idea_search (idea_search, rank) VALUES ('secure-delete', 1);
-- The weights of title, tags, body, comment, initials. A comment is a short row of its own, which BM25 favours; its
-- weight takes that back.
INSERT INTO idea_search (idea_search, rank) VALUES ('rank', 'bm25(0.0, 0.0, 8.0, 5.0, 2.0, 0.3, 4.0)');
CREATE VIRTUAL TABLE idea_terms USING fts5vocab (idea_search, row);

CREATE VIRTUAL TABLE organisation_search USING fts5 (
    organisation_id UNINDEXED, name, tags, products, offers, needs, initials, tokenize = 'ascii'
);
INSERT INTO organisation_search (organisation_search, rank) VALUES ('secure-delete', 1);
-- Name, tags, products, offers, needs, initials.
INSERT INTO organisation_search (organisation_search, rank) VALUES ('rank', 'bm25(0.0, 8.0, 4.0, 3.0, 2.0, 2.0, 4.0)');
