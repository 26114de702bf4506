using IdeaStorage.Domain.Ideas;
using IdeaStorage.Recommender;

namespace IdeaStorage.Grains.Recommendations.Snapshots;

/// <summary>The columns of an <see cref="ActivityFile"/>. Everything keeps its order, so that a model that is made of
/// what was read is the same to the last bit.</summary>
internal static class ActivityColumns
{
    public static void Write(Activity activity, BinaryWriter writer)
    {
        var (entities, acts) = (activity.Entities.ToArray(), activity.Acts.ToArray());
        var texts = new TextTable();
        Collect(activity, entities, acts, texts);
        writer.Write(activity.Position);
        writer.Write(activity.Stamp);
        writer.Write(activity.ActsSeen);
        texts.Write(writer);
        WriteEntities(writer, entities, texts);
        WriteActs(writer, acts, texts);
        writer.Write7BitEncodedInt(activity.Ideas.Count);
        foreach (var (id, status) in activity.Ideas)
        {
            writer.Write7BitEncodedInt(texts[id]);
            writer.Write((byte)status.Stage);
            writer.Write((byte)status.Visibility);
        }

        writer.Write7BitEncodedInt(activity.Silent.Count);
        foreach (var id in activity.Silent.Select(member => member.Id).Order(StringComparer.Ordinal))
            writer.Write7BitEncodedInt(texts[id]);
    }

    public static Activity Read(BinaryReader reader)
    {
        var activity = new Activity();
        var (position, stamp, actsSeen) = (reader.ReadInt64(), reader.ReadString(), reader.ReadInt64());
        var texts = TextTable.Read(reader);
        foreach (var entity in ReadEntities(reader, texts)) activity.Put(entity);
        ReadActs(reader, texts, activity);
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
        {
            var id = texts[reader.Read7BitEncodedInt()];
            activity.Put(id, new IdeaStatus((IdeaStage)reader.ReadByte(), (Visibility)reader.ReadByte()));
        }

        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
            activity.SetSilent(EntityRef.Member(texts[reader.Read7BitEncodedInt()]), true);
        activity.Reach(position, stamp, actsSeen);
        return activity;
    }

    private static void Collect(
        Activity activity, Entity[] entities, (EntityRef Actor, Act Act)[] acts, TextTable texts)
    {
        foreach (var entity in entities)
        {
            texts.Add(entity.Ref.Id);
            texts.Add(entity.Region);
            texts.Add(entity.Type);
            texts.Add(entity.Organisation?.Id);
            texts.Add(entity.MiniCluster?.Id);
            foreach (var text in entity.Industries.Concat(entity.Tags).Concat(entity.Words)) texts.Add(text);
        }

        foreach (var (actor, act) in acts)
        {
            texts.Add(actor.Id);
            texts.Add(act.Target.Id);
            texts.Add(act.CommentId);
        }

        foreach (var id in activity.Ideas.Keys.Concat(activity.Silent.Select(member => member.Id))) texts.Add(id);
    }

    private static void WriteEntities(BinaryWriter writer, Entity[] entities, TextTable texts)
    {
        writer.Write7BitEncodedInt(entities.Length);
        foreach (var entity in entities) writer.Write((byte)entity.Ref.Kind);
        foreach (var entity in entities) writer.Write7BitEncodedInt(texts[entity.Ref.Id]);
        foreach (var entity in entities) writer.Write((byte)entity.Status);
        foreach (var entity in entities) writer.Write7BitEncodedInt(texts.OrNone(entity.Region));
        foreach (var entity in entities) writer.Write7BitEncodedInt(texts.OrNone(entity.Type));
        foreach (var entity in entities) writer.Write7BitEncodedInt(texts.OrNone(entity.Organisation?.Id));
        foreach (var entity in entities) writer.Write7BitEncodedInt(texts.OrNone(entity.MiniCluster?.Id));
        foreach (var list in entities.SelectMany(entity => new[] { entity.Industries, entity.Tags, entity.Words }))
        {
            writer.Write7BitEncodedInt(list.Count);
            foreach (var text in list) writer.Write7BitEncodedInt(texts[text]);
        }
    }

