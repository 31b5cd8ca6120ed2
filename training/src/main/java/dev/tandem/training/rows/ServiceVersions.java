package dev.tandem.training.rows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.features.dataset.LocalDataset;
import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Problem;
import dev.tandem.features.declaration.TrainingSet;
import dev.tandem.features.service.CompiledService;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Holds the feature service that rows were computed by against the one that is declared. */
public final class ServiceVersions {
  private static final String VERSION = "serviceVersion";

  private ServiceVersions() {}

  /**
   * Refuses rows of another version of the service: their columns may bear the same names and mean
   * something else, and the bundle would claim a version that it has never seen. Rows that do not
   * tell their version are taken as they are.
   *
   * @throws InvalidDeclarationException if the version is another one
   * @throws IOException if what the dataset was made from cannot be read
   */
  public static void requireSame(
      LocalDataset dataset, CompiledService service, TrainingSet declared) throws IOException {
    Optional<String> found = of(dataset);
    if (found.isPresent() && !found.get().equals(service.version())) {
      throw new InvalidDeclarationException(
          List.of(
              new Problem(
                  "training_sets." + declared.name() + ".service",
                  "its newest snapshot holds version "
                      + found.get()
                      + " of feature service '"
                      + service.declaration().name()
                      + "', which is declared in version "
                      + service.version()
                      + "; backfill it again")));
    }
  }

  /**
   * The version of the service that rows were computed by; empty if they do not tell.
   *
   * @throws IOException if what the dataset was made from cannot be read
   */
  public static Optional<String> of(LocalDataset dataset) throws IOException {
    return dataset.provenance().flatMap(ServiceVersions::version);
  }

  private static Optional<String> version(String provenance) {
    try {
      JsonNode version = new ObjectMapper().readTree(provenance).path(VERSION);
      return Optional.of(version.asText()).filter(text -> !text.isEmpty());
    } catch (JsonProcessingException e) {
      return Optional.empty(); // Written by something else than a backfill.
    }
  }
}
