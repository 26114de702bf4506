namespace IdeaStorage.Silo.Import;

/// <summary>Why a record was skipped, or what was noticed about it.</summary>
/// <param name="Code">Stable, for programs.</param>
/// <param name="Korean">For a Korean reader.</param>
/// <param name="English">For an English reader.</param>
public sealed record ImportReason(string Code, string Korean, string English);
