package dev.tandem.training.checkpoint;

import dev.tandem.features.bundle.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The checkpoints of a run in one folder, of which the two newest are kept. Each is written under
 * another name, forced to the disk and renamed in one step: a run that is killed while it writes
 * leaves the one before. One run at a time may use a folder.
 */
public final class Checkpoints {
  private static final String PREFIX = "checkpoint-";
  private static final String WRITING = ".writing";
  private static final int KEPT = 2;

  private final Optional<Path> folder;
  private final String fingerprint;
  private Optional<Path> good = Optional.empty();

  private Checkpoints(Optional<Path> folder, String fingerprint) {
    this.folder = folder;
    this.fingerprint = fingerprint;
  }

  /** Nothing is kept and nothing is found. */
  public static Checkpoints none() {
    return new Checkpoints(Optional.empty(), "");
  }

  /**
   * The checkpoints of a run.
   *
   * @param folder made when the first is written
   * @param fingerprint of all that decides the run's bits; those of another are passed over
   */
  public static Checkpoints in(Path folder, String fingerprint) {
    return new Checkpoints(Optional.of(folder), fingerprint);
  }

  /**
   * The newest checkpoint of this run that is whole.
   *
   * @param passedOver is told of each newer one why it is not used
   */
  public Optional<Checkpoint> newest(Consumer<String> passedOver) {
    try {
      List<Path> files = files();
      for (int i = files.size() - 1; i >= 0; i--) {
        try {
          Checkpoint checkpoint = Checkpoint.open(files.get(i), fingerprint);
          good = Optional.of(files.get(i));
          return Optional.of(checkpoint);
        } catch (UnusableCheckpointException e) {
          passedOver.accept(e.getMessage());
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the checkpoints in " + folder.orElseThrow(), e);
    }
  }

  /** The file from which a run would go on now, as far as this object has read or written it. */
  public Optional<Path> good() {
    return good;
  }

  /**
   * Writes a checkpoint, unless a number of it is not finite: then the ones before are better.
   *
   * @param state of the run
   * @throws UncheckedIOException if it cannot be written; the ones before are untouched
   */
  public void write(byte[] state, List<Tensor> tensors) {
    if (folder.isEmpty() || !tensors.stream().allMatch(Checkpoints::isFinite)) {
      return;
    }
    try {
      Path staged = Files.createDirectories(folder.get()).resolve(WRITING);
      CheckpointWriter.write(staged, fingerprint, state, tensors);
      List<Path> before = files();
      Path target = folder.get().resolve(name(before));
      Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
      good = Optional.of(target);
      for (Path old : before.subList(0, Math.max(0, before.size() + 1 - KEPT))) {
        Files.delete(old);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write a checkpoint to " + folder.get(), e);
    }
  }

  private static boolean isFinite(Tensor tensor) {
    for (float value : tensor.values()) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  private static String name(List<Path> before) {
    long last =
        before.isEmpty()
            ? 0
            : Long.parseLong(
                before.get(before.size() - 1).getFileName().toString().substring(PREFIX.length()));
    return String.format(Locale.ROOT, "%s%020d", PREFIX, last + 1);
  }

  /** The files in the order in which they were written. */
  private List<Path> files() throws IOException {
    if (folder.isEmpty() || !Files.isDirectory(folder.get())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder.get())) {
      return files
          .filter(file -> file.getFileName().toString().matches(PREFIX + "\\d{20}"))
          .sorted(Comparator.comparing(file -> file.getFileName().toString()))
          .toList();
    }
  }

  /** Deletes all checkpoints, when the run has come to its end. */
  public void clear() {
    if (folder.isEmpty()) {
      return;
    }
    try {
      for (Path file : files()) {
        Files.delete(file);
      }
      Files.deleteIfExists(folder.get().resolve(WRITING));
      Files.deleteIfExists(folder.get());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete the checkpoints in " + folder.get(), e);
    }
  }
}
