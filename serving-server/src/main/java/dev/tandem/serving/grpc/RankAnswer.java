package dev.tandem.serving.grpc;

import dev.tandem.serving.predict.Predictions;
import dev.tandem.serving.rank.Ranking;
import dev.tandem.serving.wire.tandem.PredictResponse;
import dev.tandem.serving.wire.tandem.RankResponse;

/** Rankings as gRPC's messages. */
final class RankAnswer {
  private RankAnswer() {}

  static RankResponse of(Ranking ranking) {
    Predictions predictions = ranking.predictions();
    RankResponse.Builder answer =
        RankResponse.newBuilder()
            .setRequestId(ranking.id())
            .setModel(predictions.model())
            .setModelVersion(predictions.modelVersion())
            .setServiceVersion(predictions.serviceVersion())
            .setArm(arm(predictions));
    for (int position = 0; position < ranking.size(); position++) {
      answer.addRows(ranking.row(position));
      answer.addLogScores(ranking.logScore(position));
      answer.addPropensities(ranking.propensity(position));
    }
    for (int task = 0; task < predictions.tasks().size(); task++) {
      PredictResponse.TaskPredictions.Builder values =
          answer.addPredictionsBuilder().setTask(predictions.tasks().get(task));
      for (int position = 0; position < ranking.size(); position++) {
        values.addValues(ranking.prediction(task, position));
      }
    }
    return answer.build();
  }

  /** The arm of a split that answered; empty for the primary model. */
  static String arm(Predictions predictions) {
    return predictions.arm().equals(Predictions.PRIMARY) ? "" : predictions.arm();
  }
}
