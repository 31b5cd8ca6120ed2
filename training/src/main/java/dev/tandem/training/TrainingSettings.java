package dev.tandem.training;

import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.Problem;
import java.util.List;
import java.util.Optional;

/**
 * The settings of a run, as declared under {@code training}.
 *
 * @param batchSize rows of a step, {@code batch_size}, absent: 1024
 * @param epochs at most so many passes over the training rows, absent: 10
 * @param patience epochs without a better validation score after which the run ends, absent: 2
 * @param validationShare of the rows, absent: 0.1; 0 means that all epochs are run
 * @param testShare of the rows, absent: 0.1
 * @param seed of initial weights and shuffling, absent: 1
 * @param threads row shards of a step, absent: 2; another number gives other bits
 * @param embeddingPenalty factor of half the squares of touched embedding weights in the loss,
 *     {@code embedding_l2}, absent: 1e-6
 * @param metric of the validation rows, by which epochs are compared: {@code mean_auc}, which is
 *     what absent means, or {@code <task>.<metric>}
 * @param group the column whose equal values make the groups of the metric {@code gauc}
 */
public record TrainingSettings(
    int batchSize,
    int epochs,
    int patience,
    double validationShare,
    double testShare,
    long seed,
    int threads,
    double embeddingPenalty,
    String metric,
    Optional<String> group) {
  private static final List<String> KNOWN =
      List.of(
          "batch_size",
          "epochs",
          "patience",
          "validation_share",
          "test_share",
          "seed",
          "threads",
          "embedding_l2",
          "metric",
          "group");

  public TrainingSettings {
    require("batch_size", batchSize, batchSize >= 1, "1 or more");
    require("epochs", epochs, epochs >= 1, "1 or more");
    require("patience", patience, patience >= 1, "1 or more");
    require("threads", threads, threads >= 1 && threads <= 64, "1 to 64");
    require("validation_share", validationShare, isShare(validationShare), "0 up to below 1");
    require("test_share", testShare, isShare(testShare), "0 up to below 1");
    double both = validationShare + testShare;
    require("validation_share", both, isShare(both), "below 1 together with test_share");
    require("embedding_l2", embeddingPenalty, embeddingPenalty >= 0, "0 or more");
  }

  /**
   * Reads declared settings.
   *
   * @throws InvalidDeclarationException if one is unknown or out of range
   */
  public static TrainingSettings from(Options options) {
    options.requireKnown("training", KNOWN);
    return new TrainingSettings(
        options.integer("batch_size", 1024),
        options.integer("epochs", 10),
        options.integer("patience", 2),
        options.number("validation_share", 0.1),
        options.number("test_share", 0.1),
        options.integer("seed", 1),
        options.integer("threads", 2),
        options.number("embedding_l2", 1e-6),
        options.text("metric", StoppingScore.MEAN_AUC),
        Optional.of(options.text("group", "")).filter(group -> !group.isEmpty()));
  }

  private static boolean isShare(double share) {
    return share >= 0 && share < 1;
  }

  private static void require(String name, Number found, boolean holds, String allowed) {
    if (!holds) {
      throw new InvalidDeclarationException(
          List.of(new Problem("training." + name, "found " + found + ", allowed: " + allowed)));
    }
  }
}
