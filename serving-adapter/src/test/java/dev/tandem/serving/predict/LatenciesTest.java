package dev.tandem.serving.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  @Test
  void of_hundredCalls_takesTheFiftiethAndTheNinetyNinth() {
    long[] nanos = LongStream.rangeClosed(1, 100).map(i -> (101 - i) * 1_000_000).toArray();

    assertThat(Latencies.of(nanos)).isEqualTo(new Latencies(100, 50, 99, 100));
  }

  @Test
  void of_oneCall_isEveryPercentile() {
    assertThat(Latencies.of(new long[] {1_500_000})).isEqualTo(new Latencies(1, 1.5, 1.5, 1.5));
  }

  @Test
  void of_noCalls_isRefused() {
    assertThatThrownBy(() -> Latencies.of(new long[0])).hasMessage("no calls were measured");
  }

  @Test
  void toString_inAnyLocale_hasADecimalPoint() {
    assertThat(new Latencies(2, 0.125, 1, 2))
        .hasToString("p50 0.13 ms, p99 1.00 ms, max 2.00 ms over 2 calls");
  }

  @Test
  void probe_measure_makesWarmUpCallsThatDoNotCount() {
    int[] made = new int[1];

    Latencies latencies = LatencyProbe.of(() -> made[0]++).withCalls(3, 5).measure();

    assertThat(made[0]).isEqualTo(8);
    assertThat(latencies.calls()).isEqualTo(5);
  }
}
