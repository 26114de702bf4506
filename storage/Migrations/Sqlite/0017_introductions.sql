-- Members' wishes to be introduced to organisations, and what came of them. A wish that is taken back has no row.
CREATE TABLE introductions (
    id                     TEXT PRIMARY KEY,
    member_id              TEXT NOT NULL,
    kind                   TEXT NOT NULL,
    target_id              TEXT NOT NULL,
    organisation_id        TEXT NOT NULL,
    state                  TEXT NOT NULL,
    asked_at               INTEGER NOT NULL,
    -- Of the member, when it was concluded.
    asking_organisation_id TEXT NULL,
    note_id                TEXT NULL,
    concluded_by           TEXT NULL,
    concluded_at           INTEGER NULL,
    concluded_position     INTEGER NULL
) WITHOUT ROWID;
CREATE INDEX introductions_member ON introductions (member_id, asked_at, id);
CREATE INDEX introductions_organisation ON introductions (organisation_id, concluded_position);

-- Whose coordinators see to a wish; operators see to all.
CREATE TABLE introduction_clusters (
    cluster_id      TEXT NOT NULL,
    introduction_id TEXT NOT NULL,
    PRIMARY KEY (cluster_id, introduction_id)
) WITHOUT ROWID;
CREATE INDEX introduction_clusters_introduction ON introduction_clusters (introduction_id);
