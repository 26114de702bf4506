namespace IdeaStorage.Storage.Tests.Copying;

/// <summary>A row for each kept table that a history of members does not fill; values that are easily lost.</summary>
internal static class KeptRows
{
    public static IReadOnlyList<(string Table, string Sql)> All { get; } =
    [
        ("ksic", "INSERT INTO ksic (revision, code, korean, english) VALUES (10, 'C26', '전자 부품', NULL)"),
        ("ksic_links", "INSERT INTO ksic_links (previous, current, detail) VALUES ('C25', 'C26', '')"),
        ("AspNetUsers",
            """
            INSERT INTO "AspNetUsers" ("Id", "UserName", "PasswordHash", "EmailConfirmed", "PhoneNumberConfirmed",
                "TwoFactorEnabled", "LockoutEnd", "LockoutEnabled", "AccessFailedCount")
            VALUES ('m0', '회원😀 ''0''', '', @yes, @no, @yes, @moment, @yes, 2147483647),
                ('m1', NULL, NULL, @no, @no, @no, NULL, @no, 0)
            """),
        ("AspNetUserClaims",
            """
            INSERT INTO "AspNetUserClaims" ("Id", "UserId", "ClaimType") VALUES (41, 'm0', 'role'), (7, 'm1', NULL)
            """),
        ("AspNetUserLogins",
            """
            INSERT INTO "AspNetUserLogins" ("LoginProvider", "ProviderKey", "UserId") VALUES ('oidc', 'key', 'm0')
            """),
        ("AspNetUserPasskeys",
            """
            INSERT INTO "AspNetUserPasskeys" ("CredentialId", "UserId", "Data") VALUES (@bytes, 'm0', '{}')
            """),
        ("AspNetUserTokens",
            """
            INSERT INTO "AspNetUserTokens" ("UserId", "LoginProvider", "Name", "Value")
            VALUES ('m0', 'app', 'key', NULL)
            """),
        ("tails", "INSERT INTO tails (name, position, term, beat, holder) VALUES ('news', 12, 3, 44, NULL)"),
        ("parked_events",
            """
            INSERT INTO parked_events (tail, position, error, attempts, parked_at)
            VALUES ('news', 5, 'line
            line', 6, 9007199254740993)
            """),
        ("news", "INSERT INTO news (member_id, position, idea_id, by_id, at) VALUES ('m0', 5, 'i1', 'm1', 1)"),
        ("news_seen", "INSERT INTO news_seen (member_id, position) VALUES ('m0', 5)"),
        ("notices_seen", "INSERT INTO notices_seen (member_id, position) VALUES ('m0', 5)"),
        ("training_runs",
            """
            INSERT INTO training_runs (
                id, cause, started_at, ended_at, state, seed, position, acts, stage, progress, beat_at)
            VALUES ('r', 'Night', 1, 2, 'Done', 7, 12, 30, 'Done', 100, 2)
            """),
        ("trained_models",
            """
            INSERT INTO trained_models (
                id, run_id, trainer, at, position, seed, score, organisation_queries, organisation_ndcg10, idea_queries,
                milliseconds)
            VALUES ('m', 'r', 'als', 2, 12, 7, 0.1, 4, NULL, 0, 9)
            """),
        ("model_choices",
            "INSERT INTO model_choices (version, at, kind, model_id, is_pinned) VALUES (3, 2, 'Pinned', 'm', 1)"),
        ("shown_recommendations",
            """
            INSERT INTO shown_recommendations (day, member_id, kind, item_id, model, place, is_opened)
            VALUES (20514, 'm0', 'Idea', 'i1', 'm', 1, 0)
            """),
        ("idempotency",
            """
            INSERT INTO idempotency (account, key, request_hash, status, headers, body, created_at)
            VALUES ('m0', 'k', 'h', 201, '{}', @bytes, 1)
            """),
        ("reminders",
            """
            INSERT INTO reminders (grain_id, name, grain_hash, start_at, period) VALUES ('g', 'n', 4294967295, 1, 1)
            """),
    ];

    /// <summary>A model whose blob is kept under a name.</summary>
    public static string ModelOf(string blob, string hash) =>
        $"""
        INSERT INTO trained_models (
            id, run_id, trainer, at, position, seed, organisation_queries, idea_queries, milliseconds, blob, hash)
        VALUES ('{blob}', 'r', 'als', 2, 12, 7, 4, 0, 9, '{blob}', '{hash}')
        """;

    public static object Parameters(bool isPostgres) => new
    {
        yes = true,
        no = false,
        bytes = new byte[] { 0, 255, 128, 10 },
        moment = isPostgres
            ? (object)new DateTime(2026, 3, 2, 1, 2, 3, DateTimeKind.Utc).AddTicks(4567890)
            : "2026-03-02 01:02:03.4567891+00:00",
    };
}
