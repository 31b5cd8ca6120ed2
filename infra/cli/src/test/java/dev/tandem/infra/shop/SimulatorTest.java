package dev.tandem.infra.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatorTest {
  private static final ShopOptions SMALL = new ShopOptions(3000, 40, 30, 10, 7, 0.05);

  @TempDir Path directory;

  @Test
  void simulate_sameOptions_isTheKnownBytesWhateverThePlatform() throws Exception {
    Simulator.simulate(SMALL, directory, SimulationProgress.silent());

    assertThat(checksums())
        .containsExactly(
            "events.csv 25756a2116f94090",
            "items.csv 07268521ebd20b8f",
            "users.csv d84106cc4abd96c8",
            "truth/truth.csv 82948120029ff4ed",
            "truth/dirty.json 479089724ad812f0");
  }

  @Test
  void simulate_otherSeed_isAnotherShop() throws Exception {
    Simulator.simulate(SMALL, directory, SimulationProgress.silent());
    List<String> before = checksums();
    Simulator.simulate(
        new ShopOptions(3000, 40, 30, 10, 8, 0.05), directory, SimulationProgress.silent());

    assertThat(checksums()).doesNotContainAnyElementsOf(before);
  }

  @Test
  void simulate_anySize_writesAsManyRowsAsItReports() throws Exception {
    SimulationReport report = Simulator.simulate(SMALL, directory, SimulationProgress.silent());

    assertThat(report.impressions()).isEqualTo(3000);
    assertThat(lines("events.csv")).hasSize(Math.toIntExact(report.eventRows()));
    assertThat(lines("items.csv")).hasSize(Math.toIntExact(report.itemUpdates()));
    assertThat(lines("users.csv")).hasSize(40);
    assertThat(lines("truth/truth.csv")).hasSize(3000);
    assertThat(report.rows(Dirt.Fate.USED))
        .isEqualTo(
            report.impressions()
                + report.clicks()
                + report.carts()
                + report.purchases()
                + report.ratings());
  }

  @Test
  void simulate_dirtyRows_areThereAsCounted() throws Exception {
    SimulationReport report = Simulator.simulate(SMALL, directory, SimulationProgress.silent());
    Set<String> seen = new HashSet<>();
    long repeated = 0;
    long badColumns = 0;
    long future = 0;
    for (String line : lines("events.csv")) {
      String[] cells = line.split(",", -1);
      badColumns += cells.length == 12 ? 0 : 1;
      future += cells.length > 2 && cells[2].startsWith("2099") ? 1 : 0;
      repeated += seen.add(line) ? 0 : 1;
    }

    assertThat(badColumns).isEqualTo(report.dirty().get(Dirt.WRONG_COLUMN_COUNT)).isPositive();
    assertThat(future).isEqualTo(report.dirty().get(Dirt.FUTURE_DATE)).isPositive();
    assertThat(repeated).isEqualTo(report.dirty().get(Dirt.DUPLICATE)).isPositive();
    assertThat(report.dirty()).hasSize(Dirt.values().length);
  }

  @Test
  void simulate_clean_isInTimeOrderAndHasOnlyUsedRows() throws Exception {
    SimulationReport report =
        Simulator.simulate(
            new ShopOptions(3000, 40, 30, 10, 7, 0), directory, SimulationProgress.silent());

    assertThat(report.rows(Dirt.Fate.USED)).isEqualTo(report.eventRows());
    assertThat(lines("events.csv").stream().map(l -> l.split(",", -1)[2]).toList()).isSorted();
  }

  @Test
  void simulate_moreDays_holdsNoMoreInMemory() throws Exception {
    SimulationReport weeks =
        Simulator.simulate(
            new ShopOptions(20_000, 200, 60, 20, 7, 0), directory, SimulationProgress.silent());
    SimulationReport months =
        Simulator.simulate(
            new ShopOptions(80_000, 200, 60, 80, 7, 0), directory, SimulationProgress.silent());

    assertThat(months.peakPending()).isLessThan(weeks.peakPending() * 3 / 2);
  }

  @Test
  void simulate_manyImpressions_outcomesAgreeWithTheTruth() throws Exception {
    Simulator.simulate(
        new ShopOptions(60_000, 600, 200, 35, 3, 0.01), directory, SimulationProgress.silent());
    Map<String, Outcomes> outcomes = outcomes();
    double[] expected = new double[4];
    double[] variance = new double[3];
    double[] observed = new double[4];
    for (String line : lines("truth/truth.csv")) {
      String[] cells = line.split(",", -1);
      Outcomes happened = outcomes.get(cells[0]);
      if (happened.day > 35 - 7) {
        continue;
      }
      for (int task = 0; task < 3; task++) {
        double p = Double.parseDouble(cells[task + 1]);
        expected[task] += p;
        variance[task] += p * (1 - p);
        observed[task] +=
            happened.steps.contains(List.of("click", "cart", "purchase").get(task)) ? 1 : 0;
      }
      if (happened.stars > 0) {
        expected[3] += Double.parseDouble(cells[4]) - happened.stars;
        observed[3]++;
      }
    }

    for (int task = 0; task < 3; task++) {
      assertThat(observed[task])
          .as("task " + task)
          .isCloseTo(expected[task], within(4 * Math.sqrt(variance[task])));
    }
    assertThat(expected[3] / observed[3]).isCloseTo(0, within(4 / Math.sqrt(observed[3])));
    assertThat(observed[0] / 48_000).isBetween(0.10, 0.14);
    assertThat(observed[1] / 48_000).isBetween(0.03, 0.05);
    assertThat(observed[2] / 48_000).isBetween(0.013, 0.022);
  }

  @Test
  void options_notAllowed_sayWhatIs() {
    assertThatThrownBy(() -> new ShopOptions(0, 1, 1, 1, 1, 0))
        .hasMessage("impressions: found 0, allowed: at least 1");
    assertThatThrownBy(() -> new ShopOptions(1, 1, 1, 1, 1, 0.7))
        .hasMessage("dirty share: found 0.7, allowed: from 0 to 0.5");
    assertThatThrownBy(() -> new ShopOptions(1, 1, 1, 4000, 1, 0))
        .hasMessage("days: found 4000, allowed: from 1 to 3650 (ten years)");
  }

  @Test
  void options_ofImpressions_growWithThem() {
    assertThat(ShopOptions.of(300_000))
        .isEqualTo(new ShopOptions(300_000, 3000, 1000, 35, 1, 0.01));
    assertThat(ShopOptions.of(10)).isEqualTo(new ShopOptions(10, 20, 30, 35, 1, 0.01));
  }

  /** What happened to one impression. */
  private static final class Outcomes {
    final Set<String> steps = new HashSet<>();
    int day;
    int stars;
  }

  private Map<String, Outcomes> outcomes() throws IOException {
    Map<String, Outcomes> outcomes = new HashMap<>();
    for (String line : lines("events.csv")) {
      String[] cells = line.split(",", -1);
      if (cells.length != 12 || cells[0].isEmpty() || cells[0].length() >= 13) {
        continue;
      }
      Outcomes of = outcomes.computeIfAbsent(cells[7], id -> new Outcomes());
      of.steps.add(cells[1]);
      if (cells[1].equals("impression")) {
        of.day =
            1
                + (Integer.parseInt(cells[2].substring(5, 7)) - 1) * 31
                + Integer.parseInt(cells[2].substring(8, 10))
                - 6;
      }
      if (!cells[11].isEmpty()) {
        of.stars = Integer.parseInt(cells[11]);
      }
    }
    return outcomes;
  }

  /** Counts anew what each customer did in each week, from the events alone. */
  @Test
  void simulate_weeks_countTheEventsOfEachCustomer() throws IOException {
    Simulator.simulate(
        new ShopOptions(4000, 30, 30, 24, 3, 0), directory, SimulationProgress.silent());
    Map<String, int[]> counts = new HashMap<>();
    Map<String, Long> cents = new HashMap<>();
    Map<String, Set<String>> bought = new HashMap<>();
    for (String line : lines("events.csv")) {
      String[] cells = line.split(",", -1);
      long days = Duration.between(ShopOptions.START, Instant.parse(cells[2])).toDays();
      String key = cells[4] + " " + ShopOptions.START.plus(Duration.ofDays((days / 7 + 1) * 7));
      int[] of = counts.computeIfAbsent(key, k -> new int[4]);
      of[0] += cells[1].equals("impression") ? 1 : 0;
      of[1] += cells[1].equals("click") ? 1 : 0;
      if (cells[1].equals("purchase")) {
        of[2]++;
        cents.merge(key, Math.round(Double.parseDouble(cells[10]) * 100), Long::sum);
        of[3] += bought.computeIfAbsent(cells[4], k -> new HashSet<>()).add(cells[6]) ? 1 : 0;
      }
    }

    int orders = 0;
    for (String line : lines("weeks.csv")) {
      String[] cells = line.split(",", -1);
      String key = cells[0] + " " + Instant.parse(cells[1]);
      int[] of = counts.getOrDefault(key, new int[4]);
      assertThat(List.of(cells[2], cells[3], cells[4], cells[6]))
          .as(line)
          .containsExactly(
              String.valueOf(of[0]),
              String.valueOf(of[1]),
              String.valueOf(of[2]),
              String.valueOf(of[3]));
      assertThat(Math.round(Double.parseDouble(cells[5]) * 100))
          .isEqualTo(cents.getOrDefault(key, 0L));
      assertThat(cells[8].equals("0")).as(line).isEqualTo(of[0] > 0);
      orders += of[2];
    }
    assertThat(orders).isGreaterThan(10);
    assertThat(lines("weeks.csv")).hasSizeBetween(60, 90);
  }

  private List<String> lines(String file) throws IOException {
    List<String> lines = Files.readAllLines(directory.resolve(file));
    return lines.subList(1, lines.size());
  }

  private List<String> checksums() throws IOException, NoSuchAlgorithmException {
    List<String> checksums = new ArrayList<>();
    for (String file :
        List.of("events.csv", "items.csv", "users.csv", "truth/truth.csv", "truth/dirty.json")) {
      byte[] sha =
          MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(directory.resolve(file)));
      checksums.add(
          file
              + " "
              + String.format(Locale.ROOT, "%064x", new BigInteger(1, sha)).substring(0, 16));
    }
    return checksums;
  }
}
