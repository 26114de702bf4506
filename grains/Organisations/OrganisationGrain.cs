using IdeaStorage.Domain;
using IdeaStorage.Domain.Organisations;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.ReadModels.Tags;
using Microsoft.Extensions.Logging;
using Orleans;

namespace IdeaStorage.Grains.Organisations;

internal sealed class OrganisationGrain(
    IEventLog log, ISnapshotStore snapshots, KsicCatalogue catalogue, ILogger<OrganisationGrain> logger)
    : EventSourcedGrain<Organisation>(log, snapshots, logger), IOrganisationGrain
{
    protected override string Stream => Streams.Organisation(Id);

    private string Id => this.GetPrimaryKeyString();

    public Task<Result<Receipt>> Register(RegisterOrganisation command) => ExecuteAsync(
        command, Id, organisation => OrganisationDecisions.Decide(organisation, Id, command, catalogue.Tree));

    public Task<Result<Receipt>> Change(ChangeOrganisation command) => ExecuteAsync(
        command, Id, organisation => OrganisationDecisions.Decide(organisation, command, catalogue.Tree));

    public Task<bool> Exists() => Task.FromResult(State.Exists);

    protected override Refusal? RefusalOf(string index) =>
        index.StartsWith("organisations.registration_number", StringComparison.Ordinal)
            ? OrganisationRefusals.RegistrationNumberIsTaken
            : null;
}
