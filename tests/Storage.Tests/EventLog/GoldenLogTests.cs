using System.Text;
using IdeaStorage.Domain;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Storage.EventLog;

namespace IdeaStorage.Storage.Tests.EventLog;

public sealed class GoldenLogTests
{
    public static TheoryData<long> Positions => [.. GoldenLog.Lines().Select(line => line.Position)];

    [Theory]
    [MemberData(nameof(Positions))]
    public void StoredEvent_WhenReadAndWrittenAgain_IsTheSameText(long position)
    {
        var line = GoldenLog.Lines().Single(line => line.Position == position);
        var stored = line.Data.GetRawText();

        var change = EventCodec.Domain.Decode(line.Name, Encoding.UTF8.GetBytes(stored), position);
        var again = EventCodec.Domain.Encode(change);

        Assert.Equal(line.Name, again.Name);
        Assert.Equal(stored, Encoding.UTF8.GetString(again.Data.Span));
    }

    [Fact]
    public void EveryEventOfTheDomain_OccursInAGoldenLog() =>
        Assert.Empty(EventTypes.Domain.Names.Except(GoldenLog.Lines().Select(line => line.Name)));

    [Fact]
    public void EveryStream_CountsItsVersionsWithoutGaps() =>
        Assert.All(
            GoldenLog.Lines().GroupBy(line => line.Stream),
            stream => Assert.Equal(
                Enumerable.Range(1, stream.Count()).Select(version => (long)version),
                stream.Select(line => line.Version)));

    [Fact]
    public void Encode_WhenArrayIsDefault_WritesItEmpty()
    {
        var edited = new IdeaEdited(new TextRef("a", "b"), new TextRef("c", "d"), default, "member-1", Samples.At);
        var stored = EventCodec.Domain.Encode(edited);
        Assert.Contains("\"tags\":[]", Encoding.UTF8.GetString(stored.Data.Span));
    }

    [Fact]
    public void EventTypes_WhenANameIsUsedTwice_NamesBoth()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => new EventTypes([typeof(One), typeof(Other)]));
        Assert.Contains("test.same.v1", exception.Message);
    }

    [Fact]
    public void EventTypes_WhenATypeHasNoName_SaysWhich() =>
        Assert.Contains(
            nameof(Nameless),
            Assert.Throws<InvalidOperationException>(() => new EventTypes([typeof(Nameless)])).Message);

    [EventName("test.same.v1")]
    private sealed record One(string By, DateTimeOffset At) : IEvent;

    [EventName("test.same.v1")]
    private sealed record Other(string By, DateTimeOffset At) : IEvent;

    private sealed record Nameless(string By, DateTimeOffset At) : IEvent;
}
