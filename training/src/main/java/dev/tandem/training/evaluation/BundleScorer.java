package dev.tandem.training.evaluation;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.tandem.features.bundle.BundledTask;
import dev.tandem.features.bundle.ModelBundle;
import dev.tandem.features.declaration.Task;
import dev.tandem.features.table.Table;
import dev.tandem.features.transform.InputBuffer;
import dev.tandem.features.transform.InputProgram;
import dev.tandem.training.metric.TaskScores;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A bundle's network, run by ONNX Runtime on what the bundle's input program makes of features:
 * what a server computes. Not thread-safe. Owns native memory.
 */
public final class BundleScorer implements AutoCloseable {
  /** Rows that go through the network together. */
  private static final int CHUNK = 4096;

  private final ModelBundle bundle;
  private final InputProgram inputs;
  private final List<Task> tasks;
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final InputBuffer buffer = new InputBuffer();

  private BundleScorer(ModelBundle bundle, OrtSession session) {
    this.bundle = bundle;
    this.inputs = bundle.manifest().inputs();
    this.tasks = bundle.manifest().tasks().stream().map(BundledTask::task).toList();
    this.session = session;
  }

  /**
   * Opens a bundle's network.
   *
   * @throws UnusableBundleException if ONNX Runtime refuses it
   */
  public static BundleScorer of(ModelBundle bundle) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      // One thread adds in one order, so that the same rows always give the same bits.
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      return new BundleScorer(
          bundle, OrtEnvironment.getEnvironment().createSession(bundle.onnx(), options));
    } catch (OrtException e) {
      throw new UnusableBundleException(
          "ONNX Runtime refuses the network in " + bundle.directory() + ": " + e.getMessage(), e);
    }
  }

  /** The bundle's tasks, in their order. */
  public List<Task> tasks() {
    return tasks;
  }

  /** The layout of the tables that it reads, and the inputs made of it. */
  public InputProgram inputs() {
    return inputs;
  }

  /**
   * Predicts every task for every row.
   *
   * @param features a table in the layout of the bundle's feature service
   * @return for each task, in order, as many predictions as there are rows
   * @throws IllegalArgumentException if the table is in another layout
   * @throws UnusableBundleException if the network fails, or lacks an output
   */
  public List<TaskScores> score(Table features) {
    List<ScoredColumn> columns =
        tasks.stream().map(task -> new ScoredColumn(task, features.rows())).toList();
    for (int from = 0; from < features.rows(); from += CHUNK) {
      int to = Math.min(from + CHUNK, features.rows());
      boolean whole = to - from == features.rows();
      inputs.apply(whole ? features : features.select(IntStream.range(from, to).toArray()), buffer);
      run(columns, from);
    }
    return columns.stream().map(ScoredColumn::scores).toList();
  }

  private void run(List<ScoredColumn> columns, int from) {
    try {
      Map<String, OnnxTensor> tensors = tensors();
      try (OrtSession.Result result = session.run(tensors)) {
        for (ScoredColumn column : columns) {
          column.take(result, from, buffer.rows());
        }
      } finally {
        tensors.values().forEach(OnnxTensor::close);
      }
    } catch (OrtException e) {
      throw new UnusableBundleException(
          "the network in " + bundle.directory() + " failed on " + buffer.rows() + " rows", e);
    }
  }

  private Map<String, OnnxTensor> tensors() throws OrtException {
    Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    int rows = buffer.rows();
    if (inputs.denseWidth() > 0) {
      FloatBuffer dense = FloatBuffer.wrap(buffer.dense(), 0, rows * inputs.denseWidth());
      long[] shape = {rows, inputs.denseWidth()};
      tensors.put(
          ModelBundle.DENSE_INPUT, OnnxTensor.createTensor(environment, dense.slice(), shape));
    }
    if (inputs.idWidth() > 0) {
      LongBuffer ids = LongBuffer.wrap(buffer.ids(), 0, rows * inputs.idWidth());
      long[] shape = {rows, inputs.idWidth()};
      tensors.put(ModelBundle.IDS_INPUT, OnnxTensor.createTensor(environment, ids.slice(), shape));
    }
    return tensors;
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new UnusableBundleException("closing the network in " + bundle.directory(), e);
    }
  }
}
