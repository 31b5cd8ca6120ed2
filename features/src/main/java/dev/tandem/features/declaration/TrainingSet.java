package dev.tandem.features.declaration;

import java.util.List;
import java.util.Optional;

/**
 * Which rows a model learns from: the spine, joined to a service's features as of each row's time
 * and to labels.
 *
 * @param source the source whose events are the rows; it has the entity keys and the service's
 *     request fields as fields
 * @param where which of its events are rows; empty means all
 * @param labels the names of the labels
 * @param negatives which rows are left out by chance; empty means none
 */
public record TrainingSet(
    String name,
    String source,
    Optional<String> where,
    String service,
    List<String> labels,
    Optional<NegativeSampling> negatives) {
  public TrainingSet {
    labels = List.copyOf(labels);
  }
}
