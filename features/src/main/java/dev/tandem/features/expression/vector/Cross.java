package dev.tandem.features.expression.vector;

import dev.tandem.features.hash.StableHash;
import dev.tandem.features.type.ValueType;
import java.util.List;

/** The function {@code cross}: one int64 for a combination of values; null where any is. */
public final class Cross extends Node {

  /** The {@link StableHash} of the parts, each an int64, string or bool. */
  public Cross(int register, List<Node> parts) {
    super(ValueType.INT64, register, parts.toArray(Node[]::new));
  }

  @Override
  Vector evaluate(Batch batch) {
    List<Vector> parts = inputs().stream().map(part -> part.evaluate(batch)).toList();
    Vector out = batch.register(this);
    StableHash hash = new StableHash();
    for (int i = 0; i < batch.count(); i++) {
      out.nulls[i] = false;
      hash.clear();
      for (int part = 0; part < parts.size() && !out.nulls[i]; part++) {
        Vector values = parts.get(part);
        out.nulls[i] = values.nulls[i];
        if (!values.nulls[i]) {
          values.hash(inputs().get(part).type(), i, hash);
        }
      }
      out.longs[i] = hash.hash();
    }
    return out;
  }
}
