using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.Database.Postgres;
using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Storage.Search;

namespace IdeaStorage.Storage.EventLog.Postgres;

/// <summary>One append, prepared by the caller (events encoded, texts hashed and cut into tokens) and run by the
/// writer.</summary>
internal sealed class PostgresAppend : WriterWork<PostgresSession, AppendResult>, ITextSource
{
    private readonly Append _append;
    private readonly IReadOnlyList<IProjection> _projections;
    private readonly StoredEvent[] _events;
    private readonly string[] _textHashes;
    private readonly string[] _indexed;
    private PostgresSession? _session;

    public PostgresAppend(Append append, IReadOnlyList<IProjection> projections, EventCodec codec)
    {
        ArgumentOutOfRangeException.ThrowIfZero(append.Events.Count, nameof(append));
        ArgumentOutOfRangeException.ThrowIfNegative(append.ExpectedVersion, nameof(append));
        _append = append;
        _projections = projections;
        _events = [.. append.Events.Select(codec.Encode)];
        _textHashes = [.. append.Texts.Select(text => text.Ref.Hash)];
        _indexed = projections.Count > 0
            ? [.. append.Texts.Select(text => KoreanAnalyser.Indexed(text.Content))]
            : [];
    }

    public string Stream => _append.Stream;

    public string CommandId => _append.CommandId;

    public long ExpectedVersion => _append.ExpectedVersion;

    /// <summary>What the caller writes within may count on being asked once, and needs the connection.</summary>
    public override bool MayRunAgain => _append.Within is null;

    /// <summary>The version was read under the log's lock, which is held until the commit; beyond that the unique index
    /// on stream and version keeps a stream from forking.</summary>
    public override bool Run(PostgresSession session)
    {
        _session = session;
        var facts = session.Facts;
        var version = _append.ExpectedVersion + _events.Length;
        var actual = facts.VersionOf(Stream);
        if (facts.FindCommand(CommandId) is { } earlier)
            Result = new AppendResult.Duplicate(earlier);
        else if (actual != _append.ExpectedVersion)
            Result = new AppendResult.VersionConflict(actual);
        else
            Result = Write(session, new CommandRecord(CommandId, Stream, _append.SubjectId, version));
        return Result is AppendResult.Appended;
    }

    public override void Refuse(Exception exception)
    {
        if (PostgresErrors.UniqueIndex(exception) is { } index)
            Result = new AppendResult.UniqueViolation(_session!.ColumnsOf(index));
        else
            base.Refuse(exception);
    }

    string ITextSource.Read(string textId)
    {
        foreach (var text in _append.Texts)
        {
            if (text.Id == textId)
                return text.Content;
        }

        return TextRows.Find(_session!, textId)
            ?? throw new InvalidOperationException(
                $"The append to {Stream} names the text {textId} without bringing it.");
    }

    string ITextSource.ReadIndexed(string textId)
    {
        for (var i = 0; i < _indexed.Length; i++)
        {
            if (_append.Texts[i].Id == textId)
                return _indexed[i];
        }

        return KoreanAnalyser.Indexed(((ITextSource)this).Read(textId));
    }

    private AppendResult.Appended Write(PostgresSession session, CommandRecord command)
    {
        session.SendOf(
            Stream, $"INSERT INTO commands ({CommandRows.Columns}) VALUES (@p0, @p1, @p2, @p3)",
            command.CommandId, command.Stream, command.SubjectId, command.Version);
        for (var i = 0; i < _append.Texts.Count; i++)
            TextRows.Insert(session, Stream, _append.Texts[i], _textHashes[i]);
        if (_append.Profile is { } profile)
            ProfileRows.Save(session, profile);
        for (var i = 0; i < _events.Length; i++)
            InsertEvent(session, i);
        session.Facts.Add(command);
        if (_append.Within is { } within)
        {
            session.Flush();
            within(session.Connection, session.Transaction);
        }

        return new AppendResult.Appended(command.Version, session.Facts.Head);
    }

    private void InsertEvent(PostgresSession session, int index)
    {
        var (position, version) = (session.Facts.NextPosition(), _append.ExpectedVersion + index + 1);
        session.SendOf(
            Stream, $"INSERT INTO events ({EventRows.Columns}) VALUES (@p0, @p1, @p2, @p3, @p4, @p5)",
            position, Stream, version, CommandId, _events[index].Name, new Utf8Text(_events[index].Data));
        var recorded = new RecordedEvent(position, Stream, version, CommandId, _append.Events[index]);
        session.Send(_projections, recorded, this);
    }
}
