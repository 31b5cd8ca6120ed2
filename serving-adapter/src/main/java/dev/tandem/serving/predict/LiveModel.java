package dev.tandem.serving.predict;

import dev.tandem.features.bundle.ModelBundle;
import dev.tandem.features.table.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The model in a bundle directory, whichever version of it is the latest: {@link #refresh} takes in
 * a newly published one while requests go on.
 *
 * <p>A new version is opened and warmed up beside the old one and takes over in one step; the old
 * one closes when the last call that began with it has ended. A version that cannot be read or
 * breaks the contract is refused, and the old one goes on. So does it when its files are removed:
 * nothing is read from them any more.
 *
 * <p>Thread-safe; no lock is held during a prediction.
 */
public final class LiveModel implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LiveModel.class);

  private final Path directory;
  private final ModelContract contract;
  private final Function<Path, Predictor> opener;
  // Null once closed.
  private final AtomicReference<HeldPredictor> current;
  private volatile State state;
  private Path version;
  private List<String> refused = List.of();

  private LiveModel(Path directory, ModelContract contract, Function<Path, Predictor> opener)
      throws IOException {
    this.directory = directory;
    this.contract = contract;
    this.opener = opener;
    this.version = ModelBundle.find(directory).orElse(directory);
    Predictor predictor = accepted(version);
    this.current = new AtomicReference<>(new HeldPredictor(predictor));
    this.state = new State(predictor.identity(), predictor.tasks(), 0, Optional.empty());
  }

  /**
   * What a live model is doing.
   *
   * @param serving the version that answers
   * @param tasks the names of its tasks
   * @param swaps how often a version has taken over from another
   * @param refusal why the version that should answer does not; empty if it does
   */
  public record State(
      BundleIdentity serving, List<String> tasks, long swaps, Optional<String> refusal) {}

  /**
   * Opens the latest version of a bundle directory, or one version's folder, which then stays.
   *
   * @throws UncheckedIOException if there is no bundle, or it cannot be read
   * @throws dev.tandem.features.bundle.CorruptBundleException if a file is not what was written
   * @throws PredictionFailedException if its network cannot be run
   * @throws ModelMismatchException if it breaks the contract
   */
  public static LiveModel open(Path directory, ModelContract contract) {
    return open(directory, contract, Predictor::open);
  }

  /** The same with other than the usual predictors. */
  static LiveModel open(Path directory, ModelContract contract, Function<Path, Predictor> opener) {
    try {
      return new LiveModel(directory, contract, opener);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the model bundle " + directory, e);
    }
  }

  private Predictor accepted(Path folder) {
    Predictor predictor = opener.apply(folder);
    try {
      contract.require(predictor);
      return predictor;
    } catch (RuntimeException e) {
      predictor.close();
      throw e;
    }
  }

  /**
   * Predicts with the version that is the latest when the call begins.
   *
   * @param features a table in the layout of the contract
   * @throws IllegalStateException if the model is closed
   */
  public Predictions predict(Table features) {
    HeldPredictor held = hold();
    try {
      return held.predictor().predict(features);
    } finally {
      held.release();
    }
  }

  private HeldPredictor hold() {
    while (true) {
      HeldPredictor held = current.get();
      if (held == null) {
        throw new IllegalStateException("the model in " + directory + " is closed");
      }
      // It may have been replaced, and its last holder gone, since it was read.
      if (held.hold()) {
        return held;
      }
    }
  }

  /** What it is doing. */
  public State state() {
    return state;
  }

  /** Where its versions are. */
  public Path directory() {
    return directory;
  }

  /**
   * Takes in the latest version if it is another than the one that answers: a newer one, or an
   * older one because the newest was deleted. What is wrong with it is logged, and said by {@link
   * #state}; a version that was refused is not read again until one of its files has changed.
   *
   * @return true if another version has taken over
   */
  public synchronized boolean refresh() {
    if (current.get() == null) {
      return false;
    }
    try {
      Path latest =
          ModelBundle.find(directory)
              .orElseThrow(() -> new IOException("there is no model bundle in " + directory));
      if (latest.equals(version)) {
        settle();
        return false;
      }
      return take(latest);
    } catch (IOException e) {
      refuse("the latest version is unknown: " + e.getMessage(), List.of());
      return false;
    }
  }

  private boolean take(Path latest) throws IOException {
    List<String> files = FileStamps.of(latest);
    if (!files.isEmpty() && files.equals(refused)) {
      return false;
    }
    try {
      Predictor predictor = accepted(latest);
      HeldPredictor old = current.getAndSet(new HeldPredictor(predictor));
      version = latest;
      state =
          new State(predictor.identity(), predictor.tasks(), state.swaps() + 1, Optional.empty());
      refused = List.of();
      old.release();
      log.info("model {} now answers from {}", predictor.identity().model(), latest);
      return true;
    } catch (RuntimeException e) {
      // Whatever is wrong with the new version, the old one is as good as before.
      refuse("version " + latest.getFileName() + " is refused: " + messages(e), files);
      return false;
    }
  }

  private static String messages(RuntimeException e) {
    return e instanceof UncheckedIOException
        ? e.getMessage() + ": " + e.getCause().getMessage()
        : e.getMessage();
  }

  private void settle() {
    if (state.refusal().isPresent()) {
      state = new State(state.serving(), state.tasks(), state.swaps(), Optional.empty());
      refused = List.of();
    }
  }

  private void refuse(String why, List<String> files) {
    if (!state.refusal().equals(Optional.of(why))) {
      log.error(
          "model {} goes on with version {}; {}",
          state.serving().model(),
          state.serving().modelVersion(),
          why);
    }
    refused = files;
    state = new State(state.serving(), state.tasks(), state.swaps(), Optional.of(why));
  }

  /** Ends it; calls that have begun end as usual. */
  @Override
  public synchronized void close() {
    HeldPredictor last = current.getAndSet(null);
    if (last != null) {
      last.release();
    }
  }
}
