package dev.tandem.infra.parity;

import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.view.FeatureStatus;
import dev.tandem.serving.fetch.FeatureClient;
import dev.tandem.serving.fetch.FeatureRequest;
import dev.tandem.serving.fetch.FeatureVectors;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Asks the online store, through the client that serving uses, about the rows of a spine. */
public final class ServedAnswers {
  private final FeatureClient client;
  private final Table spine;
  private final List<Table> values = new ArrayList<>();
  private final Map<String, FeatureStatus[]> statuses = new HashMap<>();

  private ServedAnswers(FeatureClient client, Table spine) {
    this.client = client;
    this.spine = spine;
  }

  /**
   * Reads all rows, those of one instant that lie together in one request.
   *
   * @param path the way the store's states came about, in one word, for messages
   * @param spine {@link EventColumns#TIME}, the entity keys and the request fields; at least one
   *     row
   * @throws dev.tandem.features.store.StoreUnavailableException if the store does not answer
   */
  public static Answers read(String path, FeatureClient client, Table spine) {
    ServedAnswers served = new ServedAnswers(client, spine);
    LongColumn time = spine.longs(EventColumns.TIME);
    for (int from = 0; from < spine.rows(); ) {
      int to = from + 1;
      while (to < spine.rows() && time.value(to) == time.value(from)) {
        to++;
      }
      served.read(from, to, time.value(from));
      from = to;
    }
    return Answers.of(path, Table.concat(served.values), served.statuses);
  }

  private void read(int from, int to, long instant) {
    int[] rows = IntStream.range(from, to).toArray();
    FeatureRequest.Builder request = FeatureRequest.builder().at(Instant.ofEpochMilli(instant));
    for (String name : requestNames()) {
      request.column(name, spine.column(name).select(rows));
    }
    // Never closed: the values are read only after all rows have been.
    FeatureVectors online = client.fetch(request.build());
    values.add(online.values());
    for (int feature = 0; feature < online.names().size(); feature++) {
      String name = online.names().get(feature);
      if (Answers.viewOf(name).isPresent()) {
        FeatureStatus[] all =
            statuses.computeIfAbsent(name, key -> new FeatureStatus[spine.rows()]);
        for (int row = from; row < to; row++) {
          all[row] = online.status(feature, row - from);
        }
      }
    }
  }

  private Set<String> requestNames() {
    Set<String> names = new LinkedHashSet<>();
    client.entityKeys().forEach(field -> names.add(field.name()));
    client.requestFields().forEach(field -> names.add(field.name()));
    return names;
  }
}
