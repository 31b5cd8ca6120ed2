package dev.tandem.features.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.stored.InvalidFileException;
import dev.tandem.features.stored.StoredColumn;
import dev.tandem.features.stored.StoredFile;
import dev.tandem.features.stored.StoredKind;
import dev.tandem.features.stored.StoredText;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.table.Table;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.LargeVarCharVector;
import org.apache.arrow.vector.TimeStampNanoTZVector;
import org.apache.arrow.vector.TimeStampSecVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.ipc.ArrowWriter;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files with types that Tandem itself does not write. */
class StoredArrowTest {
  private static final int ROWS = 2;
  private static final FieldType FLOAT =
      FieldType.nullable(new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE));
  private static final FieldType DOUBLE =
      FieldType.nullable(new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE));

  @TempDir Path folder;

  /** Two batches of a row with a value in every column and a row of nulls. */
  private Path write(String name) throws IOException {
    Path file = folder.resolve(name);
    try (BufferAllocator allocator = new RootAllocator();
        VarCharVector words = words(allocator)) {
      DictionaryEncoding encoding = new DictionaryEncoding(1, false, new ArrowType.Int(8, true));
      MapDictionaryProvider dictionaries =
          new MapDictionaryProvider(new Dictionary(words, encoding));
      try (VectorSchemaRoot root = new VectorSchemaRoot(vectors(allocator, encoding))) {
        root.setRowCount(ROWS);
        FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try (ArrowWriter writer =
            name.endsWith("s")
                ? new ArrowStreamWriter(root, dictionaries, channel)
                : new ArrowFileWriter(root, dictionaries, channel)) {
          writer.start();
          writer.writeBatch();
          writer.writeBatch();
          writer.end();
        }
      }
    }
    return file;
  }

  private static VarCharVector words(BufferAllocator allocator) {
    VarCharVector words = new VarCharVector("words", allocator);
    words.allocateNew();
    words.setSafe(0, "zero".getBytes(StandardCharsets.UTF_8));
    words.setSafe(1, "öne".getBytes(StandardCharsets.UTF_8));
    words.setValueCount(2);
    return words;
  }

  private static List<FieldVector> vectors(BufferAllocator allocator, DictionaryEncoding encoding) {
    TinyIntVector tiny = new TinyIntVector("tiny", allocator);
    tiny.setSafe(0, -7);
    UInt1Vector unsigned = new UInt1Vector("unsigned", allocator);
    unsigned.setSafe(0, 250);
    UInt4Vector large = new UInt4Vector("large", allocator);
    large.setSafe(0, -1);
    UInt8Vector huge = new UInt8Vector("huge", allocator);
    huge.setSafe(0, 1);
    BigIntVector id = new BigIntVector("id", allocator);
    id.setSafe(0, Long.MAX_VALUE);
    Float4Vector half = new Float4Vector("half", allocator);
    half.setSafe(0, 0.5f);
    DecimalVector price = new DecimalVector("price", allocator, 10, 2);
    price.setSafe(0, new BigDecimal("12.34"));
    DecimalVector precise = new DecimalVector("precise", allocator, 30, 2);
    precise.setSafe(0, new BigDecimal("12.34"));
    DateDayVector day = new DateDayVector("day", allocator);
    day.setSafe(0, -1);
    TimeStampSecVector seconds = new TimeStampSecVector("seconds", allocator);
    seconds.setSafe(0, 5);
    TimeStampNanoTZVector nanos = new TimeStampNanoTZVector("nanos", allocator, "Europe/Berlin");
    nanos.setSafe(0, 1_500_000_001);
    LargeVarCharVector text = new LargeVarCharVector("text", allocator);
    text.setSafe(0, "ğ😀".getBytes(StandardCharsets.UTF_8));
    VarCharVector broken = new VarCharVector("broken", allocator);
    broken.setSafe(0, new byte[] {'a', (byte) 0xC3});
    TinyIntVector word =
        new TinyIntVector(
            "word", new FieldType(true, new ArrowType.Int(8, true), encoding), allocator);
    word.setSafe(0, 1);
    List<FieldVector> vectors =
        new ArrayList<>(
            List.of(
                tiny, unsigned, large, huge, id, half, price, precise, day, seconds, nanos, text,
                broken, word));
    vectors.add(fixed(allocator));
    vectors.add(list(allocator));
    IntVector last = new IntVector("last", allocator);
    last.setSafe(0, 3);
    vectors.add(last);
    vectors.forEach(vector -> vector.setValueCount(ROWS));
    return vectors;
  }

  private static FixedSizeListVector fixed(BufferAllocator allocator) {
    FixedSizeListVector fixed =
        new FixedSizeListVector(
            "fixed", allocator, FieldType.nullable(new ArrowType.FixedSizeList(2)), null);
    Float4Vector elements = (Float4Vector) fixed.addOrGetVector(FLOAT).getVector();
    fixed.allocateNew();
    fixed.setNotNull(0);
    elements.setSafe(0, 1.5f);
    elements.setSafe(1, -2.5f);
    return fixed;
  }

  private static ListVector list(BufferAllocator allocator) {
    ListVector list = ListVector.empty("list", allocator);
    Float8Vector elements = (Float8Vector) list.addOrGetVector(DOUBLE).getVector();
    list.allocateNew();
    list.startNewValue(0);
    elements.setSafe(0, 0.1);
    elements.setNull(1);
    list.endValue(0, 2);
    return list;
  }

  private static StoredFile open(Path file) throws IOException {
    return StoredArrow.open(file.getFileName().toString(), FileChannel.open(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.arrow", "a.arrows"})
  void read_everyType_isWhatItsKindHolds(String name) throws IOException {
    List<Table> batches = new ArrayList<>();
    try (StoredFile file = open(write(name))) {
      assertThat(file.columns().stream().map(c -> c.name() + " " + c.kind()))
          .containsExactly(
              "tiny SMALL_INTEGER",
              "unsigned SMALL_INTEGER",
              "large SMALL_INTEGER",
              "huge OTHER",
              "id INTEGER",
              "half REAL",
              "price REAL",
              "precise OTHER",
              "day DAYS",
              "seconds SECONDS",
              "nanos NANOSECONDS",
              "text TEXT",
              "broken TEXT",
              "word TEXT",
              "fixed VECTOR",
              "list VECTOR",
              "last SMALL_INTEGER");
      List<StoredColumn> readable =
          file.columns().stream().filter(c -> c.kind() != StoredKind.OTHER).toList();
      long rows = 0;
      for (int part = 0; part < file.parts().size(); part++) {
        rows += file.parts().get(part).rows();
        file.read(part, readable, batches::add);
      }
      assertThat(rows).isEqualTo(2 * ROWS);
      assertThat(file.parts()).hasSize(name.endsWith("s") ? 1 : 2);
    }
    assertThat(batches).hasSize(2).allSatisfy(StoredArrowTest::assertRead);
  }

  private static void assertRead(Table table) {
    table.fields().forEach(field -> assertThat(table.column(field.name()).isNull(1)).isTrue());
    assertThat(table.longs("tiny").value(0)).isEqualTo(-7);
    assertThat(table.longs("unsigned").value(0)).isEqualTo(250);
    assertThat(table.longs("large").value(0)).isEqualTo(4_294_967_295L);
    assertThat(table.longs("id").value(0)).isEqualTo(Long.MAX_VALUE);
    assertThat(table.doubles("half").value(0)).isEqualTo(0.5);
    assertThat(table.doubles("price").value(0)).isEqualTo(12.34);
    assertThat(table.longs("day").value(0)).isEqualTo(-1);
    assertThat(table.longs("seconds").value(0)).isEqualTo(5);
    assertThat(table.longs("nanos").value(0)).isEqualTo(1_500_000_001);
    assertThat(table.strings("text").value(0)).isEqualTo("ğ😀");
    StringColumn broken = table.strings("broken");
    assertThat(StoredText.isMalformed(broken.value(0))).isTrue();
    assertThat(table.strings("word").value(0)).isEqualTo("öne");
    assertThat(elements(table, "fixed")).containsExactly(1.5, -2.5);
    assertThat(elements(table, "list")).containsExactly(0.1, Double.NaN);
    assertThat(((LongColumn) table.column("last")).value(0)).isEqualTo(3);
  }

  private static double[] elements(Table table, String column) {
    ListColumn list = (ListColumn) table.column(column);
    double[] values = ((DoubleColumn) list.elements()).values();
    return Arrays.copyOfRange(values, list.start(0), list.start(0) + list.length(0));
  }

  @Test
  void open_whatIsNoArrow_isRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("a.arrow"), "id,price\n1,2\n");
    assertThatThrownBy(() -> open(text))
        .isInstanceOf(InvalidFileException.class)
        .hasMessage("a.arrow is not an Arrow IPC file or stream: it does not begin as one does");
    Path empty = Files.writeString(folder.resolve("a.arrow"), "");
    assertThatThrownBy(() -> open(empty))
        .isInstanceOf(InvalidFileException.class)
        .hasMessage("a.arrow is not an Arrow IPC file or stream: it does not begin as one does");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.arrow", "a.arrows"})
  void read_cutShort_isRefused(String name) throws IOException {
    Path file = write(name);
    byte[] whole = Files.readAllBytes(file);
    for (int length : new int[] {8, 100, whole.length / 2, whole.length * 3 / 4}) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(
              () -> {
                try (StoredFile cut = open(file)) {
                  cut.parts();
                }
              })
          .isInstanceOf(InvalidFileException.class)
          .hasMessageStartingWith(name + " is not an Arrow IPC file or stream");
    }
  }
}
