using IdeaStorage.Domain;
using IdeaStorage.Domain.Members;
using IdeaStorage.Storage.EventLog;

namespace IdeaStorage.Storage.Tests.ReadModels;

/// <summary>Storage with all read models, and a short way to write events.</summary>
internal sealed class ReadModelFixture(StorageFixture storage) : IDisposable
{
    private readonly Dictionary<string, long> _versions = [];
    private int _commands;
    private int _texts;

    public static DateTimeOffset Start { get; } = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    public static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public T Get<T>()
        where T : notnull => storage.Get<T>();

    public Text Text(string content) => new($"text-{++_texts}", "00112233445566778899aabbccddeeff", content);

    public async Task<long> Append(string stream, IEvent change, params Text[] texts) =>
        await Append(stream, change, null, texts);

    public async Task<long> Append(string stream, IEvent change, Profile? profile, params Text[] texts)
    {
        var version = _versions.GetValueOrDefault(stream);
        var append = new Append(stream, version, $"command-{++_commands}", stream, [change])
        {
            Texts = texts,
            Profile = profile,
        };
        var result = await Get<IEventLog>().AppendAsync(append, Cancelled);
        var appended = Assert.IsType<AppendResult.Appended>(result);
        _versions[stream] = appended.Version;
        return appended.Position;
    }

    public void Dispose() => storage.Dispose();
}
