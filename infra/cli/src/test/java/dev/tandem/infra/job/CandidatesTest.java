package dev.tandem.infra.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CandidatesTest {
  private static final List<Field> KEYS =
      List.of(new Field("user", ValueType.INT64), new Field("item", ValueType.STRING));
  private static final int SAMPLE = 300;

  @Test
  void of_anySample_differInTheirOtherKeys() {
    Table sample = Table.concat(List.of(sample(), sample()));
    Table candidates = Candidates.of(sample, KEYS, 200);
    Set<String> items = new HashSet<>();
    for (int row = 0; row < candidates.rows(); row++) {
      items.add(candidates.strings("item").value(row));
    }

    assertThat(candidates.rows()).isEqualTo(200);
    assertThat(items).hasSize(200);
    assertThat(Candidates.of(sample, KEYS, 1000).rows()).isEqualTo(SAMPLE);
  }

  private static Table sample() {
    return Table.builder(SAMPLE)
        .add("user", LongColumn.of(ValueType.INT64, LongStream.range(0, SAMPLE).toArray()))
        .add(
            "item",
            StringColumn.of(
                IntStream.range(0, SAMPLE).mapToObj(i -> "item " + i).toArray(String[]::new)))
        .build();
  }
}
