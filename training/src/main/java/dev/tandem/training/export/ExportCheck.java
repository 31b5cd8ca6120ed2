package dev.tandem.training.export;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.tandem.features.bundle.ModelBundle;
import dev.tandem.features.declaration.Task;
import dev.tandem.training.learner.Predictions;
import dev.tandem.training.rows.TrainingRows;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs an exported network in ONNX Runtime and holds its outputs against the trainer's.
 *
 * <p>They may differ by 1e-5: absolutely for a probability, and for a value in units of the label's
 * deviation or of the value, whichever is larger, if above 1.
 */
public final class ExportCheck {
  private static final double TOLERANCE = 1e-5;

  private final List<Task> tasks;
  private final TrainingRows rows;

  /** A check of the tasks' outputs on some of the rows. */
  public ExportCheck(List<Task> tasks, TrainingRows rows) {
    this.tasks = List.copyOf(tasks);
    this.rows = rows;
  }

  /**
   * Checks the rows that the trainer's predictions are for.
   *
   * @throws ExportMismatchException if ONNX Runtime refuses the network or an output differs
   */
  public void require(byte[] onnx, Predictions expected) {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      try (OrtSession session = environment.createSession(onnx, options)) {
        compare(environment, session, expected);
      }
    } catch (OrtException e) {
      throw new ExportMismatchException("ONNX Runtime cannot run the exported network", e);
    }
  }

  private void compare(OrtEnvironment environment, OrtSession session, Predictions expected)
      throws OrtException {
    Map<String, OnnxTensor> inputs = inputs(environment, expected);
    try (OrtSession.Result result = session.run(inputs)) {
      for (int i = 0; i < tasks.size(); i++) {
        String name = tasks.get(i).name();
        double unit = Math.max(1, rows.head(i).unit());
        compare(name, expected.values(i), found(result, name), unit, expected);
        float[] probabilities = expected.probabilities(i);
        if (probabilities.length > 0) {
          String behind = ModelBundle.probabilities(name);
          compare(behind, probabilities, found(result, behind), 1, expected);
        }
      }
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private static FloatBuffer found(OrtSession.Result result, String output) {
    return ((OnnxTensor) result.get(output).orElseThrow()).getFloatBuffer();
  }

  private static void compare(
      String output, float[] expected, FloatBuffer found, double unit, Predictions rows) {
    int perRow = expected.length / rows.rows();
    for (int i = 0; i < expected.length; i++) {
      double allowed = TOLERANCE * Math.max(unit, Math.abs(expected[i]));
      boolean agree = Math.abs((double) found.get(i) - expected[i]) <= allowed;
      if (!agree) {
        throw new ExportMismatchException(
            "the exported network gives "
                + found.get(i)
                + " for '"
                + output
                + "' of row "
                + (rows.from() + i / perRow)
                + ", the trainer "
                + expected[i]
                + "; nothing is published");
      }
    }
  }

  private Map<String, OnnxTensor> inputs(OrtEnvironment environment, Predictions expected)
      throws OrtException {
    Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
    int count = expected.rows();
    int denseWidth = rows.inputs().denseWidth();
    int idWidth = rows.inputs().idWidth();
    if (denseWidth > 0) {
      float[] dense = new float[count * denseWidth];
      for (int i = 0; i < count; i++) {
        rows.dense(expected.from() + i, dense, i * denseWidth);
      }
      inputs.put(
          ModelBundle.DENSE_INPUT,
          OnnxTensor.createTensor(
              environment, FloatBuffer.wrap(dense), new long[] {count, denseWidth}));
    }
    if (idWidth > 0) {
      int[] ids = new int[count * idWidth];
      for (int i = 0; i < count; i++) {
        rows.ids(expected.from() + i, ids, i * idWidth);
      }
      LongBuffer wide = LongBuffer.wrap(Arrays.stream(ids).asLongStream().toArray());
      inputs.put(
          ModelBundle.IDS_INPUT,
          OnnxTensor.createTensor(environment, wide, new long[] {count, idWidth}));
    }
    return inputs;
  }
}
