using IdeaStorage.Bench.Databases;
using IdeaStorage.Bench.Web.Load;
using static IdeaStorage.Bench.Web.WebLoads;

namespace IdeaStorage.Bench.Web;

/// <summary>
/// <c>web --database postgres</c>: durable comments against <c>pgbench</c> on the same server, and pages against those
/// of the same program on SQLite, in turns within one run.
/// </summary>
internal static class WebOnPostgres
{
    public static async Task MeasureAsync(DirectoryInfo folder, int ideas, bool all, Figures figures)
    {
        using var database = BenchDatabase.Open(BenchDatabase.Postgres);
        string[] onPostgres = ["--database", database.Address.Postgres!];
        var data = database.Address.Folder;
        var content = await WebContent.MakeOnceAsync(data, ideas, onPostgres);
        // What autovacuum would have done a minute later.
        database.Vacuum();

        await using var app = await AppProcess.StartAsync(data, onPostgres);
        if (all)
            await MeasureReadsAsync(database, app, content, Path.Combine(folder.FullName, "sqlite"), figures);
        await MeasureWritesAsync(database, app, content, figures);
        figures.Add("web.postgres.resident-after-load", app.ResidentBytes / 1e6, "MB");
    }

    private static async Task MeasureReadsAsync(
        BenchDatabase database, AppProcess app, WebContent content, string sqliteData, Figures figures)
    {
        var server = database.Server;
        var sqliteContent = await WebContent.MakeOnceAsync(sqliteData, content.Ideas.Length);
        await using var sqlite = await AppProcess.StartAsync(sqliteData);
        await DuelAsync(
            "postgres.idea-page-signed-in", "sqlite.idea-page-signed-in", ReaderCount, "pages/s", figures,
            MemberPages(app, content, server), MemberPages(sqlite, sqliteContent));
        await DuelAsync(
            "postgres.idea-json-signed-in", "sqlite.idea-json-signed-in", ReaderCount, "answers/s", figures,
            MemberJson(app, content, server), MemberJson(sqlite, sqliteContent));
        var (visitor, sqliteVisitor) = (VisitorPages(app, content, server), VisitorPages(sqlite, sqliteContent));
        await visitor.WalkAsync(content.Ideas.Length, ReaderCount);
        await sqliteVisitor.WalkAsync(sqliteContent.Ideas.Length, ReaderCount);
        await DuelAsync(
            "postgres.idea-page-visitor", "sqlite.idea-page-visitor", ReaderCount, "pages/s", figures,
            visitor, sqliteVisitor);
    }

    private static async Task MeasureWritesAsync(
        BenchDatabase database, AppProcess app, WebContent content, Figures figures)
    {
        using var pgbench = new Pgbench(database.Server!);
        foreach (var members in new[] { 8, WebContent.MemberCount })
        {
            await DuelAsync(
                $"postgres.durable-comments.{members}-members", $"pgbench.{members}-clients", members, "comments/s",
                figures, MemberComments(app, content, database.Server), pgbench);
        }
    }
}
