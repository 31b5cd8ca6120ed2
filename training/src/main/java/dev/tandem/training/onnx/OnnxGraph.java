package dev.tandem.training.onnx;

import static java.util.stream.Collectors.joining;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.ByteString;

/**
 * An ONNX graph that is being written, of operator set 13. Values are named by the graph and passed
 * on by name; nodes must be added after what they read.
 */
public final class OnnxGraph {
  private static final int OPERATOR_SET = 13;
  private static final int IR_VERSION = 7;

  private final GraphProto.Builder graph;
  private final Set<String> constants = new HashSet<>();
  private int values;

  /** An empty graph. */
  public OnnxGraph(String name) {
    this.graph = GraphProto.newBuilder().setName(name);
  }

  /** Adds an input of floats, rows x width. */
  public void floatInput(String name, int width) {
    graph.addInput(matrixInfo(name, TensorProto.DataType.FLOAT, width));
  }

  /** Adds an input of 64-bit whole numbers, rows x width. */
  public void longInput(String name, int width) {
    graph.addInput(matrixInfo(name, TensorProto.DataType.INT64, width));
  }

  /** Adds an output of floats, one for each row, with the given values of shape rows x 1. */
  public void floatOutput(String name, String value) {
    TensorShapeProto shape = TensorShapeProto.newBuilder().addDim(anyRows()).build();
    graph.addOutput(info(name, TensorProto.DataType.FLOAT, shape));
    graph.addNode(
        NodeProto.newBuilder()
            .setName(name)
            .setOpType("Reshape")
            .addInput(value)
            .addInput(longs("shape.flat", new long[] {-1}, 1))
            .addOutput(name));
  }

  /** Adds an output of floats, rows x width. */
  public void floatOutput(String name, String value, int width) {
    graph.addOutput(matrixInfo(name, TensorProto.DataType.FLOAT, width));
    graph.addNode(
        NodeProto.newBuilder().setName(name).setOpType("Identity").addInput(value).addOutput(name));
  }

