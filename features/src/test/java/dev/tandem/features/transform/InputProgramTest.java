package dev.tandem.features.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.features.declaration.Input;
import dev.tandem.features.declaration.Input.Kind;
import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Options;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InputProgramTest {
  private static Input input(String feature, Kind kind, String... options) {
    Map<String, List<String>> values = new java.util.TreeMap<>();
    for (int i = 0; i < options.length; i += 2) {
      values.put(options[i], List.of(options[i + 1]));
    }
    return new Input(feature, kind, new Options(values));
  }

  private static Table table(String name, Column column) {
    return Table.builder(column.size()).add(name, column).build();
  }

  private static InputProgram fit(Table table, Input input) {
    return InputProgram.fit(
        table.fields(), List.of(input), table, IntStream.range(0, table.rows()).toArray());
  }

  private static Column doubles(Double... values) {
    Column column = Column.allocate(ValueType.FLOAT64, values.length);
    for (int i = 0; i < values.length; i++) {
      if (values[i] != null) {
        ((DoubleColumn) column).set(i, values[i]);
      }
    }
    return column;
  }

  private static InputBuffer apply(InputProgram program, Table table) {
    InputBuffer buffer = new InputBuffer();
    program.apply(table, buffer);
    return buffer;
  }

  @Test
  void numeric_standardisesAndFlagsNull() {
    Table table = table("x", doubles(1.0, 3.0, null));
    InputProgram program = fit(table, input("x", Kind.NUMERIC));
    assertThat(program.denseWidth()).isEqualTo(2);
    assertThat(apply(program, table).dense()).startsWith(-1, 0, 1, 0, 0, 1);
  }

  @Test
  void numeric_nullNeverSeenInTraining_isTheMeanWithoutFlag() {
    InputProgram program = fit(table("x", doubles(1.0, 3.0)), input("x", Kind.NUMERIC));
    assertThat(program.denseWidth()).isEqualTo(1);
    assertThat(apply(program, table("x", doubles((Double) null))).dense()).startsWith(0);
  }

  @Test
  void numeric_log_isSymmetric() {
    Table table = table("x", doubles(-9.0, 9.0));
    InputProgram program = fit(table, input("x", Kind.NUMERIC, "log", "true"));
    NumericTransform transform = (NumericTransform) program.transforms().get(0);
    assertThat(transform.deviation()).isCloseTo(Math.log(10), within(1e-12));
    assertThat(apply(program, table).dense()).startsWith(-1, 1);
  }

  @Test
  void numeric_constant_becomesZero() {
    Table table = table("x", doubles(0.1, 0.1, 0.1));
    assertThat(apply(fit(table, input("x", Kind.NUMERIC)), table).dense()[0])
        .isCloseTo(0, within(1e-12f));
  }

  @Test
  void numeric_noValueInTraining_isZero() {
    Table table = table("x", doubles(null, null));
    assertThat(apply(fit(table, input("x", Kind.NUMERIC)), table).dense()).startsWith(0, 1, 0, 1);
  }

  @Test
  void bucket_cutsAtQuantiles() {
    Table table = table("x", doubles(4.0, 1.0, 2.0, 3.0, null));
    InputProgram program = fit(table, input("x", Kind.BUCKET, "bins", "2", "dimension", "3"));
    BucketTransform transform = (BucketTransform) program.transforms().get(0);
    assertThat(transform.edges()).containsExactly(3.0);
    assertThat(transform.entries()).isEqualTo(3);
    assertThat(transform.dimension()).isEqualTo(3);
    assertThat(apply(program, table).ids()).startsWith(2, 1, 1, 2, 0);
  }

  @Test
  void bucket_smallestValueIsNoEdge() {
    Table table = table("x", doubles(0.0, 0.0, 0.0, 5.0));
    InputProgram program = fit(table, input("x", Kind.BUCKET, "bins", "4"));
    assertThat(((BucketTransform) program.transforms().get(0)).edges()).containsExactly(5.0);
  }

  @Test
  void categorical_frequentFirst_rareIsUnknown_nullIsZero() {
    Table table = table("c", StringColumn.of("b", "a", "b", "a", "once", null, "c", "c", "c"));
    InputProgram program = fit(table, input("c", Kind.CATEGORICAL, "min_count", "2"));
    assertThat(((CategoricalTransform) program.transforms().get(0)).vocabulary().strings())
        .containsExactly("c", "a", "b");
    assertThat(apply(program, table).ids()).startsWith(4, 3, 4, 3, 1, 0, 2, 2, 2);
  }

  @Test
  void categorical_longsAtTheEdgesOfTheirRange() {
    long[] values = {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE};
    Table table = table("c", LongColumn.of(ValueType.INT64, values));
    InputProgram program = fit(table, input("c", Kind.CATEGORICAL, "min_count", "1"));
    assertThat(apply(program, table).ids()).startsWith(2, 3, 4, 5, 6);
    Table other = table("c", LongColumn.of(ValueType.INT64, new long[] {7}));
    assertThat(apply(program, other).ids()).startsWith(1);
  }

  @Test
  void apply_otherLayout_isRefused() {
    InputProgram program = fit(table("x", doubles(1.0)), input("x", Kind.NUMERIC));
    assertThatThrownBy(() -> apply(program, table("y", doubles(1.0))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("was trained on the layout")
        .hasMessageContaining("name=y");
  }

  @Test
  void apply_largerThenSmaller_keepsTheArrays() {
    Table table = table("x", doubles(1.0, 3.0, 5.0));
    InputProgram program = fit(table, input("x", Kind.NUMERIC));
    InputBuffer buffer = new InputBuffer();
    program.apply(table, buffer);
    float[] before = buffer.dense();
    program.apply(table("x", doubles(3.0)), buffer);
    assertThat(buffer.dense()).isSameAs(before);
    assertThat(buffer.rows()).isEqualTo(1);
  }

  @Test
  void fit_looksAtTrainingRowsOnly() {
    Table table = table("x", doubles(1.0, 3.0, 1e9, null));
    InputProgram program =
        InputProgram.fit(
            table.fields(), List.of(input("x", Kind.NUMERIC)), table, new int[] {0, 1});
    assertThat(((NumericTransform) program.transforms().get(0)).mean()).isEqualTo(2);
    assertThat(program.denseWidth()).isEqualTo(1);
  }

  @Test
  void fit_unknownFeature_namesTheKnown() {
    assertThatThrownBy(() -> fit(table("x", doubles(1.0)), input("z", Kind.NUMERIC)))
        .isInstanceOf(InvalidDeclarationException.class)
        .hasMessage("inputs.z: no such feature in the service, it has: x");
  }

  @Test
  void fit_wrongType_namesTheAllowed() {
    assertThatThrownBy(() -> fit(table("s", StringColumn.of("a")), input("s", Kind.NUMERIC)))
        .hasMessage(
            "inputs.s.kind: found numeric for a feature of type string, allowed for it: int64,"
                + " float64, bool");
  }

  @Test
  void fit_unknownSetting_namesTheAllowed() {
    assertThatThrownBy(
            () -> fit(table("x", doubles(1.0)), input("x", Kind.NUMERIC, "dimension", "4")))
        .hasMessage("inputs.x.dimension: unknown setting of a numeric input, allowed: log, scale");
  }

  @Test
  void fit_settingOutOfRange_isRefused() {
    assertThatThrownBy(
            () -> fit(table("x", doubles(1.0)), input("x", Kind.BUCKET, "dimension", "0")))
        .hasMessage("inputs.x.dimension: found 0, allowed: 1 or more");
    assertThatThrownBy(() -> fit(table("x", doubles(1.0)), input("x", Kind.NUMERIC, "log", "yes")))
        .hasMessage("inputs.x.log: found yes, allowed: true, false");
  }

  @Test
  void of_featureOutsideTheLayout_isRefused() {
    BucketTransform bucket = BucketTransform.of(new Field("x", ValueType.FLOAT64), List.of(1.0), 2);
    assertThatThrownBy(() -> InputProgram.of(List.of(), List.of(bucket)))
        .hasMessageContaining("not in the layout");
  }
}
