package dev.tandem.features.expression;

import dev.cel.common.Operator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts the checker's messages into the words of a declaration. */
final class CheckerMessage {
  private static final Pattern NO_OVERLOAD =
      Pattern.compile(
          "found no matching overload for '([^']*)' applied to '(.*?)' \\(candidates: (.*)\\)",
          Pattern.DOTALL);
  private static final Pattern LIST = Pattern.compile("list\\((int|double|string|dyn)\\)");

  private CheckerMessage() {}

  /** The message with declared type names, or as it is if its form is not known. */
  static String translate(String message) {
    Matcher matcher = NO_OVERLOAD.matcher(message);
    if (!matcher.matches()) {
      return message;
    }
    String function = matcher.group(1);
    return "'"
        + symbol(function)
        + "' does not take "
        + types(matcher.group(2))
        + ", allowed: "
        + types(matcher.group(3)).replace("),(", ") ");
  }

  /** An operator as it is written, for example {@code +}; a function's own name. */
  static String symbol(String function) {
    return Operator.findReverse(function)
        .map(operator -> function.replace("_", "").replace("@", ""))
        .orElse(function);
  }

  private static String types(String celTypes) {
    return LIST.matcher(celTypes)
        .replaceAll("[$1]")
        .replaceAll("\\bint\\b", "int64")
        .replaceAll("\\bdouble\\b", "float64")
        .replaceAll("\\bgoogle\\.protobuf\\.Timestamp\\b", "timestamp")
        .replaceAll("\\bdyn\\b", "mixed types");
  }
}
