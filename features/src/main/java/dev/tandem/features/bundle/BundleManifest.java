package dev.tandem.features.bundle;

import dev.tandem.features.transform.InputProgram;
import java.util.List;
import java.util.Objects;

/**
 * What a bundle says about its model.
 *
 * @param service the feature service whose layout the input program reads
 * @param serviceVersion the version of the compiled service at training; a server must have the
 *     same
 * @param architecture the name of the network's architecture
 * @param inputs turns the service's features into the network's inputs
 * @param tasks in the order of the model's declaration
 */
public record BundleManifest(
    String project,
    String model,
    String service,
    String serviceVersion,
    String architecture,
    InputProgram inputs,
    List<BundledTask> tasks,
    Provenance provenance) {
  public BundleManifest {
    Objects.requireNonNull(inputs, "inputs");
    tasks = List.copyOf(tasks);
  }
}
