package dev.tandem.features.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntityKeyCodecTest {
  private static final Field USER = new Field("user_id", ValueType.INT64);
  private static final Field CITY = new Field("city", ValueType.STRING);

  /** Keys in Redis outlive any version of the code: this file is only ever added to. */
  @Test
  void encode_goldenKeys_haveTheirBytesForEver() throws IOException {
    List<String> actual = new ArrayList<>();
    long[] users = {0, 1, 42, -1, Long.MAX_VALUE, Long.MIN_VALUE};
    for (long user : users) {
      actual.add(line("shop", "user_activity", List.of(USER), row(user, "x")));
    }
    for (String city :
        List.of(
            "",
            "a",
            "İstanbul",
            "漢字",
            "😀",
            "\0",
            "x".repeat(127),
            "x".repeat(128),
            "ß".repeat(9000))) {
      actual.add(line("shop", "by_city", List.of(CITY), row(1, city)));
    }
    actual.add(line("shop", "user_city", List.of(USER, CITY), row(7, "Ankara")));
    actual.add(line("shop", "user_city", List.of(CITY, USER), row(7, "Ankara")));
    actual.add(line("şop", "v", List.of(CITY), row(7, "a")));

    try (InputStream golden = getClass().getResourceAsStream("entity-keys-v1.txt")) {
      assertThat(actual)
          .containsExactlyElementsOf(
              new String(golden.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    }
  }

  private static String line(String project, String view, List<Field> keys, Table row) {
    return HexFormat.of().formatHex(EntityKeyCodec.encode(project, view, row, keys, 0));
  }

  private static Table row(long user, String city) {
    return Table.builder(1)
        .add("user_id", LongColumn.of(ValueType.INT64, new long[] {user}))
        .add("city", StringColumn.of(city))
        .build();
  }

  @Test
  void encode_nullKey_isRefused() {
    Table rows = Table.allocate(List.of(USER, CITY), 2);
    rows.strings("city").set(1, "x");
    EntityKeys keys = EntityKeyCodec.of("p", "v", List.of(USER, CITY)).keysOf(rows);
    assertThatThrownBy(() -> keys.encode(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("entity key 'user_id' is null in row 1");
  }

  @Test
  void encode_unpairedSurrogate_isRefused() {
    assertThatThrownBy(() -> EntityKeyCodec.encode("p", "v", row(1, "a\udc00"), List.of(CITY), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not Unicode text, so not a key: unpaired surrogate at index 1");
  }

  @Test
  void of_keyOfAnotherType_isRefused() {
    assertThatThrownBy(
            () -> EntityKeyCodec.of("p", "v", List.of(new Field("t", ValueType.TIMESTAMP))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("entity key 't' is timestamp; allowed are int64 and string");
  }

  @Test
  void of_noKeys_isRefused() {
    assertThatThrownBy(() -> EntityKeyCodec.of("p", "v", List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an entity has 1 to 253 key fields, not 0");
  }

  @Test
  void keysOf_columnOfAnotherType_isRefused() {
    EntityKeyCodec codec = EntityKeyCodec.of("p", "v", List.of(new Field("city", ValueType.INT64)));
    assertThatThrownBy(() -> codec.keysOf(row(1, "x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("entity key 'city' is string in the table and int64 in the declaration");
  }
}
