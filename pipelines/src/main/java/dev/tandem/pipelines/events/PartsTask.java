package dev.tandem.pipelines.events;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Parts of one dataset that one worker reads together.
 *
 * @param source the name of the source they are events of
 * @param index the number of the task among those of its source, from 0
 */
public record PartsTask(String source, int index, List<String> files) implements Serializable {
  /** Fewer rows than these in a chunk cost more than they are worth. */
  private static final long ROWS_PER_CHUNK = 10_000;

  public PartsTask {
    files = List.copyOf(files);
  }

  /**
   * Puts enough parts together that cutting them into shards leaves chunks of a good size.
   *
   * @param rows the number of rows in all parts
   * @param shards the number of shards that the rows are cut into
   */
  public static List<PartsTask> of(String source, List<String> files, long rows, int shards) {
    long tasks = Math.max(1, Math.min(files.size(), rows / (ROWS_PER_CHUNK * shards) + 1));
    int perTask = (int) ((files.size() + tasks - 1) / tasks);
    List<PartsTask> cut = new ArrayList<>();
    for (int from = 0; from < files.size(); from += perTask) {
      int end = Math.min(files.size(), from + perTask);
      cut.add(new PartsTask(source, cut.size(), files.subList(from, end)));
    }
    return cut;
  }
}
