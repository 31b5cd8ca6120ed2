package dev.tandem.pipelines.run;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Declarations as bytes: equal records have equal bytes, and different ones different bytes.
 *
 * <p>Declarations hold optionals, which Java's own serialization refuses, and workers need them.
 * The bytes are read by the version of the program that wrote them and are never stored.
 *
 * <table>
 *   <caption>The bytes of one value</caption>
 *   <tr><td>record</td><td>R, class name, its components</td></tr>
 *   <tr><td>list</td><td>L, number of elements, the elements</td></tr>
 *   <tr><td>map</td><td>M, the keys in their order as a list, their values as a list</td></tr>
 *   <tr><td>optional</td><td>O, 0 or 1 elements as a list has them</td></tr>
 *   <tr><td>enum</td><td>E, class name, constant name</td></tr>
 *   <tr><td>string, integer, long, double, boolean, duration, instant</td><td>S, I, J, D, Z, T, U, the value</td></tr>
 * </table>
 */
public final class RecordBytes {
  private RecordBytes() {}

  /**
   * The bytes of a record of strings, numbers, truth values, enums, lists, maps, optionals,
   * records.
   */
  public static byte[] encode(Record value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      write(value, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The record that {@link #encode} wrote. */
  public static <R extends Record> R decode(byte[] bytes, Class<R> type) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      return type.cast(read(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("bytes of another version of the program", e);
    }
  }

  private static void write(Object value, DataOutputStream out) throws IOException {
    if (value instanceof Record record) {
      out.writeByte('R');
      writeText(record.getClass().getName(), out);
      for (RecordComponent component : record.getClass().getRecordComponents()) {
        write(component(record, component), out);
      }
    } else if (value instanceof List<?> list) {
      out.writeByte('L');
      writeAll(list, out);
    } else if (value instanceof Map<?, ?> map) {
      out.writeByte('M');
      Map<?, ?> sorted = new TreeMap<>(map);
      writeAll(List.copyOf(sorted.keySet()), out);
      writeAll(List.copyOf(sorted.values()), out);
    } else if (value instanceof Optional<?> optional) {
      out.writeByte('O');
      writeAll(optional.stream().toList(), out);
    } else if (value instanceof Enum<?> constant) {
      out.writeByte('E');
      writeText(constant.getDeclaringClass().getName(), out);
      writeText(constant.name(), out);
    } else {
      writeScalar(value, out);
    }
  }

  // Maps that are equal may iterate differently, but their bytes are to be equal too.

  private static void writeAll(List<?> values, DataOutputStream out) throws IOException {
    out.writeInt(values.size());
    for (Object value : values) {
      write(value, out);
    }
  }

  private static void writeScalar(Object value, DataOutputStream out) throws IOException {
    if (value instanceof String text) {
      out.writeByte('S');
      writeText(text, out);
    } else if (value instanceof Integer number) {
      out.writeByte('I');
      out.writeInt(number);
    } else if (value instanceof Long number) {
      out.writeByte('J');
      out.writeLong(number);
    } else if (value instanceof Double number) {
      out.writeByte('D');
      out.writeDouble(number);
    } else if (value instanceof Boolean truth) {
      out.writeByte('Z');
      out.writeBoolean(truth);
    } else if (value instanceof Duration duration) {
      out.writeByte('T');
      writeText(duration.toString(), out);
    } else if (value instanceof Instant instant) {
      out.writeByte('U');
      writeText(instant.toString(), out);
    } else {
      throw new IllegalArgumentException("a declaration holds no " + value.getClass().getName());
    }
  }

  private static void writeText(String text, DataOutputStream out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static Object component(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(component + " cannot be read", e);
    }
  }

  private static Object read(DataInputStream in) throws IOException, ReflectiveOperationException {
    char tag = (char) in.readByte();
    return switch (tag) {
      case 'R' -> readRecord(in);
      case 'L' -> readAll(in);
      case 'M' -> readMap(in);
      case 'O' -> readAll(in).stream().findFirst();
      case 'E' -> readConstant(in);
      case 'S' -> readText(in);
      case 'I' -> in.readInt();
      case 'J' -> in.readLong();
      case 'D' -> in.readDouble();
      case 'Z' -> in.readBoolean();
      case 'T' -> Duration.parse(readText(in));
      case 'U' -> Instant.parse(readText(in));
      default -> throw new IllegalStateException("bytes of another version of the program: " + tag);
    };
  }

  private static List<Object> readAll(DataInputStream in)
      throws IOException, ReflectiveOperationException {
    int size = in.readInt();
    List<Object> values = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      values.add(read(in));
    }
    return List.copyOf(values);
  }

  private static Map<Object, Object> readMap(DataInputStream in)
      throws IOException, ReflectiveOperationException {
    List<Object> keys = readAll(in);
    List<Object> values = readAll(in);
    Map<Object, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      map.put(keys.get(i), values.get(i));
    }
    return map;
  }

  private static Object readRecord(DataInputStream in)
      throws IOException, ReflectiveOperationException {
    Class<?> type = Class.forName(readText(in));
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] = read(in);
    }
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Constructor<?> constructor = type.getDeclaredConstructor(types);
    return constructor.newInstance(values);
  }

  private static Object readConstant(DataInputStream in)
      throws IOException, ReflectiveOperationException {
    Class<?> type = Class.forName(readText(in));
    String name = readText(in);
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> ((Enum<?>) constant).name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(type + " has no " + name));
  }

  private static String readText(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }
}
