using IdeaStorage.Domain;

namespace IdeaStorage.Web.Api.Tails;

/// <summary>Every "no" about tails, which are no part of the domain.</summary>
internal static class TailRefusals
{
    public static Refusal OnlyOperatorsMaySeeTails { get; } =
        new(nameof(OnlyOperatorsMaySeeTails), RefusalKind.Forbidden);

    public static Refusal TailNotFound { get; } = new(nameof(TailNotFound), RefusalKind.NotFound);

    public static Refusal EventIsNotParked { get; } = new(nameof(EventIsNotParked), RefusalKind.NotFound, "position");
}
