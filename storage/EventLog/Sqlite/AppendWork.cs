using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.Database.Sqlite;
using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Storage.Search;

namespace IdeaStorage.Storage.EventLog.Sqlite;

/// <summary>One append, prepared by the caller (events encoded, texts hashed and cut into tokens) and run by the
/// writer.</summary>
internal sealed class AppendWork : WriterWork<WriterSession, AppendResult>, ITextSource
{
    private readonly Append _append;
    private readonly IReadOnlyList<IProjection> _projections;
    private readonly StoredEvent[] _events;
    private readonly string[] _textHashes;
    private readonly string[] _indexed;
    private SqliteStatements? _statements;

    public AppendWork(Append append, IReadOnlyList<IProjection> projections, EventCodec codec)
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

    /// <summary>What the caller writes within may count on being asked once.</summary>
    public override bool MayRunAgain => _append.Within is null;

    public override bool Run(WriterSession session)
    {
        _statements = session.Statements;
        try
        {
            Result = Write(session);
            return Result is AppendResult.Appended;
        }
        catch (Exception exception) when (SqliteErrors.UniqueIndex(exception) is { } index)
        {
            Result = new AppendResult.UniqueViolation(index);
            return false;
        }
    }

    string ITextSource.Read(string textId)
    {
        foreach (var text in _append.Texts)
        {
            if (text.Id == textId)
                return text.Content;
        }

        return TextRows.Find(_statements!, textId)
            ?? throw new InvalidOperationException(
                $"The append to {_append.Stream} names the text {textId} without bringing it.");
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

    /// <summary>A command carried out before, or a stale version, is found before anything is written.</summary>
    private AppendResult Write(WriterSession session)
    {
        var statements = session.Statements;
        var version = _append.ExpectedVersion + _events.Length;
        var actual = SqliteRows.Version(statements, _append.Stream);
        if (actual != _append.ExpectedVersion)
        {
            return SqliteRows.FindCommand(statements, _append.CommandId) is { } earlier
                ? new AppendResult.Duplicate(earlier)
                : new AppendResult.VersionConflict(actual);
        }

        if (!TryRecordCommand(statements, version))
            return new AppendResult.Duplicate(SqliteRows.FindCommand(statements, _append.CommandId)!);
        InsertTexts(statements);
        if (_append.Profile is { } profile)
            ProfileRows.Save(statements, profile);
        var position = InsertEvents(session);
        _append.Within?.Invoke(session.Connection, session.Transaction);
        return new AppendResult.Appended(version, position);
    }

    private bool TryRecordCommand(SqliteStatements statements, long version) =>
        SqliteRows.TryInsertCommand(
            statements, new CommandRecord(_append.CommandId, _append.Stream, _append.SubjectId, version));

    private void InsertTexts(SqliteStatements statements)
    {
        for (var i = 0; i < _append.Texts.Count; i++)
            TextRows.Insert(statements, _append.Stream, _append.Texts[i], _textHashes[i]);
    }

    private long InsertEvents(WriterSession session)
    {
        var position = 0L;
        for (var i = 0; i < _events.Length; i++)
        {
            var version = _append.ExpectedVersion + i + 1;
            position = SqliteRows.InsertEvent(
                session.Statements, _append.Stream, version, _append.CommandId, _events[i]);
            var recorded = new RecordedEvent(position, _append.Stream, version, _append.CommandId, _append.Events[i]);
            session.Statements.Send(_projections, recorded, this);
        }

        return position;
    }
}
