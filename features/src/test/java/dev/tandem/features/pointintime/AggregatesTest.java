package dev.tandem.features.pointintime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.aggregate.NumberOverflowException;
import dev.tandem.features.declaration.AggregateFeature;
import dev.tandem.features.declaration.AggregateFunction;
import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.Window;
import dev.tandem.features.oracle.Cells;
import dev.tandem.features.oracle.Orders;
import dev.tandem.features.oracle.Tastes;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import dev.tandem.features.view.CompiledView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each aggregate by an example; that they are right in general is for the properties to say. */
class AggregatesTest {
  private static final Field PRICE = new Field("price", ValueType.FLOAT64);
  private static final Field ITEM = new Field("item", ValueType.INT64);
  private static final Window HOUR = Window.of(Duration.ofHours(1));

  private static AggregateFeature.Builder feature(AggregateFunction function) {
    return AggregateFeature.builder("f", function);
  }

  private static Options halfLife(String duration) {
    return new Options(Map.of("half_life", List.of(duration)));
  }

  private static List<Object> ofUser7(AggregateFeature feature, Table events, String... times) {
    return values(Orders.view(feature), events, times);
  }

  private static List<Object> values(CompiledView view, Table events, String... times) {
    Table joined = new PointInTimeJoin(view).join(events, Orders.rowsOfUser7(times));
    List<Object> values = new ArrayList<>();
    for (int row = 0; row < joined.rows(); row++) {
      values.add(Cells.value(joined.column(view.features().get(0).name()), row));
    }
    return values;
  }

  @Test
  void variance_ofAPopulation_dividesByItsSize() {
    Table events =
        Orders.events("10:00:00,7,buy,1,1.25", "10:10:00,7,buy,1,", "10:20:00,7,buy,1,1.75");
    AggregateFeature variance =
        feature(AggregateFunction.VARIANCE).field(PRICE).scale(2).window(HOUR).build();
    AggregateFeature deviation =
        feature(AggregateFunction.STDDEV).field(PRICE).scale(2).window(HOUR).build();

    assertThat(ofUser7(variance, events, "10:00:00", "10:01:00", "10:30:00"))
        .containsExactly(null, 0.0, 0.0625);
    assertThat(ofUser7(deviation, events, "10:00:00", "10:01:00", "10:30:00"))
        .containsExactly(null, 0.0, 0.25);
  }

  @Test
  void variance_ofLargeNumbersThatDifferALittle_losesNothing() {
    Table events = Orders.events("10:00:00,7,buy,1000000000001,", "10:10:00,7,buy,1000000000003,");
    AggregateFeature variance = feature(AggregateFunction.VARIANCE).field(ITEM).build();

    assertThat(ofUser7(variance, events, "11:00:00")).containsExactly(1.0);
  }

  @Test
  void first_tiedTimes_isTheOneOfTheSmallerIdentity() {
    Table events = Orders.events("10:00:00,7,look,5,", "10:00:00,7,look,6,", "10:30:00,7,look,7,");
    AggregateFeature first =
        feature(AggregateFunction.FIRST).field(ITEM).window(HOUR).where("item > 5").build();

    assertThat(ofUser7(first, events, "10:00:00", "10:40:00", "11:01:00", "12:00:00"))
        .containsExactly(null, 6L, 7L, null);
  }

  /** The worked example of docs/concepts.md. */
  @Test
  void ratio_newItem_isNearThePrior() {
    Map<String, List<String>> of = Map.of("of", List.of("kind == 'impression'"));
    Map<String, List<String>> prior =
        Map.of("of", List.of("kind == 'impression'"), "prior", List.of("1", "20"));
    AggregateFeature.Builder ratio =
        feature(AggregateFunction.RATIO).where("kind == 'click'").window(HOUR);
    Table events =
        Orders.events(
            "10:00:00,7,impression,1,", "10:00:01,7,click,1,", "10:00:02,7,impression,1,");

    assertThat(ofUser7(ratio.settings(new Options(of)).build(), events, "10:00:00", "10:30:00"))
        .containsExactly(null, 0.5);
    assertThat(ofUser7(ratio.settings(new Options(prior)).build(), events, "10:00:00", "10:30:00"))
        .containsExactly(1.0 / 20, 2.0 / 22);
  }

  @Test
  void timeSinceLast_selectedEvents_isInMilliseconds() {
    Table events = Orders.events("10:00:00,7,look,1,", "10:20:00,7,buy,1,");
    AggregateFeature since =
        feature(AggregateFunction.TIME_SINCE_LAST).where("kind == 'look'").window(HOUR).build();

    assertThat(ofUser7(since, events, "10:00:00", "10:00:00.001", "10:30:00", "11:01:00"))
        .containsExactly(null, 1L, 1_800_000L, null);
  }

