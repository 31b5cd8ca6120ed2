package dev.tandem.features.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tandem.features.declaration.AggregateFeature;
import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.SummarySettings;
import dev.tandem.features.type.ValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the settings of aggregates that keep a summary are read. */
class SummarySettingsTest {
  @TempDir Path folder;

  private Path file(String feature) throws IOException {
    return Files.writeString(
        folder.resolve("tandem.yaml"),
        """
        project: shop
        entities:
          user: {key: {user: int64}}
        sources:
          events:
            format: csv
            path: events.csv
            fields: {user: int64, item: int64, kind: string, price: float64, at: timestamp}
            event_time: at
            event_id: [user, at]
        views:
          activity:
            entity: user
            source: events
            features:
              f: {%s}
        """
            .formatted(feature));
  }

  private AggregateFeature read(String feature) throws IOException {
    return ProjectReader.read(file(feature)).views().get(0).features().get(0);
  }

  private List<String> mistakes(String feature) throws IOException {
    Path file = file(feature);
    return catchThrowableOfType(InvalidDeclarationException.class, () -> ProjectReader.read(file))
        .problems()
        .stream()
        .map(p -> p.toString().replace(file + ":16: views.activity.features.f.", ""))
        .toList();
  }

  @Test
  void read_withoutSettings_hasTheDefaults() throws IOException {
    AggregateFeature distinct = read("aggregate: approx_count_distinct, field: kind");
    AggregateFeature top = read("aggregate: top_k, field: kind, n: 3");
    AggregateFeature median = read("aggregate: quantile, field: price, q: 0.5");

    assertThat(SummarySettings.precision(distinct)).isEqualTo(12);
    assertThat(distinct.type()).isEqualTo(ValueType.INT64);
    assertThat(SummarySettings.most(top)).isEqualTo(1000);
    assertThat(top.type()).isEqualTo(ValueType.STRING_LIST);
    assertThat(SummarySettings.accuracy(median)).isEqualTo(0.01);
    assertThat(median.type()).isEqualTo(ValueType.FLOAT64);
  }

  @Test
  void read_withSettings_hasThem() throws IOException {
    AggregateFeature distinct =
        read("aggregate: approx_count_distinct, field: item, precision: 14, window: 7d");
    AggregateFeature top = read("aggregate: top_k, field: item, n: 100, most: 100000");
    AggregateFeature highest = read("aggregate: quantile, field: item, q: 1, accuracy: 0.001");

    assertThat(SummarySettings.precision(distinct)).isEqualTo(14);
    assertThat(SummarySettings.most(top)).isEqualTo(100_000);
    assertThat(top.limit()).isEqualTo(100);
    assertThat(top.type()).isEqualTo(ValueType.INT64_LIST);
    assertThat(SummarySettings.q(highest)).isEqualTo(1);
    assertThat(SummarySettings.accuracy(highest)).isEqualTo(0.001);
  }

  @Test
  void read_precisionThatIsNone_saysWhichAre() throws IOException {
    for (String precision : List.of("3", "15", "twelve", "12.5")) {
      assertThat(mistakes("aggregate: approx_count_distinct, field: item, precision: " + precision))
          .containsExactly(
              "precision: found '" + precision + "', allowed: a whole number from 4 to 14");
    }
  }

  @Test
  void read_quantileWithoutQ_asksForIt() throws IOException {
    assertThat(mistakes("aggregate: quantile, field: price"))
        .containsExactly("q: missing, allowed: a number from 0 to 1");
  }

  @Test
  void read_quantileSettingsOutOfRange_areAllReported() throws IOException {
    assertThat(mistakes("aggregate: quantile, field: price, q: 50, accuracy: 0.5"))
        .containsExactly(
            "q: found '50', allowed: a number from 0 to 1",
            "accuracy: found '0.5', allowed: a number from 0.001 to 0.1");
    assertThat(mistakes("aggregate: quantile, field: price, q: [0.1, 0.9]"))
        .containsExactly("q: found '0.1, 0.9', allowed: a number from 0 to 1");
    assertThat(mistakes("aggregate: quantile, field: price, q: NaN"))
        .containsExactly("q: found 'NaN', allowed: a number from 0 to 1");
  }

  @Test
  void read_topKOutOfRange_isReported() throws IOException {
    assertThat(mistakes("aggregate: top_k, field: item"))
        .containsExactly("n: missing or 0, allowed: a whole number from 1 to 100");
    assertThat(mistakes("aggregate: top_k, field: item, n: 101, most: 0"))
        .containsExactly(
            "n: found '101', allowed: a whole number from 1 to 100",
            "most: found '0', allowed: a whole number from 1 to 100000");
  }

  @Test
  void read_settingOfAnotherFunction_saysWhoseItIs() throws IOException {
    assertThat(mistakes("aggregate: count_distinct, field: item, precision: 12"))
        .containsExactly(
            "precision: has no meaning for count_distinct, allowed for: approx_count_distinct");
    assertThat(mistakes("aggregate: count, n: 2"))
        .containsExactly("n: only last_n and top_k have n");
  }

  @Test
  void read_fieldOfAnotherType_saysWhichAreTaken() throws IOException {
    assertThat(mistakes("aggregate: top_k, field: price, n: 3"))
        .containsExactly("field: 'price' is float64, top_k takes int64, string");
    assertThat(mistakes("aggregate: quantile, field: at, q: 0.5"))
        .containsExactly("field: 'at' is timestamp, quantile takes int64, float64");
    assertThat(mistakes("aggregate: approx_count_distinct, field: price"))
        .containsExactly("field: 'price' is float64, approx_count_distinct takes int64, string");
  }

  @Test
  void read_misspelledNames_areSuggested() throws IOException {
    assertThat(mistakes("aggregate: quantil, field: price, q: 0.5"))
        .singleElement()
        .asString()
        .endsWith("did you mean 'quantile'?");
    assertThat(mistakes("aggregate: quantile, field: price, q: 0.5, acuracy: 0.1"))
        .singleElement()
        .asString()
        .startsWith("acuracy: unknown key")
        .endsWith("did you mean 'accuracy'?");
  }
}
