package dev.tandem.infra.benchmarks.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.features.declaration.Input;
import dev.tandem.features.declaration.Options;
import dev.tandem.features.table.Field;
import dev.tandem.features.type.ValueType;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** One task on the attended sum of fifty items beside a candidate (Zhou et al., KDD 2018). */
record Din() implements Workload {
  private static final int ITEMS = 50;
  private static final List<Integer> ATTENTION = List.of(80, 40);
  private static final List<Integer> TOWER = List.of(200, 80);

  @Override
  public String label() {
    return "din";
  }

  @Override
  public int fields() {
    return 1 + ITEMS;
  }

  @Override
  public List<String> labels() {
    return List.of("click");
  }

  @Override
  public List<Field> layout() {
    return List.of(
        new Field("item", ValueType.INT64), new Field("last_items", ValueType.INT64_LIST));
  }

  @Override
  public List<Input> inputs(int entries, int rows) {
    Options sequence =
        new Options(
            Map.of(
                "target", List.of("item"),
                "length", Workload.text(ITEMS),
                "encoder", List.of("din"),
                "units", Workload.text(ATTENTION)));
    return List.of(
        new Input("item", Input.Kind.CATEGORICAL, Workload.embedded(entries, rows)),
        new Input("last_items", Input.Kind.SEQUENCE, sequence));
  }

  @Override
  public void fill(int row, int entries, int[] values, SplittableRandom random) {
    values[0] = Workload.goingRound(row, 0, entries);
    for (int item = 1; item <= ITEMS; item++) {
      values[item] = random.nextInt(entries);
    }
  }

  @Override
  public int firstEntry(int field, int entries) {
    return 0;
  }

  @Override
  public String architecture() {
    return "separate_towers";
  }

  @Override
  public Options options() {
    return new Options(Map.of("tower", Workload.text(TOWER)));
  }

  @Override
  public void describe(ObjectNode peer) {
    ATTENTION.forEach(peer.putArray("attention")::add);
    TOWER.forEach(peer.putArray("tower")::add);
  }
}
