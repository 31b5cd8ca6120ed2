package dev.tandem.infra.system.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.event.EventColumns;
import dev.tandem.features.service.CompiledService;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.features.view.CompiledView;
import dev.tandem.features.view.FeatureStatus;
import dev.tandem.infra.parity.Answers;
import dev.tandem.infra.parity.BitEquality;
import dev.tandem.infra.parity.Comparison;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The proof for one log: whatever computes them, and however the log lies in files, all features of
 * random entities at random instants are the same bits with the same statuses.
 */
final class ParitySuite {
  private static final int LEAST_ROWS = 2_000;
  private static final int ROWS = 2_160;

  private final Replay replay;
  private final CompiledService service;
  private final History reference;
  private final NaiveAnswers naive;
  private final Map<Draw, Question> questions = new HashMap<>();

  /** What decides which rows are looked at. */
  private record Draw(int cuts, long seed) {}

  /** The rows to be looked at, and what the reference says of them. */
  record Question(Episodes episodes, Table spine, Answers expected) {}

  /** Reads the log once, as it was written, for the reference. */
  ParitySuite(ParityLog log, Path folder) throws IOException {
    this.replay = new Replay(log, folder);
    this.service = replay.service();
    this.reference = Replay.history(replay.ingest(Variant.REFERENCE));
    this.naive = new NaiveAnswers(log.project(), service, reference);
  }

  /** Fails unless the ways agree about random entities at random instants. */
  void proveAnyInstant(Variant variant) throws IOException {
    History history = staged(variant);
    Question question = question(variant);
    Episodes episodes = question.episodes();
    OnlineReplay online = replay.online(variant);

    requireAgreement(
        variant,
        question.spine(),
        question.expected(),
        replay.offline(variant, question.spine()),
        online.materialized(episodes),
        online.updated("in_order", episodes, history, UnaryOperator.identity()),
        online.updated("shuffled", episodes, history, shuffled(variant.seed())));
  }

  /**
   * Fails unless the rows of the training set hold what the store, kept up to date event by event,
   * served at the very instants at which they happened.
   */
  void proveTrainingSet(Variant variant) throws IOException {
    History history = staged(variant);
    Episodes episodes = Episodes.some(replay.trainingSet(variant), reference, ROWS, variant.seed());
    Table rows = episodes.spine();
    Table spine = rows.project(spineColumns());

    requireAgreement(
        variant,
        spine,
        naive.about(spine),
        Answers.offline("trained_on", service.features(), rows),
        replay.offline(variant, spine),
        replay.online(variant).updated("served", episodes, history, shuffled(variant.seed())));
  }

  private History staged(Variant variant) throws IOException {
    History history = Replay.history(replay.ingest(variant));
    assertThat(history.events()).hasSameSizeAs(reference.events());
    return history;
  }

  private void requireAgreement(Variant variant, Table spine, Answers... answers) {
    assertThat(spine.rows()).isGreaterThanOrEqualTo(LEAST_ROWS);
    Comparison found = compare(spine, answers);
    assertThat(found.examples())
        .as("%s: %s values differ: %s", variant, found.mismatches(), found.byFeature())
        .isEmpty();
  }

  /** Compares answers about a spine. */
  Comparison compare(Table spine, Answers... answers) {
    return Comparison.of(spine, service.entityKeys(), List.of(answers));
  }

  /** Fails unless the rows bring out several values of each feature and every status of a view. */
  private void requireVariety(Answers answers) {
    for (Field feature : answers.features()) {
      Column values = answers.values(feature.name());
      assertThat(IntStream.range(0, answers.rows()).mapToObj(r -> BitEquality.text(values, r)))
          .as("%s shows nothing: its value is always the same", feature.name())
          .anyMatch(text -> !text.equals(BitEquality.text(values, 0)));
    }
    for (CompiledView view : service.views()) {
      String feature = view.features().get(0).name();
      Set<FeatureStatus> seen =
          IntStream.range(0, answers.rows())
              .mapToObj(row -> answers.status(feature, row).orElseThrow())
              .collect(Collectors.toSet());
      assertThat(seen).as(feature).contains(FeatureStatus.PRESENT, FeatureStatus.MISSING);
      assertThat(seen.contains(FeatureStatus.EXPIRED))
          .as("%s is expired in some rows", feature)
          .isEqualTo(view.declaration().ttl().isPresent());
    }
  }

  private static UnaryOperator<List<History.Event>> shuffled(long seed) {
    Random random = new Random(seed);
    return events -> {
      List<History.Event> shuffled = new ArrayList<>(events);
      Collections.shuffle(shuffled, random);
      return shuffled;
    };
  }

  private List<String> spineColumns() {
    return Stream.of(
            Stream.of(EventColumns.TIME),
            service.entityKeys().stream().map(Field::name),
            service.request().stream().map(Field::name))
        .flatMap(names -> names)
        .distinct()
        .toList();
  }

  /** What a variant asks; variants that ask the same share the reference's answers. */
  Question question(Variant variant) {
    return questions.computeIfAbsent(
        new Draw(variant.cuts(), variant.seed()), draw -> ask(variant));
  }

  private Question ask(Variant variant) {
    Episodes episodes =
        Episodes.draw(service, reference, variant.cuts(), ROWS / variant.cuts(), variant.seed());
    Table spine = episodes.spine();
    Answers expected = naive.about(spine);
    if (variant.looksWidely()) {
      requireVariety(expected);
    }
    return new Question(episodes, spine, expected);
  }

  Replay replay() {
    return replay;
  }

  History reference() {
    return reference;
  }
}
