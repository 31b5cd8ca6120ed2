package dev.tandem.infra.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import dev.tandem.features.view.FeatureStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final Field USER = new Field("user", ValueType.INT64);
  private static final Field MEAN = new Field("view.mean", ValueType.FLOAT64);
  private static final Table SPINE =
      Table.builder(2)
          .add(EventColumns.TIME, LongColumn.of(ValueType.TIMESTAMP, new long[] {0, 1}))
          .add("user", LongColumn.of(ValueType.INT64, new long[] {7, 8}))
          .build();

  private static Answers answers(String path, double second, FeatureStatus ofSecond) {
    return Answers.of(
        path,
        values(second),
        Map.of("view.mean", new FeatureStatus[] {FeatureStatus.PRESENT, ofSecond}));
  }

  private static Table values(double second) {
    return Table.builder(2).add("view.mean", DoubleColumn.of(new double[] {0.5, second})).build();
  }

  private static Answers offline(double second, FeatureStatus ofSecond) {
    Table joined =
        Table.builder(2)
            .addAll(values(second))
            .add(
                "view.__status",
                LongColumn.of(
                    ValueType.INT64, new long[] {FeatureStatus.PRESENT.code(), ofSecond.code()}))
            .build();
    return Answers.offline("offline", List.of(MEAN), joined);
  }

  private static Comparison compare(Answers... answers) {
    return Comparison.of(SPINE, List.of(USER), List.of(answers));
  }

  @Test
  void of_sameBitsAndStatuses_findsNothing() {
    Comparison found =
        compare(
            answers("naive", 0.25, FeatureStatus.PRESENT),
            offline(0.25, FeatureStatus.PRESENT),
            answers("served", 0.25, FeatureStatus.PRESENT));

    assertThat(found).isEqualTo(new Comparison(2, 1, 0, Map.of(), List.of()));
  }

  @Test
  void of_oneOfThreeValuesIsOneBitOff_saysWhatEachAnswerIs() {
    Comparison found =
        compare(
            answers("naive", 0.25, FeatureStatus.PRESENT),
            offline(0.25, FeatureStatus.PRESENT),
            answers("served", Math.nextUp(0.25), FeatureStatus.PRESENT));

    assertThat(found.mismatches()).isEqualTo(1);
    assertThat(found.byFeature()).containsExactly(Map.entry("view.mean", 1L));
    assertThat(found.examples())
        .containsExactly(
            "view.mean at 1970-01-01T00:00:00.001Z for user 8: naive 0x1.0p-2 (PRESENT);"
                + " offline 0x1.0p-2 (PRESENT); served 0x1.0000000000001p-2 (PRESENT)");
  }

  @Test
  void of_statusOfTheValueDiffers_isFoundWhereBothTellIt() {
    Answers naive = answers("naive", 0.25, FeatureStatus.DEFAULTED);
    Answers served = answers("served", 0.25, FeatureStatus.PRESENT);
    Answers offline = offline(0.25, FeatureStatus.PRESENT);

    assertThat(compare(naive, served).mismatches()).isEqualTo(1);
    assertThat(compare(offline, naive).mismatches()).isZero();
    assertThat(compare(offline, naive, served).mismatches()).isEqualTo(1);
  }

  @Test
  void of_statusOfTheViewDiffers_isFound() {
    Answers naive = answers("naive", 0.25, FeatureStatus.EXPIRED);

    assertThat(compare(naive, offline(0.25, FeatureStatus.PRESENT)).mismatches()).isEqualTo(1);
    assertThat(compare(naive, offline(0.25, FeatureStatus.EXPIRED)).mismatches()).isZero();
  }

  @Test
  void of_answersAboutOtherRows_areRefused() {
    Answers two = answers("two", 0.25, FeatureStatus.PRESENT);
    Answers four = Answers.concat(List.of(two, two));

    assertThatThrownBy(() -> compare(two, four))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("two has 4 rows of ")
        .hasMessageContaining(", the spine 2 rows, ");
  }
}
