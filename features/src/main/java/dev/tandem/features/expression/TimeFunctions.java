package dev.tandem.features.expression;

import static dev.tandem.features.expression.Overloads.BOOL;
import static dev.tandem.features.expression.Overloads.DOUBLE;
import static dev.tandem.features.expression.Overloads.INT;
import static dev.tandem.features.expression.Overloads.STRING;
import static dev.tandem.features.expression.Overloads.TIMESTAMP;

import dev.cel.common.types.CelType;
import dev.tandem.features.expression.vector.DoubleArithmetic;
import dev.tandem.features.expression.vector.Literal;
import dev.tandem.features.expression.vector.LongArithmetic;
import dev.tandem.features.expression.vector.Node;
import dev.tandem.features.expression.vector.Operation;
import dev.tandem.features.expression.vector.TimeField;
import dev.tandem.features.type.ValueType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Functions of timestamps: fields of the calendar and the clock, and the time between two. */
final class TimeFunctions {
  private static final String BETWEEN = "_between";
  private static final String SINCE = "_since";

  /** The units of time between timestamps, with their milliseconds. */
  private static final Map<String, Long> UNITS = units();

  private TimeFunctions() {}

  private static Map<String, Long> units() {
    Map<String, Long> units = new LinkedHashMap<>();
    units.put("seconds", 1_000L);
    units.put("minutes", 60_000L);
    units.put("hours", 3_600_000L);
    units.put("days", 86_400_000L);
    return units;
  }

  static void declare(Overloads overloads) {
    for (TimeField.Kind kind : fields()) {
      CelType result = kind == TimeField.Kind.IS_WEEKEND ? BOOL : INT;
      overloads.global(name(kind), result, TIMESTAMP);
      overloads.global(name(kind), result, TIMESTAMP, STRING);
    }
    for (String unit : UNITS.keySet()) {
      overloads.global(unit + BETWEEN, DOUBLE, TIMESTAMP, TIMESTAMP);
      overloads.global(unit + SINCE, DOUBLE, TIMESTAMP);
    }
    overloads.global("timestamp", TIMESTAMP, STRING);
  }

  static Optional<Node> plan(Call call) {
    if (call.function().equals("timestamp")) {
      return Optional.of(timestamp(call));
    }
    return fields().stream()
        .filter(kind -> name(kind).equals(call.function()))
        .findFirst()
        .map(kind -> field(call, kind))
        .or(() -> between(call));
  }

  private static List<TimeField.Kind> fields() {
    return Arrays.asList(TimeField.Kind.values());
  }

  private static String name(TimeField.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static Node field(Call call, TimeField.Kind kind) {
    ZoneId zone = call.arguments().size() == 1 ? ZoneOffset.UTC : zone(call);
    return call.ofFirst(timestamp -> new TimeField(call.register(), kind, timestamp, zone));
  }

  private static ZoneId zone(Call call) {
    String name = call.literal(1).text();
    try {
      return ZoneId.of(name).normalized();
    } catch (DateTimeException e) {
      throw call.refused(
          1,
          "unknown time zone '"
              + name
              + "', allowed: UTC, an offset such as +08:00 or a name of the tz database such as"
              + " Asia/Shanghai");
    }
  }

  private static Optional<Node> between(Call call) {
    int end = call.function().lastIndexOf('_');
    Long unit = end < 0 ? null : UNITS.get(call.function().substring(0, end));
    if (unit == null) {
      return Optional.empty();
    }
    if (call.function().endsWith(BETWEEN)) {
      return Optional.of(call.combine(in -> between(call, unit, in.get(0), in.get(1))));
    }
    String instead = call.function().substring(0, end) + BETWEEN + "(from, to)";
    return Optional.of(
        call.ofFirstAnd(
            call.requestTime(instead), in -> between(call, unit, in.get(0), in.get(1))));
  }

  private static Node between(Call call, long unit, Node from, Node to) {
    Node millis = new LongArithmetic(call.register(), Operation.SUBTRACT, to, from);
    return new DoubleArithmetic(
        call.register(),
        Operation.DIVIDE,
        call.wide(millis),
        Literal.of(call.register(), (double) unit));
  }

  private static Node timestamp(Call call) {
    String text = call.literal(0).text();
    try {
      return Literal.of(ValueType.TIMESTAMP, call.register(), Instant.parse(text).toEpochMilli());
    } catch (DateTimeException | ArithmeticException e) {
      throw call.refused(
          0, "found '" + text + "', allowed: an instant such as 2026-01-31T08:15:00.250Z");
    }
  }
}
