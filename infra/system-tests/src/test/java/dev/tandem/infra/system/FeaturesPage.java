package dev.tandem.infra.system;

import dev.tandem.features.view.FeatureStatus;
import dev.tandem.infra.system.PageValue.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What {@code docs/features.md} holds: files, declarations, commands, rows and expected values. */
final class FeaturesPage {
  private static final Path PAGE = Path.of("..", "..", "docs", "features.md");
  private static final Pattern BLOCK = Pattern.compile("(?m)^```(\\S+)(.*)\n([^`]*)^```$");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| ([A-Z]) \\| (\\d+) \\| (\\d+) \\| (\\S+) \\|");
  private static final Pattern SECTION = Pattern.compile("(\\w+):.*");
  private static final Pattern NAME = Pattern.compile("  (\\w+):.*");
  private static final Pattern FEATURE = Pattern.compile("      (\\w+):.*");
  private static final Pattern VALUES = Pattern.compile(".* # ((?:\\w+ )?[A-Z]: .*)");
  private static final Pattern VALUE =
      Pattern.compile("([A-Z]): (.*?)(?: \\((\\w+)\\))?(?=, [A-Z]: |$)");

  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|IT|Properties))`");

  private final String text;

  /** A row of which the page tells the values. */
  record Row(String letter, long user, long item, Instant time) {}

  private FeaturesPage(String text) {
    this.text = text;
  }

  static FeaturesPage read() throws IOException {
    return new FeaturesPage(Files.readString(PAGE));
  }

  private List<MatchResult> blocks(String language) {
    return BLOCK
        .matcher(text)
        .results()
        .filter(block -> block.group(1).equals(language))
        .collect(Collectors.toList());
  }

  /** The declarations: all pieces, those below the same first word one after the other. */
  String declaration() {
    Map<String, List<String>> sections = new LinkedHashMap<>();
    String section = "";
    for (MatchResult block : blocks("yaml")) {
      for (String line : block.group(3).lines().toList()) {
        Matcher first = SECTION.matcher(line);
        if (first.matches()) {
          section = line;
          sections.putIfAbsent(section, new ArrayList<>());
        } else {
          sections.get(section).add(line);
        }
      }
    }
    return sections.entrySet().stream()
        .map(entry -> entry.getKey() + "\n" + String.join("\n", entry.getValue()) + "\n")
        .collect(Collectors.joining());
  }

  /**
   * Writes the page's files and its declarations.
   *
   * @return the file with the declarations
   */
  Path write(Path folder) throws IOException {
    for (MatchResult file : blocks("csv")) {
      Files.writeString(folder.resolve(file.group(2).strip()), file.group(3));
    }
    return Files.writeString(folder.resolve("tandem.yaml"), declaration());
  }

  /** The arguments of each command that the page shows. */
  List<List<String>> commands() {
    return blocks("sh").stream()
        .flatMap(block -> block.group(3).lines())
        .map(line -> List.of(line.split(" ")))
        .map(words -> words.subList(1, words.size()))
        .toList();
  }

  /** The rows whose values the page tells. */
  List<Row> rows() {
    return ROW.matcher(text)
        .results()
        .map(
            row ->
                new Row(
                    row.group(1),
                    Long.parseLong(row.group(2)),
                    Long.parseLong(row.group(3)),
                    Instant.parse(row.group(4))))
        .toList();
  }

  /** The values, in the order of the declarations. */
  List<PageValue> values() {
    List<PageValue> values = new ArrayList<>();
    String section = "";
    String name = "";
    for (String line : declaration().lines().toList()) {
      section = first(SECTION, line).orElse(section);
      name = first(NAME, line).orElse(name);
      String column = name + first(FEATURE, line).map(feature -> "." + feature).orElse("");
      for (String part : first(VALUES, line).map(all -> all.split("; ")).orElse(new String[0])) {
        values.addAll(values(section, column, part));
      }
    }
    return values;
  }

  /** The tests that the page names. */
  Set<String> tests() {
    return TEST.matcher(text).results().map(test -> test.group(1)).collect(Collectors.toSet());
  }

  private static Optional<String> first(Pattern pattern, String line) {
    Matcher matcher = pattern.matcher(line);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static List<PageValue> values(String section, String name, String part) {
    String column = name + (part.startsWith("delay ") ? ".delay" : "");
    return VALUE
        .matcher(part)
        .results()
        .map(
            value ->
                switch (section) {
                  case "labels" -> value(Kind.LABEL, "label." + column, value);
                  case "training_sets" -> value(Kind.RATE, column, value);
                  default -> value(Kind.FEATURE, column, value);
                })
        .toList();
  }

  private static PageValue value(Kind kind, String column, MatchResult value) {
    return new PageValue(
        kind,
        column,
        value.group(1),
        value.group(2),
        Optional.ofNullable(value.group(3))
            .map(status -> FeatureStatus.valueOf(status.toUpperCase(Locale.ROOT))));
  }
}
