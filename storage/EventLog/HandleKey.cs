using System.Text;
using IdeaStorage.Domain;

namespace IdeaStorage.Storage.EventLog;

/// <summary>The form in which a handle is unique: <c>Kim</c>, <c>KIM</c> and full-width <c>Ｋｉｍ</c> are one
/// handle.</summary>
public static class HandleKey
{
    public static string Of(string handle) =>
        (TextRules.IsWellFormed(handle) ? handle.Normalize(NormalizationForm.FormKC) : handle).ToUpperInvariant();
}
