package dev.tandem.infra.system.parity;

import dev.tandem.infra.system.parity.Variant.Arrangement;
import dev.tandem.pipelines.RunnerKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every log, whichever features are declared over it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ParityContract {
  private ParitySuite suite;

  /** The log, written into a folder. */
  abstract ParityLog log(Path folder) throws IOException;

  @BeforeAll
  void replay(@TempDir Path folder) throws IOException {
    suite = new ParitySuite(log(folder.resolve("log")), folder.resolve("homes"));
  }

  static Stream<Variant> variants() {
    return Stream.of(
        new Variant(RunnerKind.DIRECT, 1, Arrangement.AS_WRITTEN, 24, 101),
        new Variant(RunnerKind.DIRECT, 2, Arrangement.SHUFFLED_AND_REPEATED, 24, 101),
        new Variant(RunnerKind.DIRECT, 7, Arrangement.SHUFFLED_AND_REPEATED, 24, 102),
        new Variant(RunnerKind.DIRECT, 64, Arrangement.SHUFFLED_AND_REPEATED, 24, 102),
        new Variant(RunnerKind.FLINK, 7, Arrangement.SHUFFLED_AND_REPEATED, 3, 103));
  }

  @ParameterizedTest
  @MethodSource("variants")
  void everyFeature_everyWay_isTheSameBits(Variant variant) throws IOException {
    suite.proveAnyInstant(variant);
  }

  @Test
  void trainingSet_everyRow_isWhatWasServedAtItsInstant() throws IOException {
    suite.proveTrainingSet(
        new Variant(RunnerKind.DIRECT, 7, Arrangement.SHUFFLED_AND_REPEATED, 0, 104));
  }
}
