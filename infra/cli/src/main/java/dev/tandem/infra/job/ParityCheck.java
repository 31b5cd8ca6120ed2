package dev.tandem.infra.job;

import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.view.FeatureStatus;
import dev.tandem.serving.fetch.FeatureClient;
import dev.tandem.serving.fetch.FeatureRequest;
import dev.tandem.serving.fetch.FeatureVectors;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Compares what the online store serves with what the pipelines compute for the same entities at
 * the same instants: every value by its bits, every status.
 */
final class ParityCheck {
  private static final int EXAMPLES = 10;

  private final FeatureClient client;
  private final Table offline;
  private final List<String> examples = new ArrayList<>();
  private long mismatches;

  private ParityCheck(FeatureClient client, Table offline) {
    this.client = client;
    this.offline = offline;
  }

  /**
   * Compares all rows.
   *
   * @param offline the spine with its features, as the pipelines give it; rows of one instant lie
   *     together
   */
  static RunReport.Parity compare(FeatureClient client, Table offline) {
    ParityCheck check = new ParityCheck(client, offline);
    LongColumn time = offline.longs(EventColumns.TIME);
    for (int from = 0; from < offline.rows(); ) {
      int to = from + 1;
      while (to < offline.rows() && time.value(to) == time.value(from)) {
        to++;
      }
      check.compare(from, to, time.value(from));
      from = to;
    }
    return new RunReport.Parity(
        offline.rows(), client.features().size(), check.mismatches, check.examples);
  }

  private void compare(int from, int to, long instant) {
    int[] rows = new int[to - from];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = from + i;
    }
    FeatureRequest.Builder request = FeatureRequest.builder().at(Instant.ofEpochMilli(instant));
    for (String name : requestNames()) {
      request.column(name, offline.column(name).select(rows));
    }
    FeatureVectors online = client.fetch(request.build());
    for (int feature = 0; feature < online.names().size(); feature++) {
      for (int row = 0; row < rows.length; row++) {
        compare(online, feature, row, from + row);
      }
    }
  }

  private Set<String> requestNames() {
    Set<String> names = new LinkedHashSet<>();
    client.entityKeys().forEach(field -> names.add(field.name()));
    client.requestFields().forEach(field -> names.add(field.name()));
    return names;
  }

  private void compare(FeatureVectors online, int feature, int row, int offlineRow) {
    String name = online.names().get(feature);
    Column served = online.values().column(name);
    Column trained = offline.column(name);
    Optional<String> status = statusDifference(name, online.status(feature, row), offlineRow);
    if (BitEquality.same(served, row, trained, offlineRow) && status.isEmpty()) {
      return;
    }
    mismatches++;
    if (examples.size() < EXAMPLES) {
      examples.add(
          name
              + " at "
              + Instant.ofEpochMilli(online.atMillis())
              + " for "
              + entity(offlineRow)
              + ": served "
              + BitEquality.text(served, row)
              + ", computed "
              + BitEquality.text(trained, offlineRow)
              + status.map(difference -> "; status " + difference).orElse(""));
    }
  }

  /**
   * Offline there is one status for each view: whether its entity is missing, expired or present.
   * Online each feature has one, which for a present entity also tells where there is no value.
   */
  private Optional<String> statusDifference(String name, FeatureStatus served, int offlineRow) {
    int dot = name.indexOf('.');
    if (dot < 0) {
      return Optional.empty();
    }
    FeatureStatus computed =
        FeatureStatus.ofCode(offline.longs(name.substring(0, dot) + ".__status").value(offlineRow));
    FeatureStatus entity =
        switch (served) {
          case PRESENT, DEFAULTED, NULL -> FeatureStatus.PRESENT;
          case MISSING, EXPIRED, AHEAD -> served;
        };
    return entity == computed ? Optional.empty() : Optional.of(served + ", computed " + computed);
  }

  private String entity(int row) {
    List<String> parts = new ArrayList<>();
    for (Field key : client.entityKeys()) {
      parts.add(key.name() + " " + BitEquality.text(offline.column(key.name()), row));
    }
    return String.join(", ", parts);
  }
}
