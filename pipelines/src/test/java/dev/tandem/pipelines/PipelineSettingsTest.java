package dev.tandem.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.pipelines.shard.ShardCount;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PipelineSettingsTest {
  @Test
  void parse_namesOfRunners_inAnyCase() {
    assertThat(RunnerKind.parse("direct")).isEqualTo(RunnerKind.DIRECT);
    assertThat(RunnerKind.parse("DIRECTRUNNER")).isEqualTo(RunnerKind.DIRECT);
    assertThat(RunnerKind.parse("FlinkRunner")).isEqualTo(RunnerKind.FLINK);
    assertThat(RunnerKind.parse("FLINK")).isEqualTo(RunnerKind.FLINK);
  }

  @Test
  void parse_unknownRunner_saysWhatThereIs() {
    assertThatThrownBy(() -> RunnerKind.parse("spark"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'spark' is no runner; choose direct (DirectRunner) or flink (FlinkRunner)");
  }

  @Test
  void settings_withoutThreadsOrShards_areRefused() {
    PipelineSettings settings = PipelineSettings.of(Path.of("home"));
    assertThatThrownBy(() -> settings.withParallelism(0))
        .hasMessage("parallelism is 0, at least 1 is needed");
    assertThatThrownBy(() -> settings.withShards(0)).hasMessage("0 shards, at least 1 is needed");
  }

  @Test
  void forRows_dependsOnTheRowsAlone() {
    assertThat(ShardCount.forRows(0)).isEqualTo(4);
    assertThat(ShardCount.forRows(1_000_000)).isEqualTo(4);
    assertThat(ShardCount.forRows(3_000_000)).isEqualTo(11);
    assertThat(ShardCount.forRows(Long.MAX_VALUE)).isEqualTo(65_536);
  }
}
