package dev.tandem.features.arrow;

import dev.tandem.features.stored.InvalidFileException;
import dev.tandem.features.stored.StoredColumn;
import dev.tandem.features.stored.StoredFile;
import dev.tandem.features.stored.StoredKind;
import dev.tandem.features.table.Table;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** Arrow IPC files and streams that other programs may have written, with types of their own. */
public final class StoredArrow {
  private static final byte[] FILE_MAGIC = "ARROW1".getBytes(StandardCharsets.US_ASCII);
  private static final int CONTINUATION = -1;
  private static final int MOST_EXACT_DIGITS = 15;

  private StoredArrow() {}

  /**
   * Opens an Arrow IPC file or, if it does not begin as one does, an Arrow IPC stream.
   *
   * @param name what messages call the file
   * @param channel its bytes; the file takes it over and closes it
   * @throws IOException if the channel fails
   * @throws InvalidFileException if it is neither, or is cut short
   */
  public static StoredFile open(String name, SeekableByteChannel channel) throws IOException {
    boolean opened = false;
    try {
      ByteBuffer first = ByteBuffer.allocate(FILE_MAGIC.length).order(ByteOrder.LITTLE_ENDIAN);
      while (first.hasRemaining() && channel.read(first) >= 0) {
        // Channels may give less than was asked for.
      }
      channel.position(0);
      StoredFile file;
      if (Arrays.equals(first.array(), FILE_MAGIC)) {
        file = new StoredIpcFile(name, channel);
      } else {
        requireStream(name, first.getInt(0), channel.size());
        file = new StoredIpcStream(name, channel);
      }
      opened = true;
      return file;
    } finally {
      if (!opened) {
        channel.close();
      }
    }
  }

  /** A stream begins with the length of its first message, or a mark before it. */
  private static void requireStream(String name, int first, long size) {
    if (first != CONTINUATION && (first <= 0 || first > size)) {
      throw new InvalidFileException(
          name + " is not an Arrow IPC file or stream: it does not begin as one does");
    }
  }

  static List<StoredColumn> columns(Schema schema, Map<Long, Dictionary> dictionaries) {
    return schema.getFields().stream().map(field -> column(field, dictionaries)).toList();
  }

  private static StoredColumn column(Field field, Map<Long, Dictionary> dictionaries) {
    if (field.getDictionary() == null) {
      return new StoredColumn(field.getName(), kind(field), type(field));
    }
    // Once it is loaded, an encoded field has the type of its indices.
    Dictionary dictionary = dictionaries.get(field.getDictionary().getId());
    Field values = dictionary == null ? field : dictionary.getVector().getField();
    StoredKind kind = kind(values) == StoredKind.TEXT ? StoredKind.TEXT : StoredKind.OTHER;
    return new StoredColumn(field.getName(), kind, "dictionary of " + type(values));
  }

  private static String type(Field field) {
    String elements =
        field.getChildren().isEmpty() ? "" : " of " + type(field.getChildren().get(0));
    return field.getType() + elements;
  }

  private static StoredKind kind(Field field) {
    ArrowType type = field.getType();
    if (type instanceof ArrowType.Int integer) {
      return integer.getBitWidth() < Long.SIZE
          ? StoredKind.SMALL_INTEGER
          : integer.getIsSigned() ? StoredKind.INTEGER : StoredKind.OTHER;
    }
    if (type instanceof ArrowType.FloatingPoint number) {
      return isRead(number) ? StoredKind.REAL : StoredKind.OTHER;
    }
    if (type instanceof ArrowType.Decimal decimal) {
      return decimal.getPrecision() <= MOST_EXACT_DIGITS ? StoredKind.REAL : StoredKind.OTHER;
    }
    if (type instanceof ArrowType.Timestamp timestamp) {
      return switch (timestamp.getUnit()) {
        case SECOND -> StoredKind.SECONDS;
        case MILLISECOND -> StoredKind.MILLISECONDS;
        case MICROSECOND -> StoredKind.MICROSECONDS;
        case NANOSECOND -> StoredKind.NANOSECONDS;
      };
    }
    return switch (type.getTypeID()) {
      case Utf8, LargeUtf8, Utf8View -> StoredKind.TEXT;
      case Bool -> StoredKind.TRUTH;
      case Date ->
          switch (((ArrowType.Date) type).getUnit()) {
            case DAY -> StoredKind.DAYS;
            case MILLISECOND -> StoredKind.MILLISECONDS;
          };
      case List, LargeList, FixedSizeList -> {
        ArrowType element = field.getChildren().get(0).getType();
        yield element instanceof ArrowType.FloatingPoint number && isRead(number)
            ? StoredKind.VECTOR
            : StoredKind.OTHER;
      }
      default -> StoredKind.OTHER;
    };
  }

  private static boolean isRead(ArrowType.FloatingPoint number) {
    return number.getPrecision() != FloatingPointPrecision.HALF;
  }

  /** The named columns of what the vectors hold now, copied. */
  static Table table(
      VectorSchemaRoot root, Map<Long, Dictionary> dictionaries, List<StoredColumn> columns) {
    StoredVectorReader reader = new StoredVectorReader(dictionaries, root.getRowCount());
    Table.Builder table = Table.builder(root.getRowCount());
    for (StoredColumn column : columns) {
      table.add(column.name(), reader.read(root.getVector(column.name()), column.kind()));
    }
    return table.build();
  }

  static InvalidFileException invalid(String name, Exception cause) {
    return new InvalidFileException(
        name + " is not an Arrow IPC file or stream, or it is cut short: " + cause.getMessage(),
        cause);
  }
}
