package dev.tandem.infra.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.redis.RedisOnlineStore;
import dev.tandem.features.table.Table;
import dev.tandem.infra.parity.Answers;
import dev.tandem.infra.parity.Comparison;
import dev.tandem.infra.parity.ParitySpine;
import dev.tandem.infra.parity.ServedAnswers;
import dev.tandem.infra.report.RunReport;
import dev.tandem.pipelines.FeatureJoin;
import dev.tandem.pipelines.MaterializeReport;
import dev.tandem.pipelines.PipelineSettings;
import dev.tandem.pipelines.materialize.RedisStoreSpec;
import dev.tandem.serving.edge.ServerSettings;
import dev.tandem.serving.fetch.FeatureClient;
import dev.tandem.serving.fetch.FeatureClients;
import dev.tandem.serving.fetch.FetchSettings;
import dev.tandem.serving.log.ServedLogCounts;
import dev.tandem.serving.predict.Predictor;
import dev.tandem.serving.server.TandemServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Brings a trained model online, asks it for predictions, and checks what it is served. */
final class OnlineCheck {
  private static final int CANDIDATES = 500;
  private static final int PARITY_ROWS = 1200;

  private final Project project;
  private final String service;
  private final Path bundle;
  private final String model;
  private final PipelineSettings settings;
  private final JobListener listener;

  /** What was found. */
  record Result(RunReport.Predict predict, RunReport.Parity parity) {}

  OnlineCheck(
      Project project,
      Model model,
      TandemHome home,
      PipelineSettings settings,
      JobListener listener) {
    this.project = project;
    this.service = project.trainingSet(model.trainingSet()).service();
    this.bundle = home.bundle(model.name());
    this.model = model.name();
    this.settings = settings;
    this.listener = listener;
  }

  /**
   * Materializes, serves, predicts and compares; the server is ended afterwards.
   *
   * @param sample rows with the keys and request fields of the model's service
   * @param log where some more requests are logged; empty makes none
   */
  Result run(ProjectJobs jobs, RedisLease redis, Table sample, Optional<Path> log) {
    MaterializeReport materialized =
        jobs.materialize(service, Optional.empty(), RedisStoreSpec.of(redis.endpoint()));
    listener.begin("serve");
    try (RedisOnlineStore store = RedisOnlineStore.open(redis.endpoint());
        Predictor predictor = Predictor.open(bundle)) {
      FeatureClients clients = FeatureClients.of(project, store, FetchSettings.defaults());
      try (TandemServer server =
          TandemServer.start(ServerSettings.defaults().withPort(0), clients, List.of(predictor))) {
        listener.done("model " + model + " at " + server.uri());
        FeatureClient client = clients.service(service);
        RunReport.Predict predict = predict(server, client, sample, materialized.cut());
        log.ifPresent(
            folder -> {
              listener.begin("log");
              ServedLogCounts logged =
                  new LoggedRequests(project, sample, folder)
                      .ask(service, store, predictor, materialized.cut());
              listener.done(
                  String.format(Locale.ROOT, "%,d served rows in %s", logged.written(), folder));
            });
        return new Result(predict, compare(client, sample, materialized.cut()));
      }
    }
  }

  private RunReport.Predict predict(
      TandemServer server, FeatureClient client, Table sample, long cut) {
    listener.begin("predict");
    Table candidates = Candidates.of(sample, client.entityKeys(), CANDIDATES);
    HttpPrediction prediction = HttpPrediction.of(server.uri(), model, client, candidates, cut);
    requireComplete(prediction.ask(), candidates.rows());
    RunReport.Predict predict = prediction.measure();
    listener.done(
        String.format(
            Locale.ROOT,
            "%d candidates through HTTP in %.1f ms (median of %d requests)",
            predict.candidates(),
            predict.p50Millis(),
            predict.calls()));
    return predict;
  }

  private void requireComplete(JsonNode predictions, int rows) {
    project
        .model(model)
        .tasks()
        .forEach(
            task -> {
              JsonNode values = predictions.path(task.name());
              if (values.size() != rows) {
                throw new JobFailedException(
                    "the server predicted "
                        + task.name()
                        + " for "
                        + values.size()
                        + " of "
                        + rows
                        + " candidates");
              }
            });
  }

  private RunReport.Parity compare(FeatureClient client, Table sample, long cut) {
    listener.begin("parity");
    Table spine =
        new ParitySpine(sample, client.entityKeys(), client.requestFields(), cut)
            .draw(PARITY_ROWS, cut);
    Table offline = FeatureJoin.of(project, service, spine).run(settings);
    Comparison found =
        Comparison.of(
            offline,
            client.entityKeys(),
            List.of(
                ServedAnswers.read("served", client, offline),
                Answers.offline("computed", client.features(), offline)));
    RunReport.Parity parity =
        new RunReport.Parity(found.rows(), found.features(), found.mismatches(), found.examples());
    listener.done(
        String.format(
            Locale.ROOT,
            "%,d rows x %d features: %,d mismatches",
            parity.rows(),
            parity.features(),
            parity.mismatches()));
    return parity;
  }
}
