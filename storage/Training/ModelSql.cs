using System.Data.Common;
using Dapper;

namespace IdeaStorage.Storage.Training;

/// <summary>Trained models as rows.</summary>
internal static class ModelSql
{
    public const string Columns =
        """
        SELECT id, run_id, trainer, at, position, seed, score, organisation_queries, organisation_ndcg10,
            organisation_ndcg20, organisation_recall20, idea_queries, idea_ndcg10, idea_ndcg20, idea_recall20,
            milliseconds, blob, hash, error
        FROM trained_models
        """;

    private const string InsertSql =
        """
        INSERT INTO trained_models (id, run_id, trainer, at, position, seed, score, organisation_queries,
            organisation_ndcg10, organisation_ndcg20, organisation_recall20, idea_queries, idea_ndcg10, idea_ndcg20,
            idea_recall20, milliseconds, blob, hash, error)
        VALUES (@Id, @RunId, @Trainer, @At, @Position, @Seed, @Score, @OrganisationQueries, @OrganisationNdcg10,
            @OrganisationNdcg20, @OrganisationRecall20, @IdeaQueries, @IdeaNdcg10, @IdeaNdcg20, @IdeaRecall20,
            @Milliseconds, @Blob, @Hash, @Error)
        """;

    public static void Insert(DbConnection connection, DbTransaction transaction, TrainedModel model) =>
        connection.Execute(
            InsertSql,
            new
            {
                model.Id,
                model.RunId,
                model.Trainer,
                At = model.At.ToUnixTimeMilliseconds(),
                model.Position,
                model.Seed,
                model.Score,
                model.OrganisationQueries,
                model.OrganisationNdcg10,
                model.OrganisationNdcg20,
                model.OrganisationRecall20,
                model.IdeaQueries,
                model.IdeaNdcg10,
                model.IdeaNdcg20,
                model.IdeaRecall20,
                model.Milliseconds,
                model.Blob,
                model.Hash,
                model.Error,
            },
            transaction);
}
