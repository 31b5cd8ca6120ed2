package dev.tandem.serving.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.Table;
import dev.tandem.serving.ShopEvents;
import dev.tandem.serving.fetch.FeatureClient;
import dev.tandem.serving.fetch.FeatureRequest;
import dev.tandem.serving.fetch.FeatureVectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class ServedLogProperties {
  private static final int REQUESTS = 4;

  @Property(tries = 20)
  void served_rowsOfEveryType_areReadBackBitForBit(@ForAll long seed) throws IOException {
    Path directory = Files.createTempDirectory("served");
    Random random = new Random(seed);
    List<FeatureRequest> requests = new ArrayList<>();
    List<FeatureVectors> answers = new ArrayList<>();
    try (LoggedShop shop = LoggedShop.ofEveryType()) {
      try (ServedLog log = ServedLog.open(shop.project(), ServedLogSettings.in(directory))) {
        FeatureClient client = shop.everything(log);
        for (int i = 0; i < REQUESTS; i++) {
          requests.add(LoggedShop.everything(random, 1 + random.nextInt(20)));
          answers.add(client.fetch(requests.get(i)));
        }
      }
    }
    Table read = LoggedShop.read(directory, "everything");
    int at = 0;
    for (int i = 0; i < REQUESTS; i++) {
      for (int row = 0; row < requests.get(i).rows(); row++) {
        compare(requests.get(i), answers.get(i), row, read, at++);
      }
    }
    assertThat(read.rows()).isEqualTo(at);
    delete(directory);
  }

  private static void compare(
      FeatureRequest request, FeatureVectors answer, int row, Table read, int at) {
    for (String name : request.names()) {
      Column given = request.find(name).orElseThrow();
      assertThat(ShopEvents.bits(read.column(name), at))
          .as(name)
          .isEqualTo(ShopEvents.bits(given, given.size() == 1 ? 0 : row));
    }
    for (int feature = 0; feature < answer.names().size(); feature++) {
      String name = answer.names().get(feature);
      assertThat(ShopEvents.bits(read.column(name), at))
          .as(name)
          .isEqualTo(ShopEvents.bits(answer.values().column(name), row));
      if (name.contains(".")) {
        assertThat(read.longs(ServedColumns.status(name)).value(at))
            .isEqualTo(answer.status(feature, row).code());
        Column newest = read.column(ServedColumns.newest(name.substring(0, name.indexOf('.'))));
        long expected = answer.newestEventMillis(feature, row);
        assertThat(ShopEvents.bits(newest, at))
            .isEqualTo(expected == FeatureVectors.NO_EVENT ? "null" : Long.toString(expected));
      }
    }
    assertThat(read.longs(ServedColumns.TIME).value(at)).isEqualTo(answer.atMillis());
    assertThat(read.longs(ServedColumns.ROW).value(at)).isEqualTo(row);
    assertThat(read.strings(ServedColumns.SERVICE).value(at)).isEqualTo("everything");
    assertThat(read.strings(ServedColumns.SERVICE_VERSION).value(at))
        .isEqualTo(answer.serviceVersion());
    assertThat(read.column(ServedColumns.MODEL).isNull(at)).isTrue();
    assertThat(read.column(ServedColumns.POSITION).isNull(at)).isTrue();
  }

  @Property(tries = 30)
  void rows_ofAKey_allStayOrNoneAndStayAtEveryGreaterShare(
      @ForAll long seed, @ForAll @DoubleRange(min = 0.05, max = 0.9) double share) {
    Random random = new Random(seed);
    KeySample sample = new KeySample("user_id", share);
    KeySample greater = new KeySample("user_id", share + 0.1);
    Set<Long> kept = new HashSet<>();
    Set<Long> left = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      long[] users = random.longs(200, 0, 100).toArray();
      FeatureRequest request = FeatureRequest.builder().each("user_id", users).build();
      Set<Integer> rows = new HashSet<>();
      for (int row : sample.rows(request)) {
        rows.add(row);
      }
      for (int row = 0; row < users.length; row++) {
        (rows.contains(row) ? kept : left).add(users[row]);
      }
      assertThat(greater.rows(request)).contains(sample.rows(request));
    }
    assertThat(kept).doesNotContainAnyElementsOf(left);
  }

  private static void delete(Path directory) throws IOException {
    for (Path file : LoggedShop.files(directory)) {
      Files.delete(file);
    }
  }
}
