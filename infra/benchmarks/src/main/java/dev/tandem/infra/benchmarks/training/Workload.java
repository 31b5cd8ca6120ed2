package dev.tandem.infra.benchmarks.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.features.declaration.Input;
import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.Task;
import dev.tandem.features.table.Field;
import dev.tandem.features.type.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A network and the rows it learns from. Both engines train the same one. */
enum Workload {
  /** Two tasks on eight two-layer experts over twenty embedded fields (Ma et al., KDD 2018). */
  MMOE(20, List.of("click", "buy")) {
    @Override
    List<Field> layout() {
      return IntStream.range(0, fields())
          .mapToObj(i -> new Field(fieldName(i), ValueType.INT64))
          .toList();
    }

    @Override
    List<Input> inputs(int entries, int rows) {
      List<Input> inputs = new ArrayList<>();
      for (int i = 0; i < fields(); i++) {
        inputs.add(
            new Input(fieldName(i), Input.Kind.CATEGORICAL, embedded(entries / fields(), rows)));
      }
      return inputs;
    }

    @Override
    int values(int field, int entries) {
      return entries / fields();
    }

    @Override
    String architecture() {
      return "mmoe";
    }

    @Override
    Options options() {
      return new Options(
          Map.of("experts", text(EXPERTS), "expert", text(EXPERT), "tower", text(TOWER)));
    }

    @Override
    void describe(ObjectNode peer) {
      peer.put("experts", EXPERTS);
      EXPERT.forEach(peer.putArray("expert")::add);
      TOWER.forEach(peer.putArray("tower")::add);
    }
  },
  /** One task on the attended mean of fifty items beside a candidate (Zhou et al., KDD 2018). */
  DIN(51, List.of("click")) {
    @Override
    List<Field> layout() {
      return List.of(
          new Field("item", ValueType.INT64), new Field("last_items", ValueType.INT64_LIST));
    }

    @Override
    List<Input> inputs(int entries, int rows) {
      Map<String, List<String>> sequence = new TreeMap<>();
      sequence.put("target", List.of("item"));
      sequence.put("length", text(fields() - 1));
      sequence.put("encoder", List.of("din"));
      sequence.put("units", text(ATTENTION));
      return List.of(
          new Input("item", Input.Kind.CATEGORICAL, embedded(entries, rows)),
          new Input("last_items", Input.Kind.SEQUENCE, new Options(sequence)));
    }

    @Override
    int values(int field, int entries) {
      return entries;
    }

    @Override
    String architecture() {
      return "separate_towers";
    }

    @Override
    Options options() {
      return new Options(Map.of("tower", text(HEAD)));
    }

    @Override
    void describe(ObjectNode peer) {
      ATTENTION.forEach(peer.putArray("attention")::add);
      HEAD.forEach(peer.putArray("tower")::add);
    }
  };

  /** The width of every embedding. */
  static final int DIMENSION = 16;

  private static final int EXPERTS = 8;
  private static final List<Integer> EXPERT = List.of(256, 128);
  private static final List<Integer> TOWER = List.of(64, 32);
  private static final List<Integer> ATTENTION = List.of(80, 40);
  private static final List<Integer> HEAD = List.of(200, 80);

  private final int fields;
  private final List<String> labels;

  Workload(int fields, List<String> labels) {
    this.fields = fields;
    this.labels = labels;
  }

  /** The workload with a label as of {@link #label}. */
  static Workload parse(String label) {
    return Arrays.stream(values())
        .filter(workload -> workload.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'"
                        + label
                        + "' is no workload; there are: "
                        + String.join(
                            ", ", Arrays.stream(values()).map(Workload::label).toList())));
  }

  /** The name in commands and in the result. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The ids of a row. */
  int fields() {
    return fields;
  }

  /** The names of the labels, each of which is a binary task. */
  List<String> labels() {
    return labels;
  }

  /** The tasks, one for each label. */
  List<Task> tasks() {
    return labels.stream()
        .map(label -> new Task(label, Task.Kind.BINARY, label, 1, Optional.empty()))
        .toList();
  }

  /** The features of a row. */
  abstract List<Field> layout();

  /**
   * The inputs, with {@code entries} embedding rows in all, but for those of null and unknown
   * values, when fitted to so many of the {@link WorkloadRows}.
   */
  abstract List<Input> inputs(int entries, int rows);

  /** The number of different values of one of the {@link #fields}. */
  abstract int values(int field, int entries);

  /** The name of the architecture. */
  abstract String architecture();

  /** Its settings. */
  abstract Options options();

  /** Tells the peer the widths of the network. */
  abstract void describe(ObjectNode peer);

  private static String fieldName(int field) {
    return "field_" + field;
  }

  /** Settings of an input of so many values: those that no row has are hashed. */
  private static Options embedded(int values, int rows) {
    return new Options(
        Map.of(
            "dimension", text(DIMENSION),
            "min_count", text(1),
            "overflow", text(Math.max(0, values - rows))));
  }

  private static List<String> text(int value) {
    return List.of(String.valueOf(value));
  }

  private static List<String> text(List<Integer> values) {
    return values.stream().map(String::valueOf).toList();
  }
}
