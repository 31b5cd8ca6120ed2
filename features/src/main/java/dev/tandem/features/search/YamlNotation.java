package dev.tandem.features.search;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes texts so that a reader of YAML reads them again. */
final class YamlNotation {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_+-][A-Za-z0-9_.+-]*");

  private YamlNotation() {}

  static String scalar(String text) {
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "''") + "'";
  }

  static String list(List<String> texts) {
    return texts.stream().map(YamlNotation::scalar).collect(Collectors.joining(", ", "[", "]"));
  }
}
