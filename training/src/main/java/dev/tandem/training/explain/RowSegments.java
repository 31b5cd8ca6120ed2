package dev.tandem.training.explain;

import dev.tandem.features.transform.CategoricalTransform;
import dev.tandem.features.transform.EmbeddedTransform;
import dev.tandem.features.transform.InputProgram;
import dev.tandem.features.vocabulary.Vocabulary;
import dev.tandem.training.rows.TrainingRows;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Rows in segments by one categorical input, as the model reads it. An input of few values has a
 * segment for each; one of many, such as the id of a user, tells the values that were seen often
 * enough in training from new ones.
 */
final class RowSegments {
  /** An input of more values is not read value by value. */
  private static final int FEW = 12;

  /** From so many values on, they are taken for ids. */
  private static final int MANY = 100;

  private final CategoricalTransform input;
  private final List<String> names;
  private final int[] segmentOf;

  private RowSegments(CategoricalTransform input, List<String> names, int[] segmentOf) {
    this.input = input;
    this.names = names;
    this.segmentOf = segmentOf;
  }

  /** All rows in one segment. */
  static int[] none(int rows) {
    return new int[rows];
  }

  /** The segments of rows by each input that makes any, in the order of the inputs. */
  static List<RowSegments> of(TrainingRows rows, int[] order) {
    InputProgram program = rows.inputs();
    int[][] ids = new int[order.length][program.idWidth()];
    for (int i = 0; i < order.length; i++) {
      rows.ids(order[i], ids[i], 0);
    }
    List<RowSegments> segments = new ArrayList<>();
    int column = 0;
    for (EmbeddedTransform transform : program.embedded()) {
      if (transform instanceof CategoricalTransform input) {
        int at = column;
        int[] own = IntStream.range(0, ids.length).map(i -> ids[i][at]).toArray();
        add(input, own, segments);
      }
      column += transform.idWidth();
    }
    return segments;
  }

  private static void add(CategoricalTransform input, int[] ids, List<RowSegments> segments) {
    int values = input.knownTo() - input.knownFrom();
    if (values >= 2 && values <= FEW) {
      segments.add(byValue(input, ids));
    } else if (values >= MANY) {
      segments.add(byFamiliarity(input, ids));
    }
  }

  private static RowSegments byValue(CategoricalTransform input, int[] ids) {
    Vocabulary vocabulary = input.vocabulary();
    Stream<String> values =
        vocabulary.strings().isEmpty()
            ? LongStream.of(vocabulary.longs()).mapToObj(Long::toString)
            : vocabulary.strings().stream();
    List<String> names = Stream.concat(values, Stream.of("missing", "other")).toList();
    int known = names.size() - 2;
    int[] segmentOf = new int[ids.length];
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] == Vocabulary.NULL_ID) {
        segmentOf[i] = known;
      } else {
        boolean isKnown = ids[i] >= input.knownFrom() && ids[i] < input.knownTo();
        segmentOf[i] = isKnown ? ids[i] - input.knownFrom() : known + 1;
      }
    }
    return new RowSegments(input, names, segmentOf);
  }

  private static RowSegments byFamiliarity(CategoricalTransform input, int[] ids) {
    int[] segmentOf = new int[ids.length];
    for (int i = 0; i < ids.length; i++) {
      segmentOf[i] = ids[i] >= input.knownFrom() && ids[i] < input.knownTo() ? 0 : 1;
    }
    return new RowSegments(input, List.of("known", "new or rare"), segmentOf);
  }

  String feature() {
    return input.feature().name();
  }

  /** The names of the segments. */
  List<String> names() {
    return names;
  }

  /** The segment of each row, in the order of the rows. */
  int[] segmentOf() {
    return segmentOf;
  }
}
