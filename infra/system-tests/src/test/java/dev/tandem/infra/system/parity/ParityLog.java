package dev.tandem.infra.system.parity;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.yaml.ProjectReader;
import dev.tandem.infra.shop.ShopOptions;
import dev.tandem.infra.shop.Simulator;
import dev.tandem.infra.system.BehaviourLog;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A log to be replayed, and the declarations that are put to the proof with it.
 *
 * @param project its only service has every feature of the project
 * @param files one CSV file for each source
 */
record ParityLog(Project project, Map<String, Path> files) {
  /** Names a file with the real log, which is replayed instead of the generated one. */
  static final String USER_BEHAVIOR_PROPERTY = "tandem.parity.userbehavior";

  private static final ShopOptions SHOP = new ShopOptions(5_000, 60, 40, 35, 9, 0.03);
  private static final int BEHAVIOURS = 5_000;

  /** The declarations in a file beside this class. */
  static Project declared(String name) {
    try {
      return ProjectReader.read(Path.of(ParityLog.class.getResource(name).toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The simulator's shop, dirt included, with many events of one instant and with a further column
   * of vectors of three numbers.
   */
  static ParityLog shop(Path folder) throws IOException {
    Simulator.simulate(SHOP, folder, (done, all) -> {});
    Path events = folder.resolve("events.csv");
    List<String> lines = Files.readAllLines(events);
    Stream<String> rows = lines.stream().skip(1).map(ParityLog::coarser).map(ParityLog::withTaste);
    Files.write(events, Stream.concat(Stream.of(lines.get(0) + ",taste"), rows).toList());
    return new ParityLog(
        declared("shop.yaml"),
        Map.of(
            "events", events,
            "items", folder.resolve("items.csv"),
            "users", folder.resolve("users.csv")));
  }

  /** Moves every other event to the beginning of its minute. */
  private static String coarser(String row) {
    return row.hashCode() % 2 == 0 ? row.replaceFirst(":\\d\\d\\.\\d\\d\\dZ", ":00.000Z") : row;
  }

  /** Adds a vector that follows from the row; one row in five has none. */
  private static String withTaste(String row) {
    if (row.hashCode() % 5 == 0) {
      return row + ",";
    }
    Random random = new Random(row.hashCode());
    return random
        .doubles(3, -9, 9)
        .mapToObj(Double::toString)
        .collect(Collectors.joining(" ", row + ",[", "]"));
  }

  /** A log in the schema of Taobao's UserBehavior: generated, unless the property names one. */
  static ParityLog userBehavior(Path folder) throws IOException {
    String given = System.getProperty(USER_BEHAVIOR_PROPERTY, "");
    Path file = given.isEmpty() ? folder.resolve("UserBehavior.csv") : Path.of(given);
    if (given.isEmpty()) {
      Files.createDirectories(folder);
      Files.write(file, BehaviourLog.of(BEHAVIOURS, 11).lines());
    }
    return new ParityLog(declared("userbehavior.yaml"), Map.of("behaviours", file));
  }

  /** The name of the service. */
  String service() {
    return project.services().get(0).name();
  }

  /** The same log under other declarations. */
  ParityLog withProject(Project other) {
    return new ParityLog(other, files);
  }

  /** The names of the sources. */
  List<String> sources() {
    return files.keySet().stream().sorted().toList();
  }
}
