-- Training runs of the recommender, what each trainer achieved, and which model serves. Not derived from the log.
CREATE TABLE training_runs (
    id              TEXT COLLATE "C" PRIMARY KEY,
    cause           TEXT COLLATE "C" NOT NULL,
    started_by      TEXT COLLATE "C" NULL,
    started_at      BIGINT NOT NULL,
    ended_at        BIGINT NULL,
    state           TEXT COLLATE "C" NOT NULL,
    seed            BIGINT NOT NULL,
    position        BIGINT NOT NULL,
    acts            BIGINT NOT NULL,
    stage           TEXT COLLATE "C" NOT NULL,
    progress        BIGINT NOT NULL,
    beat_at         BIGINT NOT NULL,
    cancel_asked_at BIGINT NULL,
    outcome         TEXT COLLATE "C" NULL,
    error           TEXT COLLATE "C" NULL
);
CREATE INDEX training_runs_started ON training_runs (started_at, id);
-- One at a time, in the whole cluster.
CREATE UNIQUE INDEX training_runs_running ON training_runs (state) WHERE state = 'Running';

-- blob names what was learned in the blob store; null where it was not kept.
CREATE TABLE trained_models (
    id                    TEXT COLLATE "C" PRIMARY KEY,
    run_id                TEXT COLLATE "C" NOT NULL,
    trainer               TEXT COLLATE "C" NOT NULL,
    at                    BIGINT NOT NULL,
    position              BIGINT NOT NULL,
    seed                  BIGINT NOT NULL,
    score                 DOUBLE PRECISION NULL,
    organisation_queries  BIGINT NOT NULL,
    organisation_ndcg10   DOUBLE PRECISION NULL,
    organisation_ndcg20   DOUBLE PRECISION NULL,
    organisation_recall20 DOUBLE PRECISION NULL,
    idea_queries          BIGINT NOT NULL,
    idea_ndcg10           DOUBLE PRECISION NULL,
    idea_ndcg20           DOUBLE PRECISION NULL,
    idea_recall20         DOUBLE PRECISION NULL,
    milliseconds          BIGINT NOT NULL,
    blob                  TEXT COLLATE "C" NULL,
    hash                  TEXT COLLATE "C" NULL,
    error                 TEXT COLLATE "C" NULL
);
CREATE INDEX trained_models_run ON trained_models (run_id);

-- Every choice of the model that serves; the newest holds. model_id is null for the built-in one.
CREATE TABLE model_choices (
    version   BIGINT PRIMARY KEY,
    at        BIGINT NOT NULL,
    made_by   TEXT COLLATE "C" NULL,
    kind      TEXT COLLATE "C" NOT NULL,
    model_id  TEXT COLLATE "C" NULL,
    is_pinned INTEGER NOT NULL
);
