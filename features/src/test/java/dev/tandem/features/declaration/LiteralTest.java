package dev.tandem.features.declaration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.type.ValueType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiteralTest {
  @ParameterizedTest
  @CsvSource({
    "INT64,-7,true",
    "INT64,1.5,false",
    "INT64,99999999999999999999,false",
    "FLOAT64,1.5e3,true",
    "FLOAT64,7,true",
    "FLOAT64,NaN,false",
    "FLOAT64,7d,false",
    "FLOAT64,1e999,false",
    "BOOL,true,true",
    "BOOL,yes,false",
    "STRING,anything,true",
    "TIMESTAMP,2026-01-31T08:15:00Z,true",
    "TIMESTAMP,2026-01-31,false",
    "INT64_LIST,[],true",
    "INT64_LIST,[1],false",
  })
  void isOf_text_asDocumented(ValueType type, String text, boolean expected) {
    assertThat(Literal.isOf(type, text)).isEqualTo(expected);
  }

  @Test
  void write_negativeZero_isZero() {
    DoubleColumn column = DoubleColumn.of(new double[] {1});

    Literal.write("-0.0", column, 0);

    assertThat(Double.doubleToRawLongBits(column.value(0))).isZero();
  }

  @Test
  void write_timestamp_isEpochMilliseconds() {
    LongColumn column = LongColumn.of(ValueType.TIMESTAMP, new long[] {0});

    Literal.write("1970-01-01T00:00:01.250Z", column, 0);

    assertThat(column.value(0)).isEqualTo(1250);
  }

  @Test
  void write_otherText_saysWhatIsAllowed() {
    LongColumn column = LongColumn.of(ValueType.BOOL, new long[] {0});

    assertThatThrownBy(() -> Literal.write("ja", column, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("found 'ja', allowed: true, false");
  }
}
