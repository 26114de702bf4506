using IdeaStorage.Domain.Tags;

namespace IdeaStorage.Domain.Organisations;

/// <summary>What may be done with an organisation: pure, state and command to events or a refusal.</summary>
public static class OrganisationDecisions
{
    /// <summary>By any member. With a source it is an import, by operators only: cleaned, bound by no limit.</summary>
    /// <param name="state">The organisation.</param>
    /// <param name="organisationId">Its id.</param>
    /// <param name="command">What it is.</param>
    /// <param name="industries">The classification that its industry codes must be in.</param>
    public static Decision Decide(
        Organisation state, string organisationId, RegisterOrganisation command, KsicTree industries)
    {
        var (actor, isImport) = (command.Context.Actor, command.Source is not null);
        if (isImport && !actor.IsOperator)
            return OrganisationRefusals.OnlyOperatorsMayImportOrganisations;
        if (state.Exists)
        {
            var isRepeat = state.Source == command.Source && (isImport || state.RegisteredBy == actor.MemberId);
            return isRepeat ? Decision.Nothing : OrganisationRefusals.OrganisationExistsAlready;
        }
        if (!Enum.IsDefined(command.Kind))
            return TextRefusals.ChoiceIsUnknown("kind");
        var hasNumber = !string.IsNullOrWhiteSpace(command.RegistrationNumber);
        var number = hasNumber ? RegistrationNumber.Normalise(command.RegistrationNumber!) : null;
        if (Refusal.All(
            hasNumber && number is null ? OrganisationRefusals.RegistrationNumberIsNotValid : null,
            isImport
                ? Descriptions.Clean(command.Description, industries, out var description)
                : Descriptions.Check(command.Description, [], industries, out description)) is { } refusal)
            return refusal;
        var registered = new OrganisationRegistered(
            organisationId, command.Kind, number, description.Name.Ref, description.Details, command.Source,
            actor.MemberId, command.Context.At);
        return new Decision([registered], description.Texts);
    }

    /// <summary>
    /// By whoever registered it, or an operator. That a member says to belong to it is no right: nobody confirmed it.
    /// The
    /// whole description is replaced.
    /// </summary>
    public static Decision Decide(Organisation state, ChangeOrganisation command, KsicTree industries)
    {
        var actor = command.Context.Actor;
        if (!state.Exists)
            return OrganisationRefusals.OrganisationNotFound;
        if (!actor.IsOperator && actor.MemberId != state.RegisteredBy)
            return OrganisationRefusals.OnlyWhoRegisteredItMayChange;
        var present = state.Details?.Tags ?? [];
        if (Descriptions.Check(command.Description, present, industries, out var description) is { } refusal)
            return refusal;
        if (description.Name.Ref == state.Name && description.Details == state.Details)
            return Decision.Nothing;
        // Every event of an organisation edits it, so its version is the version of its content.
        if (Versions.Check(command.ExpectedVersion, state.Version, state.Version) is { } stale)
            return stale;
        var changed = new OrganisationChanged(
            description.Name.Ref, description.Details, actor.MemberId, command.Context.At);
        var kept = new[] { state.Name, state.Details?.Products, state.Details?.Offers, state.Details?.Needs };
        return new Decision([changed], Decision.NewTexts(description.Texts, kept));
    }
}
