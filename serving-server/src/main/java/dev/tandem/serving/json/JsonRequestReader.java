package dev.tandem.serving.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.tandem.serving.fetch.InvalidRequestException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads requests in the shape that Feast's clients send: columnar {@code entities}, and a {@code
 * feature_service} or {@code features}. Thread-safe.
 */
public final class JsonRequestReader {
  private static final String ALLOWED =
      "feature_service, features, model, entities, request_context, request_time,"
          + " full_feature_names, request_id, top";

  /** The longest id of a request, in UTF-16 units. */
  static final int LONGEST_ID = 128;

  private static final int MOST_COLUMNS = 1000;

  private final JsonFactory factory =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private final int maxRows;

  /** A reader that refuses columns of more than {@code maxRows} values. */
  public JsonRequestReader(int maxRows) {
    this.maxRows = maxRows;
  }

  /**
   * Reads a body in UTF-8.
   *
   * @throws InvalidRequestException if it is not one JSON object, or holds something unknown
   */
  public JsonRequest read(byte[] body) {
    try (JsonParser parser = factory.createParser(body)) {
      Reading reading = new Reading(parser);
      JsonRequest request = reading.request();
      if (parser.nextToken() != null) {
        throw new InvalidRequestException("body", "more after the end", "one JSON object");
      }
      return request;
    } catch (JsonProcessingException e) {
      String where =
          e.getLocation() == null
              ? ""
              : "line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
      throw new InvalidRequestException(
          "body", "at " + where + ": " + reason(e), "one JSON object", e);
    } catch (IOException e) {
      throw new UncheckedIOException("reading a request that is in memory", e);
    }
  }

  /** What is wrong, without the parser's description of its source, which says nothing here. */
  private static String reason(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    int source = message.indexOf(" (start marker at");
    return source < 0 ? message : message.substring(0, source);
  }

  /** One request on its way through the parser. */
  private final class Reading {
    private final JsonParser parser;
    private final Map<String, RawColumn> columns = new LinkedHashMap<>();
    private Optional<String> service = Optional.empty();
    private Optional<String> model = Optional.empty();
    private Optional<Instant> time = Optional.empty();
    private Optional<String> id = Optional.empty();
    private OptionalInt top = OptionalInt.empty();
    private final List<String> features = new ArrayList<>();

    Reading(JsonParser parser) {
      this.parser = parser;
    }

    JsonRequest request() throws IOException {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new InvalidRequestException("body", found(), "one JSON object");
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        member(name);
      }
      return new JsonRequest(service, features, model, time, columns, id, top);
    }

    private void member(String name) throws IOException {
      switch (name) {
        case "feature_service" -> service = Optional.of(string(name));
        case "model" -> model = Optional.of(string(name));
        case "features" -> features();
        case "entities", "request_context" -> columns(name);
        case "request_time" -> time = time();
        case "full_feature_names" -> bool(name);
        case "request_id" -> id = Optional.of(id());
        case "top" -> top = OptionalInt.of(count(name));
        default -> throw new InvalidRequestException(name, "an unknown field", ALLOWED);
      }
    }

    private void features() throws IOException {
      if (parser.currentToken() != JsonToken.START_ARRAY) {
        throw new InvalidRequestException("features", found(), "an array of names");
      }
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (features.size() == maxRows) {
          throw new InvalidRequestException(
              "features", "more than " + maxRows + " names", "at most " + maxRows);
        }
        features.add(string("features[" + features.size() + "]").replace(':', '.'));
      }
    }

    private void columns(String part) throws IOException {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        throw new InvalidRequestException(part, found(), "an object of columns by name");
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        if (columns.size() == MOST_COLUMNS) {
          throw new InvalidRequestException(
              part, "more than " + MOST_COLUMNS + " columns", "at most " + MOST_COLUMNS);
        }
        RawColumn column = new RawColumn(part + "." + name);
        if (columns.putIfAbsent(name, column) != null) {
          throw new InvalidRequestException(column.path(), "the field twice", "once");
        }
        if (parser.nextToken() != JsonToken.START_ARRAY) {
          column.add(parser, maxRows);
          continue;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          column.add(parser, maxRows);
        }
      }
    }

    private Optional<Instant> time() throws IOException {
      if (parser.currentToken() == JsonToken.VALUE_NULL) {
        return Optional.empty();
      }
      RawColumn raw = new RawColumn("request_time");
      raw.add(parser, 1);
      return Optional.of(Instant.ofEpochMilli(ColumnBinding.instant(raw, 0)));
    }

    private String id() throws IOException {
      String text = string("request_id");
      if (text.isEmpty() || text.length() > LONGEST_ID) {
        throw new InvalidRequestException(
            "request_id", text.length() + " characters", "1 to " + LONGEST_ID);
      }
      return text;
    }

    private int count(String path) throws IOException {
      if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT
          || parser.getNumberType() != JsonParser.NumberType.INT
          || parser.getIntValue() < 1) {
        throw new InvalidRequestException(path, found(), "a whole number from 1");
      }
      return parser.getIntValue();
    }

    private String string(String path) throws IOException {
      if (parser.currentToken() != JsonToken.VALUE_STRING) {
        throw new InvalidRequestException(path, found(), "a string");
      }
      return parser.getText();
    }

    private void bool(String path) throws IOException {
      if (!parser.currentToken().isBoolean()) {
        throw new InvalidRequestException(path, found(), "true or false");
      }
    }

    private String found() throws IOException {
      JsonToken token = parser.currentToken();
      if (token == null) {
        return "nothing";
      }
      return switch (token) {
        case START_OBJECT -> "an object";
        case START_ARRAY -> "an array";
        case VALUE_STRING -> '"' + parser.getText() + '"';
        default -> parser.getText();
      };
    }
  }
}
