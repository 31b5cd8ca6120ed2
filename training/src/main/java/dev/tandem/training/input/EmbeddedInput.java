package dev.tandem.training.input;

import dev.tandem.features.transform.BucketTransform;
import dev.tandem.features.transform.CategoricalTransform;
import dev.tandem.features.transform.EmbeddedTransform;
import dev.tandem.features.transform.ListTransform;
import dev.tandem.features.transform.ListTransform.Pooling;
import dev.tandem.features.transform.SequenceEncoder;
import dev.tandem.features.transform.SequenceEncoder.Flat;
import dev.tandem.features.transform.SequenceEncoder.Gru;
import dev.tandem.features.transform.SequenceEncoder.Lstm;
import dev.tandem.features.transform.SequenceEncoder.TargetAttention;
import dev.tandem.features.transform.SequenceTransform;
import dev.tandem.training.embedding.LookedUp;
import dev.tandem.training.embedding.LookedUp.Padding;

/**
 * One embedded input and its places.
 *
 * @param number among the embedded inputs
 * @param table the number of its embedding table
 * @param idAt its first id column
 * @param vectorAt its first column in an input vector
 * @param gradientAt its first column among the gradients of looked-up embeddings
 */
record EmbeddedInput(
    EmbeddedTransform transform, int number, int table, int idAt, int vectorAt, int gradientAt) {

  /** A name for its weights; the number keeps apart two inputs of one feature. */
  String name(String kind) {
    return kind + "." + number + "." + transform.feature().name();
  }

  /** The number of its columns in an input vector. */
  int width() {
    if (transform instanceof SequenceTransform sequence) {
      return width(sequence.encoder());
    }
    return transform.dimension();
  }

  private int width(SequenceEncoder encoder) {
    int dimension = transform.dimension();
    if (encoder instanceof Flat) {
      return transform.idWidth() * (dimension + 1);
    } else if (encoder instanceof Gru gru) {
      return gru.units();
    } else if (encoder instanceof Lstm lstm) {
      return lstm.units();
    } else if (encoder instanceof TargetAttention) {
      return dimension;
    }
    throw new IllegalArgumentException("no width of " + encoder);
  }

  /** The steps of its columns in an input vector; see {@code InputSlice}. */
  int steps() {
    return transform instanceof SequenceTransform sequence && sequence.encoder() instanceof Flat
        ? sequence.length()
        : 1;
  }

  /** The number of its columns among the gradients of looked-up embeddings. */
  int gradientWidth() {
    return gradientStep() == 0 ? transform.dimension() : transform.idWidth() * gradientStep();
  }

  /** How much further the gradient of the next step's embedding begins. */
  int gradientStep() {
    boolean oneForAll = transform instanceof ListTransform list && list.pooling() != Pooling.MAX;
    return oneForAll ? 0 : transform.dimension();
  }

  /** What the sparse update of its table needs to know. */
  LookedUp lookedUp() {
    boolean single =
        transform instanceof CategoricalTransform || transform instanceof BucketTransform;
    return new LookedUp(
        idAt,
        transform.idWidth(),
        gradientAt,
        gradientStep(),
        single ? Padding.NONE : Padding.AT_THE_END);
  }
}
