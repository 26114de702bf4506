using System.Collections.Immutable;
using IdeaStorage.Domain.Tags;

namespace IdeaStorage.Domain.Members;

/// <summary>What may be done with an account: pure, state and command to events or a refusal.</summary>
public static partial class MemberDecisions
{
    /// <summary>
    /// Everyone registers themselves; operators and the program bring others (demo personas, imports).
    /// </summary>
    public static Decision Decide(Member state, RegisterMember command)
    {
        var (actor, given) = (command.Context.Actor, command.Profile);
        if (state.Exists)
            return state.Id == given.MemberId ? Decision.Nothing : MemberRefusals.MemberExistsAlready;
        if (!actor.IsOperator
            && (actor.MemberId != given.MemberId || command.Origin != MemberOrigin.Registered))
            return MemberRefusals.OnlyOperatorsMayRegisterOthers;
        if (command.IsOperator && !actor.IsOperator)
            return MemberRefusals.OnlyOperatorsMayAppointOperators;
        if (!Enum.IsDefined(command.Origin))
            return TextRefusals.ChoiceIsUnknown("origin");
        var profile = Profiles.Clean(given);
        if (Refusal.All(
            command.Origin == MemberOrigin.Imported ? null : Profiles.Check(given, out profile),
            CheckLocale(command.Locale)) is { } invalid)
            return invalid;
        var registered = new MemberRegistered(
            given.MemberId, command.Origin, command.Locale, command.IsOperator, actor.MemberId, command.Context.At);
        return Decision.Of(registered) with { Profile = profile };
    }

    /// <summary>
    /// Changes what is given: the member itself, or an operator; but the use of activity is nobody else's to say. Who
    /// comes to belong to an organisation blocks it no more.
    /// </summary>
    /// <remarks>A profile is not part of the state, so giving one always counts as a change.</remarks>
    /// <param name="state">The member.</param>
    /// <param name="command">What changes.</param>
    /// <param name="organisationExists">Whether there is such an organisation, if the command names one.</param>
    /// <param name="industries">The classification of industry tags; null: what is built in.</param>
    public static Decision Decide(
        Member state, ChangeMember command, bool organisationExists, KsicTree? industries = null)
    {
        var (actor, at) = (command.Context.Actor, command.Context.At);
        if (!state.Exists)
            return MemberRefusals.MemberNotFound;
        if (actor.MemberId != state.Id && (!actor.IsOperator || command.UsesActivity is not null))
            return MemberRefusals.OnlyTheMemberMayChange;
        var tags = state.Tags;
        var profile = command.Profile;
        if (Refusal.All(
            command.Tags is { } given
                ? Tag.CheckAll(given, 0, MemberLimits.TagsPerMemberMax, industries, state.Tags, out tags)
                : null,
            CheckOrganisation(state, command.OrganisationId, organisationExists),
            CheckLocale(command.Locale),
            profile is null ? null : Profiles.Check(profile with { MemberId = state.Id }, out profile))
            is { } refusal)
            return refusal;
        var events = ImmutableArray.CreateBuilder<IEvent>();
        if (!tags.SequenceEqual(state.Tags))
            events.Add(new MemberTagsChanged(tags, actor.MemberId, at));
        if (command.OrganisationId is { } named && OrNone(named) != state.OrganisationId)
        {
            events.Add(new MemberOrganisationChanged(OrNone(named), actor.MemberId, at));
            if (state.Blocked.Contains(named))
                events.Add(new OrganisationUnblocked(named, actor.MemberId, at));
        }
        if (command.Locale is { } locale && locale != state.Locale)
            events.Add(new MemberLocaleChanged(locale, actor.MemberId, at));
        if (command.UsesActivity is { } uses && uses != state.UsesActivity)
            events.Add(new MemberActivityUseChanged(uses, actor.MemberId, at));
        if (profile is not null)
            events.Add(new MemberProfileChanged(actor.MemberId, at));
        if (events.Count == 0)
            return Decision.Nothing;
        if (Versions.Check(command.ExpectedVersion, state.Version, state.ContentVersion) is { } stale)
            return stale;
        return new Decision(events.ToImmutable(), []) { Profile = profile };
    }

    /// <summary>By an operator; the very first by the program itself.</summary>
    public static Decision Decide(Member state, AppointOperator command)
    {
        var actor = command.Context.Actor;
        if (!actor.IsOperator)
            return MemberRefusals.OnlyOperatorsMayAppointOperators;
        if (!state.Exists)
            return MemberRefusals.MemberNotFound;
        return state.IsOperator
            ? Decision.Nothing
            : Decision.Of(new OperatorAppointed(actor.MemberId, command.Context.At));
    }

    private static Refusal? CheckOrganisation(Member state, string? organisationId, bool exists)
        => string.IsNullOrEmpty(organisationId) || organisationId == state.OrganisationId || exists
            ? null
            : MemberRefusals.OrganisationIsUnknown;

    private static Refusal? CheckLocale(string? locale)
        => locale is null || MemberLimits.Locales.Contains(locale) ? null : MemberRefusals.LocaleIsUnknown;

    private static string? OrNone(string organisationId) => organisationId.Length == 0 ? null : organisationId;
}
