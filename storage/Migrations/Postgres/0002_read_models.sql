-- Read models: plain tables that follow from the log alone (with the tables texts and profiles beside them). The same
-- tables and columns as on SQLite. Enumerations are stored by name; a list is its items joined by line feeds; an id that
-- ends in a text is a key of texts.

CREATE TABLE ideas (
    id               TEXT COLLATE "C" PRIMARY KEY,
    -- The position of the event that made it: names the idea's row in idea_search.
    position         BIGINT NOT NULL,
    cluster_id       TEXT COLLATE "C" NOT NULL,
    author_id        TEXT COLLATE "C" NOT NULL,
    title_id         TEXT COLLATE "C" NOT NULL,
    body_id          TEXT COLLATE "C" NOT NULL,
    tags             TEXT COLLATE "C" NOT NULL,
    stage            TEXT COLLATE "C" NOT NULL,
    visibility       TEXT COLLATE "C" NOT NULL,
    -- 1 when everyone may see it: visible and no draft.
    is_public        BIGINT NOT NULL,
    supports         BIGINT NOT NULL,
    imported_support BIGINT NOT NULL,
    -- supports + imported_support; the order "most supported".
    support_total    BIGINT NOT NULL,
    comments         BIGINT NOT NULL,
    followers        BIGINT NOT NULL,
    created_at       BIGINT NOT NULL,
    active_at        BIGINT NOT NULL,
    -- Revision of title, body and tags, from 1; edited_at and edited_by are null until the first edit.
    revision         BIGINT NOT NULL,
    edited_at        BIGINT NULL,
    edited_by        TEXT COLLATE "C" NULL,
    -- The idea's stream version: changes with everything that its page shows, names apart (see names_version).
    version          BIGINT NOT NULL,
    hot              DOUBLE PRECISION NOT NULL
);
CREATE INDEX ideas_new ON ideas (created_at, id);
CREATE INDEX ideas_cluster_new ON ideas (cluster_id, created_at, id);
CREATE INDEX ideas_hot ON ideas (hot, id);
CREATE INDEX ideas_cluster_hot ON ideas (cluster_id, hot, id);
CREATE INDEX ideas_supported ON ideas (support_total, id);
CREATE INDEX ideas_cluster_supported ON ideas (cluster_id, support_total, id);
CREATE INDEX ideas_unanswered ON ideas (created_at, id) WHERE comments = 0;
CREATE INDEX ideas_author ON ideas (author_id, created_at);

CREATE TABLE idea_tags (
    tag TEXT COLLATE "C" NOT NULL,
    idea_id TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (tag, idea_id)
);
CREATE INDEX idea_tags_idea ON idea_tags (idea_id);

-- Earlier versions only; the present one is in ideas.
CREATE TABLE idea_versions (
    idea_id  TEXT COLLATE "C" NOT NULL,
    revision BIGINT NOT NULL,
    title_id TEXT COLLATE "C" NOT NULL,
    body_id  TEXT COLLATE "C" NOT NULL,
    tags     TEXT COLLATE "C" NOT NULL,
    by_id    TEXT COLLATE "C" NOT NULL,
    at       BIGINT NOT NULL,
    PRIMARY KEY (idea_id, revision)
);

CREATE TABLE idea_stage_changes (
    idea_id    TEXT COLLATE "C" NOT NULL,
    version    BIGINT NOT NULL,
    from_stage TEXT COLLATE "C" NOT NULL,
    to_stage   TEXT COLLATE "C" NOT NULL,
    reason_id  TEXT COLLATE "C" NOT NULL,
    by_id      TEXT COLLATE "C" NOT NULL,
    at         BIGINT NOT NULL,
    PRIMARY KEY (idea_id, version)
);

-- Ideas that everyone may see, per cluster.
CREATE TABLE cluster_ideas (
    cluster_id TEXT COLLATE "C" PRIMARY KEY,
    ideas      BIGINT NOT NULL
);

CREATE TABLE supports (
    idea_id   TEXT COLLATE "C" NOT NULL,
    member_id TEXT COLLATE "C" NOT NULL,
    at        BIGINT NOT NULL,
    PRIMARY KEY (idea_id, member_id)
);

CREATE TABLE follows (
    idea_id   TEXT COLLATE "C" NOT NULL,
    member_id TEXT COLLATE "C" NOT NULL,
    at        BIGINT NOT NULL,
    PRIMARY KEY (idea_id, member_id)
);

