using Azure;
using Azure.Identity;
using Azure.Storage.Blobs;

namespace IdeaStorage.Storage.Blobs.Azure;

/// <summary>What a failure of the service means for a caller. No message names a key or a signature.</summary>
internal static class AzureBlobErrors
{
    private const int NoAnswer = 0;
    private const int Unauthorised = 401;
    private const int Forbidden = 403;
    private const int Missing = 404;

    /// <summary>Whether it comes from the service or the way to it; retries give up with all they met.</summary>
    public static bool IsOfService(Exception error) => error switch
    {
        RequestFailedException or AuthenticationFailedException => true,
        AggregateException many => many.InnerExceptions.All(IsOfService),
        _ => false,
    };

    public static IOException Failed(BlobContainerClient container, Exception error) => new(
        $"The blob container '{container.Name}' at {container.Uri.Host} "
        + (error as RequestFailedException ?? error.InnerException as RequestFailedException) switch
        {
            { Status: NoAnswer } => "cannot be reached. Check the network and the address.",
            { Status: Unauthorised or Forbidden } failed =>
                $"refuses these credentials ({failed.ErrorCode}). Check the key, the signature or the identity's role.",
            { Status: Missing } => "does not exist. Make it, or give credentials that may make it.",
            { } failed => $"answered {failed.Status} {failed.ErrorCode}. Try again.",
            null => "gave no token to this identity. Check what Azure knows of it.",
        },
        error);
}
