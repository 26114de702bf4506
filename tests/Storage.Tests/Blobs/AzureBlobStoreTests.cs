using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using IdeaStorage.Storage.Blobs;
using IdeaStorage.Storage.Blobs.Azure;
using IdeaStorage.Tests.Azurite;
using Microsoft.Extensions.DependencyInjection;

namespace IdeaStorage.Storage.Tests.Blobs;

/// <summary>The contract on a real blob service; each test has a container of its own.</summary>
public sealed class AzureBlobStoreTests : BlobStoreContract
{
    private static int s_containers;

    private readonly AzureBlobSettings _settings = new()
    {
        ConnectionString = AzuriteServer.Shared.ConnectionString,
        Container = $"test-{Interlocked.Increment(ref s_containers)}",
    };

    private readonly Lazy<IBlobStore> _blobs;

    public AzureBlobStoreTests() => _blobs = new Lazy<IBlobStore>(() => AzureBlobs.Open(_settings));

    protected override IBlobStore Blobs => _blobs.Value;

    private static IBlobStore OfAProgram(AzureBlobSettings settings) =>
        new ServiceCollection().AddAzureBlobs(settings).BuildServiceProvider().GetRequiredService<IBlobStore>();

    [Fact]
    public async Task Store_OfAProgram_AsksNobodyUntilItIsUsed()
    {
        var blobs = OfAProgram(new AzureBlobSettings
        {
            ConnectionString = "AccountName=a;AccountKey=a2V5;BlobEndpoint=http://127.0.0.1:1/a;",
        });
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Now);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => blobs.FindAsync("x", patience.Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    public async Task Store_OfAProgram_MakesItsContainerWithTheFirstBlob(string content)
    {
        var blobs = OfAProgram(_settings);
        Assert.Empty(await blobs.ListAsync(cancellationToken: Now).ToListAsync(Now));
        Assert.Null(await blobs.FindAsync("first", Now));
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(content));
        await blobs.PutAsync("first", stream, cancellationToken: Now);
        Assert.Equal(content.Length, (await blobs.FindAsync("first", Now))!.Bytes);
    }

    [Fact]
    public async Task Open_WhenContainerExists_FindsWhatAnotherPublished()
    {
        await PutAsync("kept", "x");
        var other = AzureBlobs.Open(_settings);
        Assert.Equal(await Blobs.FindAsync("kept", Now), await other.FindAsync("kept", Now));
    }

    [Fact]
    public async Task Put_WhenCutOffBeforeItsEnd_LeavesNothingToBeSeen()
    {
        var container = new BlobContainerClient(_settings.ConnectionString, _settings.Container);
        await Put_WhenSourceFailsMidway_PublishesNothing();
        await foreach (var blob in container.GetBlobsAsync(cancellationToken: Now))
            Assert.Fail($"{blob.Name} is there.");
    }

    [Fact]
    public async Task Open_WhenKeyIsWrong_SaysSoWithoutNamingIt()
    {
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        _settings.ConnectionString = AzuriteServer.Shared.ConnectionStringWith(key);
        var store = AzureBlobs.Open(_settings);
        var refused = await Assert.ThrowsAsync<IOException>(() => store.FindAsync("a", Now));
        Assert.Contains("refuses these credentials", refused.Message);
        Assert.DoesNotContain(key, refused.ToString());
    }

    [Fact]
    public void Open_WhenNobodyListens_SaysThatItCannotBeReached()
    {
        _settings.ConnectionString =
            "DefaultEndpointsProtocol=http;AccountName=ideas;AccountKey=AAAA;BlobEndpoint=http://127.0.0.1:1/ideas;";
        var options = new BlobClientOptions { Retry = { MaxRetries = 1, Delay = TimeSpan.FromMilliseconds(1) } };
        var refused = Assert.Throws<IOException>(() => AzureBlobs.Open(_settings, null, options));
        Assert.Contains("cannot be reached", refused.Message);
    }

    /// <summary>A token instead of a key, as a managed identity gives; it is taken over TLS only.</summary>
    [Fact]
    public async Task Open_WhenAnIdentityEnters_PublishesAndReads()
    {
        AzuriteServer.SkipWithoutNpm();
        using var folder = new TemporaryFolder();
        using var certificate = Certificate(folder.Path);
        using var server = new AzuriteServer(
            "--oauth", "basic", "--cert", $"{folder.Path}/cert.pem", "--key", $"{folder.Path}/key.pem");
        using var handler = new HttpClientHandler();
        handler.ServerCertificateCustomValidationCallback = (_, shown, _, _) =>
            shown!.Thumbprint == certificate.Thumbprint;
        var settings = new AzureBlobSettings { ServiceUri = server.Address, Container = "identity" };
        using var transport = new HttpClientTransport(handler);

        var store = AzureBlobs.Open(settings, new Identity(), new BlobClientOptions { Transport = transport });
        var receipt = await store.PutAsync("a", new MemoryStream([1, 2, 3]), null, true, Now);

        Assert.Equal(receipt, await store.FindAsync("a", Now));
    }

    private static X509Certificate2 Certificate(string folder)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = DateTimeOffset.UtcNow;
        var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText($"{folder}/cert.pem", certificate.ExportCertificatePem());
        File.WriteAllText($"{folder}/key.pem", key.ExportPkcs8PrivateKeyPem());
        return certificate;
    }

    /// <summary>Gives a token whose claims are those of Azure's; who signed it the test service does not ask.</summary>
    private sealed class Identity : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext request, CancellationToken cancellationToken)
        {
            var now = DateTimeOffset.UtcNow;
            var claims = JsonSerializer.Serialize(new
            {
                aud = "https://storage.azure.com",
                iss = "https://sts.windows.net/00000000-0000-0000-0000-000000000000/",
                nbf = now.AddMinutes(-5).ToUnixTimeSeconds(),
                iat = now.AddMinutes(-5).ToUnixTimeSeconds(),
                exp = now.AddHours(1).ToUnixTimeSeconds(),
            });
            return new AccessToken($"{Part("""{"alg":"none","typ":"JWT"}""")}.{Part(claims)}.x", now.AddHours(1));
        }

        public override ValueTask<AccessToken> GetTokenAsync(
            TokenRequestContext request, CancellationToken cancellationToken) =>
            new(GetToken(request, cancellationToken));

        private static string Part(string json) =>
            Convert.ToBase64String(Encoding.UTF8.GetBytes(json)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }
}
