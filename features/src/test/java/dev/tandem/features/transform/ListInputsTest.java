package dev.tandem.features.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.features.declaration.Input;
import dev.tandem.features.declaration.Input.Kind;
import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Options;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.transform.ListTransform.Pooling;
import dev.tandem.features.transform.SequenceEncoder.Flat;
import dev.tandem.features.transform.SequenceEncoder.Gru;
import dev.tandem.features.transform.SequenceEncoder.Lstm;
import dev.tandem.features.transform.SequenceEncoder.TargetAttention;
import dev.tandem.features.transform.SequenceEncoder.Weights;
import dev.tandem.features.type.ValueType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Lists, vectors, sequences, shared tables, overflow and ranks. */
class ListInputsTest {
  private static Input input(String feature, Kind kind, String... options) {
    Map<String, List<String>> values = new TreeMap<>();
    for (int i = 0; i < options.length; i += 2) {
      values.put(options[i], Arrays.asList(options[i + 1].split(" ")));
    }
    return new Input(feature, kind, new Options(values));
  }

  private static InputProgram fit(Table table, Input... inputs) {
    int[] rows = IntStream.range(0, table.rows()).toArray();
    return InputProgram.fit(table.fields(), List.of(inputs), table, rows);
  }

  private static InputBuffer apply(InputProgram program, Table table) {
    InputBuffer buffer = new InputBuffer();
    program.apply(table, buffer);
    return buffer;
  }

  private static Column longs(long[]... rows) {
    ListColumn lists = (ListColumn) Column.allocate(ValueType.INT64_LIST, rows.length);
    for (int row = 0; row < rows.length; row++) {
      if (rows[row] != null) {
        int start = lists.set(row, rows[row].length);
        for (int i = 0; i < rows[row].length; i++) {
          ((LongColumn) lists.elements()).set(start + i, rows[row][i]);
        }
      }
    }
    return lists;
  }

  private static Column vectors(double[]... rows) {
    ListColumn lists = (ListColumn) Column.allocate(ValueType.FLOAT64_LIST, rows.length);
    for (int row = 0; row < rows.length; row++) {
      if (rows[row] != null) {
        int start = lists.set(row, rows[row].length);
        for (int i = 0; i < rows[row].length; i++) {
          ((DoubleColumn) lists.elements()).set(start + i, rows[row][i]);
        }
      }
    }
    return lists;
  }

  private static Table items() {
    return Table.builder(4)
        .add("item", LongColumn.of(ValueType.INT64, new long[] {7, 8, 7, 9}))
        .add("last", LongColumn.of(ValueType.INT64, new long[] {9, 7, 8, 1}))
        .add("seen", longs(new long[] {8, 7, 5, 7}, new long[0], null, new long[] {9, 9}))
        .build();
  }

  @Test
  void list_longerThanItsLength_keepsTheFirst_padsWithNull() {
    Table table = items();
    InputProgram program =
        fit(table, input("seen", Kind.LIST, "length", "3", "min_count", "1", "dimension", "5"));
    ListTransform list = (ListTransform) program.transforms().get(0);
    // The fourth element, a second 7, is not read, so it is not counted either.
    assertThat(list.vocabulary().longs()).containsExactly(9, 5, 7, 8);
    assertThat(list.pooling()).isEqualTo(Pooling.MEAN);
    assertThat(list.dimension()).isEqualTo(5);
    assertThat(program.idWidth()).isEqualTo(3);
    assertThat(apply(program, table).ids()).startsWith(5, 4, 3, 0, 0, 0, 0, 0, 0, 2, 2, 0);
  }

  @Test
  void apply_again_clearsWhatAnEarlierListLeft() {
    Table table = items();
    InputProgram program = fit(table, input("seen", Kind.LIST, "length", "4"));
    InputBuffer buffer = apply(program, table);
    program.apply(table.select(new int[] {2, 1}), buffer);
    assertThat(buffer.ids()).startsWith(0, 0, 0, 0, 0, 0, 0, 0);
  }

