package dev.tandem.serving.predict;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.tandem.features.bundle.BundleManifest;
import dev.tandem.features.bundle.BundledTask;
import dev.tandem.features.bundle.ModelBundle;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.features.transform.InputProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A model bundle ready to predict: its input transforms and its network, run by ONNX Runtime.
 *
 * <p>Thread-safe. Each call computes on the caller's thread, so that concurrent requests share the
 * processors evenly. Owns native memory: close it when no call is running any more.
 */
public final class Predictor implements AutoCloseable {
  private static final int WARM_UP_CALLS = 20;
  // Memory for more rows than this is not kept: the next call will hardly need it.
  private static final int MOST_ROWS_KEPT = 65_536;

  private final BundleIdentity identity;
  private final InputProgram inputs;
  private final List<String> tasks;
  private final List<NetworkOutput> outputs = new ArrayList<>();
  // By task, the place in outputs of the probabilities behind its value; -1 if there are none.
  private final int[] probabilities;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final Queue<NetworkMemory> spare = new ConcurrentLinkedQueue<>();

  private Predictor(ModelBundle bundle, OrtEnvironment environment, OrtSession session) {
    BundleManifest manifest = bundle.manifest();
    this.identity =
        new BundleIdentity(
            manifest.model(),
            bundle.directory().toAbsolutePath().getFileName().toString(),
            manifest.service(),
            manifest.serviceVersion());
    this.inputs = manifest.inputs();
    this.tasks = manifest.tasks().stream().map(BundledTask::name).toList();
    this.probabilities = new int[tasks.size()];
    this.environment = environment;
    this.session = session;
  }

  /**
   * Opens the latest version of a bundle directory, or one version's folder, and warms it up.
   *
   * @throws java.io.UncheckedIOException if there is no bundle, or it cannot be read
   * @throws dev.tandem.features.bundle.CorruptBundleException if a file is not what was written
   * @throws PredictionFailedException if ONNX Runtime refuses the network, or the network does not
   *     have the inputs and outputs that the bundle names
   */
  public static Predictor open(Path bundle) {
    return of(ModelBundle.open(bundle));
  }

  /** The same for a bundle that is open already. */
  public static Predictor of(ModelBundle bundle) {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    Predictor predictor;
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      OrtSession session = environment.createSession(bundle.onnx(), options);
      predictor = new Predictor(bundle, environment, session);
    } catch (OrtException e) {
      throw new PredictionFailedException(
          "ONNX Runtime refuses the network in " + bundle.directory() + ": " + e.getMessage(), e);
    }
    try {
      predictor.readShape();
      predictor.warmUp();
      return predictor;
    } catch (RuntimeException e) {
      predictor.close();
      throw e;
    } catch (OrtException e) {
      predictor.close();
      throw new PredictionFailedException(
          "the network in " + bundle.directory() + " cannot be read: " + e.getMessage(), e);
    }
  }

  private void readShape() throws OrtException {
    Map<String, Integer> expected = NetworkMemory.widths(inputs);
    Map<String, Integer> found = new LinkedHashMap<>();
    session.getInputInfo().forEach((name, info) -> found.put(name, rowLength(info)));
    if (!found.equals(expected)) {
      throw new PredictionFailedException(
          "the network has the inputs " + found + ", the bundle's transforms give " + expected);
    }
    Map<String, NodeInfo> declared = session.getOutputInfo();
    if (!declared.keySet().containsAll(tasks)) {
      throw new PredictionFailedException(
          "the network has the outputs "
              + session.getOutputNames()
              + ", the bundle's tasks are "
              + tasks);
    }
    for (String task : tasks) {
      outputs.add(NetworkOutput.of(task, declared.get(task)));
      if (outputs.get(outputs.size() - 1).width() != 1) {
        throw new PredictionFailedException(
            "output '" + task + "' of the network is not one float for each row");
      }
    }
    for (int task = 0; task < probabilities.length; task++) {
      String name = ModelBundle.probabilities(tasks.get(task));
      probabilities[task] = declared.containsKey(name) ? outputs.size() : -1;
      if (declared.containsKey(name)) {
        outputs.add(NetworkOutput.of(name, declared.get(name)));
      }
    }
  }

  private static int rowLength(NodeInfo input) {
    return input.getInfo() instanceof TensorInfo tensor && tensor.getShape().length == 2
        ? Math.toIntExact(tensor.getShape()[1])
        : -1;
  }

  // The first calls load classes and let ONNX Runtime lay out its memory; no request should wait
  // for that.
  private void warmUp() {
    Table empty = Table.allocate(inputs.layout(), 1);
    for (int call = 0; call < WARM_UP_CALLS; call++) {
      predict(empty);
    }
  }

  /** Which model this is. */
  public BundleIdentity identity() {
    return identity;
  }

  /** The names of its tasks, in the order of {@link Predictions}. */
  public List<String> tasks() {
    return tasks;
  }

  /** The fields of the tables that it reads, in order. */
  public List<Field> layout() {
    return inputs.layout();
  }

  /**
   * Predicts every task for every row.
   *
   * @param features a table in the layout of the model's feature service
   * @throws IllegalArgumentException if it is in another layout
   */
  public Predictions predict(Table features) {
    NetworkMemory memory = spare.poll();
    if (memory == null) {
      memory = new NetworkMemory(inputs, outputs);
    }
    boolean keep = false;
    try {
      memory.fill(features);
      if (memory.rows() > 0) {
        memory.run(environment, session);
      }
      Predictions predictions = read(memory);
      keep = memory.rows() <= MOST_ROWS_KEPT;
      return predictions;
    } catch (OrtException e) {
      throw new PredictionFailedException(
          "model '" + identity.model() + "' failed on " + memory.rows() + " rows", e);
    } finally {
      if (keep) {
        spare.add(memory);
      } else {
        memory.close();
      }
    }
  }

  private Predictions read(NetworkMemory memory) {
    float[][] values = new float[tasks.size()][];
    float[][] behind = new float[tasks.size()][];
    for (int task = 0; task < values.length; task++) {
      boolean none = memory.rows() == 0;
      values[task] = none ? new float[0] : memory.result(task);
      behind[task] =
          none || probabilities[task] < 0 ? new float[0] : memory.result(probabilities[task]);
    }
    return new Predictions(identity, tasks, values, behind, memory.rows());
  }

  @Override
  public void close() {
    spare.forEach(NetworkMemory::close);
    spare.clear();
    try {
      session.close();
    } catch (OrtException e) {
      throw new PredictionFailedException("closing model '" + identity.model() + "'", e);
    }
  }
}