-- Kept in display order: an idea's comments are one stretch of the table.
CREATE TABLE comments (
    idea_id    TEXT COLLATE "C" NOT NULL,
    -- The parent's path, then time and position in fixed width: siblings by time, answers below what they answer.
    path       TEXT COLLATE "C" NOT NULL,
    id         TEXT COLLATE "C" NOT NULL,
    position   BIGINT NOT NULL,
    parent_id  TEXT COLLATE "C" NULL,
    depth      BIGINT NOT NULL,
    author_id  TEXT COLLATE "C" NOT NULL,
    body_id    TEXT COLLATE "C" NOT NULL,
    visibility TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    revision   BIGINT NOT NULL,
    edited_at  BIGINT NULL,
    edited_by  TEXT COLLATE "C" NULL,
    PRIMARY KEY (idea_id, path)
);
CREATE UNIQUE INDEX comments_id ON comments (id);

-- Earlier versions only; the present one is in comments.
CREATE TABLE comment_versions (
    comment_id TEXT COLLATE "C" NOT NULL,
    revision   BIGINT NOT NULL,
    body_id    TEXT COLLATE "C" NOT NULL,
    by_id      TEXT COLLATE "C" NOT NULL,
    at         BIGINT NOT NULL,
    PRIMARY KEY (comment_id, revision)
);

CREATE TABLE members (
    id              TEXT COLLATE "C" PRIMARY KEY,
    origin          TEXT COLLATE "C" NOT NULL,
    locale          TEXT COLLATE "C" NOT NULL,
    is_operator     BIGINT NOT NULL,
    organisation_id TEXT COLLATE "C" NULL,
    tags            TEXT COLLATE "C" NOT NULL,
    created_at      BIGINT NOT NULL,
    version         BIGINT NOT NULL
);
CREATE INDEX members_organisation ON members (organisation_id, id);

CREATE TABLE recommendation_answers (
    member_id TEXT COLLATE "C" NOT NULL,
    kind      TEXT COLLATE "C" NOT NULL,
    target_id TEXT COLLATE "C" NOT NULL,
    answer    TEXT COLLATE "C" NOT NULL,
    at        BIGINT NOT NULL,
    PRIMARY KEY (member_id, kind, target_id)
);

-- The position of the newest event that may have changed a shown name (member, organisation, cluster): one row.
CREATE TABLE names_version (
    id       BIGINT PRIMARY KEY CHECK (id = 1),
    position BIGINT NOT NULL
);

CREATE TABLE organisations (
    id                  TEXT COLLATE "C" PRIMARY KEY,
    -- The position of the event that made it: names the row in organisation_search.
    position            BIGINT NOT NULL,
    kind                TEXT COLLATE "C" NOT NULL,
    registration_number TEXT COLLATE "C" NULL,
    source              TEXT COLLATE "C" NULL,
    name_id             TEXT COLLATE "C" NOT NULL,
    -- The name as lists are ordered by it: folded as the analyser folds.
    name_key            TEXT COLLATE "C" NOT NULL,
    region              TEXT COLLATE "C" NULL,
    complex             TEXT COLLATE "C" NULL,
    industries          TEXT COLLATE "C" NOT NULL,
    tags                TEXT COLLATE "C" NOT NULL,
    products_id         TEXT COLLATE "C" NULL,
    offers_id           TEXT COLLATE "C" NULL,
    needs_id            TEXT COLLATE "C" NULL,
    home_page           TEXT COLLATE "C" NULL,
    registered_by       TEXT COLLATE "C" NOT NULL,
    members             BIGINT NOT NULL,
    created_at          BIGINT NOT NULL,
    version             BIGINT NOT NULL
);
CREATE UNIQUE INDEX organisations_registration_number ON organisations (registration_number);
CREATE UNIQUE INDEX organisations_source ON organisations (source);
CREATE INDEX organisations_name ON organisations (name_key, id);

CREATE TABLE organisation_industries (
    code            TEXT COLLATE "C" NOT NULL,
    organisation_id TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (code, organisation_id)
);
CREATE INDEX organisation_industries_organisation ON organisation_industries (organisation_id);

CREATE TABLE organisation_members (
    member_id       TEXT COLLATE "C" PRIMARY KEY,
    organisation_id TEXT COLLATE "C" NOT NULL
);
CREATE INDEX organisation_members_organisation ON organisation_members (organisation_id, member_id);

