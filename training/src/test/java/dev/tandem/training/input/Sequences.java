package dev.tandem.training.input;

import dev.tandem.features.table.Field;
import dev.tandem.features.transform.CategoricalTransform;
import dev.tandem.features.transform.EmbeddedTransform;
import dev.tandem.features.transform.InputProgram;
import dev.tandem.features.transform.InputTransform;
import dev.tandem.features.transform.ListTransform;
import dev.tandem.features.transform.ListTransform.Pooling;
import dev.tandem.features.transform.NumericTransform;
import dev.tandem.features.transform.NumericTransform.Missing;
import dev.tandem.features.transform.NumericTransform.Scale;
import dev.tandem.features.transform.SequenceEncoder;
import dev.tandem.features.transform.SequenceTransform;
import dev.tandem.features.type.ValueType;
import dev.tandem.features.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;

/** Made-up ids for programs with lists and sequences. */
final class Sequences {
  static final int DIMENSION = 3;
  private static final long[] ITEMS = LongStream.range(0, 9).toArray();

  private Sequences() {}

  /**
   * A candidate item, another item that shares its table, and a list; {@code others} are made for
   * the candidate.
   */
  static InputProgram program(List<SequenceEncoder> encoders, List<Pooling> poolings) {
    Field item = new Field("item", ValueType.INT64);
    CategoricalTransform candidate =
        new CategoricalTransform(item, Vocabulary.ofLongs(ITEMS, 2), DIMENSION, Optional.empty());
    List<InputTransform> transforms = new ArrayList<>();
    for (SequenceEncoder encoder : encoders) {
      Field feature = new Field("sequence_" + transforms.size(), ValueType.INT64_LIST);
      transforms.add(SequenceTransform.of(feature, candidate, 4, encoder));
    }
    transforms.add(candidate);
    Field number = new Field("number", ValueType.FLOAT64);
    transforms.add(new NumericTransform(number, Scale.LINEAR, 0, 1, Missing.FLAGGED));
    Field last = new Field("last", ValueType.INT64);
    transforms.add(
        new CategoricalTransform(last, candidate.vocabulary(), DIMENSION, Optional.of("item")));
    for (Pooling pooling : poolings) {
      Field feature = new Field("list_" + transforms.size(), ValueType.INT64_LIST);
      Optional<String> table = pooling == Pooling.SUM ? Optional.of("item") : Optional.empty();
      int dimension = table.isPresent() ? DIMENSION : 2;
      Vocabulary vocabulary =
          table.isPresent() ? candidate.vocabulary() : Vocabulary.ofLongs(ITEMS, 0);
      transforms.add(new ListTransform(feature, vocabulary, dimension, table, 5, pooling));
    }
    return InputProgram.of(transforms.stream().map(InputTransform::feature).toList(), transforms);
  }

  /** Ids of rows; lists of any length, the empty one included. */
  static int[] ids(InputProgram program, int rows, long seed) {
    Random random = new Random(seed);
    int[] ids = new int[rows * program.idWidth()];
    int at = 0;
    for (int row = 0; row < rows; row++) {
      for (EmbeddedTransform transform : program.embedded()) {
        boolean single = transform.idWidth() == 1;
        int length = single ? 1 : random.nextInt(transform.idWidth() + 1);
        for (int i = 0; i < length; i++) {
          ids[at + i] = single ? random.nextInt(transform.entries()) : known(transform, random);
        }
        at += transform.idWidth();
      }
    }
    return ids;
  }

  private static int known(EmbeddedTransform transform, Random random) {
    return 1 + random.nextInt(transform.entries() - 1);
  }

  static float[] floats(int size, long seed) {
    Random random = new Random(seed);
    float[] floats = new float[size];
    for (int i = 0; i < size; i++) {
      floats[i] = (float) random.nextGaussian();
    }
    return floats;
  }
}
