package dev.tandem.training.check;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import onnx.Onnx.TensorProto;

/** Reads the constants of an exported graph. */
final class GraphConstants {
  private GraphConstants() {}

  /** A constant of floats or whole numbers, in the raw form or as a list. */
  static DoubleTensor tensor(TensorProto constant) {
    int[] shape = constant.getDimsList().stream().mapToInt(Math::toIntExact).toArray();
    return new DoubleTensor(shape, values(constant, DoubleTensor.size(shape)));
  }

  private static double[] values(TensorProto constant, int size) {
    double[] values = new double[size];
    ByteBuffer raw = constant.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    boolean isRaw = raw.hasRemaining();
    TensorProto.DataType type = TensorProto.DataType.forNumber(constant.getDataType());
    for (int i = 0; i < size; i++) {
      values[i] =
          switch (type) {
            case FLOAT -> isRaw ? raw.getFloat() : constant.getFloatData(i);
            case INT64 -> isRaw ? raw.getLong() : constant.getInt64Data(i);
            default ->
                throw new IllegalArgumentException(
                    "found the constant %s of type %s, allowed: FLOAT, INT64"
                        .formatted(constant.getName(), type));
          };
    }
    return values;
  }
}
