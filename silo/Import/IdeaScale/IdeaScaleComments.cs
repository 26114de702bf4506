using System.Collections.Immutable;
using System.Globalization;
using IdeaStorage.Silo.Import.Files;

namespace IdeaStorage.Silo.Import.IdeaScale;

/// <summary>
/// Plans the comments of an IdeaScale export. They have no ids there, so a comment's key is its idea, its minute and
/// its place among the comments of that minute: it names neither the author nor the words, and is the same in every
/// export.
/// </summary>
internal static class IdeaScaleComments
{
    public static ImmutableArray<PlannedComment> Make(
        IReadOnlyList<CsvRecord> records, ImportSection section, IReadOnlyDictionary<string, PlannedIdea> ideas,
        AuthorBook authors, DateTimeOffset now)
    {
        var usable = new List<Found>();
        foreach (var record in records)
        {
            if (Read(record, section, ideas, authors, now) is { } found) usable.Add(found);
        }

        WarnOfRepeated(usable, section);
        // Exports list the newest first; comments of one minute keep the order in which they were written.
        if (IsNewestFirst(usable)) usable.Reverse();
        var counts = new Dictionary<string, int>();
        return
        [
            .. usable.OrderBy(found => found.PostedAt).Select(found =>
            {
                var minute = found.IsDated
                    ? found.PostedAt.ToString("yyyyMMdd'T'HHmm", CultureInfo.InvariantCulture)
                    : "undated";
                var key = $"{found.Idea.Source}/comment/{minute}";
                counts[key] = counts.GetValueOrDefault(key) + 1;
                var source = string.Create(CultureInfo.InvariantCulture, $"{key}-{counts[key]}");
                return new PlannedComment(
                    found.Place, source, found.Idea.Id, found.Body, found.AuthorId, found.PostedAt);
            }),
        ];
    }

    private static Found? Read(
        CsvRecord record, ImportSection section, IReadOnlyDictionary<string, PlannedIdea> ideas, AuthorBook authors,
        DateTimeOffset now)
    {
        var id = record[IdeaScaleColumns.IdeaId];
        var body = IdeaScaleBodies.OfComment(record);
        if (id == "" || body == "")
        {
            var column = id == "" ? IdeaScaleColumns.IdeaId : IdeaScaleColumns.Comment;
            section.Skip(record.Place, ImportReasons.Missing(column.Name));
            return null;
        }

        if (!ideas.TryGetValue(id, out var idea))
        {
            section.Skip(record.Place, ImportReasons.Unknown(IdeaScaleColumns.IdeaId.Name, id));
            return null;
        }

        var author = HtmlText.ToLine(record[IdeaScaleColumns.Author]);
        if (author == "") section.Warn(record.Place, ImportReasons.AuthorMissing);
        var cell = record[IdeaScaleColumns.PostedAt];
        var time = IdeaScaleDates.Read(cell, now);
        if (time is null) section.Warn(record.Place, ImportReasons.DateUnreadable(cell, idea.PostedAt));
        return new Found(
            record.Place, idea, body, authors.IdOf(author, idea.ClusterId), time ?? idea.PostedAt, time is not null);
    }

    private static void WarnOfRepeated(IEnumerable<Found> comments, ImportSection section)
    {
        var earlier = new Dictionary<(string, string, string, DateTimeOffset), int>();
        foreach (var comment in comments)
        {
            var key = (comment.Idea.Id, comment.AuthorId, comment.Body, comment.PostedAt);
            if (earlier.TryAdd(key, comment.Place.Record)) continue;
            section.Warn(comment.Place, ImportReasons.CommentRepeated(earlier[key]));
        }
    }

    private static bool IsNewestFirst(List<Found> comments)
    {
        var pairs = comments.Zip(comments.Skip(1)).Where(pair => pair.First.Idea == pair.Second.Idea).ToArray();
        var falling = pairs.Count(pair => pair.First.PostedAt > pair.Second.PostedAt);
        var rising = pairs.Count(pair => pair.First.PostedAt < pair.Second.PostedAt);
        return falling > rising;
    }

    private sealed record Found(
        RecordPlace Place, PlannedIdea Idea, string Body, string AuthorId, DateTimeOffset PostedAt, bool IsDated);
}