  /** The definition of docs/concepts.md: a half-life of two tiles. */
  @Test
  void decayed_eachTile_weighsLessThanTheNext() {
    Table events =
        Orders.events("10:00:00,7,buy,1,1.00", "10:00:59,7,buy,1,3.00", "10:02:30,7,buy,1,0.50");
    Window minutes = new Window(Duration.ofMinutes(10), Duration.ofMinutes(1));
    AggregateFeature count =
        feature(AggregateFunction.DECAYED_COUNT).settings(halfLife("2m")).window(minutes).build();
    AggregateFeature sum =
        feature(AggregateFunction.DECAYED_SUM)
            .field(PRICE)
            .scale(2)
            .settings(halfLife("2m"))
            .window(minutes)
            .build();
    AggregateFeature mean =
        feature(AggregateFunction.DECAYED_MEAN)
            .field(PRICE)
            .scale(2)
            .settings(halfLife("2m"))
            .window(minutes)
            .build();

    assertThat(ofUser7(count, events, "10:00:00", "10:00:30", "10:02:59.999", "10:12:30"))
        .containsExactly(0.0, 1.0, 1.0 + 2 * 0.5, 0.03125);
    assertThat(ofUser7(sum, events, "10:02:59.999", "10:04:30")).containsExactly(2.5, 1.25);
    assertThat(ofUser7(mean, events, "10:00:00", "10:02:59.999", "11:00:00"))
        .containsExactly(null, 1.25, null);
  }

  @Test
  void decayed_withoutAWindow_reachesFortyHalfLives() {
    AggregateFeature count =
        feature(AggregateFunction.DECAYED_COUNT).settings(halfLife("7d")).build();

    assertThat(count.window()).contains(new Window(Duration.ofDays(280), Duration.ofHours(1)));
  }

  @Test
  void vectorMean_withAndWithoutDecay_isTheMeanOfEachComponent() {
    Table events = Tastes.events("10:00:00,1,-2", "10:01:00", "10:02:00,0.25,0");
    AggregateFeature mean =
        feature(AggregateFunction.VECTOR_MEAN).field(Tastes.LOOK).scale(2).build();
    AggregateFeature decayed =
        feature(AggregateFunction.VECTOR_MEAN)
            .field(Tastes.LOOK)
            .scale(2)
            .settings(halfLife("2m"))
            .window(new Window(Duration.ofMinutes(10), Duration.ofMinutes(1)))
            .build();

    assertThat(values(Tastes.view(mean), events, "10:00:00", "10:00:01", "11:00:00"))
        .containsExactly(null, List.of(1.0, -2.0), List.of(0.625, -1.0));
    assertThat(values(Tastes.view(decayed), events, "10:02:30", "11:00:00"))
        .containsExactly(List.of((0.25 + 1 * 0.5) / 1.5, (0 - 2 * 0.5) / 1.5), null);
  }

  @Test
  void vectorMean_vectorOfAnotherDimension_isRefused() {
    AggregateFeature mean = feature(AggregateFunction.VECTOR_MEAN).field(Tastes.LOOK).build();
    Table events = Tastes.events("10:00:00,1,2,3");

    assertThatThrownBy(() -> values(Tastes.view(mean), events, "11:00:00"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("found a vector of dimension 3, allowed: 2");
  }

  @Test
  void variance_squareThatDoesNotFit_isRefusedNamingTheFeature() {
    Table events = Orders.events("10:00:00,7,look,200000000000000,");
    AggregateFeature variance = feature(AggregateFunction.VARIANCE).field(ITEM).build();

    assertThatThrownBy(() -> ofUser7(variance, events, "11:00:00"))
        .isInstanceOf(NumberOverflowException.class)
        .hasMessage("activity.f: the square of 200000000000000 does not fit in 95 bits");
  }

  @Test
  void decayedSum_tileWhoseSumDoesNotFit_isRefusedNamingTheFeature() {
    String large = Long.toString(Long.MAX_VALUE);
    Table events =
        Orders.events("10:00:00,7,look," + large + ",", "10:00:01,7,look," + large + ",");
    AggregateFeature sum =
        feature(AggregateFunction.DECAYED_SUM).field(ITEM).settings(halfLife("1h")).build();

    assertThatThrownBy(() -> ofUser7(sum, events, "11:00:00"))
        .isInstanceOf(NumberOverflowException.class)
        .hasMessage("activity.f: the sum of 2 events does not fit in 64 bits");
  }

  @Test
  void decayedSum_tilesThatFitAlthoughTheirSumDoesNot_isComputed() {
    String large = Long.toString(Long.MAX_VALUE);
    Table events =
        Orders.events("10:00:00,7,look," + large + ",", "11:00:00,7,look," + large + ",");
    AggregateFeature sum =
        feature(AggregateFunction.DECAYED_SUM)
            .field(ITEM)
            .settings(halfLife("1h"))
            .window(new Window(Duration.ofHours(3), Duration.ofHours(1)))
            .build();

    assertThat(ofUser7(sum, events, "11:30:00")).containsExactly(1.5 * 0x1p63);
  }

  @Test
  void vectorMean_sumThatDoesNotFit_isRefusedNamingTheFeature() {
    Table events = Tastes.events("10:00:00,4e18,0", "10:00:01,4e18,0", "10:00:02,4e18,0");
    AggregateFeature mean =
        feature(AggregateFunction.VECTOR_MEAN).field(Tastes.LOOK).scale(0).build();

    assertThatThrownBy(() -> values(Tastes.view(mean), events, "11:00:00"))
        .isInstanceOf(NumberOverflowException.class)
        .hasMessage(
            "taste.f: the sum of 8000000000000000000 and 4000000000000000000"
                + " does not fit in 64 bits");
  }
}
