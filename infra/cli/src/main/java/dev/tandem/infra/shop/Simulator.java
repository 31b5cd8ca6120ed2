package dev.tandem.infra.shop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Simulates a shop into CSV files: {@code events.csv}, {@code items.csv}, {@code users.csv}, {@code
 * weeks.csv}, and apart from them {@code truth/truth.csv} with the true probabilities behind every
 * impression and {@code truth/dirty.json} with the number of dirty rows of each kind.
 */
public final class Simulator {
  private Simulator() {}

  /**
   * Writes the files into a directory, replacing those of an earlier simulation.
   *
   * @throws IOException if a file cannot be written; what has been written so far remains
   */
  public static SimulationReport simulate(
      ShopOptions options, Path directory, SimulationProgress progress) throws IOException {
    ShopFiles files = ShopFiles.create(directory, options);
    Simulation simulation = new Simulation(options, files);
    try (files) {
      simulation.run(progress);
    }
    SimulationReport report =
        new SimulationReport(
            files.eventRows(),
            simulation.rows(EventType.IMPRESSION),
            simulation.rows(EventType.CLICK),
            simulation.rows(EventType.CART),
            simulation.rows(EventType.PURCHASE),
            simulation.rows(EventType.RATING),
            files.itemUpdates(),
            files.dirty(),
            simulation.peakPending());
    Files.writeString(
        directory.resolve("truth").resolve("dirty.json"), json(report), StandardCharsets.UTF_8);
    return report;
  }

  private static String json(SimulationReport report) {
    String kinds =
        report.dirty().entrySet().stream()
            .map(e -> kind(e.getKey(), e.getValue()))
            .collect(Collectors.joining(",\n"));
    String fates =
        Arrays.stream(Dirt.Fate.values())
            .map(fate -> "    \"" + fate.word() + "\": " + report.rows(fate))
            .collect(Collectors.joining(",\n"));
    return String.join(
        "\n",
        "{",
        "  \"rows\": " + report.eventRows() + ",",
        "  \"kinds\": {",
        kinds,
        "  },",
        "  \"fates\": {",
        fates,
        "  }",
        "}",
        "");
  }

  private static String kind(Dirt kind, long rows) {
    return "    \"%s\": {\"rows\": %s, \"fate\": \"%s\"}"
        .formatted(kind.word(), Long.toString(rows), kind.fate().word());
  }
}
