namespace IdeaStorage.Storage.Copying;

/// <summary>A table whose rows nothing else gives: what a copy moves and a backup keeps.</summary>
/// <param name="Name">Its name, the same on every database.</param>
/// <param name="Key">The columns of its primary key, in order.</param>
internal sealed record KeptTable(string Name, params IReadOnlyList<string> Key)
{
    /// <summary>The column that holds a moment as a type of its own on PostgreSQL; others are numbers.</summary>
    public string? TimeColumn { get; init; }

    /// <summary>The event log; compared stream by stream.</summary>
    public static KeptTable Log { get; } = new("events", "position");

    /// <summary>
    /// Every kept table, each after those that its rows refer to. Here only: a test finds a table of the schema that is
    /// neither here, nor a read model's, nor among those left behind.
    /// </summary>
    public static IReadOnlyList<KeptTable> All { get; } =
    [
        Log,
        new("commands", "command_id"),
        new("texts", "id"),
        new("profiles", "member_id"),
        new("AspNetUsers", "Id") { TimeColumn = "LockoutEnd" },
        new("AspNetUserClaims", "Id"),
        new("AspNetUserLogins", "LoginProvider", "ProviderKey"),
        new("AspNetUserPasskeys", "CredentialId"),
        new("AspNetUserTokens", "UserId", "LoginProvider", "Name"),
        new("ksic", "revision", "code"),
        new("ksic_links", "previous", "current", "detail"),
        new("tails", "name"),
        new("parked_events", "tail", "position"),
        new("news", "member_id", "position"),
        new("news_seen", "member_id"),
        new("notices_seen", "member_id"),
        new("training_runs", "id"),
        new("trained_models", "id"),
        new("model_choices", "version"),
        new("shown_recommendations", "day", "member_id", "kind", "item_id"),
        new("idempotency", "account", "key"),
        new("reminders", "etag"),
    ];

    /// <summary>
    /// Tables that stay behind: the schema's own, what a running cluster knows of itself, and the cache of folded
    /// states, which fills again.
    /// </summary>
    public static IReadOnlyList<string> LeftBehind { get; } =
        ["schema_versions", "incoming", "snapshots", "cluster_versions", "cluster_silos", "orleansquery"];

    /// <summary>A row that a start without any member writes: where the tails are, which is before the first event.
    /// </summary>
    public bool IsWrittenByAStart => Name == "tails";

    public override string ToString() => Name;
}
