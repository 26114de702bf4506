using Azure.Core;
using Azure.Identity;
using Azure.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;

namespace IdeaStorage.Storage.Blobs.Azure;

/// <summary>Where blobs lie in Azure, and who we are there.</summary>
public sealed class AzureBlobSettings
{
    /// <summary>
    /// A connection string of the storage account, with its key or with a shared access signature; or null, then
    /// <see cref="ServiceUri"/> is used. A secret.
    /// </summary>
    public string? ConnectionString { get; set; }

    /// <summary>
    /// The account's blob address, <c>https://account.blob.core.windows.net</c>, entered with the identity of the
    /// machine: a registered <see cref="TokenCredential"/>, else the managed or workload identity that Azure offers.
    /// </summary>
    public Uri? ServiceUri { get; set; }

    /// <summary>Whether blobs lie in Azure at all.</summary>
    public bool IsGiven => ConnectionString is not null || ServiceUri is not null;

    /// <summary>The container; made if it is missing and we may.</summary>
    public string Container { get; set; } = "ideastorage";
}

/// <summary>Composition of blobs in Azure.</summary>
public static class AzureBlobs
{
    /// <summary>
    /// Blobs in Azure instead of on the disk. The service is first asked when blobs are: a program starts without it.
    /// The container is made with the first blob.
    /// </summary>
    public static IServiceCollection AddAzureBlobs(this IServiceCollection services, AzureBlobSettings settings) =>
        services.AddSingleton<IBlobStore>(provider =>
            new AzureBlobStore(Container(settings, provider.GetService<TokenCredential>(), options: null)));

    /// <summary>Whether it can be read as one; whether anybody answers there is seen later.</summary>
    public static bool IsConnectionString(string text)
    {
        try
        {
            _ = new BlobServiceClient(text);
            return true;
        }
        catch (Exception error) when (error is FormatException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The container at once, made if it is missing and we may.</summary>
    /// <exception cref="FormatException">The settings are no address of a storage account.</exception>
    /// <exception cref="IOException">The container cannot be reached.</exception>
    public static IBlobStore Open(
        AzureBlobSettings settings, TokenCredential? credential = null, BlobClientOptions? options = null)
    {
        var blobs = new AzureBlobStore(Container(settings, credential, options));
        // Callers are commands, which have nothing else to do meanwhile.
        blobs.MakeContainerAsync().GetAwaiter().GetResult();
        return blobs;
    }

    private static BlobContainerClient Container(
        AzureBlobSettings settings, TokenCredential? credential, BlobClientOptions? options)
    {
        var service = settings switch
        {
            { ConnectionString: { } text } => new BlobServiceClient(text, options),
            { ServiceUri: { } uri } => new BlobServiceClient(uri, credential ?? new DefaultAzureCredential(), options),
            _ => throw new FormatException("Blobs in Azure need a connection string or a service address."),
        };
        return service.GetBlobContainerClient(settings.Container);
    }
}
