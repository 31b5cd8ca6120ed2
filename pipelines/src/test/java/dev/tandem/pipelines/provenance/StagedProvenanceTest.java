package dev.tandem.pipelines.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StagedProvenanceTest {
  private static final List<ReadFile> FILES = List.of(new ReadFile("/in/a.csv", 12, "ab"));

  private static StagedProvenance own(int number, long rows, long from) {
    Changes changes = new Changes(rows, from, List.of("snapshots/" + number + "/changes"));
    return StagedProvenance.of(
        "declaration", 4, 77, FILES, new Generation("s" + number, "c" + number, 9, changes));
  }

  private static StagedProvenance chain(long mostRows) {
    StagedProvenance first =
        StagedProvenance.of(
            "declaration", 4, 77, FILES, new Generation("s1", "c1", 9, Changes.none()));
    return own(3, 20, 500).after(own(2, 10, 400).after(first, mostRows), mostRows);
  }

  @Test
  void since_earlierGenerations_addsUpTheirChanges() {
    StagedProvenance third = chain(1_000);
    assertThat(third.since("c3")).contains(Changes.none());
    assertThat(third.since("c2")).contains(new Changes(20, 500, List.of("snapshots/3/changes")));
    assertThat(third.since("c1"))
        .contains(new Changes(30, 400, List.of("snapshots/3/changes", "snapshots/2/changes")));
    assertThat(third.since("c0")).isEmpty();
    assertThat(third.keptFiles()).containsExactly("snapshots/3/changes", "snapshots/2/changes");
  }

  @Test
  void after_moreChangesThanRows_forgets() {
    StagedProvenance third = chain(25);
    assertThat(third.since("c2")).isPresent();
    assertThat(third.since("c1")).isEmpty();
    StagedProvenance short3 = chain(15);
    assertThat(short3.generations()).hasSize(1);
    assertThat(short3.since("c2")).isEmpty();
    assertThat(short3.keptFiles()).isEmpty();
  }

  @Test
  void toJson_parsed_isTheSame() {
    StagedProvenance third = chain(1_000);
    assertThat(StagedProvenance.parse(third.toJson())).contains(third);
    assertThat(
            StagedProvenance.parse(third.toJson().replace("\"shards\"", "\"extra\":1,\"shards\"")))
        .contains(third);
    assertThat(
            StagedProvenance.parse(
                third.toJson().replace("\"formatVersion\" : 1", "\"formatVersion\" : 2")))
        .isEmpty();
    assertThat(StagedProvenance.parse("{")).isEmpty();
  }
}
