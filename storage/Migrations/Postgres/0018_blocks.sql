-- Organisations that no recommendation to a member may show; nobody else is told of them.
CREATE TABLE blocked_organisations (
    member_id       TEXT COLLATE "C" NOT NULL,
    organisation_id TEXT COLLATE "C" NOT NULL,
    at              BIGINT NOT NULL,
    PRIMARY KEY (member_id, organisation_id)
);
