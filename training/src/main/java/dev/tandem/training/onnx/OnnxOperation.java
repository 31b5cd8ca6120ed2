package dev.tandem.training.onnx;

import java.util.Arrays;
import java.util.List;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.NodeProto;
import org.nd4j.shade.protobuf.ByteString;

/** An operation with attributes that is being added to an {@link OnnxGraph}. */
public final class OnnxOperation {
  private final OnnxGraph graph;
  private final NodeProto.Builder node;

  OnnxOperation(OnnxGraph graph, String type) {
    this.graph = graph;
    this.node = NodeProto.newBuilder().setOpType(type);
  }

  /** Sets a whole number. */
  public OnnxOperation with(String attribute, long value) {
    return with(
        AttributeProto.newBuilder()
            .setName(attribute)
            .setType(AttributeProto.AttributeType.INT)
            .setI(value));
  }

  /** Sets a text. */
  public OnnxOperation with(String attribute, String value) {
    return with(
        AttributeProto.newBuilder()
            .setName(attribute)
            .setType(AttributeProto.AttributeType.STRING)
            .setS(ByteString.copyFromUtf8(value)));
  }

  /** Sets a list of whole numbers. */
  public OnnxOperation with(String attribute, List<Long> values) {
    return with(
        AttributeProto.newBuilder()
            .setName(attribute)
            .setType(AttributeProto.AttributeType.INTS)
            .addAllInts(values));
  }

  private OnnxOperation with(AttributeProto.Builder attribute) {
    node.addAttribute(attribute);
    return this;
  }

  /** Adds the operation over these inputs and returns the name of its value. */
  public String of(String... inputs) {
    return graph.add(node.addAllInput(Arrays.asList(inputs)));
  }

  /** Adds the operation over these inputs and returns the name of its second value alone. */
  public String second(String... inputs) {
    // An output without a name is not computed.
    return graph.add(node.addAllInput(Arrays.asList(inputs)).addOutput(""));
  }
}
