using System.CommandLine;
using IdeaStorage.Silo.Configuration;
using IdeaStorage.Web.Startup;
using IdeaStorage.Web.Startup.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace IdeaStorage.Web.Tests.Startup;

/// <summary>A wrong setting is an error that says what would be right; nothing starts with it.</summary>
public sealed class SettingsReaderTests
{
    [Fact]
    public void Read_WhenNothingIsConfigured_HasTheDefaults()
    {
        var settings = Read();
        Assert.Equal(1_200, settings.RateLimits.PerMemberAndMinute);
        Assert.False(settings.Blobs.IsGiven);
        Assert.Null(settings.Telemetry.Endpoint);
    }

    [Fact]
    public void Read_TakesEveryKind_WhateverTheCaseOfNames()
    {
        var settings = Read(
            ("IdeaStorage:Urls", "http://127.0.0.1:1"), ("ideastorage:demo", "false"),
            ("IdeaStorage:RateLimits:PerMemberAndMinute", "7"), ("IdeaStorage:Logs:Format", "json"),
            ("IdeaStorage:Logs:Level", "Debug"), ("IdeaStorage:Telemetry:Endpoint", "http://127.0.0.1:4318"));
        Assert.Equal(("http://127.0.0.1:1", false), (settings.Urls, settings.Demo));
        Assert.Equal(7, settings.RateLimits.PerMemberAndMinute);
        Assert.Equal((LogFormat.Json, LogLevel.Debug), (settings.Logs.Format, settings.Logs.Level));
        Assert.Equal(4318, settings.Telemetry.Endpoint!.Port);
    }

    [Theory]
    [InlineData("IdeaStorage:Url", "IdeaStorage:Url", "IdeaStorage:Urls")]
    [InlineData("IdeaStorage:RateLimit:Loopback", "IdeaStorage:RateLimit", "IdeaStorage:RateLimits")]
    [InlineData("IdeaStorage:Logs:Levle", "IdeaStorage:Logs:Levle", "IdeaStorage:Logs:Level")]
    [InlineData("IdeaStorge:Demo", "IdeaStorge", "IdeaStorage")]
    [InlineData("RateLimits:Loopback", "RateLimits:Loopback", "IdeaStorage:RateLimits:Loopback")]
    public void Read_WhenANameDoesNotExist_NamesTheNearest(string name, string wrong, string nearest) =>
        AssertFault($"There is no setting '{wrong}'. Did you mean '{nearest}'?", (name, "true"));

    [Theory]
    [InlineData("IdeaStorage:Demo", "yes", "true or false")]
    [InlineData("IdeaStorage:RateLimits:PerMemberAndMinute", "-1", "a whole number from 0")]
    [InlineData("IdeaStorage:RateLimits:PerMemberAndMinute", "many", "a whole number from 0")]
    [InlineData("IdeaStorage:Logs:Format", "xml", "one of Text, Json")]
    [InlineData("IdeaStorage:Telemetry:Endpoint", "127.0.0.1:4318", "an address with http:// or https://")]
    [InlineData("IdeaStorage:Telemetry:TracesPerThousand", "1001", "a whole number from 0 to 1000")]
    [InlineData("IdeaStorage:Training:Cores", "1025", "a whole number from 0 to 1024")]
    [InlineData("IdeaStorage:Blobs:Container", "A_b", "lower-case letters")]
    [InlineData("IdeaStorage:Urls", "5080", "http://127.0.0.1:5080")]
    public void Read_WhenAValueDoesNotFit_SaysWhatWould(string name, string value, string right)
    {
        AssertFault(right, (name, value));
        AssertFault(name, (name, value));
    }

    [Fact]
    public void Read_WhenSeveralAreWrong_NamesAll()
    {
        var wrong = Assert.Throws<SettingsException>(
            () => Read(("IdeaStorage:Demo", "x"), ("IdeaStorage:Proxxy", "true")));
        Assert.Contains("IdeaStorage:Demo", wrong.Message);
        Assert.Contains("IdeaStorage:Proxy", wrong.Message);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("--nosuch")]
    [InlineData("verify", "--dta", "x")]
    [InlineData("tails")]
    public async Task Help_AndWhatIsSaidOfAWrongLine_ShowNoPassword(params string[] words)
    {
        const string Password = "password-of-mine";
        var settings = new Settings { Database = $"postgres://ideas:{Password}@127.0.0.1:1/ideas" };
        var said = new StringWriter();
        await Commands.CreateRoot(settings).Parse(words).InvokeAsync(
            new InvocationConfiguration { Output = said, Error = said }, TestContext.Current.CancellationToken);
        Assert.Contains("--database", said.ToString());
        Assert.DoesNotContain(Password, said.ToString());
    }

    [Theory]
    [InlineData("secret-of-mine")]
    [InlineData("authorization=Bearer secret-of-mine,x")]
    public void Read_WhenHeadersAreWrong_SaysHowTheyAreWritten_AndDoesNotRepeatThem(string headers)
    {
        var wrong = Assert.Throws<SettingsException>(() => Read(("IdeaStorage:Telemetry:Headers", headers)));
        Assert.Contains("It takes name=value joined by commas", wrong.Message);
        Assert.DoesNotContain("secret-of-mine", wrong.ToString());
    }

    [Fact]
    public void Read_WhenASecretIsWrong_DoesNotRepeatIt()
    {
        const string Secret = "AccountKey-of-mine";
        var wrong = Assert.Throws<SettingsException>(() => Read(("IdeaStorage:Blobs:ConnectionString", Secret)));
        Assert.Contains("IdeaStorage:Blobs:ConnectionString", wrong.Message);
        Assert.DoesNotContain(Secret, wrong.ToString());
    }

    [Fact]
    public void Load_TakesWhatTheCommandLineSets()
    {
        Assert.Equal("mine", Settings.Load(["--set", "Blobs:Container=mine"]).Blobs.Container);
        var wrong = Assert.Throws<SettingsException>(() => Settings.Load(["--set", "Blobs:Container"]));
        Assert.Contains("name=value", wrong.Message);
    }

    private static void AssertFault(string says, params (string Name, string Value)[] values)
    {
        var wrong = Assert.Throws<SettingsException>(() => Read(values));
        Assert.Contains(says, wrong.Message);
        Assert.Contains(wrong.Message, letter => letter is >= '가' and <= '힣');
    }

    private static Settings Read(params (string Name, string Value)[] values) => SettingsReader.Read<Settings>(
        new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(pair => new KeyValuePair<string, string?>(pair.Name, pair.Value)))
            .Build(),
        SettingsChecks.FaultsOf);
}
