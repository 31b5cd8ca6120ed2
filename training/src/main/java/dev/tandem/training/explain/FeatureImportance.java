package dev.tandem.training.explain;

import dev.tandem.training.metric.Metric;

/**
 * How much worse one task is predicted when one feature's values are dealt out at random.
 *
 * @param metric by which the task is measured, see {@link Metric#main}
 * @param loss of the metric, as a mean over repeats: positive if the model is worse without what
 *     the feature says, near 0 if it does not need it
 * @param deviation of the loss over the repeats
 */
public record FeatureImportance(
    String feature, String task, Metric metric, double loss, double deviation) {}
