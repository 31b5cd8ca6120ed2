package dev.tandem.features.declaration;

import java.util.Optional;

/**
 * Paths such as {@code views.user_activity.features.views_1d} and {@code labels.cart.on[user_id]}
 * that say which part of a declaration a {@link Problem} is about.
 */
public final class FieldPath {
  private FieldPath() {}

  /** The path of a part under its parent's key or name. */
  public static String of(String parent, String child) {
    return parent.isEmpty() ? child : parent + "." + child;
  }

  /** The path of one element of a list. */
  public static String element(String list, String element) {
    return list + "[" + element + "]";
  }

  /** The path that this one extends, or empty for a top-level one. */
  public static Optional<String> parent(String path) {
    int end = path.endsWith("]") ? path.lastIndexOf('[') : path.lastIndexOf('.');
    return end < 0 ? Optional.empty() : Optional.of(path.substring(0, end));
  }

  /** True if the path is the whole or one of its parts. */
  public static boolean isWithin(String path, String whole) {
    return path.startsWith(whole)
        && (path.length() == whole.length() || ".[".indexOf(path.charAt(whole.length())) >= 0);
  }
}
