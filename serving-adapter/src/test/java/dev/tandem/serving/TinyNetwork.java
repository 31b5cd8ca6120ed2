package dev.tandem.serving;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes the bytes of a small ONNX network by hand: {@code click} is the logistic function of the
 * sum of the dense inputs of a row, {@code purchase} is the sum of its ids.
 */
public final class TinyNetwork {
  private static final int FLOAT = 1;
  private static final int INT64 = 7;

  private TinyNetwork() {}

  /** The network for rows of so many dense inputs and ids. */
  public static byte[] bytes(int denseWidth, int idWidth) {
    Message graph =
        new Message()
            .add(1, reduce("dense", "logit"))
            .add(1, node("Sigmoid", "logit", "click"))
            .add(1, cast("ids", "numbers"))
            .add(1, reduce("numbers", "purchase"))
            .add(2, "tiny")
            .add(11, value("dense", FLOAT, denseWidth))
            .add(11, value("ids", INT64, idWidth))
            .add(12, value("click", FLOAT, 0))
            .add(12, value("purchase", FLOAT, 0));
    Message opset = new Message().add(1, "").add(2, 11);
    return new Message().add(1, 6).add(7, graph).add(8, opset).bytes();
  }

  private static Message node(String type, String input, String output) {
    return new Message().add(1, input).add(2, output).add(4, type);
  }

  private static Message reduce(String input, String output) {
    Message axes = new Message().add(1, "axes").add(8, 1).add(20, 7);
    Message keepDims = new Message().add(1, "keepdims").add(3, 0).add(20, 2);
    return node("ReduceSum", input, output).add(5, axes).add(5, keepDims);
  }

  private static Message cast(String input, String output) {
    return node("Cast", input, output).add(5, new Message().add(1, "to").add(3, FLOAT).add(20, 2));
  }

  // A tensor of any number of rows; a width of 0 stands for no second dimension.
  private static Message value(String name, int type, int width) {
    Message shape = new Message().add(1, new Message().add(2, "rows"));
    if (width > 0) {
      shape.add(1, new Message().add(1, width));
    }
    Message tensor = new Message().add(1, type).add(2, shape);
    return new Message().add(1, name).add(2, new Message().add(1, tensor));
  }

  /** A protocol buffer message, written field by field. */
  private static final class Message {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Message add(int field, long value) {
      varint((long) field << 3);
      varint(value);
      return this;
    }

    Message add(int field, String text) {
      return add(field, text.getBytes(StandardCharsets.UTF_8));
    }

    Message add(int field, Message message) {
      return add(field, message.bytes());
    }

    private Message add(int field, byte[] bytes) {
      varint(((long) field << 3) | 2);
      varint(bytes.length);
      out.writeBytes(bytes);
      return this;
    }

    private void varint(long value) {
      long rest = value;
      while (rest > 127) {
        out.write((int) (rest & 127) | 128);
        rest >>>= 7;
      }
      out.write((int) rest);
    }

    byte[] bytes() {
      return out.toByteArray();
    }
  }
}
