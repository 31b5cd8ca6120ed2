package dev.tandem.features.registry;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.tandem.features.declaration.AggregateFeature;
import dev.tandem.features.declaration.EpsilonGreedy;
import dev.tandem.features.declaration.Exploration;
import dev.tandem.features.declaration.GroupBy;
import dev.tandem.features.declaration.Label;
import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.NegativeSampling;
import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.OutcomeLabel;
import dev.tandem.features.declaration.RankingPolicy;
import dev.tandem.features.declaration.RowLabel;
import dev.tandem.features.declaration.Source;
import dev.tandem.features.declaration.SourceField;
import dev.tandem.features.declaration.Task;
import dev.tandem.features.declaration.Thompson;
import dev.tandem.features.declaration.TrainingSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keys that came after the first version was registered: they are written only where they say
 * something, so that the bytes and the hash of a declaration without them stay what they were.
 */
final class LaterKeys extends SimpleModule {
  private static final long serialVersionUID = 1L;

  LaterKeys() {
    setMixInAnnotation(AggregateFeature.class, OfAggregateFeature.class);
    setMixInAnnotation(Exploration.class, KindOfExploration.class);
    setMixInAnnotation(Label.class, KindOfLabel.class);
    setMixInAnnotation(Model.class, OfModel.class);
    setMixInAnnotation(OutcomeLabel.class, OfOutcomeLabel.class);
    setMixInAnnotation(Source.class, OfSource.class);
    setMixInAnnotation(SourceField.class, OfSourceField.class);
    setMixInAnnotation(Task.class, OfTask.class);
    setMixInAnnotation(TrainingSet.class, OfTrainingSet.class);
  }

  interface OfAggregateFeature {
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    Options settings();

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    Optional<GroupBy> by();
  }

  /** Which kind of label it is follows from its keys. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
  @JsonSubTypes({@JsonSubTypes.Type(OutcomeLabel.class), @JsonSubTypes.Type(RowLabel.class)})
  interface KindOfLabel {}

  /** Which kind of exploration it is follows from its keys. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
  @JsonSubTypes({@JsonSubTypes.Type(EpsilonGreedy.class), @JsonSubTypes.Type(Thompson.class)})
  interface KindOfExploration {}

  interface OfModel {
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    Optional<Model.Choice> weighting();

    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    Optional<RankingPolicy> ranking();
  }

  interface OfOutcomeLabel {
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    Optional<Duration> after();

    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    @JsonSetter(nulls = Nulls.AS_EMPTY)
    boolean delay();
  }

  /** A source's one path stands there as before there could be several. */
  interface OfSource {
    @JsonProperty("path")
    @JsonFormat(
        with = {
          JsonFormat.Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED,
          JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY
        })
    List<String> paths();

    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    Optional<String> delimiter();

    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    Optional<Instant> starts();
  }

  interface OfSourceField {
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    Optional<Integer> dimension();

    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    Optional<String> column();
  }

  interface OfTask {
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    Optional<String> space();

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    Options options();
  }

  interface OfTrainingSet {
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    Optional<NegativeSampling> negatives();
  }
}
