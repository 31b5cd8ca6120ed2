package dev.tandem.pipelines.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.declaration.OutcomeLabel;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import dev.tandem.features.yaml.ProjectReader;
import dev.tandem.pipelines.events.EventFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutcomeEventsTest {
  private static final String YAML =
      """
      project: shop
      entities: {user: {key: {user: int64}}}
      sources:
        events:
          format: csv
          path: events.csv
          fields:
            time: timestamp
            user: int64
            type: string
            price: {type: float64, optional: true}
          event_time: time
          event_id: [user, time]
      labels:
        bought: {source: events, where: type == 'buy', on: [user], within: 1h}
        spent: {source: events, where: price > 10.0, on: [user], within: 1h}
        seen: {source: events, on: [user], within: 1h}
      """;

  @TempDir Path folder;
  private Project project;

  @BeforeEach
  void read() throws IOException {
    project = ProjectReader.read(Files.writeString(folder.resolve("tandem.yaml"), YAML));
  }

  private EventFilter filter(String... labels) {
    return OutcomeEvents.of(
        Stream.of(labels).map(name -> (OutcomeLabel) project.label(name)).toList(),
        project.source("events"));
  }

  /** A buy and a view, each of no price, of 5 and of 20; their users number them. */
  private static Table events() {
    Table events =
        Table.allocate(
            List.of(
                new Field("user", ValueType.INT64),
                new Field("type", ValueType.STRING),
                new Field("price", ValueType.FLOAT64)),
            6);
    for (int row = 0; row < 6; row++) {
      events.longs("user").set(row, row);
      events.strings("type").set(row, row % 2 == 0 ? "buy" : "view");
      if (row >= 2) {
        events.doubles("price").set(row, row < 4 ? 5 : 20);
      }
    }
    return events;
  }

  private static List<Long> users(Table events) {
    return IntStream.range(0, events.rows())
        .mapToObj(row -> events.longs("user").value(row))
        .toList();
  }

  @Test
  void of_oneLabel_shipsTheEventsOfItsCondition() {
    assertThat(users(filter("bought").of(events()))).containsExactly(0L, 2L, 4L);
    assertThat(users(filter("spent").of(events()))).containsExactly(4L, 5L);
  }

  @Test
  void of_twoLabels_shipsTheEventsOfEither() {
    assertThat(users(filter("bought", "spent").of(events()))).containsExactly(0L, 2L, 4L, 5L);
  }

  @Test
  void of_labelWithoutCondition_shipsAll() {
    assertThat(users(filter("bought", "seen").of(events()))).hasSize(6);
  }

  @Test
  void of_onAnotherMachine_shipsTheSame() {
    EventFilter there = SerializableUtils.clone(filter("bought"));
    assertThat(users(there.of(events()))).containsExactly(0L, 2L, 4L);
  }
}
