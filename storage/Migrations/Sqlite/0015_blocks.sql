-- Organisations that no recommendation to a member may show; nobody else is told of them.
CREATE TABLE blocked_organisations (
    member_id       TEXT NOT NULL,
    organisation_id TEXT NOT NULL,
    at              INTEGER NOT NULL,
    PRIMARY KEY (member_id, organisation_id)
) WITHOUT ROWID;
