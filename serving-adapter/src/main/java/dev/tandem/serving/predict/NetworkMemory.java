package dev.tandem.serving.predict;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.tandem.features.bundle.ModelBundle;
import dev.tandem.features.table.Table;
import dev.tandem.features.transform.InputBuffer;
import dev.tandem.features.transform.InputProgram;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The native memory that one call of a network reads and writes, used again by the next: ONNX
 * Runtime reads the inputs where they are and writes the outputs where they will be read. Its
 * tensors are made anew only when the number of rows changes. Not thread-safe.
 */
final class NetworkMemory implements AutoCloseable {
  private static final Set<String> NO_OTHERS = Set.of();

  private final InputProgram program;
  private final List<NetworkOutput> outputs;
  private final InputBuffer buffer = new InputBuffer();
  private final FloatBuffer[] results;
  private final Map<String, OnnxTensor> inputTensors = new LinkedHashMap<>();
  private final Map<String, OnnxTensor> outputTensors = new LinkedHashMap<>();
  private FloatBuffer dense = floats(0);
  private LongBuffer ids = longs(0);
  private int tensorRows = -1;

  NetworkMemory(InputProgram program, List<NetworkOutput> outputs) {
    this.program = program;
    this.outputs = outputs;
    this.results = new FloatBuffer[outputs.size()];
    for (int output = 0; output < results.length; output++) {
      results[output] = floats(0);
    }
  }

  /** The names and row lengths of the inputs that a network over these transforms has. */
  static Map<String, Integer> widths(InputProgram program) {
    Map<String, Integer> widths = new LinkedHashMap<>();
    if (program.denseWidth() > 0) {
      widths.put(ModelBundle.DENSE_INPUT, program.denseWidth());
    }
    if (program.idWidth() > 0) {
      widths.put(ModelBundle.IDS_INPUT, program.idWidth());
    }
    return widths;
  }

  int rows() {
    return buffer.rows();
  }

  // Hot path: RankBenchmark. The transforms fill arrays, whose bounds the compiler can check once
  // for a whole column, and a block copy of them costs less than writing to native memory one by
  // one.
  /** Transforms all rows of a table. */
  void fill(Table features) {
    program.apply(features, buffer);
    if (buffer.rows() != tensorRows) {
      closeTensors();
      dense = fitted(dense, buffer.rows() * program.denseWidth());
      int idsSize = buffer.rows() * program.idWidth();
      ids = (ids.capacity() < idsSize ? longs(idsSize) : ids).clear().limit(idsSize);
    }
    dense.put(0, buffer.dense(), 0, dense.limit());
    ids.put(0, buffer.ids(), 0, ids.limit());
  }

  /** Runs a network over the rows that were filled in, at least one. */
  void run(OrtEnvironment environment, OrtSession session) throws OrtException {
    if (tensorRows != buffer.rows()) {
      makeTensors(environment);
    }
    session.run(inputTensors, NO_OTHERS, outputTensors).close();
  }

  /** A copy of the values of an output, one row after the other. */
  float[] result(int output) {
    float[] copy = new float[results[output].limit()];
    results[output].get(0, copy);
    return copy;
  }

  private void makeTensors(OrtEnvironment environment) throws OrtException {
    int rows = buffer.rows();
    if (program.denseWidth() > 0) {
      long[] shape = {rows, program.denseWidth()};
      inputTensors.put(ModelBundle.DENSE_INPUT, OnnxTensor.createTensor(environment, dense, shape));
    }
    if (program.idWidth() > 0) {
      long[] shape = {rows, program.idWidth()};
      inputTensors.put(ModelBundle.IDS_INPUT, OnnxTensor.createTensor(environment, ids, shape));
    }
    for (int i = 0; i < results.length; i++) {
      NetworkOutput output = outputs.get(i);
      results[i] = fitted(results[i], rows * output.width());
      outputTensors.put(
          output.name(), OnnxTensor.createTensor(environment, results[i], output.shape(rows)));
    }
    tensorRows = rows;
  }

  private void closeTensors() {
    tensorRows = -1;
    inputTensors.values().forEach(OnnxTensor::close);
    inputTensors.clear();
    outputTensors.values().forEach(OnnxTensor::close);
    outputTensors.clear();
  }

  @Override
  public void close() {
    closeTensors();
  }

  private static FloatBuffer fitted(FloatBuffer buffer, int size) {
    return (buffer.capacity() < size ? floats(size) : buffer).clear().limit(size);
  }

  private static FloatBuffer floats(int size) {
    return direct(size, Float.BYTES).asFloatBuffer();
  }

  private static LongBuffer longs(int size) {
    return direct(size, Long.BYTES).asLongBuffer();
  }

  private static ByteBuffer direct(int size, int bytesEach) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(size, bytesEach))
        .order(ByteOrder.nativeOrder());
  }
}
