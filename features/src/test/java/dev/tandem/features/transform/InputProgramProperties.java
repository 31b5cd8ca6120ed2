package dev.tandem.features.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.features.declaration.Input;
import dev.tandem.features.declaration.Input.Kind;
import dev.tandem.features.declaration.Options;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class InputProgramProperties {
  private static final List<Input> INPUTS =
      List.of(
          new Input("number", Kind.NUMERIC, Options.none()),
          new Input("size", Kind.NUMERIC, new Options(Map.of("log", List.of("true")))),
          new Input("number", Kind.BUCKET, new Options(Map.of("bins", List.of("5")))),
          new Input("size", Kind.BUCKET, Options.none()),
          new Input("size", Kind.CATEGORICAL, Options.none()),
          new Input("flag", Kind.CATEGORICAL, Options.none()),
          new Input("word", Kind.CATEGORICAL, options("min_count", "1", "overflow", "3")),
          new Input("number", Kind.NUMERIC, options("scale", "quantile")),
          new Input("words", Kind.SEQUENCE, options("target", "word", "length", "4")),
          new Input("words", Kind.LIST, options("table", "word", "pooling", "max")),
          new Input("items", Kind.LIST, options("length", "3", "overflow", "2")),
          new Input("vector", Kind.VECTOR, options("normalise", "true", "dimension", "2")));

  private static Options options(String... nameThenValue) {
    Map<String, List<String>> values = new TreeMap<>();
    for (int i = 0; i < nameThenValue.length; i += 2) {
      values.put(nameThenValue[i], List.of(nameThenValue[i + 1]));
    }
    return new Options(values);
  }

  /** A random table; about a tenth of its values are null. */
  private static Table table(long seed, int rows) {
    Random random = new Random(seed);
    Table table =
        Table.allocate(
            List.of(
                new Field("number", ValueType.FLOAT64),
                new Field("size", ValueType.INT64),
                new Field("flag", ValueType.BOOL),
                new Field("word", ValueType.STRING),
                new Field("words", ValueType.STRING_LIST),
                new Field("items", ValueType.INT64_LIST),
                new Field("vector", ValueType.FLOAT64_LIST)),
            rows);
    for (Field field : table.fields()) {
      for (int row = 0; row < rows; row++) {
        if (random.nextInt(10) > 0) {
          set(table.column(field.name()), row, random);
        }
      }
    }
    return table;
  }

  private static void set(Column column, int row, Random random) {
    if (column instanceof DoubleColumn doubles) {
      doubles.set(row, random.nextGaussian() * Math.pow(10, random.nextInt(8)));
    } else if (column instanceof StringColumn strings) {
      strings.set(row, "ıİ" + random.nextInt(6));
    } else if (column instanceof ListColumn lists) {
      int length = column.type() == ValueType.FLOAT64_LIST ? 2 : random.nextInt(6);
      int start = lists.set(row, length);
      for (int i = start; i < start + length; i++) {
        set(lists.elements(), i, random);
      }
    } else {
      int bound = column.type() == ValueType.BOOL ? 2 : 9;
      ((LongColumn) column).set(row, random.nextInt(bound));
    }
  }

  private static int[] shuffled(int rows, long seed) {
    List<Integer> order = IntStream.range(0, rows).boxed().collect(Collectors.toList());
    Collections.shuffle(order, new Random(seed));
    return order.stream().mapToInt(Integer::intValue).toArray();
  }

  @Property(tries = 100)
  void fit_anyOrderOfRows_isTheSame(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int n) {
    Table table = table(seed, n);
    InputProgram program =
        InputProgram.fit(table.fields(), INPUTS, table, IntStream.range(0, n).toArray());
    InputProgram other = InputProgram.fit(table.fields(), INPUTS, table, shuffled(n, seed));
    Table reordered = table.select(shuffled(n, seed + 1));
    InputProgram third =
        InputProgram.fit(table.fields(), INPUTS, reordered, IntStream.range(0, n).toArray());
    assertThat(other).isEqualTo(program).hasSameHashCodeAs(program);
    assertThat(third).isEqualTo(program);
  }

  @Property(tries = 100)
  void json_roundTrip_computesTheSameBits(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int n) throws Exception {
    Table table = table(seed, n);
    InputProgram trained =
        InputProgram.fit(table.fields(), INPUTS, table, IntStream.range(0, n / 2).toArray());
    String json = InputProgramJson.write(trained).toString();
    InputProgram served = InputProgramJson.read(new ObjectMapper().readTree(json));
    assertThat(served).isEqualTo(trained);
    InputBuffer together = new InputBuffer();
    trained.apply(table, together);
    InputBuffer single = new InputBuffer();
    for (int row = 0; row < n; row++) {
      served.apply(table.select(new int[] {row}), single);
      assertThat(Arrays.copyOf(single.dense(), served.denseWidth()))
          .isEqualTo(slice(together, row, served));
      assertThat(Arrays.copyOf(single.ids(), served.idWidth()))
          .isEqualTo(
              Arrays.copyOfRange(
                  together.ids(), row * served.idWidth(), (row + 1) * served.idWidth()));
    }
  }

  private static float[] slice(InputBuffer buffer, int row, InputProgram program) {
    return Arrays.copyOfRange(
        buffer.dense(), row * program.denseWidth(), (row + 1) * program.denseWidth());
  }

  @Property(tries = 100)
  void ids_areInRange(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int n) {
    Table table = table(seed, n);
    InputProgram program =
        InputProgram.fit(table.fields(), INPUTS, table, IntStream.range(0, n / 2).toArray());
    InputBuffer buffer = new InputBuffer();
    program.apply(table(seed + 1, n), buffer);
    int at = 0;
    for (int row = 0; row < n; row++) {
      for (EmbeddedTransform transform : program.embedded()) {
        for (int i = 0; i < transform.idWidth(); i++) {
          assertThat(buffer.ids()[at++]).isBetween(0L, transform.entries() - 1L);
        }
      }
    }
  }

  @Property(tries = 200)
  void bucket_id_countsEdges(@ForAll long seed, @ForAll @IntRange(max = 12) int edgeCount) {
    Random random = new Random(seed);
    List<Double> edges =
        random
            .doubles(edgeCount, -4, 4)
            .map(x -> Math.rint(x) + 0.0)
            .distinct()
            .sorted()
            .boxed()
            .toList();
    Table table = table(seed, 30).project(List.of("size"));
    InputProgram program =
        InputProgram.of(
            table.fields(), List.of(BucketTransform.of(table.fields().get(0), edges, 2)));
    InputBuffer buffer = new InputBuffer();
    program.apply(table, buffer);
    LongColumn column = table.longs("size");
    for (int row = 0; row < table.rows(); row++) {
      double x = column.value(row);
      long naive = column.isNull(row) ? 0 : 1 + edges.stream().filter(edge -> edge <= x).count();
      assertThat(buffer.ids()[row]).isEqualTo(naive);
    }
  }

  @Property(tries = 100)
  void fit_anyChunksInAnyOrder_isTheSame(
      @ForAll @IntRange(min = 1, max = 80) int n,
      @ForAll @IntRange(min = 1, max = 9) int chunkRows,
      @ForAll long seed) {
    Table table = table(seed, n);
    int[] order = shuffled(n, seed);
    InputFitting fitting = InputFitting.of(table.fields(), INPUTS, n);
    for (int from = 0; from < n; from += chunkRows) {
      int[] places = Arrays.copyOfRange(order, from, Math.min(n, from + chunkRows));
      Table chunk = table.select(places);
      fitting.add(chunk, IntStream.range(0, chunk.rows()).toArray(), places);
    }
    assertThat(fitting.fit())
        .isEqualTo(
            InputProgram.fit(table.fields(), INPUTS, table, IntStream.range(0, n).toArray()));
  }
}
