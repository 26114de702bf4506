using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Silo.Import.Files;

namespace IdeaStorage.Silo.Import.Petitions;

/// <summary>
/// Plans the import of petition texts, one JSON object a line: <c>content</c>, and as far as they are there
/// <c>title</c>,
/// <c>category</c>, <c>begin</c>, <c>end</c>, <c>num_agree</c>, <c>petition_idx</c>, <c>status</c>. Pure. All of them
/// come under one author and one cluster, and stay open: that a petition's month is over says nothing about its idea.
/// </summary>
internal sealed class PetitionPlan
{
    private const string Origin = "petition";

    private static readonly TimeSpan KoreanTime = TimeSpan.FromHours(9);

    private static readonly PlannedCluster Cluster = new(
        "petition-cluster:kr",
        "국민청원",
        "국민청원에서 옮겨 온 글입니다. 검색과 부하 시험에 씁니다.\n\nPetitions brought in for search and load tests.");

    private static readonly PlannedAuthor Author = new(
        ImportKeys.IdOf("petition-author:import"), "petition-import", "국민청원", "ko", [Cluster.Id]);

    private readonly Dictionary<string, PlannedIdea> _ideas = [];
    private readonly ImportSection _section;
    private readonly DateTimeOffset _now;

    private PetitionPlan(ImportSection section, DateTimeOffset now) => (_section, _now) = (section, now);

    public static ContentPlan Make(DecodedText text, ImportSection section, DateTimeOffset now)
    {
        var plan = new PetitionPlan(section, now);
        var (record, line) = (0, 0);
        foreach (var content in LineEnds.Unify(text.Content).Split('\n'))
        {
            line++;
            if (string.IsNullOrWhiteSpace(content)) continue;
            section.Found();
            var place = new RecordPlace(++record, line);
            if (content.Contains(DecodedText.Replacement))
            {
                section.Warn(place, ImportReasons.BytesDamaged(text.EncodingName));
            }

            plan.Add(place, content);
        }

        return new ContentPlan([Cluster], [Author], [.. plan._ideas.Values], []);
    }

    private void Add(RecordPlace place, string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            if (document.RootElement.ValueKind is JsonValueKind.Object) Add(place, document.RootElement);
            else _section.Skip(place, ImportReasons.NoJsonObject(document.RootElement.ValueKind.ToString()));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            _section.Skip(place, ImportReasons.NoJsonObject(exception.Message));
        }
    }

    private void Add(RecordPlace place, JsonElement petition)
    {
        var content = HtmlText.ToMarkdown(ValueOf(petition, "content"));
        var title = HtmlText.ToLine(ValueOf(petition, "title"));
        if (content == "" && title == "")
        {
            _section.Skip(place, ImportReasons.Missing("content"));
            return;
        }

        var source = SourceOf(petition, content);
        if (_ideas.TryGetValue(source, out var earlier))
        {
            _section.Skip(place, ImportReasons.Duplicate(source, earlier.Place.Record));
            return;
        }

        if (content == "") _section.Warn(place, ImportReasons.BodyMissing);
        _ideas[source] = new PlannedIdea(
            place, source, Cluster.Id,
            title == "" ? Titles.From(content, IdeaLimits.TitleCharactersMax) : title,
            content == "" ? title : content,
            TagsOf(place, petition), IdeaStage.Open, Author.MemberId, AgreementsOf(place, petition),
            PostedAtOf(place, petition));
    }

    /// <summary>The archive's own number; where a file has none, the text itself with its day.</summary>
    private static string SourceOf(JsonElement petition, string content)
    {
        var number = ValueOf(petition, "petition_idx");
        return number != ""
            ? $"{Origin}:{number}"
            : $"{Origin}:{ImportKeys.IdOf(ValueOf(petition, "begin") + "\n" + content)}";
    }

    private ImmutableArray<string> TagsOf(RecordPlace place, JsonElement petition)
    {
        var (tags, dropped) = FreeTags.From([ValueOf(petition, "category")]);
        if (!dropped.IsEmpty) _section.Warn(place, ImportReasons.TagsDropped(dropped));
        return tags;
    }

    private int AgreementsOf(RecordPlace place, JsonElement petition)
    {
        var value = ValueOf(petition, "num_agree");
        if (value == "") return 0;
        var isNumber = int.TryParse(
            value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number);
        if (isNumber) return number;
        _section.Warn(place, ImportReasons.NumberUnreadable("num_agree", value));
        return 0;
    }

    private DateTimeOffset PostedAtOf(RecordPlace place, JsonElement petition)
    {
        if (DayOf(petition, "begin") is { } begin) return begin;
        var instead = DayOf(petition, "end") ?? _now;
        _section.Warn(place, ImportReasons.DateUnreadable(ValueOf(petition, "begin"), instead));
        return instead;
    }

    private DateTimeOffset? DayOf(JsonElement petition, string name)
    {
        var isDay = DateOnly.TryParseExact(
            ValueOf(petition, name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        if (!isDay) return null;
        var time = new DateTimeOffset(day, TimeOnly.MinValue, KoreanTime).ToUniversalTime();
        return time <= _now ? time : null;
    }

    private static string ValueOf(JsonElement petition, string name)
    {
        if (!petition.TryGetProperty(name, out var value)) return "";
        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!.Trim(),
            JsonValueKind.Number => value.GetRawText(),
            _ => "",
        };
    }
}
