package dev.tandem.infra.job;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.store.OnlineStore;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.serving.fetch.FeatureClient;
import dev.tandem.serving.fetch.FeatureRequest;
import dev.tandem.serving.fetch.FetchSettings;
import dev.tandem.serving.log.ServedLog;
import dev.tandem.serving.log.ServedLogCounts;
import dev.tandem.serving.log.ServedLogSettings;
import dev.tandem.serving.predict.PredictionService;
import dev.tandem.serving.predict.Predictor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Some requests, as an application would make them, with every row of the answers logged. */
final class LoggedRequests {
  private static final int REQUESTS = 40;
  private static final int CANDIDATES = 25;
  private static final Duration BETWEEN = Duration.ofMinutes(17);

  private final Project project;
  private final Table sample;
  private final Path log;

  /**
   * Requests made of a sample of rows.
   *
   * @param log the folder of the log, which is begun anew
   */
  LoggedRequests(Project project, Table sample, Path log) {
    this.project = project;
    this.sample = sample;
    this.log = log;
  }

  /** Asks from an instant on, and returns what was logged. */
  ServedLogCounts ask(String service, OnlineStore store, Predictor predictor, long from) {
    delete();
    ServedLog served = ServedLog.open(project, ServedLogSettings.in(log));
    try (served) {
      FeatureClient client =
          FeatureClient.of(project, service, store, FetchSettings.defaults().withListener(served));
      PredictionService predictions = PredictionService.of(client, predictor);
      for (int request = 0; request < REQUESTS; request++) {
        Instant at = Instant.ofEpochMilli(from).plus(BETWEEN.multipliedBy(request));
        predictions.predict(request(client, request, at));
      }
    }
    return served.counts();
  }

  /** One entity, such as a user, and candidates from somewhere else in the sample. */
  private FeatureRequest request(FeatureClient client, int number, Instant at) {
    int first = (int) ((long) number * sample.rows() / REQUESTS);
    int[] rows = IntStream.range(0, CANDIDATES).map(i -> (first + 7 * i) % sample.rows()).toArray();
    FeatureRequest.Builder request = FeatureRequest.builder().at(at);
    List<Field> keys = client.entityKeys();
    for (Field key : keys) {
      boolean one = keys.size() > 1 && key.equals(keys.get(0));
      request.column(key.name(), column(key, one ? new int[] {first} : rows));
    }
    client.requestFields().stream()
        .filter(field -> !keys.contains(field))
        .forEach(field -> request.column(field.name(), column(field, rows)));
    return request.build();
  }

  private Column column(Field field, int[] rows) {
    return sample.column(field.name()).select(rows);
  }

  private void delete() {
    if (!Files.exists(log)) {
      return;
    }
    try (Stream<Path> files = Files.walk(log)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the served log " + log + " cannot be begun anew", e);
    }
  }
}
