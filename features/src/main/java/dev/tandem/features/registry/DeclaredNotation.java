package dev.tandem.features.registry;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.tandem.features.declaration.DurationNotation;
import dev.tandem.features.declaration.Options;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes durations, instants, enum constants and settings in JSON as declarations write them. */
final class DeclaredNotation extends SimpleModule {
  private static final long serialVersionUID = 1L;

  DeclaredNotation() {
    addSerializer(Duration.class, new DurationWriter());
    addDeserializer(Duration.class, new DurationParser());
    addSerializer(Instant.class, ToStringSerializer.instance);
    addDeserializer(Instant.class, new InstantParser());
    addSerializer(Enum.class, new EnumWriter());
    setDeserializerModifier(new EnumParsers());
    setMixInAnnotation(Options.class, OptionsAsMapping.class);
  }

  /** Settings are their mapping, without a wrapper. */
  interface OptionsAsMapping {
    @JsonValue
    Map<String, List<String>> values();

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Options from(Map<String, List<String>> values) {
      return new Options(values);
    }
  }

  private static final class DurationWriter extends JsonSerializer<Duration> {
    @Override
    public void serialize(Duration value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(DurationNotation.format(value));
    }
  }

  private static final class DurationParser extends JsonDeserializer<Duration> {
    @Override
    public Duration deserialize(JsonParser json, DeserializationContext context)
        throws IOException {
      String text = json.getText();
      return DurationNotation.parse(text)
          .orElseThrow(
              () ->
                  context.weirdStringException(
                      text, Duration.class, "allowed: " + DurationNotation.ALLOWED));
    }
  }

  private static final class InstantParser extends JsonDeserializer<Instant> {
    @Override
    public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
      String text = json.getText();
      try {
        return Instant.parse(text);
      } catch (DateTimeParseException e) {
        throw context.weirdStringException(
            text, Instant.class, "allowed: an instant such as 2026-01-31T00:00:00Z");
      }
    }
  }

  @SuppressWarnings("rawtypes") // Jackson registers one writer for all enums by their raw type.
  private static final class EnumWriter extends JsonSerializer<Enum> {
    @Override
    public void serialize(Enum value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(value.name().toLowerCase(Locale.ROOT));
    }
  }

  private static final class EnumParsers extends BeanDeserializerModifier {
    private static final long serialVersionUID = 1L;

    @Override
    public JsonDeserializer<?> modifyEnumDeserializer(
        DeserializationConfig config,
        JavaType type,
        BeanDescription description,
        JsonDeserializer<?> standard) {
      return new EnumParser(type.getRawClass());
    }
  }

  private static final class EnumParser extends JsonDeserializer<Object> {
    private final Class<?> type;

    EnumParser(Class<?> type) {
      this.type = type;
    }

    @Override
    public Object deserialize(JsonParser json, DeserializationContext context) throws IOException {
      String text = json.getText();
      for (Object constant : type.getEnumConstants()) {
        if (((Enum<?>) constant).name().toLowerCase(Locale.ROOT).equals(text)) {
          return constant;
        }
      }
      throw context.weirdStringException(text, type, "no such constant");
    }
  }
}
