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
     * A number, standardised or replaced by its rank; {@code log: true} takes log(1 + x) of its
     * size first. Null is flagged.
     */
    NUMERIC,
    /** A number cut at quantiles of the training rows, each bin embedded. */
    BUCKET,
    /**
     * A value looked up in a vocabulary of the training rows, embedded. Unknown and null have
     * entries of their own.
     */
    CATEGORICAL,
    /** A list of values, each embedded as a categorical one, pooled into one vector. */
    LIST,
    /** A list of numbers, given to the network as they are. */
    VECTOR,
    /**
     * A list of values, newest first, embedded by the table of its target and read in order or
     * against the target.
     */
    SEQUENCE;

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
        case NUMERIC -> List.of("log", "scale");
        case BUCKET -> List.of("bins", "dimension");
        case CATEGORICAL -> List.of("dimension", "min_count", "overflow", "table");
        case LIST -> List.of("length", "pooling", "dimension", "min_count", "overflow", "table");
        case VECTOR -> List.of("dimension", "normalise");
        case SEQUENCE -> List.of("target", "length", "encoder", "units", "softmax");
      };
    }

    /** True if a feature of the type can be an input of this kind. */
    public boolean accepts(ValueType type) {
      return switch (this) {
        case NUMERIC, BUCKET -> type.isNumeric();
        case CATEGORICAL ->
            type == ValueType.INT64 || type == ValueType.STRING || type == ValueType.BOOL;
        case LIST, SEQUENCE -> type == ValueType.INT64_LIST || type == ValueType.STRING_LIST;
        case VECTOR -> type == ValueType.FLOAT64_LIST;
      };
    }

    /** The kinds that accept a type, the one that is chosen where none is declared first. */
    public static List<Kind> of(ValueType type) {
      return Arrays.stream(values()).filter(kind -> kind.accepts(type)).toList();
    }
  }
}
