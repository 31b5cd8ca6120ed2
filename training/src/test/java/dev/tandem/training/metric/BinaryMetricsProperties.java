package dev.tandem.training.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Each measure against its definition, written down in the plainest way. */
class BinaryMetricsProperties {
  private float[] p;
  private float[] y;
  private int[] in;
  private Ranking ranking;

  private void draw(int rows, long seed) {
    Samples samples = new Samples(new Random(seed), rows);
    p = samples.probabilities();
    y = samples.labels();
    in = IntStream.range(0, rows).filter(i -> !Float.isNaN(y[i])).toArray();
    ranking = Ranking.ofProbabilities(p, y);
  }

  private static void same(OptionalDouble found, OptionalDouble expected) {
    assertThat(found.isPresent()).isEqualTo(expected.isPresent());
    if (found.isPresent()) {
      assertThat(found.getAsDouble()).isCloseTo(expected.getAsDouble(), within(1e-12));
    }
  }

  private long positives() {
    return Arrays.stream(in).filter(i -> y[i] == 1).count();
  }

  private long atOrAbove(double threshold) {
    return Arrays.stream(in).filter(i -> p[i] >= threshold).count();
  }

  private long found(double threshold) {
    return Arrays.stream(in).filter(i -> p[i] >= threshold && y[i] == 1).count();
  }

  private double[] thresholds() {
    return Arrays.stream(in).mapToDouble(i -> p[i]).distinct().sorted().toArray();
  }

