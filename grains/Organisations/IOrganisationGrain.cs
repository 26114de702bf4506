using IdeaStorage.Domain;
using IdeaStorage.Domain.Organisations;
using Orleans;
using Orleans.Concurrency;

namespace IdeaStorage.Grains.Organisations;

/// <summary>One organisation; the key is its id.</summary>
[Alias("organisation")]
public interface IOrganisationGrain : IGrainWithStringKey
{
    /// <summary>Registers it; a registration number that another organisation has is refused.</summary>
    [Alias("register")]
    Task<Result<Receipt>> Register(RegisterOrganisation command);

    /// <summary>Whether there is such an organisation.</summary>
    [ReadOnly, Alias("exists")]
    Task<bool> Exists();

    [Alias("change")]
    Task<Result<Receipt>> Change(ChangeOrganisation command);
}
