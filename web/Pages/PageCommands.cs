using System.Security.Cryptography;
using IdeaStorage.Domain;
using IdeaStorage.Domain.MiniClusters;
using IdeaStorage.Storage.ReadModels.MiniClusters;
using IdeaStorage.Web.Api;
using Orleans;

namespace IdeaStorage.Web.Pages;

/// <summary>What a page needs to carry out a form: who, when, ids, texts, and the refusal in words.</summary>
internal static class PageCommands
{
    private const int SaltBytes = 16;
    private const int IdCharactersMax = 64;

    public static CommandContext Command(this Visit visit) =>
        new(visit.Member!.Actor, visit.At, visit.NewId());

    /// <summary>
    /// The command of a form that makes something: sent twice with the same content (a double click) it is carried out
    /// once. The form carries <c>once</c>, an id made when it was shown.
    /// </summary>
    public static CommandContext CommandOnce(this Visit visit, PostedForm form, params ReadOnlySpan<string> content)
    {
        if (form["once"] is not { Length: 32 } once)
            return visit.Command();
        var id = DerivedId.From([visit.Member!.MemberId, once, .. content]);
        return new CommandContext(visit.Member.Actor, visit.At, id, MayRepeat: true);
    }

    /// <summary>Time-ordered.</summary>
    public static string NewId(this Visit visit) => Guid.CreateVersion7(visit.At).ToString("n");

    public static Text NewText(this Visit visit, string content) =>
        new(visit.NewId(), RandomNumberGenerator.GetHexString(SaltBytes * 2, lowercase: true), content);

    public static Text? NewTextOrNull(this Visit visit, string? content) =>
        string.IsNullOrWhiteSpace(content) ? null : visit.NewText(content);

    /// <summary>The id in the address; one that is none finds nothing.</summary>
    public static string Id(this Visit visit, string name = "id") =>
        visit.Http.Request.RouteValues[name] is string { Length: <= IdCharactersMax } id && !id.Any(char.IsControl)
            ? id
            : "-";

    /// <summary>A parameter of the address, or null where it is empty.</summary>
    public static string? Query(this Visit visit, string name) =>
        visit.Http.Request.Query[name] is [{ } one, ..] && one.Trim() is { Length: > 0 } value ? value : null;

    /// <summary>A parameter that is no text, or null. One that no page knows does no harm.</summary>
    public static ShapeFault? QueryFault(this Visit visit) =>
        Api.Query.EncodingFault(visit.Http.Request.QueryString)
        ?? visit.Http.Request.Query.Select(one => Api.Query.TextFault(one.Key, one.Value.ToString()))
            .FirstOrDefault(fault => fault is not null);

    public static TEnum? QueryChoice<TEnum>(this Visit visit, string name) where TEnum : struct, Enum =>
        ChoiceOf<TEnum>(visit.Query(name));

    /// <summary>The value of this name, regardless of case; numbers are no names.</summary>
    public static TEnum? ChoiceOf<TEnum>(string? name) where TEnum : struct, Enum =>
        name is { Length: > 0 } && char.IsAsciiLetter(name[0]) && Enum.TryParse<TEnum>(name, true, out var value)
            && Enum.IsDefined(value)
            ? value
            : null;

    public static TGrain Grain<TGrain>(this Visit visit, string id) where TGrain : IGrainWithStringKey =>
        visit.Get<IGrainFactory>().GetGrain<TGrain>(id);

    /// <summary>A refusal in the visitor's language.</summary>
    public static string Say(this Visit visit, Refusal refusal) => Problems.TitleOf(refusal, visit.Texts);

    /// <summary>What of a refusal is about one field, or null.</summary>
    public static string? SayAt(this Visit visit, string field, Refusal? refusal) =>
        refusal?.Each().FirstOrDefault(one => one.Field == field) is { } found ? visit.Say(found) : null;

    public static IResult NotFound(this Visit visit) => visit.Error(StatusCodes.Status404NotFound);

    /// <summary>To where a form was, or its refusal on a page of its own.</summary>
    public static IResult Done(this Visit visit, Result<Receipt> result, string path, string? flash = null) =>
        result.IsAccepted ? visit.GoTo(path, flash) : visit.Refused(result.Refusal);

    /// <summary>The signed-in member's place in a cluster; nowhere for a visitor.</summary>
    public static Task<ClusterStanding> StandingInAsync(this Visit visit, string clusterId) =>
        visit.Get<ClusterQueries>().FindStandingAsync(clusterId, visit.Viewer, visit.Cancellation);
}
