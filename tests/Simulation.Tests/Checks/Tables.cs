using System.Globalization;
using Dapper;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.Members;
using IdeaStorage.Domain.Moderation;
using IdeaStorage.Storage;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.ReadModels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IdeaStorage.Simulation.Tests.Checks;

/// <summary>The database as the checks see it: directly, past all faults.</summary>
internal sealed class Tables : IDisposable
{
    /// <summary>Each gives the rows in which a kept count differs from the rows that it counts.</summary>
    private static readonly string[] Recounts =
    [
        "SELECT id FROM ideas i WHERE supports <> (SELECT count(*) FROM supports s WHERE s.idea_id = i.id)",
        "SELECT id FROM ideas i WHERE followers <> (SELECT count(*) FROM follows f WHERE f.idea_id = i.id)",
        """
        SELECT id FROM ideas i WHERE comments <> (
            SELECT count(*) FROM comments c WHERE c.idea_id = i.id AND c.visibility = 'Visible')
        """,
        "SELECT id FROM ideas i WHERE version <> (SELECT max(version) FROM events e WHERE e.stream = 'idea-' || i.id)",
        "SELECT id FROM ideas i WHERE revision <> 1 + (SELECT count(*) FROM idea_versions v WHERE v.idea_id = i.id)",
        """
        SELECT id FROM comments c WHERE revision <> 1 + (
            SELECT count(*) FROM comment_versions v WHERE v.comment_id = c.id)
        """,
        """
        SELECT cluster_id FROM cluster_ideas n WHERE ideas <> (
            SELECT count(*) FROM ideas i WHERE i.cluster_id = n.cluster_id AND i.is_public = 1)
        """,
        "SELECT id FROM clusters c WHERE members <> (SELECT count(*) FROM cluster_members m WHERE m.cluster_id = c.id)",
        """
        SELECT id FROM organisations o WHERE members <> (
            SELECT count(*) FROM members m WHERE m.organisation_id = o.id)
        """,
        "SELECT id FROM cases k WHERE flags <> (SELECT count(*) FROM case_flags f WHERE f.case_id = k.id)",
        """
        SELECT command_id FROM commands c WHERE NOT EXISTS (
            SELECT 1 FROM events e WHERE e.command_id = c.command_id AND e.stream = c.stream AND e.version = c.version)
        """,
    ];

    private const string RecountOfIdea =
        """
        SELECT supports - (SELECT count(*) FROM supports s WHERE s.idea_id = i.id),
            followers - (SELECT count(*) FROM follows f WHERE f.idea_id = i.id)
        FROM ideas i WHERE id = @p0
        """;

    private readonly Simulation _run;
    private readonly ServiceProvider _services;

    public Tables(Simulation run)
    {
        _run = run;
        var services = new ServiceCollection();
        services.AddSqliteStorageInMemory().AddReadModels();
        services.Replace(ServiceDescriptor.Singleton(run.Database.Sqlite));
        _services = services.BuildServiceProvider();
    }

    public IEventLog Log => _services.GetRequiredService<IEventLog>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public long Number(string sql, string key)
    {
        Span<long> number = stackalloc long[1];
        using var lease = _run.Database.Sqlite.Rent();
        lease.TryReadNumbers(sql, key, number);
        return number[0];
    }

    public CommandRecord? FindCommand(string commandId)
    {
        using var lease = _run.Database.Sqlite.Rent();
        return lease.Connection.QuerySingleOrDefault<CommandRecord>(
            """
            SELECT command_id AS CommandId, stream AS Stream, subject_id AS SubjectId, version AS Version
            FROM commands WHERE command_id = @commandId
            """,
            new { commandId });
    }

    public void CheckCountsOfIdea(string id)
    {
        Span<long> differences = stackalloc long[2];
        using var lease = _run.Database.Sqlite.Rent();
        SimulationFailure.Unless(
            lease.TryReadNumbers(RecountOfIdea, id, differences) && differences[0] == 0 && differences[1] == 0,
            $"The counts of idea {id} differ from its rows by {differences[0]} supports and {differences[1]} follows.");
    }

