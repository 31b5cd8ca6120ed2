package dev.tandem.features.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetLayoutTest {

  @Test
  void paths_ofAnyRoot_areThese() {
    assertThat(DatasetLayout.manifest("gs://b/d", 12))
        .isEqualTo("gs://b/d/manifests/00000000000000000012.json");
    assertThat(DatasetLayout.manifest("/d/", Long.MAX_VALUE))
        .isEqualTo("/d/manifests/09223372036854775807.json");
    assertThat(DatasetLayout.snapshotPart("d", "000001-ab", 3))
        .isEqualTo("d/snapshots/000001-ab/part-00003.arrow");
    assertThat(DatasetLayout.partFile("x", 123456)).isEqualTo("snapshots/x/part-123456.arrow");
    assertThat(DatasetLayout.snapshot("d", "x")).isEqualTo("d/snapshots/x");
  }

  @Test
  void manifestNumber_ofItsName_isTheNumber() {
    for (long number : new long[] {1, 42, Long.MAX_VALUE}) {
      assertThat(DatasetLayout.manifestNumber(DatasetLayout.manifestName(number))).hasValue(number);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.json",
        "00000000000000000000.json",
        "99999999999999999999.json",
        "00000000000000000001.json.tmp",
        ".00000000000000000001.json",
        "000000000000000000001.json"
      })
  void manifestNumber_otherFiles_haveNone(String name) {
    assertThat(DatasetLayout.manifestNumber(name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "a/b", ".x", "ş"})
  void snapshot_idThatIsNoName_isRefused(String id) {
    assertThatThrownBy(() -> DatasetLayout.snapshot("d", id))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a snapshot id is made of letters, digits, '.', '_' and '-', unlike '" + id + "'");
  }
}