CREATE TABLE clusters (
    id             TEXT COLLATE "C" PRIMARY KEY,
    name_id        TEXT COLLATE "C" NOT NULL,
    name_key       TEXT COLLATE "C" NOT NULL,
    description_id TEXT COLLATE "C" NOT NULL,
    tags           TEXT COLLATE "C" NOT NULL,
    lifecycle      TEXT COLLATE "C" NOT NULL,
    -- The rules as JSON.
    rules          TEXT COLLATE "C" NOT NULL,
    source         TEXT COLLATE "C" NULL,
    members        BIGINT NOT NULL,
    created_at     BIGINT NOT NULL,
    version        BIGINT NOT NULL
);
CREATE UNIQUE INDEX clusters_source ON clusters (source);
CREATE INDEX clusters_name ON clusters (name_key, id);

CREATE TABLE cluster_members (
    cluster_id     TEXT COLLATE "C" NOT NULL,
    member_id      TEXT COLLATE "C" NOT NULL,
    is_coordinator BIGINT NOT NULL,
    joined_at      BIGINT NOT NULL,
    PRIMARY KEY (cluster_id, member_id)
);
CREATE INDEX cluster_members_member ON cluster_members (member_id, cluster_id, is_coordinator);

-- What an import made: a source names one thing for ever, so a second import of it is refused.
CREATE TABLE sources (
    source TEXT COLLATE "C" PRIMARY KEY,
    kind   TEXT COLLATE "C" NOT NULL,
    id     TEXT COLLATE "C" NOT NULL
);

CREATE TABLE cases (
    id              TEXT COLLATE "C" PRIMARY KEY,
    cluster_id      TEXT COLLATE "C" NOT NULL,
    idea_id         TEXT COLLATE "C" NOT NULL,
    comment_id      TEXT COLLATE "C" NULL,
    author_id       TEXT COLLATE "C" NOT NULL,
    is_open         BIGINT NOT NULL,
    flags           BIGINT NOT NULL,
    opened_at       BIGINT NOT NULL,
    -- The newest flag or decision; the order of the queue.
    changed_at      BIGINT NOT NULL,
    decision        TEXT COLLATE "C" NULL,
    reason_id       TEXT COLLATE "C" NULL,
    decided_by      TEXT COLLATE "C" NULL,
    decided_at      BIGINT NULL,
    version         BIGINT NOT NULL
);
CREATE INDEX cases_queue ON cases (cluster_id, is_open, changed_at, id);

CREATE TABLE case_flags (
    case_id   TEXT COLLATE "C" NOT NULL,
    member_id TEXT COLLATE "C" NOT NULL,
    category  TEXT COLLATE "C" NOT NULL,
    note_id   TEXT COLLATE "C" NULL,
    at        BIGINT NOT NULL,
    PRIMARY KEY (case_id, member_id)
);

CREATE TABLE case_decisions (
    case_id   TEXT COLLATE "C" NOT NULL,
    version   BIGINT NOT NULL,
    decision  TEXT COLLATE "C" NOT NULL,
    reason_id TEXT COLLATE "C" NOT NULL,
    by_id     TEXT COLLATE "C" NOT NULL,
    at        BIGINT NOT NULL,
    PRIMARY KEY (case_id, version)
);

-- What a decision tells the author and each flagger.
CREATE TABLE notices (
    member_id TEXT COLLATE "C" NOT NULL,
    position  BIGINT NOT NULL,
    audience  TEXT COLLATE "C" NOT NULL,
    case_id   TEXT COLLATE "C" NOT NULL,
    decision  TEXT COLLATE "C" NOT NULL,
    reason_id TEXT COLLATE "C" NOT NULL,
    at        BIGINT NOT NULL,
    PRIMARY KEY (member_id, position)
);

-- The industry classification as imported; the built-in part is code. Not derived from the log.
CREATE TABLE ksic (
    revision BIGINT NOT NULL,
    code     TEXT COLLATE "C" NOT NULL,
    korean   TEXT COLLATE "C" NOT NULL,
    english  TEXT COLLATE "C" NULL,
    PRIMARY KEY (revision, code)
);

-- From the 9th revision to the 10th: a code may have become several. detail says what of it went there.
CREATE TABLE ksic_links (
    previous TEXT COLLATE "C" NOT NULL,
    current  TEXT COLLATE "C" NOT NULL,
    detail   TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (previous, current, detail)
);
