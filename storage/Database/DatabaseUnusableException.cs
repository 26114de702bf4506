namespace IdeaStorage.Storage.Database;

/// <summary>
/// The database cannot be opened at all: in use, corrupt, from a newer version, folder not writable, disk full. The
/// message is written for the person at the machine and says what to do; the program ends with an exit code ≠ 0.
/// </summary>
public sealed class DatabaseUnusableException(string message, Exception? inner = null) : Exception(message, inner);
