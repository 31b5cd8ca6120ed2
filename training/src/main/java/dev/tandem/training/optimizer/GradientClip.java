package dev.tandem.training.optimizer;

import dev.tandem.features.declaration.Options;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The greatest norm that a step's gradient of all weights may have; a longer one is shortened to it
 * before the optimizer sees it (Pascanu, Mikolov and Bengio, ICML 2013).
 *
 * @param norm above 0; infinite for no bound
 */
public record GradientClip(double norm) {
  /** No bound. */
  public static final GradientClip NONE = new GradientClip(Double.POSITIVE_INFINITY);

  static final String SETTING = "clip_norm";

  /**
   * Reads the setting {@code clip_norm}, which every optimizer has; absent: no bound.
   *
   * @throws dev.tandem.features.declaration.InvalidDeclarationException if it is not above 0
   */
  public static GradientClip from(Options options) {
    return options.values().containsKey(SETTING)
        ? new GradientClip(RateSettings.positive(options, SETTING, 1))
        : NONE;
  }

  /** An optimizer's settings without this one. */
  public static Options others(Options options) {
    Map<String, List<String>> others = new TreeMap<>(options.values());
    others.remove(SETTING);
    return new Options(others);
  }

  /** True if there is a bound. */
  public boolean isSet() {
    return !Double.isInfinite(norm);
  }

  /** The factor of a gradient of a norm. */
  public double factor(double gradientNorm) {
    return gradientNorm > norm ? norm / gradientNorm : 1;
  }
}