  @Test
  void table_sharesVocabularyAndDimension_andIsNotCounted() {
    Table table = items();
    InputProgram program =
        fit(
            table,
            input("seen", Kind.LIST, "table", "item", "pooling", "sum", "length", "2"),
            input("item", Kind.CATEGORICAL, "min_count", "1", "dimension", "3"),
            input("last", Kind.CATEGORICAL, "table", "item"));
    EmbeddedTransform owner = program.embedded().get(1);
    for (EmbeddedTransform transform : program.embedded()) {
      assertThat(program.owner(transform)).isSameAs(owner);
      assertThat(transform.dimension()).isEqualTo(3);
      assertThat(transform.entries()).isEqualTo(5);
    }
    assertThat(apply(program, table).ids())
        .startsWith(3, 2, 2, 4, 0, 0, 3, 2, 0, 0, 2, 3, 4, 4, 4, 1);
  }

  @Test
  void sequence_hasTheTableOfItsTarget_evenASharedOne() {
    Table table = items();
    InputProgram program =
        fit(
            table,
            input("seen", Kind.SEQUENCE, "target", "last", "length", "2"),
            input("last", Kind.CATEGORICAL, "table", "item"),
            input("item", Kind.CATEGORICAL, "min_count", "1", "dimension", "3"));
    SequenceTransform sequence = (SequenceTransform) program.transforms().get(0);
    assertThat(sequence.tableOf()).contains("item");
    assertThat(sequence.target()).isEqualTo("last");
    assertThat(sequence.encoder()).isEqualTo(new TargetAttention(List.of(80, 40), Weights.PLAIN));
    assertThat(program.owner(sequence)).isSameAs(program.embedded().get(2));
  }

  @Test
  void sequence_encodersTakeTheirSettings() {
    assertThat(encoder("encoder", "din", "units", "16 8", "softmax", "true"))
        .isEqualTo(new TargetAttention(List.of(16, 8), Weights.SOFTMAX));
    assertThat(encoder("encoder", "gru")).isEqualTo(new Gru(3));
    assertThat(encoder("encoder", "lstm", "units", "6")).isEqualTo(new Lstm(6));
    assertThat(encoder("encoder", "flat")).isEqualTo(new Flat());
  }

  private static SequenceEncoder encoder(String... options) {
    String[] all = Arrays.copyOf(options, options.length + 2);
    all[options.length] = "target";
    all[options.length + 1] = "item";
    InputProgram program =
        fit(
            items(),
            input("seen", Kind.SEQUENCE, all),
            input("item", Kind.CATEGORICAL, "dimension", "3"));
    return ((SequenceTransform) program.transforms().get(0)).encoder();
  }

  @Test
  void sequence_settingsThatDoNotGoTogether_areRefused() {
    assertThatThrownBy(() -> encoder("encoder", "gru", "units", "4 4"))
        .hasMessage("inputs.seen.units: found [4, 4], allowed: one width with encoder gru");
    assertThatThrownBy(() -> encoder("encoder", "flat", "units", "4"))
        .hasMessage("inputs.seen.units: found [4], allowed: none with encoder flat");
    assertThatThrownBy(() -> encoder("encoder", "lstm", "softmax", "true"))
        .hasMessage("inputs.seen.softmax: found true, allowed: false with encoder lstm");
    assertThatThrownBy(() -> encoder("encoder", "transformer"))
        .hasMessage("inputs.seen.encoder: found transformer, allowed: din, gru, lstm, flat");
    assertThatThrownBy(() -> encoder("units", "0"))
        .hasMessage("inputs.seen.units: found [0], allowed: one or more positive widths");
  }

  @Test
  void references_thatCannotBe_areRefused() {
    Table table =
        Table.builder(1)
            .add("item", LongColumn.of(ValueType.INT64, new long[] {7}))
            .add("word", StringColumn.of("a"))
            .add("seen", longs(new long[] {7}))
            .build();
    Input item = input("item", Kind.CATEGORICAL);
    Input word = input("word", Kind.CATEGORICAL);
    assertThatThrownBy(() -> fit(table, item, word, input("seen", Kind.SEQUENCE)))
        .isInstanceOf(InvalidDeclarationException.class)
        .hasMessage(
            "inputs.seen.target: missing, allowed: a categorical input of the same values: item");
    assertThatThrownBy(() -> fit(table, item, word, input("seen", Kind.SEQUENCE, "target", "word")))
        .hasMessage(
            "inputs.seen.target: found 'word', allowed: a categorical input of the same values:"
                + " item");
    assertThatThrownBy(() -> fit(table, word, input("seen", Kind.LIST, "table", "seen")))
        .hasMessage(
            "inputs.seen.table: found 'seen', allowed: a categorical or list input of the same"
                + " values with a table of its own, there is none");
    assertThatThrownBy(
            () -> fit(table, item, input("seen", Kind.LIST, "table", "item", "dimension", "4")))
        .hasMessage("inputs.seen.dimension: has no meaning beside table, it is that of 'item'");
  }

