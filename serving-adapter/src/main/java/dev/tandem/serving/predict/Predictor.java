package dev.tandem.serving.predict;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.tandem.features.bundle.BundleManifest;
import dev.tandem.features.bundle.BundledTask;
import dev.tandem.features.bundle.ModelBundle;
import dev.tandem.features.table.Table;
import dev.tandem.features.transform.InputProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A model bundle ready to predict: its input transforms and its network, run by ONNX Runtime.
 *
 * <p>Thread-safe. Each call computes on the caller's thread, so that concurrent requests share the
 * processors evenly. Owns native memory: close it when no call is running any more.
 */
public final class Predictor implements AutoCloseable {
  private static final int WARM_UP_CALLS = 20;

  private final BundleIdentity identity;
  private final InputProgram inputs;
  private final List<String> tasks;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final Queue<NetworkInput> spare = new ConcurrentLinkedQueue<>();

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
      predictor.requireShape();
      predictor.warmUp();
      return predictor;
    } catch (RuntimeException e) {
      predictor.close();
      throw e;
    }
  }

  private void requireShape() {
    Set<String> found = session.getInputNames();
    Set<String> expected = NetworkInput.names(inputs);
    if (!found.equals(expected)) {
      throw new PredictionFailedException(
          "the network has the inputs " + found + ", the bundle's transforms give " + expected);
    }
    if (!session.getOutputNames().containsAll(tasks)) {
      throw new PredictionFailedException(
          "the network has the outputs "
              + session.getOutputNames()
              + ", the bundle's tasks are "
              + tasks);
    }
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

  /**
   * Predicts every task for every row.
   *
   * @param features a table in the layout of the model's feature service
   * @throws IllegalArgumentException if it is in another layout
   */
  public Predictions predict(Table features) {
    NetworkInput input = spare.poll();
    if (input == null) {
      input = new NetworkInput(inputs);
    }
    input.fill(features);
    float[][] values = features.rows() == 0 ? new float[tasks.size()][0] : run(input);
    spare.add(input);
    return new Predictions(identity, tasks, values, features.rows());
  }

  private float[][] run(NetworkInput input) {
    try {
      Map<String, OnnxTensor> tensors = input.tensors(environment);
      try (OrtSession.Result result = session.run(tensors, Set.copyOf(tasks))) {
        float[][] values = new float[tasks.size()][];
        for (int task = 0; task < values.length; task++) {
          values[task] = output(result, tasks.get(task), input.rows());
        }
        return values;
      } finally {
        tensors.values().forEach(OnnxTensor::close);
      }
    } catch (OrtException e) {
      throw new PredictionFailedException(
          "model '" + identity.model() + "' failed on " + input.rows() + " rows", e);
    }
  }

  private float[] output(OrtSession.Result result, String task, int rows) {
    if (!(result.get(task).orElse(null) instanceof OnnxTensor tensor)
        || tensor.getInfo().getNumElements() != rows) {
      throw new PredictionFailedException(
          "output '" + task + "' of model '" + identity.model() + "' is not one float per row");
    }
    float[] values = new float[rows];
    tensor.getFloatBuffer().get(values);
    return values;
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new PredictionFailedException("closing model '" + identity.model() + "'", e);
    }
  }
}
