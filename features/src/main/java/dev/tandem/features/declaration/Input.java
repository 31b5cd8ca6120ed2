package dev.tandem.features.declaration;

import java.util.Locale;

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
  }
}
