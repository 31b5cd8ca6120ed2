package dev.tandem.features.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.declaration.AggregateFeature;
import dev.tandem.features.declaration.DurationNotation;
import dev.tandem.features.declaration.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What decays has a window and a resolution even if none is declared. */
class DecayedWindowsTest {
  @TempDir Path folder;

  private String window(String feature) throws IOException {
    String project =
        """
        project: shop
        entities:
          user: {key: {user_id: int64}}
        sources:
          events:
            format: csv
            path: events.csv
            fields:
              user_id: int64
              image: {type: float64_list, dimension: 4}
              time: timestamp
            event_time: time
            event_id: [user_id, time]
        views:
          activity:
            entity: user
            source: events
            features:
              f: %s
        """;
    Path file = Files.writeString(folder.resolve("tandem.yaml"), project.formatted(feature));
    Project read = ProjectReader.read(file);
    AggregateFeature declared = read.view("activity").features().get(0);
    return declared
        .window()
        .map(
            w ->
                DurationNotation.format(w.length())
                    + " by "
                    + DurationNotation.format(w.resolution()))
        .orElse("none");
  }

  @Test
  void read_withoutAWindow_isFortyHalfLives() throws IOException {
    assertThat(window("{aggregate: decayed_count, half_life: 7d}")).isEqualTo("280d by 1h");
    assertThat(window("{aggregate: decayed_count, half_life: 7d, resolution: 1d}"))
        .isEqualTo("280d by 1d");
  }

  @Test
  void read_withAWindow_hasTheResolutionOfTheShorterOfItAndTheHalfLife() throws IOException {
    assertThat(window("{aggregate: decayed_count, half_life: 1h, window: 30d}"))
        .isEqualTo("30d by 1m");
    assertThat(window("{aggregate: decayed_count, half_life: 90d, window: 1h}"))
        .isEqualTo("1h by 1m");
  }

  @Test
  void read_vectorMean_decaysOnlyIfToldTo() throws IOException {
    assertThat(window("{aggregate: vector_mean, field: image}")).isEqualTo("none");
    assertThat(window("{aggregate: vector_mean, field: image, half_life: 30d}"))
        .isEqualTo("1200d by 1d");
  }
}
