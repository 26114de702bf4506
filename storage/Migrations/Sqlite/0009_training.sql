-- Training runs of the recommender, what each trainer achieved, and which model serves. Not derived from the log.
CREATE TABLE training_runs (
    id              TEXT PRIMARY KEY,
    cause           TEXT NOT NULL,
    started_by      TEXT NULL,
    started_at      INTEGER NOT NULL,
    ended_at        INTEGER NULL,
    state           TEXT NOT NULL,
    seed            INTEGER NOT NULL,
    position        INTEGER NOT NULL,
    acts            INTEGER NOT NULL,
    stage           TEXT NOT NULL,
    progress        INTEGER NOT NULL,
    beat_at         INTEGER NOT NULL,
    cancel_asked_at INTEGER NULL,
    outcome         TEXT NULL,
    error           TEXT NULL
) WITHOUT ROWID;
CREATE INDEX training_runs_started ON training_runs (started_at, id);
-- One at a time, in the whole cluster.
CREATE UNIQUE INDEX training_runs_running ON training_runs (state) WHERE state = 'Running';

-- blob names what was learned in the blob store; null where it was not kept.
CREATE TABLE trained_models (
    id                    TEXT PRIMARY KEY,
    run_id                TEXT NOT NULL,
    trainer               TEXT NOT NULL,
    at                    INTEGER NOT NULL,
    position              INTEGER NOT NULL,
    seed                  INTEGER NOT NULL,
    score                 REAL NULL,
    organisation_queries  INTEGER NOT NULL,
    organisation_ndcg10   REAL NULL,
    organisation_ndcg20   REAL NULL,
    organisation_recall20 REAL NULL,
    idea_queries          INTEGER NOT NULL,
    idea_ndcg10           REAL NULL,
    idea_ndcg20           REAL NULL,
    idea_recall20         REAL NULL,
    milliseconds          INTEGER NOT NULL,
    blob                  TEXT NULL,
    hash                  TEXT NULL,
    error                 TEXT NULL
) WITHOUT ROWID;
CREATE INDEX trained_models_run ON trained_models (run_id);

-- Every choice of the model that serves; the newest holds. model_id is null for the built-in one.
CREATE TABLE model_choices (
    version   INTEGER PRIMARY KEY,
    at        INTEGER NOT NULL,
    made_by   TEXT NULL,
    kind      TEXT NOT NULL,
    model_id  TEXT NULL,
    is_pinned INTEGER NOT NULL
);
