package dev.tandem.serving.predict;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.tandem.features.bundle.ModelBundle;
import dev.tandem.features.table.Table;
import dev.tandem.features.transform.InputBuffer;
import dev.tandem.features.transform.InputProgram;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The inputs of a network for some rows, in native memory that is used again. Not thread-safe. */
final class NetworkInput {
  private final InputProgram program;
  private final InputBuffer buffer = new InputBuffer();
  private FloatBuffer dense = FloatBuffer.allocate(0);
  private LongBuffer ids = LongBuffer.allocate(0);

  NetworkInput(InputProgram program) {
    this.program = program;
  }

  /** The names of the inputs that a network over these transforms has. */
  static Set<String> names(InputProgram program) {
    Set<String> names = new LinkedHashSet<>();
    if (program.denseWidth() > 0) {
      names.add(ModelBundle.DENSE_INPUT);
    }
    if (program.idWidth() > 0) {
      names.add(ModelBundle.IDS_INPUT);
    }
    return names;
  }

  int rows() {
    return buffer.rows();
  }

  /** Transforms all rows of a table. */
  void fill(Table features) {
    program.apply(features, buffer);
    int denseSize = buffer.rows() * program.denseWidth();
    int idsSize = buffer.rows() * program.idWidth();
    if (dense.capacity() < denseSize) {
      dense = direct(denseSize, Float.BYTES).asFloatBuffer();
    }
    if (ids.capacity() < idsSize) {
      ids = direct(idsSize, Long.BYTES).asLongBuffer();
    }
    dense.clear().put(buffer.dense(), 0, denseSize).flip();
    ids.clear().put(buffer.ids(), 0, idsSize).flip();
  }

  /** Tensors over this memory, to be closed before it is filled again. */
  Map<String, OnnxTensor> tensors(OrtEnvironment environment) throws OrtException {
    Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    if (program.denseWidth() > 0) {
      long[] shape = {buffer.rows(), program.denseWidth()};
      tensors.put(ModelBundle.DENSE_INPUT, OnnxTensor.createTensor(environment, dense, shape));
    }
    if (program.idWidth() > 0) {
      long[] shape = {buffer.rows(), program.idWidth()};
      tensors.put(ModelBundle.IDS_INPUT, OnnxTensor.createTensor(environment, ids, shape));
    }
    return tensors;
  }

  private static ByteBuffer direct(int size, int bytesEach) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(size, bytesEach))
        .order(ByteOrder.nativeOrder());
  }
}
