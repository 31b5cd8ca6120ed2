package dev.tandem.features.registry;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.Nulls;
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
import dev.tandem.features.declaration.AggregateFeature;
import dev.tandem.features.declaration.DurationNotation;
import dev.tandem.features.declaration.GroupBy;
import dev.tandem.features.declaration.Label;
import dev.tandem.features.declaration.NegativeSampling;
import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.OutcomeLabel;
import dev.tandem.features.declaration.RowLabel;
import dev.tandem.features.declaration.TrainingSet;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Writes durations, enum constants and settings in JSON as declarations write them. */
final class DeclaredNotation extends SimpleModule {
  private static final long serialVersionUID = 1L;

  DeclaredNotation() {
    addSerializer(Duration.class, new DurationWriter());
    addDeserializer(Duration.class, new DurationParser());
    addSerializer(Enum.class, new EnumWriter());
    setDeserializerModifier(new EnumParsers());
    setMixInAnnotation(Options.class, OptionsAsMapping.class);
    setMixInAnnotation(AggregateFeature.class, AggregateFeatureSinceFormat1.class);
    setMixInAnnotation(Label.class, LabelByItsKeys.class);
    setMixInAnnotation(OutcomeLabel.class, LaterKeysOfOutcomeLabel.class);
    setMixInAnnotation(TrainingSet.class, LaterKeysOfTrainingSet.class);
  }

  /**
   * What was added since format 1 is written only where it says something, so that older
   * declarations keep their bytes.
   */
  interface AggregateFeatureSinceFormat1 {
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    Options settings();

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    Optional<GroupBy> by();
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

  /** Which kind of label it is follows from its keys. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
  @JsonSubTypes({@JsonSubTypes.Type(OutcomeLabel.class), @JsonSubTypes.Type(RowLabel.class)})
  interface LabelByItsKeys {}

  /** Keys that older versions do not have are left out where they say nothing, as there. */
  interface LaterKeysOfOutcomeLabel {
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    Optional<Duration> after();

    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    @JsonSetter(nulls = Nulls.AS_EMPTY)
    boolean delay();
  }

  /** Likewise. */
  interface LaterKeysOfTrainingSet {
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    Optional<NegativeSampling> negatives();
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
