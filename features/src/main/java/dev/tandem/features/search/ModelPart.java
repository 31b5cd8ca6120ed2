package dev.tandem.features.search;

import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.Model.Choice;
import dev.tandem.features.declaration.Options;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** An exchangeable part of a model. */
public enum ModelPart {
  ARCHITECTURE,
  OPTIMIZER,
  WEIGHTING;

  /** What stands for a weighting where none is declared. */
  private static final Choice FIXED = new Choice("fixed", Options.none());

  /** The key under {@code models.NAME}. */
  public String declaredName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The part of this key, or empty. */
  public static Optional<ModelPart> parse(String declaredName) {
    return Arrays.stream(values()).filter(p -> p.declaredName().equals(declaredName)).findFirst();
  }

  /** What a model has for this part. */
  public Choice of(Model model) {
    return switch (this) {
      case ARCHITECTURE -> model.architecture();
      case OPTIMIZER -> model.optimizer();
      case WEIGHTING -> model.weighting().orElse(FIXED);
    };
  }

  /** The model with another choice for this part. */
  public Model with(Model model, Choice choice) {
    return switch (this) {
      case ARCHITECTURE -> model.withArchitecture(choice);
      case OPTIMIZER -> model.withOptimizer(choice);
      case WEIGHTING -> model.withWeighting(Optional.of(choice));
    };
  }
}
