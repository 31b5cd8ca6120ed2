package dev.tandem.features.expression;

import dev.cel.common.Operator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts the parser's and the checker's messages into the words of a declaration. */
final class CheckerMessage {
  private static final Pattern NO_OVERLOAD =
      Pattern.compile(
          "found no matching overload for '([^']*)' applied to '(.*?)' \\(candidates: (.*)\\)",
          Pattern.DOTALL);
  private static final Pattern UNEXPECTED =
      Pattern.compile(
          "(?:mismatched input|extraneous input|no viable alternative at input|token recognition"
              + " error at:) ('.*')(?: expecting .*)?",
          Pattern.DOTALL);
  private static final Pattern NUMBER = Pattern.compile("For input string: \"(.*)\".*");
  private static final Pattern LIST = Pattern.compile("list\\((int|double|string|dyn)\\)");

  private CheckerMessage() {}

  /** The message in plain words, or as it is if its form is not known. */
  static String translate(String message) {
    Matcher overload = NO_OVERLOAD.matcher(message);
    if (overload.matches()) {
      return "'%s' does not take %s, allowed: %s"
          .formatted(
              symbol(overload.group(1)),
              types(overload.group(2)),
              types(overload.group(3)).replace("),(", "), ("));
    }
    Matcher unexpected = UNEXPECTED.matcher(message);
    if (unexpected.matches()) {
      return unexpected.group(1).equals("'<EOF>'")
          ? "the expression ends too early"
          : "unexpected " + unexpected.group(1);
    }
    Matcher number = NUMBER.matcher(message);
    return number.matches()
        ? "found %s, allowed: int64 from %d to %d"
            .formatted(number.group(1), Long.MIN_VALUE, Long.MAX_VALUE)
        : message;
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
        .replaceAll("%[A-Z]\\d+", "any")
        .replaceAll("\\bdyn\\b", "mixed types");
  }
}
