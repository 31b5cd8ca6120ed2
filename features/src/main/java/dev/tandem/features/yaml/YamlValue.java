package dev.tandem.features.yaml;

import dev.tandem.features.declaration.DurationNotation;
import dev.tandem.features.declaration.FieldPath;
import dev.tandem.features.declaration.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One value of the file with its path. A value that is not what the caller asks for is reported,
 * left out, and answered with empty.
 */
final class YamlValue {
  private static final int LONGEST_QUOTE = 60;

  private final Node node;
  private final String path;
  private final Reading reading;

  YamlValue(Node node, String path, Reading reading) {
    this.node = node;
    this.path = path;
    this.reading = reading;
  }

  String path() {
    return path;
  }

  Reading reading() {
    return reading;
  }

  boolean isMapping() {
    return node instanceof MappingNode;
  }

  boolean isList() {
    return node instanceof SequenceNode;
  }

  /** A text that is not empty; a number or a truth value counts as the text that writes it. */
  Optional<String> text(String allowed) {
    return parsed(allowed, Optional::of);
  }

  /** A text of one character, which may be a blank. */
  Optional<String> character(String allowed) {
    return node instanceof ScalarNode scalar && scalar.getValue().length() == 1
        ? Optional.of(scalar.getValue())
        : refuse("found " + found() + ", allowed: " + allowed);
  }

  /** A text that the parser understands. */
  <T> Optional<T> parsed(String allowed, Function<String, Optional<T>> parser) {
    Optional<T> value =
        node instanceof ScalarNode scalar && !isNothing()
            ? parser.apply(scalar.getValue())
            : Optional.empty();
    return value.isPresent() ? value : refuse("found " + found() + ", allowed: " + allowed);
  }

  /** One of a closed set of names. */
  <T> Optional<T> oneOf(List<String> names, Function<String, Optional<T>> parser) {
    Optional<T> value =
        node instanceof ScalarNode scalar ? parser.apply(scalar.getValue()) : Optional.empty();
    return value.isPresent() || isList() || isMapping() || isNothing()
        ? value.or(() -> refuse("found " + found() + ", allowed: " + String.join(", ", names)))
        : refuse(Refusal.unknownName(((ScalarNode) node).getValue(), names));
  }

  Optional<Duration> duration() {
    return parsed(DurationNotation.ALLOWED, DurationNotation::parse);
  }

  Optional<Instant> instant() {
    return parsed(
        "an instant such as 2026-01-31T00:00:00Z",
        text -> {
          try {
            return Optional.of(Instant.parse(text));
          } catch (DateTimeParseException e) {
            return Optional.empty();
          }
        });
  }

  Optional<Boolean> bool() {
    return parsed(
        "true, false",
        text ->
            text.equals("true") || text.equals("false")
                ? Optional.of(text.equals("true"))
                : Optional.empty());
  }

  Optional<Integer> integer() {
    return parsed("a whole number", number(Integer::valueOf));
  }

  Optional<Double> number() {
    return parsed(
        "a number",
        number(Double::valueOf).andThen(number -> number.filter(d -> Double.isFinite(d))));
  }

  /** The mapping, or empty if this is none. */
  Optional<YamlMapping> mapping(String allowed) {
    return node instanceof MappingNode mapping
        ? Optional.of(YamlMapping.of(mapping, path, reading))
        : refuse("found " + found() + ", allowed: " + allowed);
  }

  /** The elements of a list, or none if this is no list. */
  List<YamlValue> items(String allowed) {
    if (!(node instanceof SequenceNode sequence)) {
      refuse("found " + found() + ", allowed: " + allowed);
      return List.of();
    }
    List<YamlValue> items = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      String element = FieldPath.element(path, String.valueOf(items.size()));
      reading.locate(element, lineOf(item));
      items.add(new YamlValue(item, element, reading));
    }
    return items;
  }

  /** A list of texts; each is known by its path and the text from here on. */
  List<String> texts(String allowed) {
    List<String> texts = new ArrayList<>();
    for (YamlValue item : items("a list of " + allowed)) {
      Optional<String> text = item.text(allowed);
      text.ifPresent(t -> reading.locate(FieldPath.element(path, t), lineOf(item.node)));
      text.ifPresent(texts::add);
    }
    return texts;
  }

  /** Reports that this is not what it should be, and leaves it out. */
  <T> Optional<T> refuse(String message) {
    reading.report(path, message);
    reading.leaveOut(path);
    return Optional.empty();
  }

  static int lineOf(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }

  private static <T> Function<String, Optional<T>> number(Function<String, T> parser) {
    return text -> {
      try {
        return Optional.of(parser.apply(text));
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    };
  }

  private boolean isNothing() {
    return node.getTag().equals(Tag.NULL)
        || (node instanceof ScalarNode scalar && scalar.getValue().isBlank());
  }

  private String found() {
    if (isMapping()) {
      return "a mapping";
    }
    if (isList()) {
      return "a list";
    }
    if (isNothing() || !(node instanceof ScalarNode scalar)) {
      return "nothing";
    }
    String text = scalar.getValue();
    return "'"
        + (text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…")
        + "'";
  }
}
