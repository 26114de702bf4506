using IdeaStorage.Web.Language;

namespace IdeaStorage.Web.Recommendations;

/// <summary>Says trainers' names in the reader's language; one without a text is called as it calls itself.</summary>
internal static class TrainerNames
{
    public static string Of(string trainer, Texts texts)
    {
        var key = "trainer." + trainer;
        return texts.Has(key) ? texts[key] : trainer;
    }
}
