package dev.tandem.serving.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tandem.serving.fetch.InvalidRequestException;
import java.io.IOException;
import java.util.Arrays;

/**
 * The values that a request gives for one field, as they were written: their types are known only
 * once the whole request has been read, since the service may be named last.
 */
final class RawColumn {

  /** How a value was written. */
  enum Kind {
    /** A whole number that fits 64 bits. */
    INTEGER,
    /** A whole number that does not; kept as text. */
    BIG_INTEGER,
    /** A number with a fraction or an exponent. */
    DECIMAL,
    /** A string. */
    STRING,
    /** True or false, kept as 1 or 0. */
    BOOL,
    /** Null. */
    NULL,
    /** An array of values. */
    LIST
  }

  private static final int LONGEST_STRING = 1 << 16;

  private final String path;
  private final int depth;
  private int size;
  private Kind[] kinds = new Kind[8];
  private long[] longs = new long[8];
  private Object[] objects = new Object[0];

  RawColumn(String path) {
    this(path, 0);
  }

  private RawColumn(String path, int depth) {
    this.path = path;
    this.depth = depth;
  }

  /** Where in the request the column stands. */
  String path() {
    return path;
  }

  /** The number of values. */
  int size() {
    return size;
  }

  /** How a value was written. */
  Kind kind(int row) {
    return kinds[row];
  }

  /** The value of an integer or a bool. */
  long integer(int row) {
    return longs[row];
  }

  /** The value of a decimal. */
  double decimal(int row) {
    return Double.longBitsToDouble(longs[row]);
  }

  /** The text of a string or a big integer. */
  String text(int row) {
    return (String) objects[row];
  }

  /** The values of a list. */
  RawColumn list(int row) {
    return (RawColumn) objects[row];
  }

  /** A value as an error message shows it. */
  String shown(int row) {
    return switch (kind(row)) {
      case INTEGER -> longs[row] + ", a whole number";
      case BIG_INTEGER -> text(row) + ", a whole number beyond 64 bits";
      case DECIMAL -> decimal(row) + ", a number with a fraction or an exponent";
      case STRING -> '"' + text(row) + "\", a string";
      case BOOL -> (longs[row] == 1) + ", a bool";
      case NULL -> "null";
      case LIST -> "an array";
    };
  }

  /**
   * Adds the value at the parser's current token.
   *
   * @param limit how many values a column and an array within it may have
   */
  void add(JsonParser parser, int limit) throws IOException {
    if (size == limit) {
      throw new InvalidRequestException(path, "more than " + limit + " values", "at most " + limit);
    }
    JsonToken token = parser.currentToken();
    switch (token) {
      case VALUE_NUMBER_INT -> addInteger(parser);
      case VALUE_NUMBER_FLOAT ->
          add(Kind.DECIMAL, Double.doubleToRawLongBits(parser.getDoubleValue()));
      case VALUE_STRING -> addString(parser);
      case VALUE_TRUE -> add(Kind.BOOL, 1);
      case VALUE_FALSE -> add(Kind.BOOL, 0);
      case VALUE_NULL -> add(Kind.NULL, 0);
      case START_ARRAY -> addList(parser, limit);
      default ->
          throw new InvalidRequestException(path, "an object", "values, or an array of values");
    }
  }

  private void addString(JsonParser parser) throws IOException {
    if (parser.getTextLength() > LONGEST_STRING) {
      throw new InvalidRequestException(
          path,
          "a string of " + parser.getTextLength() + " characters",
          "at most " + LONGEST_STRING);
    }
    add(Kind.STRING, parser.getText());
  }

  private void addInteger(JsonParser parser) throws IOException {
    if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      add(Kind.BIG_INTEGER, parser.getText());
    } else {
      add(Kind.INTEGER, parser.getLongValue());
    }
  }

  private void addList(JsonParser parser, int limit) throws IOException {
    if (depth > 0) {
      throw new InvalidRequestException(path, "an array within an array", "values");
    }
    RawColumn list = new RawColumn(path + "[" + size + "]", depth + 1);
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      list.add(parser, limit);
    }
    add(Kind.LIST, list);
  }

  private void add(Kind kind, long value) {
    if (size == kinds.length) {
      kinds = Arrays.copyOf(kinds, 2 * size);
      longs = Arrays.copyOf(longs, 2 * size);
    }
    kinds[size] = kind;
    longs[size++] = value;
  }

  private void add(Kind kind, Object value) {
    if (size >= objects.length) {
      objects = Arrays.copyOf(objects, Math.max(8, 2 * size));
    }
    objects[size] = value;
    add(kind, 0L);
  }
}
