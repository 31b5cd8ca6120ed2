package dev.tandem.features.search;

import dev.tandem.features.declaration.Model.Choice;
import dev.tandem.features.declaration.Options;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a setting of a model can be. */
public sealed interface SettingValue {

  /** As it is written in a declaration, on one line. */
  String yaml();

  /** The value as a part's {@link Options} hold it; empty for a whole part. */
  List<String> texts();

  /** The value as an exchangeable part; empty for a list. */
  Optional<Choice> part();

  /** A number or a text. */
  record Scalar(String text) implements SettingValue {
    @Override
    public String yaml() {
      return YamlNotation.scalar(text);
    }

    @Override
    public List<String> texts() {
      return List.of(text);
    }

    @Override
    public Optional<Choice> part() {
      return Optional.of(new Choice(text, Options.none()));
    }
  }

  /** A list of numbers or texts, such as the widths of a tower. */
  record Sequence(List<String> texts) implements SettingValue {
    public Sequence {
      texts = List.copyOf(texts);
    }

    @Override
    public String yaml() {
      return YamlNotation.list(texts);
    }

    @Override
    public Optional<Choice> part() {
      return Optional.empty();
    }
  }

  /** A whole part, such as an architecture with its settings. */
  record Part(Choice choice) implements SettingValue {
    @Override
    public String yaml() {
      return yaml(choice);
    }

    @Override
    public List<String> texts() {
      return List.of();
    }

    @Override
    public Optional<Choice> part() {
      return Optional.of(choice);
    }

    /** A part as it is written in a declaration. */
    public static String yaml(Choice choice) {
      String name = YamlNotation.scalar(choice.name());
      String settings = settings(choice.options());
      return settings.isEmpty() ? name : "{name: " + name + ", " + settings + "}";
    }

    /** Settings without the braces around them. */
    static String settings(Options options) {
      return options.values().entrySet().stream()
          .map(Part::setting)
          .collect(Collectors.joining(", "));
    }

    private static String setting(Map.Entry<String, List<String>> setting) {
      List<String> texts = setting.getValue();
      String value =
          texts.size() == 1 ? YamlNotation.scalar(texts.get(0)) : YamlNotation.list(texts);
      return YamlNotation.scalar(setting.getKey()) + ": " + value;
    }
  }
}
