using System.Text.RegularExpressions;
using IdeaStorage.Grains.Recommendations.Training;
using IdeaStorage.Storage.Blobs.Azure;

namespace IdeaStorage.Silo.Configuration;

/// <summary>What values must be beyond their type, checked before anything starts.</summary>
public static partial class SiloSettingsChecks
{
    private const int Thousand = 1_000;

    /// <summary>What is wrong, in Korean and in English; nothing if all is well.</summary>
    public static IEnumerable<string> FaultsOf(SiloSettings settings)
    {
        if (settings.Urls is not null && ListenAddresses.FaultOf(settings.Urls) is { } urls)
            yield return $"{SiloSettings.Section}:{nameof(settings.Urls)}: {urls}";
        if (settings.Cluster.IsGiven && settings.Cluster.Fault() is { } cluster)
            yield return $"{cluster.Korean} / {cluster.Message}";
        if (!ContainerName().IsMatch(settings.Blobs.Container))
        {
            yield return SettingsWords.Wrong(
                "IdeaStorage:Blobs:Container", $"'{settings.Blobs.Container}'",
                "3~63자의 소문자, 숫자, 하이픈(하이픈을 이어 쓸 수 없음)",
                "3 to 63 lower-case letters, digits and single hyphens");
        }

        if (settings.Blobs is { ConnectionString: not null, ServiceUri: not null })
        {
            yield return SettingsWords.Both(
                "'IdeaStorage:Blobs:ConnectionString'과 'IdeaStorage:Blobs:ServiceUri' 중 하나만 설정하세요.",
                "Set either 'IdeaStorage:Blobs:ConnectionString' or 'IdeaStorage:Blobs:ServiceUri', not both.");
        }

        if (settings.Blobs.ConnectionString is { } text && !AzureBlobs.IsConnectionString(text))
        {
            yield return SettingsWords.Wrong(
                "IdeaStorage:Blobs:ConnectionString", "(비밀 값 / secret)",
                "Azure 포털의 연결 문자열(AccountName=…;AccountKey=… 또는 BlobEndpoint=…;SharedAccessSignature=…)",
                "a connection string (AccountName=…;AccountKey=… or BlobEndpoint=…;SharedAccessSignature=…)");
        }

        foreach (var fault in FaultsOf(settings.Training))
            yield return fault;
        if (settings.Telemetry.Headers is { } headers
            && !headers.TrimEnd(',').Split(',').All(static header => header.IndexOf('=') > 0))
        {
            yield return SettingsWords.Wrong(
                "IdeaStorage:Telemetry:Headers", "(비밀 값 / secret)", "쉼표로 이은 이름=값", "name=value joined by commas");
        }

        if (settings.Telemetry.TracesPerThousand > Thousand)
        {
            yield return SettingsWords.Wrong(
                "IdeaStorage:Telemetry:TracesPerThousand", $"{settings.Telemetry.TracesPerThousand}",
                "0부터 1000까지의 정수", "a whole number from 0 to 1000");
        }
    }

    private static IEnumerable<string> FaultsOf(TrainingSettings training)
    {
        if (training.Hour > TrainingSettings.HourMax)
        {
            yield return SettingsWords.Wrong(
                "IdeaStorage:Training:Hour", $"{training.Hour}", "0부터 23까지의 정수(UTC)",
                "a whole number from 0 to 23 (UTC)");
        }

        if (training.Cores > TrainingSettings.CoresMax)
        {
            yield return SettingsWords.Wrong(
                "IdeaStorage:Training:Cores", $"{training.Cores}", "0부터 1024까지의 정수",
                "a whole number from 0 to 1024");
        }

        if (training.ImpressionDays is < 1 or > TrainingSettings.ImpressionDaysMax)
        {
            yield return SettingsWords.Wrong(
                "IdeaStorage:Training:ImpressionDays", $"{training.ImpressionDays}", "1부터 365까지의 정수",
                "a whole number from 1 to 365");
        }

        if (training.ExposurePercent is < 0 or > TrainingSettings.ExposurePercentMax)
        {
            yield return SettingsWords.Wrong(
                "IdeaStorage:Training:ExposurePercent", $"{training.ExposurePercent}", "0부터 100까지의 정수",
                "a whole number from 0 to 100");
        }
    }

    [GeneratedRegex(@"\A(?=.{3,63}\z)[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex ContainerName();
}
