using System.Globalization;
using System.Runtime.CompilerServices;

namespace IdeaStorage.Domain;

/// <summary>Makes a refusal named as the member that calls it, so that name and rule cannot drift apart.</summary>
internal static class Refuse
{
    public static Refusal Invalid(string? field, object[]? arguments = null, [CallerMemberName] string name = "")
        => Make(name, RefusalKind.Invalid, field, arguments);

    public static Refusal Forbidden(string? field = null, [CallerMemberName] string name = "")
        => Make(name, RefusalKind.Forbidden, field, null);

    public static Refusal NotFound(string? field = null, [CallerMemberName] string name = "")
        => Make(name, RefusalKind.NotFound, field, null);

    public static Refusal Conflict(
        string? field = null, object[]? arguments = null, [CallerMemberName] string name = "")
        => Make(name, RefusalKind.Conflict, field, arguments);

    private static Refusal Make(string name, RefusalKind kind, string? field, object[]? arguments)
        => new(name, kind, field, [.. (arguments ?? []).Select(Write)]);

    private static string Write(object argument) => Convert.ToString(argument, CultureInfo.InvariantCulture)!;
}
