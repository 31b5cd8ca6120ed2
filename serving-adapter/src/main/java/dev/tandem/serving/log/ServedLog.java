package dev.tandem.serving.log;

import dev.tandem.features.declaration.FeatureService;
import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.declaration.Refusal;
import dev.tandem.serving.fetch.ServedListener;
import dev.tandem.serving.fetch.ServedRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a sample of what was served: rows whose key falls into the sample are copied on the
 * request's thread, and a thread of the log's own writes them to Arrow files, in the columns of
 * {@link ServedColumns}.
 *
 * <p>No request ever waits for it: if too many rows wait for the writer, or a file cannot be
 * written, rows are dropped and counted. A process that is killed loses the rows that are in no
 * file yet, and leaves no broken file. Thread-safe; {@link #close} writes what waits.
 *
 * <p>Answers to lists of features, which no declaration names, are not kept.
 */
public final class ServedLog implements ServedListener, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ServedLog.class);

  private final ServedLogSettings settings;
  private final Map<String, ServedLayout> layouts;
  private final LogWriter writer;
  private final AtomicLong dropped = new AtomicLong();

  private ServedLog(
      ServedLogSettings settings, Map<String, ServedLayout> layouts, LogWriter writer) {
    this.settings = settings;
    this.layouts = layouts;
    this.writer = writer;
  }

  /**
   * Opens the log of a project's services and starts its writer.
   *
   * @throws UncheckedIOException if the folder cannot be made or written to
   * @throws InvalidDeclarationException if a service is invalid
   * @throws IllegalArgumentException if no entity has the key of the settings
   */
  public static ServedLog open(Project project, ServedLogSettings settings) {
    Map<String, ServedLayout> layouts = layouts(project, settings);
    try {
      LogFolder folder = LogFolder.open(settings);
      return new ServedLog(settings, layouts, LogWriter.start(folder, folder.run(), settings));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "served log " + settings.directory() + " cannot be written", e);
    }
  }

  /** The same into another sink. */
  static ServedLog open(Project project, ServedLogSettings settings, LogSink sink) {
    return new ServedLog(
        settings, layouts(project, settings), LogWriter.start(sink, "run", settings));
  }

  private static Map<String, ServedLayout> layouts(Project project, ServedLogSettings settings) {
    List<String> keys =
        project.entities().stream()
            .flatMap(entity -> entity.keys().stream())
            .map(key -> key.name())
            .distinct()
            .toList();
    settings
        .key()
        .filter(key -> !keys.contains(key))
        .ifPresent(
            key -> {
              throw new IllegalArgumentException("key: " + Refusal.unknownName(key, keys));
            });
    Map<String, ServedLayout> layouts = new HashMap<>();
    for (FeatureService service : project.services()) {
      layouts.put(service.name(), ServedLayout.of(project, service.name(), settings));
    }
    return layouts;
  }

  // Hot path: ServedLogBenchmark.
  @Override
  public void served(ServedRows rows) {
    ServedLayout layout = layouts.get(rows.service());
    if (layout == null) {
      return;
    }
    int[] kept = layout.sampled(rows.request());
    if (kept.length == 0) {
      return;
    }
    if (!writer.reserve(kept.length)) {
      dropped.addAndGet(kept.length);
      return;
    }
    try {
      writer.add(ServedBlock.copy(layout, rows, kept, settings.clock().millis()));
    } catch (RuntimeException e) {
      // A log that is at fault must not fail the request.
      writer.release(kept.length);
      dropped.addAndGet(kept.length);
      log.error("an answer of service {} could not be logged", rows.service(), e);
    }
  }

  /** What became of the rows so far. */
  public ServedLogCounts counts() {
    ServedLogCounts written = writer.counts();
    return new ServedLogCounts(
        written.written(),
        written.dropped() + dropped.get(),
        written.files(),
        written.deletedFiles());
  }

  /**
   * Writes what has been answered until now to files, and waits for it.
   *
   * @throws IllegalStateException if the log is closed
   */
  public void flush() {
    writer.flush();
  }

  /** Writes what waits and ends the writer; what is answered from now on is dropped. */
  @Override
  public void close() {
    writer.close();
    ServedLogCounts counts = counts();
    log.info(
        "served log {}: {} rows in {} files, {} dropped",
        settings.directory(),
        counts.written(),
        counts.files(),
        counts.dropped());
  }
}
