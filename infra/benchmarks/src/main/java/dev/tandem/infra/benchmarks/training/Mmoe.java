package dev.tandem.infra.benchmarks.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.features.declaration.Input;
import dev.tandem.features.declaration.Options;
import dev.tandem.features.table.Field;
import dev.tandem.features.type.ValueType;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Two tasks on eight two-layer experts over twenty embedded fields (Ma et al., KDD 2018). */
record Mmoe() implements Workload {
  private static final int FIELDS = 20;
  private static final int EXPERTS = 8;
  private static final List<Integer> EXPERT = List.of(256, 128);
  private static final List<Integer> TOWER = List.of(64, 32);

  @Override
  public String label() {
    return "mmoe";
  }

  @Override
  public int fields() {
    return FIELDS;
  }

  @Override
  public List<String> labels() {
    return List.of("click", "buy");
  }

  private static String name(int field) {
    return "field_" + field;
  }

  @Override
  public List<Field> layout() {
    return IntStream.range(0, FIELDS).mapToObj(i -> new Field(name(i), ValueType.INT64)).toList();
  }

  @Override
  public List<Input> inputs(int entries, int rows) {
    Options options = Workload.embedded(entries / FIELDS, rows);
    return IntStream.range(0, FIELDS)
        .mapToObj(i -> new Input(name(i), Input.Kind.CATEGORICAL, options))
        .toList();
  }

  @Override
  public void fill(int row, int entries, int[] values, SplittableRandom random) {
    for (int field = 0; field < FIELDS; field++) {
      values[field] = Workload.goingRound(row, field, entries / FIELDS);
    }
  }

  @Override
  public int firstEntry(int field, int entries) {
    return field * (entries / FIELDS);
  }

  @Override
  public String architecture() {
    return "mmoe";
  }

  @Override
  public Options options() {
    return new Options(
        Map.of(
            "experts", Workload.text(EXPERTS),
            "expert", Workload.text(EXPERT),
            "tower", Workload.text(TOWER)));
  }

  @Override
  public void describe(ObjectNode peer) {
    peer.put("experts", EXPERTS);
    EXPERT.forEach(peer.putArray("expert")::add);
    TOWER.forEach(peer.putArray("tower")::add);
  }
}