  @Property(tries = 300)
  void averagePrecision_agreesWithTheDefinition(
      @ForAll @IntRange(max = 50) int rows, @ForAll long seed) {
    draw(rows, seed);
    double sum = 0;
    double recall = 0;
    double[] thresholds = thresholds();
    for (int i = thresholds.length - 1; i >= 0; i--) {
      double next = (double) found(thresholds[i]) / positives();
      sum += (next - recall) * found(thresholds[i]) / atOrAbove(thresholds[i]);
      recall = next;
    }
    same(
        AveragePrecision.of(ranking),
        positives() == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum));
  }

  @Property(tries = 300)
  void groupedAuc_isTheMeanOfGroupsWeightedByRows(
      @ForAll @IntRange(max = 50) int rows, @ForAll long seed) {
    draw(rows, seed);
    int[] groups = new Samples(new Random(~seed), rows).numbers(4);
    Arrays.setAll(groups, i -> groups[i] == 0 ? -1 : groups[i]);
    double sum = 0;
    double weight = 0;
    for (int g = 1; g < 4; g++) {
      float[] labels = y.clone();
      for (int i = 0; i < rows; i++) {
        labels[i] = groups[i] == g ? y[i] : Float.NaN;
      }
      OptionalDouble auc = Auc.of(p, labels);
      if (auc.isPresent()) {
        int number = g;
        long size = Arrays.stream(in).filter(i -> groups[i] == number).count();
        sum += size * auc.getAsDouble();
        weight += size;
      }
    }
    same(
        GroupedAuc.of(p, y, groups),
        weight == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / weight));
  }

  @Property(tries = 300)
  void confusion_agreesWithTheDefinition(@ForAll @IntRange(max = 50) int rows, @ForAll long seed) {
    draw(rows, seed);
    Confusion even = Confusion.at(0.5, ranking);
    assertThat(even.truePositives()).isEqualTo((int) found(0.5));
    assertThat(even.falsePositives()).isEqualTo((int) (atOrAbove(0.5) - found(0.5)));
    assertThat(even.falseNegatives()).isEqualTo((int) (positives() - found(0.5)));
    assertThat(
            even.trueNegatives()
                + even.falseNegatives()
                + even.falsePositives()
                + even.truePositives())
        .isEqualTo(in.length);
    OptionalDouble best =
        positives() == 0
            ? OptionalDouble.empty()
            : Arrays.stream(thresholds())
                .map(t -> 2.0 * found(t) / (atOrAbove(t) + positives()))
                .max();
    same(Confusion.withBestF1(ranking).f1(), best);
  }

  @Property(tries = 300)
  void logLoss_isTheMeanOfMinusTheLogarithm(
      @ForAll @IntRange(max = 50) int rows, @ForAll long seed) {
    draw(rows, seed);
    double sum = 0;
    for (int i : in) {
      double q = Math.min(1 - 0x1p-25, Math.max(1e-12, p[i]));
      sum -= y[i] * Math.log(q) + (1 - y[i]) * Math.log(1 - q);
    }
    OptionalDouble found = LogLoss.of(ranking);
    assertThat(found.isPresent()).isEqualTo(in.length > 0);
    if (in.length > 0) {
      assertThat(found.getAsDouble()).isCloseTo(sum / in.length, within(1e-7));
    }
  }

  @Property(tries = 300)
  void calibrationCurve_cutsRowsIntoEqualMassesButNeverTies(
      @ForAll @IntRange(max = 50) int rows,
      @ForAll @IntRange(min = 1, max = 12) int bins,
      @ForAll long seed) {
    draw(rows, seed);
    CalibrationCurve curve = CalibrationCurve.of(ranking, bins);
    assertThat(curve.bins()).hasSizeLessThanOrEqualTo(bins);
    int[] sorted =
        Arrays.stream(in)
            .boxed()
            .sorted((a, b) -> Float.compare(p[a], p[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    int from = 0;
    for (CalibrationCurve.Bin bin : curve.bins()) {
      int to = from + bin.rows();
      assertThat(to == in.length || p[sorted[to]] > p[sorted[to - 1]]).isTrue();
      double predicted = 0;
      double happened = 0;
      for (int i = from; i < to; i++) {
        predicted += p[sorted[i]] / (double) bin.rows();
        happened += y[sorted[i]] / bin.rows();
      }
      assertThat(bin.meanPrediction()).isCloseTo(predicted, within(1e-9));
      assertThat(bin.meanLabel()).isCloseTo(happened, within(1e-6));
      from = to;
    }
    assertThat(from).isEqualTo(in.length);
  }

  @Property(tries = 300)
  void rocCurve_keepsPointsOfTheCurve(
      @ForAll @IntRange(max = 300) int rows,
      @ForAll @IntRange(min = 2, max = 40) int most,
      @ForAll long seed) {
    draw(rows, seed);
    RocCurve curve = RocCurve.of(ranking, most);
    if (positives() == 0 || positives() == in.length) {
      assertThat(curve.points()).isEmpty();
      return;
    }
    assertThat(curve.points()).hasSizeLessThanOrEqualTo(most);
    assertThat(curve.points().get(0)).isEqualTo(new RocCurve.Point(0, 0));
    assertThat(curve.points().get(curve.points().size() - 1)).isEqualTo(new RocCurve.Point(1, 1));
    for (RocCurve.Point point : curve.points().subList(1, curve.points().size())) {
      assertThat(Arrays.stream(thresholds()))
          .anyMatch(
              t ->
                  point.truePositiveRate() == (double) found(t) / positives()
                      && point.falsePositiveRate()
                          == (double) (atOrAbove(t) - found(t)) / (in.length - positives()));
    }
  }

  @Property(tries = 100)
  void measures_doNotDependOnTheOrderOfRows(
      @ForAll @IntRange(max = 50) int rows, @ForAll long seed) {
    draw(rows, seed);
    float[] p2 = new float[rows];
    float[] y2 = new float[rows];
    for (int i = 0; i < rows; i++) {
      p2[i] = p[rows - 1 - i];
      y2[i] = y[rows - 1 - i];
    }
    assertThat(TaskMetrics.ofProbabilities("t", p2, y2))
        .isEqualTo(TaskMetrics.ofProbabilities("t", p, y));
  }
}
