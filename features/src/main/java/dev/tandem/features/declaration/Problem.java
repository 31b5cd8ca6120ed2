package dev.tandem.features.declaration;

import java.util.Optional;

/**
 * One mistake in a declaration.
 *
 * @param file the file it stands in, empty for a declaration made in Java
 * @param line the line, counted from 1; 0 where there is no file or the mistake is the whole file's
 * @param field the path of the field, for example {@code
 *     views.user_activity.features.views_1d.window}
 * @param message what was found and what is allowed
 */
public record Problem(Optional<String> file, int line, String field, String message) {

  /** A mistake in a declaration made in Java. */
  public Problem(String field, String message) {
    this(Optional.empty(), 0, field, message);
  }

  @Override
  public String toString() {
    String place = line > 0 ? ":" + line + ": " : ": ";
    return file.map(f -> f + place).orElse("") + field + ": " + message;
  }
}
