using IdeaStorage.Domain;
using Orleans;

namespace IdeaStorage.Simulation.Tests.Members;

/// <summary>Draws what a member does next. Most of it is sensible; what is not meets its refusal.</summary>
internal sealed partial class Acts(Simulation run)
{
    private static readonly string[] Words = ["로봇", "폐열", "탄소섬유", "도금", "물류", "sensor", "robots", "공동 개발"];

    /// <summary>So few that members meet on them.</summary>
    private const int IdeasMax = 5;

    private readonly Chance _chance = run.Chance.Branch();

    public Known Known { get; } = new();

    /// <summary>The member's next command; null if there is nothing to act on yet.</summary>
    public Sent? Next(string member) => _chance.Below(100) switch
    {
        < 10 when Known.Ideas.Count < IdeasMax || _chance.OneIn(5) => Post(member),
        < 30 => Comment(member),
        < 44 => Support(member),
        < 52 => Follow(member),
        < 60 => Edit(member),
        < 66 => Move(member),
        < 68 => Partake(member),
        < 77 => Flag(member),
        < 86 => DecideCase(member),
        < 91 => Place(member),
        < 96 => Profile(member),
        _ => BreakRule(member),
    };

    /// <summary>A command under a new id.</summary>
    public Sent Make<TCommand>(
        Act act, string stream, Actor actor, Func<CommandContext, TCommand> command,
        Func<IGrainFactory, TCommand, Task<Result<Receipt>>> send)
        where TCommand : ICommand
    {
        var context = new CommandContext(
            actor, run.Time.GetUtcNow(), run.Ledger.NextId("k"), MayRepeat: !_chance.OneIn(5));
        var made = command(context);
        return new Sent(act, stream, made, grains => send(grains, made));
    }

    /// <summary>A text of its own, with a word that no other text has.</summary>
    public Text Text(string about)
    {
        var id = run.Ledger.NextId("t");
        return new Text(id, "00112233445566778899aabbccddeeff", $"{about} {_chance.Of(Words)} {WordOf(id)}");
    }

    /// <summary>The word by which a search finds this text alone.</summary>
    public static string WordOf(string textId) => $"zq{textId}";

    private static Actor ActorOf(string member) => new(member, member == Known.Operator);

    private T? AnyOf<T>(IReadOnlyList<T> items)
        where T : class => items.Count == 0 ? null : _chance.Of(items);
}
