package dev.tandem.features.declaration;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where events come from.
 *
 * @param paths files, directories or globs, relative to the declaration's folder unless absolute
 * @param header whether the first line of each CSV file names the columns; without it the declared
 *     order holds
 * @param delimiter what separates the values in a CSV file, one ASCII character, if not a comma
 * @param eventTime the timestamp field that says when the event happened; empty for rows without a
 *     time, which only a training set may hold: their {@code __time} then orders them by a hash of
 *     their identity, as if they were shuffled
 * @param eventId the fields that together identify an event; rows that agree in all of them are one
 *     event. None for rows that are known by their place in the files alone, which only a training
 *     set may hold
 * @param arrivalTime the timestamp field that says when the event became known, if the source has
 *     one
 * @param lateness how long after its event time an event may arrive and still be used; later ones
 *     are counted as late, because a request could not have seen them. Has a meaning only with
 *     {@code arrivalTime}
 * @param maxDeadLetterShare the share of rows in [0, 1] that may be dead letters before a run
 *     refuses to publish
 * @param starts the instant before which events are not wanted any more; older ones are counted as
 *     expired. Empty means that all are wanted
 */
public record Source(
    String name,
    Format format,
    List<String> paths,
    boolean header,
    Optional<String> delimiter,
    List<SourceField> fields,
    Optional<String> eventTime,
    List<String> eventId,
    Optional<String> arrivalTime,
    Optional<Duration> lateness,
    double maxDeadLetterShare,
    Optional<Instant> starts) {
  public Source {
    paths = List.copyOf(paths);
    fields = List.copyOf(fields);
    eventId = List.copyOf(eventId);
  }

  /** A source of one path whose values, if it is CSV, are separated by commas, without a start. */
  public Source(
      String name,
      Format format,
      String path,
      boolean header,
      List<SourceField> fields,
      String eventTime,
      List<String> eventId,
      Optional<String> arrivalTime,
      Optional<Duration> lateness,
      double maxDeadLetterShare) {
    this(
        name,
        format,
        List.of(path),
        header,
        Optional.empty(),
        fields,
        Optional.of(eventTime),
        eventId,
        arrivalTime,
        lateness,
        maxDeadLetterShare,
        Optional.empty());
  }

  /** The same source with rows that are known by their place in the files alone. */
  public Source withoutEventId() {
    return new Source(
        name,
        format,
        paths,
        header,
        delimiter,
        fields,
        eventTime,
        List.of(),
        arrivalTime,
        lateness,
        maxDeadLetterShare,
        starts);
  }

  /** The field with this name, or empty. */
  public Optional<SourceField> find(String fieldName) {
    return fields.stream().filter(f -> f.name().equals(fieldName)).findFirst();
  }

  /** What separates the values in a CSV file. */
  public char separator() {
    return delimiter.map(text -> text.charAt(0)).orElse(',');
  }

  /** The file formats a source can have. */
  public enum Format {
    /** RFC 4180 comma-separated values in UTF-8, also compressed by gzip. */
    CSV,
    /** Apache Parquet. */
    PARQUET,
    /** Apache Arrow IPC files or streams. */
    ARROW;

    /** The name used in declarations, for example {@code parquet}. */
    public String declaredName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
