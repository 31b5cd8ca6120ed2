package dev.tandem.pipelines.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseTest {
  @TempDir Path folder;

  private Path write(String file) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, "", StandardCharsets.UTF_8);
  }

  @Test
  void live_heldAndDeadLeases_deletesTheDead() throws IOException {
    Path dead = write("dead.lease");
    try (Lease held = Lease.take(folder.toString(), "reader")) {
      String name = held.name().orElseThrow();
      assertThat(name).startsWith("reader-");
      assertThat(Lease.live(folder.toString())).containsExactly(name);
      assertThat(Lease.live(folder.toString())).as("looking releases nothing").hasSize(1);
      assertThat(dead).doesNotExist();
    }
    assertThat(Lease.live(folder.toString())).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void take_inAnObjectStore_isWorthNothing() throws IOException {
    try (Lease lease = Lease.take("gs://bucket/readers", "reader")) {
      assertThat(lease.name()).isEqualTo(Optional.empty());
      assertThat(Lease.live("gs://bucket/readers")).isEmpty();
    }
  }

  @Test
  void scratch_ofDeadRuns_isDeletedAndThatOfLiveOnesStays() throws IOException {
    Path dead = write("materialize-dead/notes/part");
    try (ScratchFolder first = ScratchFolder.create(folder.toString(), "materialize")) {
      assertThat(dead.getParent().getParent()).doesNotExist();
      Path used = Path.of(first.in("notes").part(0));
      Files.createDirectories(used.getParent());
      Files.writeString(used, "", StandardCharsets.UTF_8);
      try (ScratchFolder second = ScratchFolder.create(folder.toString(), "materialize")) {
        assertThat(used).exists();
        assertThat(second.in("notes").root()).isNotEqualTo(first.in("notes").root());
      }
      assertThat(used).exists();
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void retention_ofNoSnapshot_isRefused() {
    assertThatThrownBy(() -> Retention.defaults().withSnapshots(0))
        .hasMessage("0 snapshots are kept, at least 1 is needed");
  }
}
