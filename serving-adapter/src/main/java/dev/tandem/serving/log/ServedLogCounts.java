package dev.tandem.serving.log;

/**
 * What became of the rows of a served log since it was opened; sampled rows that are in none of
 * these wait for the writer.
 *
 * @param written rows in files
 * @param dropped rows of the sample that are in no file: too many waited, a file could not be
 *     written, or the log was closed
 * @param files files written
 * @param deletedFiles files that were deleted to make room
 */
public record ServedLogCounts(long written, long dropped, long files, long deletedFiles) {}
