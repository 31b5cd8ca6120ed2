package dev.tandem.serving.rank;

import dev.tandem.serving.fetch.ServedScores;
import dev.tandem.serving.predict.Predictions;
import java.util.Arrays;
import java.util.List;

/** A ranking by the rows of its request, for those who keep what was served. */
final class RankedScores implements ServedScores {
  private final Ranking ranking;
  private final Predictions predictions;
  private final int[] positions;

  RankedScores(Ranking ranking) {
    this.ranking = ranking;
    this.predictions = ranking.predictions();
    this.positions = new int[predictions.rows()];
    Arrays.fill(positions, NOT_RANKED);
    for (int position = 0; position < ranking.size(); position++) {
      positions[ranking.row(position)] = position;
    }
  }

  @Override
  public String model() {
    return predictions.model();
  }

  @Override
  public String modelVersion() {
    return predictions.modelVersion();
  }

  @Override
  public List<String> tasks() {
    return predictions.tasks();
  }

  @Override
  public float value(int task, int row) {
    return predictions.value(task, row);
  }

  @Override
  public int position(int row) {
    return positions[row];
  }

  @Override
  public double propensity(int row) {
    return positions[row] == NOT_RANKED ? Double.NaN : ranking.propensity(positions[row]);
  }
}
