-- Which silos a cluster has, and the statements by which Microsoft Orleans' ADO.NET clustering asks. The provider looks
-- its statements up in the table OrleansQuery, gives their parameters by name (@DeploymentId is the cluster's id) and
-- reads their columns by name; nothing else is agreed on, so the tables are ours. Each statement is atomic by itself.

-- Every change of a cluster counts its version by one; who changes it must know the version before.
CREATE TABLE cluster_versions (
    cluster    TEXT COLLATE "C" PRIMARY KEY,
    version    INTEGER NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL
);

-- A silo that starts again is another one: its generation differs. proxy_port is where webs connect; 0 if nowhere.
-- suspect_times says who suspects it since when, as Orleans writes it. status is Orleans' SiloStatus: 3 is active.
CREATE TABLE cluster_silos (
    cluster       TEXT COLLATE "C" NOT NULL REFERENCES cluster_versions (cluster),
    address       TEXT COLLATE "C" NOT NULL,
    port          INTEGER NOT NULL,
    generation    INTEGER NOT NULL,
    name          TEXT COLLATE "C" NOT NULL,
    host          TEXT COLLATE "C" NOT NULL,
    status        INTEGER NOT NULL,
    proxy_port    INTEGER NOT NULL,
    suspect_times TEXT COLLATE "C" NULL,
    started_at    TIMESTAMPTZ NOT NULL,
    alive_at      TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (cluster, address, port, generation)
);

CREATE TABLE OrleansQuery (
    QueryKey  TEXT COLLATE "C" PRIMARY KEY,
    QueryText TEXT COLLATE "C" NOT NULL
);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
-- Where webs may connect.
('GatewaysQueryKey', '
    SELECT address AS Address, proxy_port AS ProxyPort, generation AS Generation
    FROM cluster_silos
    WHERE cluster = @DeploymentId AND status = @Status AND proxy_port > 0'),

-- One silo, or all: a row with the version alone where there is none.
('MembershipReadRowKey', '
    SELECT v.version AS Version, s.address AS Address, s.port AS Port, s.generation AS Generation, s.name AS SiloName,
        s.host AS HostName, s.status AS Status, s.proxy_port AS ProxyPort, s.suspect_times AS SuspectTimes,
        s.started_at AS StartTime, s.alive_at AS IAmAliveTime
    FROM cluster_versions v
    LEFT JOIN cluster_silos s ON s.cluster = v.cluster
        AND s.address = @Address AND s.port = @Port AND s.generation = @Generation
    WHERE v.cluster = @DeploymentId'),
('MembershipReadAllKey', '
    SELECT v.version AS Version, s.address AS Address, s.port AS Port, s.generation AS Generation, s.name AS SiloName,
        s.host AS HostName, s.status AS Status, s.proxy_port AS ProxyPort, s.suspect_times AS SuspectTimes,
        s.started_at AS StartTime, s.alive_at AS IAmAliveTime
    FROM cluster_versions v
    LEFT JOIN cluster_silos s ON s.cluster = v.cluster
    WHERE v.cluster = @DeploymentId'),

-- The following three answer 1 if they changed what they were to change, else 0.
('InsertMembershipVersionKey', '
    WITH made AS (
        INSERT INTO cluster_versions (cluster, version, changed_at) VALUES (@DeploymentId, 0, now())
        ON CONFLICT (cluster) DO NOTHING
        RETURNING 1)
    SELECT count(*)::integer FROM made'),
('InsertMembershipKey', '
    WITH turn AS (
        UPDATE cluster_versions SET version = version + 1, changed_at = now()
        WHERE cluster = @DeploymentId AND version = @Version AND NOT EXISTS (
            SELECT 1 FROM cluster_silos
            WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
        RETURNING cluster),
    made AS (
        INSERT INTO cluster_silos (
            cluster, address, port, generation, name, host, status, proxy_port, started_at, alive_at)
        SELECT
            cluster, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime
        FROM turn
        RETURNING 1)
    SELECT count(*)::integer FROM made'),
('UpdateMembershipKey', '
    WITH turn AS (
        UPDATE cluster_versions SET version = version + 1, changed_at = now()
        WHERE cluster = @DeploymentId AND version = @Version AND EXISTS (
            SELECT 1 FROM cluster_silos
            WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
        RETURNING cluster),
    changed AS (
        UPDATE cluster_silos s SET status = @Status, suspect_times = @SuspectTimes, alive_at = @IAmAliveTime
        FROM turn
        WHERE s.cluster = turn.cluster AND s.address = @Address AND s.port = @Port AND s.generation = @Generation
        RETURNING 1)
    SELECT count(*)::integer FROM changed'),

-- A sign of life changes no version.
('UpdateIAmAlivetimeKey', '
    UPDATE cluster_silos SET alive_at = @IAmAliveTime
    WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation'),

('DeleteMembershipTableEntriesKey', '
    WITH gone AS (DELETE FROM cluster_silos WHERE cluster = @DeploymentId)
    DELETE FROM cluster_versions WHERE cluster = @DeploymentId'),
('CleanupDefunctSiloEntriesKey', '
    DELETE FROM cluster_silos WHERE cluster = @DeploymentId AND alive_at < @IAmAliveTime AND status <> 3');
