package dev.tandem.features.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class EntityKeyCodecProperties {
  private static final String[] TEXTS = {
    "", "a", "b", "ab", "bc", "abc", "c", "\0", "\u0001", "\u0002", "1", "é", "\u00e9a", "😀", "\0a"
  };
  private static final long[] NUMBERS = {0, 1, 2, 97, 0x6162, -1, 256, Long.MIN_VALUE};

  @Property(tries = 500)
  void encode_anyKeys_equalBytesIffEqualKeys(@ForAll long seed) {
    Random random = new Random(seed);
    Map<String, String> keyByBytes = new HashMap<>();
    Map<String, String> bytesByKey = new HashMap<>();
    for (int i = 0; i < 200; i++) {
      List<Object> parts = parts(random);
      String project = TEXTS[random.nextInt(TEXTS.length)];
      String view = TEXTS[random.nextInt(TEXTS.length)];
      String key =
          describe(project)
              + describe(view)
              + parts.stream().map(EntityKeyCodecProperties::describe).toList();
      String bytes = HexFormat.of().formatHex(encode(project, view, parts));

      assertThat(keyByBytes.merge(bytes, key, (known, same) -> known)).isEqualTo(key);
      assertThat(bytesByKey.merge(key, bytes, (known, same) -> known)).isEqualTo(bytes);
    }
  }

  private static List<Object> parts(Random random) {
    List<Object> parts = new ArrayList<>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      parts.add(
          random.nextBoolean()
              ? TEXTS[random.nextInt(TEXTS.length)]
              : (Object) NUMBERS[random.nextInt(NUMBERS.length)]);
    }
    return parts;
  }

  private static String describe(Object part) {
    return part instanceof String text ? "s" + text.codePoints().boxed().toList() : "n" + part;
  }

  private static byte[] encode(String project, String view, List<Object> parts) {
    Table.Builder row = Table.builder(1);
    List<Field> keys = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Column column =
          parts.get(i) instanceof String text
              ? StringColumn.of(text)
              : LongColumn.of(ValueType.INT64, new long[] {(Long) parts.get(i)});
      row.add("k" + i, column);
      keys.add(new Field("k" + i, column.type()));
    }
    return EntityKeyCodec.encode(project, view, row.build(), keys, 0);
  }

  @Property(tries = 300)
  void encode_anyText_readsBackAsItsUtf8(@ForAll long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    random
        .ints(random.nextInt(300), 0, Character.MAX_CODE_POINT + 1)
        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
        .forEach(text::appendCodePoint);
    byte[] key = encode("p", "v", List.of(text.toString()));

    int position = 2 + 3 + 3;
    assertThat(key[position++]).isEqualTo((byte) EntityKeyCodec.STRING);
    int length = 0;
    for (int shift = 0; ; shift += 7) {
      byte digit = key[position++];
      length |= (digit & 0x7f) << shift;
      if (digit >= 0) {
        break;
      }
    }
    assertThat(key).hasSize(position + length);
    assertThat(new String(key, position, length, java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo(text.toString());
  }
}
