package dev.tandem.infra.job;

import dev.tandem.infra.shop.ShopOptions;
import dev.tandem.infra.shop.SimulationProgress;
import dev.tandem.infra.shop.SimulationReport;
import dev.tandem.infra.shop.Simulator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The simulated shop of the quickstart: a copy of its declaration to play with, and its log.
 *
 * @param directory the folder of both
 */
public record ShopExample(Path directory) {
  private static final String DECLARATION = "/dev/tandem/infra/examples/shop/tandem.yaml";

  /** The example in this folder, which need not exist yet. */
  public static ShopExample in(Path directory) {
    return new ShopExample(directory);
  }

  /** The declaration. */
  public Path declaration() {
    return directory.resolve("tandem.yaml");
  }

  /** The folder of the log. */
  public Path data() {
    return directory.resolve("data");
  }

  /** The true probabilities behind the log. */
  public Path truth() {
    return data().resolve("truth").resolve("truth.csv");
  }

  /**
   * Writes the log, and the declaration unless there is one: a person may have changed it.
   *
   * @throws IOException if a file cannot be written
   */
  public SimulationReport simulate(ShopOptions options, SimulationProgress progress)
      throws IOException {
    Files.createDirectories(directory);
    if (!Files.exists(declaration())) {
      try (InputStream example = ShopExample.class.getResourceAsStream(DECLARATION)) {
        if (example == null) {
          throw new IllegalStateException("the class path lacks " + DECLARATION);
        }
        Files.copy(example, declaration(), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return Simulator.simulate(options, data(), progress);
  }
}