  private static ValueInfoProto matrixInfo(String name, TensorProto.DataType type, int width) {
    return info(
        name,
        type,
        TensorShapeProto.newBuilder()
            .addDim(anyRows())
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(width))
            .build());
  }

  private static TensorShapeProto.Dimension anyRows() {
    return TensorShapeProto.Dimension.newBuilder().setDimParam("rows").build();
  }

  private static ValueInfoProto info(
      String name, TensorProto.DataType type, TensorShapeProto shape) {
    TypeProto.Tensor tensor =
        TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape).build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  /** Adds a constant matrix under its name, unless it is there. */
  public void matrix(String name, int rows, int columns, float[] matrix) {
    floats(name, List.of((long) rows, (long) columns), matrix);
  }

  /** Adds a constant vector under its name, unless it is there. */
  public void vector(String name, float[] vector) {
    floats(name, List.of((long) vector.length), vector);
  }

  /** Adds a constant under its name, unless it is there, and returns the name. */
  public String tensor(String name, List<Long> shape, float[] values) {
    floats(name, shape, values);
    return name;
  }

  /** The name of a constant of one number. */
  public String scalar(float value) {
    String name = "constant." + value;
    floats(name, List.of(), new float[] {value});
    return name;
  }

  /** The name of a constant of one 64-bit whole number. */
  public String wholeNumber(long value) {
    return longs("whole." + value, new long[] {value}, 0);
  }

  private void floats(String name, List<Long> shape, float[] floats) {
    if (constants.add(name)) {
      ByteBuffer bytes =
          ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, floats.length))
              .order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(floats);
      graph.addInitializer(
          TensorProto.newBuilder()
              .setName(name)
              .setDataType(TensorProto.DataType.FLOAT.getNumber())
              .addAllDims(shape)
              .setRawData(ByteString.copyFrom(bytes)));
    }
  }

  private String longs(String name, long[] longs, int rank) {
    if (constants.add(name)) {
      TensorProto.Builder tensor =
          TensorProto.newBuilder()
              .setName(name)
              .setDataType(TensorProto.DataType.INT64.getNumber());
      if (rank == 1) {
        tensor.addDims(longs.length);
      }
      for (long value : longs) {
        tensor.addInt64Data(value);
      }
      graph.addInitializer(tensor);
    }
    return name;
  }

  /** A name for a constant that no other has. */
  public String unusedName(String start) {
    return start + "." + values++;
  }

  /** Adds the columns [from, to) of a matrix. */
  public String columns(String matrix, int from, int to) {
    return slice(matrix, from, to, longs("axes.row", new long[] {1}, 1));
  }

  /** Adds the rows [from, to) of a matrix. */
  public String rows(String matrix, int from, int to) {
    return slice(matrix, from, to, longs("axes.column", new long[] {0}, 1));
  }

  private String slice(String value, int from, int to, String axes) {
    return node(
        "Slice",
        value,
        longs("index." + from, new long[] {from}, 1),
        longs("index." + to, new long[] {to}, 1),
        axes);
  }

  /** Adds an operation without attributes and returns the name of its value. */
  public String node(String operation, String... inputs) {
    return add(NodeProto.newBuilder().setOpType(operation).addAllInput(List.of(inputs)));
  }

  /** An operation with attributes, which is added once its inputs are given. */
  public OnnxOperation operation(String type) {
    return new OnnxOperation(this, type);
  }

  /** Adds the sum over an axis, which the result has not. */
  public String sum(String value, int axis) {
    return operation("ReduceSum")
        .with("keepdims", 0)
        .of(value, longs("index." + axis, new long[] {axis}, 1));
  }

  /** Adds the largest number over an axis, which the result has not. */
  public String largest(String value, int axis) {
    return operation("ReduceMax").with("axes", List.of((long) axis)).with("keepdims", 0).of(value);
  }

  /** Adds the softmax over an axis. */
  public String softmax(String value, int axis) {
    return operation("Softmax").with("axis", axis).of(value);
  }

  /** Adds the same values with one more axis, of length 1, before the given one. */
  public String unsqueeze(String value, int axis) {
    return node("Unsqueeze", value, longs("index." + axis, new long[] {axis}, 1));
  }

  /** Adds the same values in another shape, of which one length may be -1, what remains. */
  public String reshape(String value, long... shape) {
    String name = "shape." + LongStream.of(shape).mapToObj(String::valueOf).collect(joining("."));
    return node("Reshape", value, longs(name, shape, 1));
  }

  /** Adds the same values with their axes in another order. */
  public String transpose(String value, long... axes) {
    return operation("Transpose").with("perm", LongStream.of(axes).boxed().toList()).of(value);
  }

  /** Adds the values as floats: truth values as 1 and 0. */
  public String floats(String value) {
    return operation("Cast").with("to", TensorProto.DataType.FLOAT.getNumber()).of(value);
  }

  /** Adds the values as 32-bit whole numbers. */
  public String wholeNumbers(String value) {
    return operation("Cast").with("to", TensorProto.DataType.INT32.getNumber()).of(value);
  }

  /** Adds the sum of each row of a matrix, rows x 1. */
  public String rowSum(String matrix) {
    return node("ReduceSum", matrix, longs("axes.row", new long[] {1}, 1));
  }

  /** Adds matrices side by side. */
  public String concatenate(List<String> matrices) {
    return concatenate(matrices, 1);
  }

  /** Adds values one after the other along an axis. */
  public String concatenate(List<String> parts, int axis) {
    return operation("Concat").with("axis", axis).of(parts.toArray(String[]::new));
  }

  /** Adds the rows of a table that a column of a matrix of ids names. */
  public String lookUp(String table, String ids, int column) {
    String index = longs("column." + column, new long[] {column}, 0);
    String rows = operation("Gather").with("axis", 1).of(ids, index);
    return operation("Gather").with("axis", 0).of(table, rows);
  }

  String add(NodeProto.Builder node) {
    String name = "value." + values++;
    graph.addNode(node.setName(name).addOutput(name));
    return name;
  }

  /** The bytes of a model file with this graph. */
  public byte[] toBytes() {
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("tandem")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPERATOR_SET))
        .setGraph(graph)
        .build()
        .toByteArray();
  }
}