    /// <summary>What the tables say is the case.</summary>
    public IEnumerable<string> Facts() =>
    [
        .. Query("SELECT id, stage, visibility FROM ideas").Select(row => Checks.Facts.Idea(
            row[0], Enum.Parse<IdeaStage>(row[1]), Enum.Parse<Visibility>(row[2]))),
        .. Query("SELECT idea_id, member_id FROM supports").Select(row => Checks.Facts.Support(row[0], row[1])),
        .. Query("SELECT idea_id, member_id FROM follows").Select(row => Checks.Facts.Follow(row[0], row[1])),
        .. Query("SELECT idea_id, organisation_id FROM idea_participants").Select(row =>
            Checks.Facts.Participant(row[0], row[1])),
        .. Query("SELECT idea_id, id, author_id, body_id, revision, visibility FROM comments").Select(row =>
            Checks.Facts.Comment(
                row[0], row[1], row[2], row[3], int.Parse(row[4], CultureInfo.InvariantCulture),
                Enum.Parse<Visibility>(row[5]))),
        .. Query("SELECT cluster_id, member_id, is_coordinator FROM cluster_members").Select(row =>
            Checks.Facts.Joined(row[0], row[1], row[2] == "1")),
        .. Query("SELECT id, locale, is_operator, organisation_id, tags, uses_activity FROM members").Select(row =>
            Checks.Facts.Member(
                row[0], row[1], row[2] == "1", row[3], row[4].Replace('\n', ','), row[5] == "1")),
        .. Query("SELECT member_id, kind, target_id, answer FROM recommendation_answers").Select(row =>
            Checks.Facts.Answered(
                row[0], Enum.Parse<RecommendedKind>(row[1]), row[2], Enum.Parse<RecommendationAnswer>(row[3]))),
        .. Query("SELECT member_id, organisation_id, state FROM introductions").Select(row => Checks.Facts.Wish(
            row[0], row[1], row[2] == "Open" ? null : Enum.Parse<IntroductionOutcome>(row[2]))),
        .. Query("SELECT member_id, organisation_id FROM blocked_organisations").Select(row =>
            Checks.Facts.Blocked(row[0], row[1])),
        .. Query("SELECT case_id, member_id, category FROM case_flags").Select(row =>
            Checks.Facts.Flag(row[0], row[1], Enum.Parse<FlagCategory>(row[2]))),
        .. Query("SELECT id, is_open, decision FROM cases").Select(row => Checks.Facts.Case(
            row[0], row[1] == "1", row[2].Length == 0 ? null : Enum.Parse<CaseDecision>(row[2]))),
    ];

    /// <summary>Counts equal their rows, and a rebuild from the log changes nothing in any table.</summary>
    public void CheckRebuild()
    {
        foreach (var recount in Recounts)
            SimulationFailure.Unless(Query(recount).Count == 0, $"A count differs from its rows: {recount}");
        var kept = Dump();
        _run.Database.RunToEnd(Get<IRebuild>().RebuildAsync());
        Checks.Facts.Compare("kept", kept, "rebuilt", Dump());
    }

    public void Dispose() => _services.Dispose();

    private List<string> Dump()
    {
        var rows = new List<string>();
        foreach (var table in Get<IEnumerable<IProjection>>().SelectMany(projection => projection.Tables))
        {
            var key = table.EndsWith("_search", StringComparison.Ordinal) ? "rowid, " : "";
            rows.AddRange(Query($"SELECT {key}* FROM {table}").Select(row => $"{table}: {string.Join(" | ", row)}"));
        }

        return rows;
    }

    private List<string[]> Query(string sql)
    {
        using var lease = _run.Database.Sqlite.Rent();
        using var reader = lease.Connection.ExecuteReader(sql);
        var rows = new List<string[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(column =>
                Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture) ?? "")]);
        }

        return rows;
    }
}
