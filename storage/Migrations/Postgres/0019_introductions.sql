-- Members' wishes to be introduced to organisations, and what came of them. A wish that is taken back has no row.
CREATE TABLE introductions (
    id                     TEXT COLLATE "C" PRIMARY KEY,
    member_id              TEXT COLLATE "C" NOT NULL,
    kind                   TEXT COLLATE "C" NOT NULL,
    target_id              TEXT COLLATE "C" NOT NULL,
    organisation_id        TEXT COLLATE "C" NOT NULL,
    state                  TEXT COLLATE "C" NOT NULL,
    asked_at               BIGINT NOT NULL,
    -- Of the member, when it was concluded.
    asking_organisation_id TEXT COLLATE "C" NULL,
    note_id                TEXT COLLATE "C" NULL,
    concluded_by           TEXT COLLATE "C" NULL,
    concluded_at           BIGINT NULL,
    concluded_position     BIGINT NULL
);
CREATE INDEX introductions_member ON introductions (member_id, asked_at, id);
CREATE INDEX introductions_organisation ON introductions (organisation_id, concluded_position);

-- Whose coordinators see to a wish; operators see to all.
CREATE TABLE introduction_clusters (
    cluster_id      TEXT COLLATE "C" NOT NULL,
    introduction_id TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (cluster_id, introduction_id)
);
CREATE INDEX introduction_clusters_introduction ON introduction_clusters (introduction_id);
