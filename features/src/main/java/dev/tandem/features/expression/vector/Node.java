package dev.tandem.features.expression.vector;

import dev.tandem.features.type.ValueType;
import java.util.List;

/**
 * One operation of a checked expression. Immutable: what it computes goes to the register of the
 * batch that has its number.
 */
public abstract class Node {
  private final ValueType type;
  private final int register;
  private final List<Node> inputs;

  Node(ValueType type, int register, Node... inputs) {
    this.type = type;
    this.register = register;
    this.inputs = List.of(inputs);
  }

  /** The type of the result. */
  public final ValueType type() {
    return type;
  }

  /** The number of its register, different for each operation of an expression. */
  final int register() {
    return register;
  }

  /** The operations whose results it reads. */
  final List<Node> inputs() {
    return inputs;
  }

  /** Computes the rows of the batch and returns the register with the results. */
  abstract Vector evaluate(Batch batch);
}
