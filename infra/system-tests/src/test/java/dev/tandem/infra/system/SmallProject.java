package dev.tandem.infra.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** The least project that goes the whole path: one source, one view, one model. */
final class SmallProject {
  private static final String DECLARATION =
      """
      project: small
      entities:
        user: {key: {user_id: int64}}
      sources:
        clicks:
          format: csv
          path: clicks.csv
          header: false
          fields:
            user_id: int64
            type: {type: string, allowed: [view, click]}
            price: {type: float64, min: 0, max: 1000}
            time: {type: timestamp, unit: seconds}
          event_time: time
          event_id: [user_id, type, time]
          max_dead_letter_share: 0.5
      views:
        user_activity:
          entity: user
          source: clicks
          features:
            views_1h: {aggregate: count, where: type == 'view', window: 1h}
            spend_1d: {aggregate: sum, field: price, window: 1d}
      services:
        ranking:
          features: [user_id, user_activity]
      labels:
        click: {source: clicks, where: type == 'click', on: [user_id], within: 1h}
      training_sets:
        views:
          source: clicks
          where: type == 'view'
          service: ranking
          labels: [click]
      models:
        ranker:
          training_set: views
          inputs:
            user_id: {kind: categorical, dimension: 2}
            user_activity.views_1h: {kind: numeric, log: true}
            user_activity.spend_1d: {kind: numeric}
          tasks:
            click: {kind: binary, label: click}
          architecture: {name: shared_bottom, tower: [4]}
          optimizer: {name: adam, learning_rate: 0.01}
          training: {batch_size: 32, epochs: 1, patience: 1, validation_share: 0.2, test_share: 0.2, seed: 7}
      """;

  private final Path folder;

  private SmallProject(Path folder) {
    this.folder = folder;
  }

  /** Writes the declaration into a folder, and no data. */
  static SmallProject in(Path folder) {
    SmallProject project = new SmallProject(folder);
    write(project.declaration(), DECLARATION);
    return project;
  }

  /** The declaration's file. */
  Path declaration() {
    return folder.resolve("tandem.yaml");
  }

  /** The file of the only source. */
  Path data() {
    return folder.resolve("clicks.csv");
  }

  /** Where the runs of these tests write to. */
  Path home() {
    return folder.resolve("home");
  }

  /** Replaces parts of the declaration: each found text by the one that follows it. */
  SmallProject with(String... foundAndReplacement) {
    String text = DECLARATION;
    for (int i = 0; i < foundAndReplacement.length; i += 2) {
      if (!text.contains(foundAndReplacement[i])) {
        throw new IllegalArgumentException("the declaration lacks " + foundAndReplacement[i]);
      }
      text = text.replace(foundAndReplacement[i], foundAndReplacement[i + 1]);
    }
    write(declaration(), text);
    return this;
  }

  /** Writes the log: clean rows of 20 users, with these lines after them. */
  SmallProject withRows(int rows, String... more) {
    List<String> lines = new ArrayList<>();
    Random random = new Random(5);
    long seconds = 1_500_000_000L;
    for (int row = 0; row < rows; row++) {
      seconds += random.nextInt(1, 300);
      String type = random.nextInt(4) == 0 ? "click" : "view";
      lines.add(random.nextInt(20) + "," + type + "," + random.nextInt(100) + "," + seconds);
    }
    lines.addAll(Arrays.asList(more));
    return withLog(String.join("\n", lines));
  }

  /** Writes the log as it is given. */
  SmallProject withLog(String text) {
    write(data(), text);
    return this;
  }

  /** Runs the whole path, with more arguments if need be. */
  TandemCall run(String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("run", declaration().toString(), "--out", home().toString()));
    arguments.addAll(Arrays.asList(more));
    return TandemCall.of(arguments.toArray(String[]::new));
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