  @Test
  void overflow_isTheHashBucketOfTheValue_inEveryProcess() {
    Table words = Table.builder(1).add("w", StringColumn.of("sports")).build();
    CategoricalTransform strings =
        (CategoricalTransform)
            fit(words, input("w", Kind.CATEGORICAL, "overflow", "1000")).transforms().get(0);
    // Golden: the numbers that hash_bucket(value, 1000) gives, too.
    assertThat(id(strings, StringColumn.of("sports"))).isEqualTo(2 + 606);
    Table numbers =
        Table.builder(2).add("n", LongColumn.of(ValueType.INT64, new long[] {5, 5})).build();
    CategoricalTransform longs =
        (CategoricalTransform)
            fit(numbers, input("n", Kind.CATEGORICAL, "overflow", "1000")).transforms().get(0);
    assertThat(longs.entries()).isEqualTo(2 + 1 + 1000);
    assertThat(id(longs, LongColumn.of(ValueType.INT64, new long[] {-1}))).isEqualTo(3 + 843);
    assertThat(id(longs, LongColumn.of(ValueType.INT64, new long[] {5}))).isEqualTo(2);
    assertThat(longs.knownTo()).isEqualTo(3);
  }

  private static long id(CategoricalTransform transform, Column column) {
    long[] ids = new long[1];
    transform.apply(column, 1, ids, 0, 1);
    return ids[0];
  }

  @Test
  void vector_isCopied_nullIsZerosAndFlagged_soIsAnotherLength() {
    Table table =
        Table.builder(3).add("v", vectors(new double[] {3, 4}, null, new double[] {0, 0})).build();
    InputProgram program = fit(table, input("v", Kind.VECTOR));
    assertThat(program.denseWidth()).isEqualTo(3);
    assertThat(apply(program, table).dense()).startsWith(3, 4, 0, 0, 0, 1, 0, 0, 0);
    Table other = Table.builder(1).add("v", vectors(new double[] {1})).build();
    assertThat(apply(program, other).dense()).startsWith(0, 0, 1);
    InputProgram unit = fit(table, input("v", Kind.VECTOR, "normalise", "true"));
    assertThat(apply(unit, table).dense()).startsWith(0.6f, 0.8f, 0, 0, 0, 1, 0, 0, 0);
  }

  @Test
  void vector_lengthsThatDiffer_areRefused() {
    Table table = Table.builder(2).add("v", vectors(new double[] {3, 4}, new double[] {1})).build();
    assertThatThrownBy(() -> fit(table, input("v", Kind.VECTOR)))
        .hasMessage("inputs.v.dimension: found a vector of 1 numbers, allowed: 2");
    assertThatThrownBy(() -> fit(table, input("v", Kind.VECTOR, "dimension", "3")))
        .hasMessage("inputs.v.dimension: found a vector of 2 numbers, allowed: 3");
    Table none = Table.builder(1).add("v", vectors((double[]) null)).build();
    assertThatThrownBy(() -> fit(none, input("v", Kind.VECTOR)))
        .hasMessage(
            "inputs.v.dimension: no training row has a vector, allowed: the length of its vectors");
  }

  private static Table numbers(double... values) {
    DoubleColumn column = (DoubleColumn) Column.allocate(ValueType.FLOAT64, values.length);
    for (int row = 0; row < values.length; row++) {
      if (!Double.isNaN(values[row])) {
        column.set(row, values[row]);
      }
    }
    return Table.builder(values.length).add("x", column).build();
  }

