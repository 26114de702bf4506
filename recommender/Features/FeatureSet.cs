namespace IdeaStorage.Recommender.Features;

/// <summary>The three families of content features; each is compared on its own and gives its own reason.</summary>
internal enum Family
{
    Industry,
    Tag,
    Text,
}

/// <summary>What an entity is about, per family.</summary>
internal sealed record FeatureSet(TermVector Industry, TermVector Tag, TermVector Text)
{
    public static readonly FeatureSet Empty = new(TermVector.Empty, TermVector.Empty, TermVector.Empty);

    public static readonly Family[] Families = [Family.Industry, Family.Tag, Family.Text];

    public TermVector this[Family family] => family switch
    {
        Family.Industry => Industry,
        Family.Tag => Tag,
        _ => Text,
    };

    public bool IsEmpty => Industry.Count == 0 && Tag.Count == 0 && Text.Count == 0;

    /// <summary>Each family's values divided by their sum.</summary>
    public FeatureSet InProportion() => new(Industry.InProportion(), Tag.InProportion(), Text.InProportion());

    /// <summary>The sum of feature sets, each times its factor.</summary>
    public static FeatureSet Sum(IReadOnlyList<(FeatureSet Set, double Factor)> parts) => parts switch
    {
        [] => Empty,
        [{ Factor: 1 }] => parts[0].Set,
        _ => new FeatureSet(SumOf(parts, Family.Industry), SumOf(parts, Family.Tag), SumOf(parts, Family.Text)),
    };

    private static TermVector SumOf(IReadOnlyList<(FeatureSet Set, double Factor)> parts, Family family) =>
        TermVector.Sum([.. parts.Select(part => (part.Set[family], part.Factor))]);
}
