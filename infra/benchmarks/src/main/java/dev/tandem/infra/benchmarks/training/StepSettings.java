package dev.tandem.infra.benchmarks.training;

import java.util.List;

/**
 * What an engine trains, and how.
 *
 * @param rows of the training set, all of which are trained on
 * @param entries embedding rows
 * @param batch rows of a step
 * @param epochs passes over the rows
 */
record StepSettings(Workload workload, int rows, int entries, int batch, int threads, int epochs) {
  StepSettings {
    require("--batch", batch, batch >= 1 && batch <= rows, "1 to --rows");
    require("--threads", threads, threads >= 1 && threads <= 64, "1 to 64");
    require("--epochs", epochs, epochs >= 2, "2 or more, the first to warm up");
    require("--entries", entries, entries >= workload.fields(), workload.fields() + " or more");
  }

  private static void require(String name, int found, boolean holds, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": found " + found + ", allowed: " + allowed);
    }
  }

  /** The same with another batch size. */
  StepSettings withBatch(int rowsOfAStep) {
    return new StepSettings(workload, rows, entries, rowsOfAStep, threads, epochs);
  }

  /** The same with another number of embedding rows. */
  StepSettings withEntries(int embeddingRows) {
    return new StepSettings(workload, rows, embeddingRows, batch, threads, epochs);
  }

  /** The steps of an epoch, without a last one of fewer rows. */
  int steps() {
    return rows / batch;
  }

  /** The arguments from which {@link #parse} makes the same settings. */
  List<String> arguments() {
    return List.of(
        workload.label(),
        String.valueOf(rows),
        String.valueOf(entries),
        String.valueOf(batch),
        String.valueOf(threads),
        String.valueOf(epochs));
  }

  /** The settings of {@link #arguments}. */
  static StepSettings parse(List<String> arguments) {
    return new StepSettings(
        Workload.parse(arguments.get(0)),
        Integer.parseInt(arguments.get(1)),
        Integer.parseInt(arguments.get(2)),
        Integer.parseInt(arguments.get(3)),
        Integer.parseInt(arguments.get(4)),
        Integer.parseInt(arguments.get(5)));
  }
}
