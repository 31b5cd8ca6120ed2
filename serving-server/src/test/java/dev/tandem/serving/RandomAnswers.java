package dev.tandem.serving;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.store.InMemoryOnlineStore;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.table.Table;
import dev.tandem.serving.fetch.FeatureClient;
import dev.tandem.serving.fetch.FeatureRequest;
import dev.tandem.serving.fetch.FeatureVectors;
import java.time.Instant;
import java.util.Random;

/** Answers of every type and status, from random events and random requests. */
public final class RandomAnswers {
  private static final String[] TEXTS = {"", "plain", "\"quoted\"\n\\", "ı ş 汉字 𝄞", "\u0001"};

  private final Project project = ShopProject.read("every-type.yaml");

  /** The answer to a request that follows from the seed alone. */
  public FeatureVectors answer(long seed) {
    Random random = new Random(seed);
    try (InMemoryOnlineStore store = new InMemoryOnlineStore()) {
      int events = random.nextInt(200);
      Table table = ShopEvents.random(random.nextInt(1000), events);
      for (int row = 0; row < events; row++) {
        if (random.nextBoolean()) {
          table.doubles("price").set(row, random.nextInt(100_000) / 100.0);
        }
      }
      ShopStates.load(project, table, ShopEvents.END, store);
      return FeatureClient.of(project, "everything", store).fetch(request(random));
    }
  }

  private FeatureRequest request(Random random) {
    int rows = 1 + random.nextInt(20);
    FeatureRequest.Builder request = FeatureRequest.builder();
    request.one("user_id", random.nextInt(60));
    String[] items = new String[rows];
    for (int row = 0; row < rows; row++) {
      items[row] = "i" + random.nextInt(40);
    }
    request.each("item_id", items);
    for (Field field : project.service("everything").request()) {
      request.column(field.name(), column(field, rows, random));
    }
    long late = random.nextInt(3) * 40L * 3_600_000;
    return request
        .at(Instant.ofEpochMilli(ShopEvents.END + late - random.nextInt(2) * 90_000_000L))
        .build();
  }

  private static Column column(Field field, int rows, Random random) {
    Column column = Column.allocate(field.type(), rows);
    for (int row = 0; row < rows; row++) {
      if (random.nextInt(4) == 0) {
        continue;
      }
      if (column instanceof LongColumn longs) {
        longs.set(row, value(longs, random));
      } else if (column instanceof DoubleColumn doubles) {
        doubles.set(row, random.nextBoolean() ? random.nextGaussian() : random.nextInt(50));
      } else if (column instanceof StringColumn strings) {
        strings.set(row, TEXTS[random.nextInt(TEXTS.length)]);
      }
    }
    return column;
  }

  private static long value(LongColumn column, Random random) {
    return switch (column.type()) {
      case BOOL -> random.nextInt(2);
      case TIMESTAMP -> random.nextLong() >> 20;
      default -> random.nextLong() >> random.nextInt(64);
    };
  }
}