  @Test
  void quantile_isTheShareBelow_betweenEdgesOnALine() {
    Table table = numbers(10, 20, 20, 40, Double.NaN);
    InputProgram program = fit(table, input("x", Kind.NUMERIC, "scale", "quantile"));
    assertThat(apply(program, table).dense()).startsWith(0, 0, 1 / 3f, 0, 1 / 3f, 0, 1, 0, 0.5f, 1);
    float[] others = apply(program, numbers(-5, 15, 30, 99)).dense();
    assertThat(others[2]).isCloseTo(1 / 6f, within(1e-6f));
    assertThat(others[4]).isCloseTo(2 / 3f, within(1e-6f));
    assertThat(new float[] {others[0], others[6]}).containsExactly(0, 1);
  }

  @Test
  void quantile_manyNumbers_areTheirRanks() {
    double[] values = IntStream.range(0, 5000).mapToDouble(i -> Math.pow(1.002, i)).toArray();
    InputProgram program = fit(numbers(values), input("x", Kind.NUMERIC, "scale", "quantile"));
    float[] ranks = apply(program, numbers(values)).dense();
    for (int i = 0; i < values.length; i++) {
      assertThat(ranks[i]).isCloseTo(i / 4999f, within(2e-4f));
    }
  }

  @Test
  void constant_isZero_unlessItStaysAsItIs() {
    Table table = numbers(7, 7, 7);
    assertThat(apply(fit(table, input("x", Kind.NUMERIC)), table).dense()).startsWith(0, 0, 0);
    InputProgram quantile = fit(table, input("x", Kind.NUMERIC, "scale", "quantile"));
    assertThat(apply(quantile, numbers(6, 7, 8)).dense()).startsWith(0, 0, 0);
    InputProgram plain = fit(table, input("x", Kind.NUMERIC, "scale", "none"));
    assertThat(apply(plain, numbers(7, Double.NaN, 8)).dense()).startsWith(7, 0, 8);
    InputProgram log = fit(table, input("x", Kind.NUMERIC, "scale", "none", "log", "true"));
    assertThat(apply(log, numbers(0, Math.E - 1)).dense()).startsWith(0, 1);
  }

  @Test
  void quantile_withLog_isRefused() {
    assertThatThrownBy(
            () -> fit(numbers(1), input("x", Kind.NUMERIC, "scale", "quantile", "log", "true")))
        .hasMessage(
            "inputs.x.log: found true, allowed: false, because a rank is the same with and"
                + " without");
  }

  @Test
  void json_ofEveryKind_isGolden() throws IOException {
    Table table =
        Table.builder(4)
            .addAll(items())
            .add("x", numbers(1, 2, Double.NaN, 4).column("x"))
            .add("y", numbers(1, 2, 3, 3).column("x"))
            .add("v", vectors(new double[] {3, 4}, null, null, null))
            .add("words", StringColumn.of("ı", "b", "b", null))
            .build();
    InputProgram program =
        fit(
            table,
            input("seen", Kind.SEQUENCE, "target", "last", "length", "2", "units", "6"),
            input("last", Kind.CATEGORICAL, "table", "item"),
            input("item", Kind.CATEGORICAL, "overflow", "4", "dimension", "3"),
            input("x", Kind.NUMERIC, "scale", "quantile"),
            input("y", Kind.NUMERIC, "log", "true"),
            input("y", Kind.BUCKET, "bins", "2"),
            input("v", Kind.VECTOR, "normalise", "true"),
            input("words", Kind.CATEGORICAL),
            input("seen", Kind.LIST, "table", "item", "pooling", "max"),
            input("seen", Kind.LIST, "overflow", "2"),
            input("seen", Kind.SEQUENCE, "target", "item", "encoder", "gru"),
            input("seen", Kind.SEQUENCE, "target", "item", "encoder", "lstm"),
            input("seen", Kind.SEQUENCE, "target", "item", "encoder", "flat"));
    ObjectMapper mapper = new ObjectMapper();
    try (InputStream golden = getClass().getResourceAsStream("input-program-2.json")) {
      String expected = new String(golden.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      assertThat(InputProgramJson.write(program).toPrettyString() + "\n").isEqualTo(expected);
      assertThat(InputProgramJson.read(mapper.readTree(expected))).isEqualTo(program);
    }
  }
}
