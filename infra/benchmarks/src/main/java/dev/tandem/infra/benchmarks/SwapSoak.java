package dev.tandem.infra.benchmarks;

import dev.tandem.features.bundle.BundleWriter;
import dev.tandem.features.bundle.ModelBundle;
import dev.tandem.features.table.Table;
import dev.tandem.serving.predict.LiveModel;
import dev.tandem.serving.predict.ModelContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Does native memory grow when one version of a bundle after the other takes over? Publishes the
 * same model again and again, lets each version answer a request, and prints what is resident.
 */
public final class SwapSoak {
  private static final int PRINTS = 10;

  private SwapSoak() {}

  /**
   * Swaps a bundle.
   *
   * @param arguments a bundle directory, an empty or new directory for the copies, the number of
   *     swaps
   */
  public static void main(String[] arguments) throws IOException {
    ModelBundle bundle = ModelBundle.open(Path.of(arguments[0]));
    Path directory = Path.of(arguments[1]);
    int swaps = Integer.parseInt(arguments[2]);
    BundleWriter writer = BundleWriter.to(directory);
    Path before = writer.publish(bundle.manifest(), bundle.onnx(), List.of()).directory();
    ModelContract contract =
        new ModelContract(
            bundle.manifest().model(),
            bundle.manifest().service(),
            bundle.manifest().serviceVersion(),
            bundle.manifest().inputs().layout(),
            List.of());
    Table rows = Table.allocate(bundle.manifest().inputs().layout(), 200);
    try (LiveModel live = LiveModel.open(directory, contract)) {
      for (int swap = 1; swap <= swaps; swap++) {
        Path next = writer.publish(bundle.manifest(), bundle.onnx(), List.of()).directory();
        if (!live.refresh() || live.predict(rows).rows() != rows.rows()) {
          throw new IllegalStateException("not swapped: " + live.state());
        }
        delete(before);
        before = next;
        if (swap % Math.max(1, swaps / PRINTS) == 0) {
          System.out.printf(Locale.ROOT, "%d swaps: %d MiB resident%n", swap, residentMib());
        }
      }
    }
  }

  private static long residentMib() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) >> 10;
      }
    }
    throw new IllegalStateException("this system does not say how much memory is resident");
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
