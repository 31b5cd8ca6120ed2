package dev.tandem.infra.benchmarks.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.features.declaration.Input;
import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.Task;
import dev.tandem.features.table.Field;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** A network and the rows it learns from. Both engines train the same one. */
sealed interface Workload permits Mmoe, Din {
  /** The width of every embedding. */
  int DIMENSION = 16;

  /** All of them. */
  static List<Workload> all() {
    return List.of(new Mmoe(), new Din());
  }

  /** The workload with this label. */
  static Workload parse(String label) {
    return all().stream()
        .filter(workload -> workload.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'"
                        + label
                        + "' is no workload; there are: "
                        + String.join(", ", all().stream().map(Workload::label).toList())));
  }

  /** The name in commands and in the result. */
  String label();

  /** The number of ids of a row. */
  int fields();

  /** The names of the labels, each of which is a binary task. */
  List<String> labels();

  /** The tasks, one for each label. */
  default List<Task> tasks() {
    return labels().stream()
        .map(label -> new Task(label, Task.Kind.BINARY, label, 1, Optional.empty()))
        .toList();
  }

  /** The features of a row. */
  List<Field> layout();

  /**
   * The inputs, with {@code entries} embedding rows in all, but for those of null and unknown
   * values, when fitted to so many of the {@link WorkloadRows}.
   */
  List<Input> inputs(int entries, int rows);

  /** Makes the values of a row, one for each of the {@link #fields}. */
  void fill(int row, int entries, int[] values, SplittableRandom random);

  /** Where the embedding rows of a field begin if one table has those of all fields. */
  int firstEntry(int field, int entries);

  /** The name of the architecture. */
  String architecture();

  /** Its settings. */
  Options options();

  /** Tells the peer the widths of the network. */
  void describe(ObjectNode peer);

  /** Settings of an input of so many values: those that no row has are hashed. */
  static Options embedded(int values, int rows) {
    return new Options(
        Map.of(
            "dimension", text(DIMENSION),
            "min_count", text(1),
            "overflow", text(Math.max(0, values - rows))));
  }

  /**
   * A value that goes round all that there are, in an order that looks random, so that so many rows
   * have each of them.
   */
  static int goingRound(int row, int field, int values) {
    // A prime, so that it skips none.
    return (int) ((row + 31L * field) * 999_999_937L % values);
  }

  /** A setting of one number. */
  static List<String> text(int value) {
    return List.of(String.valueOf(value));
  }

  /** A setting of some numbers. */
  static List<String> text(List<Integer> values) {
    return values.stream().map(String::valueOf).toList();
  }
}
