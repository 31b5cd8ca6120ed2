package dev.tandem.features.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.features.declaration.Input.Kind;
import dev.tandem.features.transform.NumericTransform.Missing;
import dev.tandem.features.transform.NumericTransform.Scale;
import dev.tandem.features.transform.VectorTransform.Norm;
import dev.tandem.features.vocabulary.Vocabulary;

/** Writes fitted inputs as JSON; see {@link InputProgramJson}. */
final class TransformJson {
  private TransformJson() {}

  static void write(InputTransform transform, ObjectNode json) {
    if (transform instanceof DenseTransform dense) {
      writeDense(dense, json);
    } else if (transform instanceof EmbeddedTransform embedded) {
      writeEmbedded(embedded, json);
    } else {
      throw noForm(transform);
    }
  }

  private static void writeDense(DenseTransform transform, ObjectNode json) {
    if (transform instanceof NumericTransform numeric) {
      json.put("kind", Kind.NUMERIC.declaredName())
          .put("log", numeric.scale() == Scale.LOG)
          .put("mean", numeric.mean())
          .put("deviation", numeric.deviation())
          .put("flag", numeric.missing() == Missing.FLAGGED);
    } else if (transform instanceof QuantileTransform quantile) {
      json.put("kind", Kind.NUMERIC.declaredName())
          .put("flag", quantile.missing() == Missing.FLAGGED);
      quantile.edges().forEach(json.putArray("edges")::add);
      quantile.ranks().forEach(json.putArray("ranks")::add);
    } else if (transform instanceof VectorTransform vector) {
      json.put("kind", Kind.VECTOR.declaredName())
          .put("dimension", vector.dimension())
          .put("normalise", vector.norm() == Norm.UNIT)
          .put("flag", vector.missing() == Missing.FLAGGED);
    } else {
      throw noForm(transform);
    }
  }

  private static void writeEmbedded(EmbeddedTransform transform, ObjectNode json) {
    if (transform instanceof BucketTransform bucket) {
      json.put("kind", Kind.BUCKET.declaredName()).put("dimension", bucket.dimension());
      bucket.edges().forEach(json.putArray("edges")::add);
    } else if (transform instanceof CategoricalTransform categorical) {
      json.put("kind", Kind.CATEGORICAL.declaredName());
      writeTable(categorical, json);
    } else if (transform instanceof ListTransform list) {
      json.put("kind", Kind.LIST.declaredName())
          .put("length", list.length())
          .put("pooling", list.pooling().declaredName());
      writeTable(list, json);
    } else if (transform instanceof SequenceTransform sequence) {
      json.put("kind", Kind.SEQUENCE.declaredName())
          .put("target", sequence.target())
          .put("length", sequence.length());
      SequenceEncoderJson.write(sequence.encoder(), json);
    } else {
      throw noForm(transform);
    }
  }

  private static void writeTable(VocabularyTransform transform, ObjectNode json) {
    if (transform.tableOf().isPresent()) {
      json.put("table", transform.tableOf().get());
      return;
    }
    json.put("dimension", transform.dimension());
    Vocabulary vocabulary = transform.vocabulary();
    if (vocabulary.overflow() > 0) {
      json.put("overflow", vocabulary.overflow());
    }
    ArrayNode values = json.putArray("vocabulary");
    vocabulary.strings().forEach(values::add);
    for (long value : vocabulary.longs()) {
      values.add(value);
    }
  }

  private static IllegalArgumentException noForm(InputTransform transform) {
    return new IllegalArgumentException("no JSON form of " + transform);
  }

  /**
   * The value of a key.
   *
   * @throws IllegalArgumentException if it is not there
   */
  static JsonNode required(JsonNode json, String name) {
    JsonNode value = json.get(name);
    if (value == null) {
      throw new IllegalArgumentException("an input program has no '" + name + "'");
    }
    return value;
  }
}
