namespace IdeaStorage.Recommender;

/// <summary>The checks that every entity and interaction passes before a model sees it.</summary>
internal static class DataChecks
{
    public static void Check(Entity? entity, int row)
    {
        if (entity is null)
            throw Wrong("Ref", "the entity is null");
        if (string.IsNullOrEmpty(entity.Ref.Id))
            throw Wrong("Ref", "the id is empty");
        if (!Enum.IsDefined(entity.Ref.Kind))
            throw Wrong("Ref", $"the kind {(int)entity.Ref.Kind} is unknown");
        if (!Enum.IsDefined(entity.Status))
            throw Wrong("Status", $"the status {(int)entity.Status} is unknown");
        CheckList(entity.Industries, Entity.IndustriesMax, "Industries");
        foreach (var path in entity.Industries)
            if (path.Split('/').Any(string.IsNullOrWhiteSpace))
                throw Wrong("Industries", $"'{path}' is no path: a level is empty");
        CheckList(entity.Tags, Entity.TagsMax, "Tags");
        CheckList(entity.Words, Entity.WordsMax, "Words");
        if (entity.Organisation is { } organisation)
        {
            if (entity.Ref.Kind != EntityKind.Member)
                throw Wrong("Organisation", "only a member belongs to an organisation");
            if (organisation.Kind != EntityKind.Organisation || string.IsNullOrEmpty(organisation.Id))
                throw Wrong("Organisation", $"'{organisation}' is no organisation");
        }

        if (entity.MiniCluster is { } cluster)
        {
            if (entity.Ref.Kind != EntityKind.Idea)
                throw Wrong("MiniCluster", "only an idea belongs to a mini-cluster; members join it");
            if (cluster.Kind != EntityKind.MiniCluster || string.IsNullOrEmpty(cluster.Id))
                throw Wrong("MiniCluster", $"'{cluster}' is no mini-cluster");
        }

        InvalidDataSetException Wrong(string field, string problem) => new("entities", row, field, problem);

        void CheckList(IReadOnlyList<string>? list, int countMax, string field)
        {
            if (list is null)
                throw Wrong(field, "the list is null");
            if (list.Count > countMax)
                throw Wrong(field, $"{list.Count} values are more than the {countMax} allowed");
            foreach (var value in list)
                if (string.IsNullOrWhiteSpace(value))
                    throw Wrong(field, "a value is empty");
        }
    }

    /// <param name="interaction">The act.</param>
    /// <param name="row">Its place.</param>
    /// <param name="until">The moment up to which the data tell, where that is known.</param>
    public static void Check(Interaction? interaction, int row, DateTimeOffset? until = null)
    {
        if (interaction is null)
            throw Wrong("Kind", "the interaction is null");
        if (!Enum.IsDefined(interaction.Kind))
            throw Wrong("Kind", $"the kind {(int)interaction.Kind} is unknown");
        if (string.IsNullOrEmpty(interaction.Actor.Id)
            || interaction.Actor.Kind is not (EntityKind.Member or EntityKind.Organisation))
            throw Wrong("Actor", "only members and organisations act");
        if (string.IsNullOrEmpty(interaction.Target.Id) || interaction.Target == interaction.Actor)
            throw Wrong("Target", "the target is empty or the actor itself");
        // "Not within" is also true of NaN.
        if (!(interaction.Weight is >= 0 and <= Interaction.WeightMax))
            throw Wrong("Weight", $"{interaction.Weight} is not within 0 to {Interaction.WeightMax}");
        if (interaction.At < Interaction.AtMin)
            throw Wrong("At", $"{interaction.At:O} is before {Interaction.AtMin:yyyy-MM-dd}");
        if (interaction.At > until)
            throw Wrong("At", $"{interaction.At:O} is after {until:O}, up to which the data tell");

        InvalidDataSetException Wrong(string field, string problem) => new("interactions", row, field, problem);
    }
}