    private static Entity[] ReadEntities(BinaryReader reader, TextTable texts)
    {
        var count = reader.Read7BitEncodedInt();
        var kinds = reader.ReadBytes(count);
        var ids = ReadTexts(reader, count, texts);
        var statuses = reader.ReadBytes(count);
        var regions = ReadTexts(reader, count, texts);
        var types = ReadTexts(reader, count, texts);
        var organisations = ReadTexts(reader, count, texts);
        var clusters = ReadTexts(reader, count, texts);
        var entities = new Entity[count];
        for (var i = 0; i < count; i++)
        {
            entities[i] = new Entity(new EntityRef((EntityKind)kinds[i], ids[i]!))
            {
                Status = (EntityStatus)statuses[i],
                Region = regions[i],
                Type = types[i],
                Organisation = organisations[i] is { } organisation ? EntityRef.Organisation(organisation) : null,
                MiniCluster = clusters[i] is { } cluster ? EntityRef.MiniCluster(cluster) : null,
                Industries = ReadList(reader, texts),
                Tags = ReadList(reader, texts),
                Words = ReadList(reader, texts),
            };
        }

        return entities;
    }

    private static void WriteActs(BinaryWriter writer, (EntityRef Actor, Act Act)[] acts, TextTable texts)
    {
        writer.Write7BitEncodedInt(acts.Length);
        foreach (var (actor, _) in acts) writer.Write((byte)actor.Kind);
        foreach (var (actor, _) in acts) writer.Write7BitEncodedInt(texts[actor.Id]);
        foreach (var (_, act) in acts) writer.Write((byte)act.Kind);
        foreach (var (_, act) in acts) writer.Write((byte)act.Target.Kind);
        foreach (var (_, act) in acts) writer.Write7BitEncodedInt(texts[act.Target.Id]);
        foreach (var (_, act) in acts) writer.Write7BitEncodedInt(texts.OrNone(act.CommentId));
        foreach (var (_, act) in acts) writer.Write(act.IsHidden);
        foreach (var (_, act) in acts) writer.Write(act.At.UtcTicks);
        foreach (var (_, act) in acts) writer.Write(act.Weight);
    }

    private static void ReadActs(BinaryReader reader, TextTable texts, Activity activity)
    {
        var count = reader.Read7BitEncodedInt();
        var (actorKinds, actors) = (reader.ReadBytes(count), ReadTexts(reader, count, texts));
        var (kinds, targetKinds) = (reader.ReadBytes(count), reader.ReadBytes(count));
        var (targets, comments) = (ReadTexts(reader, count, texts), ReadTexts(reader, count, texts));
        var hidden = reader.ReadBytes(count);
        var times = new DateTimeOffset[count];
        for (var i = 0; i < count; i++) times[i] = new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero);
        for (var i = 0; i < count; i++)
        {
            activity.Add(
                new EntityRef((EntityKind)actorKinds[i], actors[i]!),
                new Act(
                    (InteractionKind)kinds[i], new EntityRef((EntityKind)targetKinds[i], targets[i]!), times[i],
                    reader.ReadDouble(), comments[i], hidden[i] != 0));
        }
    }

    private static string?[] ReadTexts(BinaryReader reader, int count, TextTable texts)
    {
        var read = new string?[count];
        for (var i = 0; i < count; i++) read[i] = texts.Find(reader.Read7BitEncodedInt());
        return read;
    }

    private static string[] ReadList(BinaryReader reader, TextTable texts)
    {
        var list = new string[reader.Read7BitEncodedInt()];
        for (var i = 0; i < list.Length; i++) list[i] = texts[reader.Read7BitEncodedInt()];
        return list;
    }
}
