package dev.tandem.infra.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TruthTest {
  @TempDir Path directory;

  @Test
  void about_knownAndUnknownIds_isTheTruthOrNothing() throws IOException {
    Truth truth = truth("impression_id,p_click,expected_rating\n3,0.25,4.5\n8,0.5,2.0\n");

    assertThat(truth.idField()).isEqualTo("impression_id");
    assertThat(truth.about("click", new long[] {8, 5, 3}))
        .hasValueSatisfying(p -> assertThat(p).containsExactly(0.5f, Float.NaN, 0.25f));
    assertThat(truth.about("rating", new long[] {3}))
        .hasValueSatisfying(p -> assertThat(p).containsExactly(4.5f));
    assertThat(truth.about("cart", new long[] {3})).isEmpty();
  }

  @Test
  void read_otherFile_isRefused() {
    assertThatThrownBy(() -> truth("a,b\n1,x\n"))
        .isInstanceOf(JobFailedException.class)
        .hasMessageContaining("is no truth file of a simulation");
    assertThatThrownBy(() -> truth("")).isInstanceOf(JobFailedException.class);
  }

  private Truth truth(String text) throws IOException {
    return Truth.read(Files.writeString(directory.resolve("truth.csv"), text));
  }
}
