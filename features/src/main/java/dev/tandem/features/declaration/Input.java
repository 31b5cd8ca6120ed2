package dev.tandem.features.declaration;

import dev.tandem.features.type.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a model sees one feature of its service.
 *
 * @param feature the feature's name in the service
 * @param options settings of the transform, for example {@code dimension} of a categorical input
 */
public record Input(String feature, Kind kind, Options options) {

  /** The families of input transforms. */
  public enum Kind {
    /**
     * A number, standardised; {@code log: true} takes log(1 + x) of its size first. Null becomes
     * the mean, flagged.
     */
    NUMERIC,
    /** A number cut at quantiles of the training rows, each bin embedded. */
    BUCKET,
    /**
     * A value looked up in a vocabulary of the training rows, embedded. Unknown and null have
     * entries of their own.
     */
    CATEGORICAL;

    /** The name used in declarations, for example {@code categorical}. */
    public String declaredName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The kind with this declared name, or empty. */
    public static Optional<Kind> parse(String declaredName) {
      return Arrays.stream(values()).filter(k -> k.declaredName().equals(declaredName)).findFirst();
    }

    /** The names of the settings that inputs of this kind can have. */
    public List<String> settings() {
      return switch (this) {
        case NUMERIC -> List.of("log");
        case BUCKET -> List.of("bins", "dimension");
        case CATEGORICAL -> List.of("dimension", "min_count");
      };
    }

    /** True if a feature of the type can be an input of this kind. */
    public boolean accepts(ValueType type) {
      return switch (this) {
        case NUMERIC, BUCKET -> type.isNumeric();
        case CATEGORICAL ->
            type == ValueType.INT64 || type == ValueType.STRING || type == ValueType.BOOL;
      };
    }

    /** The kinds that accept a type, the one that is chosen where none is declared first. */
    public static List<Kind> of(ValueType type) {
      return Arrays.stream(values()).filter(kind -> kind.accepts(type)).toList();
    }
  }
}
