package dev.tandem.infra.benchmarks.serving;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Measures the parts that were asked for, one after the other.
 *
 * @param folder for the files of the quickstart
 * @param progress is told each finding
 */
record ServingBenchmark(
    ServingSettings settings, Set<Part> parts, Path folder, PrintWriter progress) {
  private static final int WIRE_FEATURES = 250;
  private static final int WIRE_ROWS = 100;
  private static final int WIRE_CLIENTS = 4;
  // So that what is measured is the waiting behind others, and not a queue that only grows.
  private static final double SHARE_OF_CLOSED_LOOP = 0.5;

  /** What can be measured. */
  enum Part {
    /** Reading features in this process. */
    FETCH,
    /** The memory that states take. */
    MEMORY,
    /** Predicting with the quickstart's model. */
    RANK,
    /** Asking a server. */
    WIRE;

    /** The part of this name. */
    static Part parse(String name) {
      for (Part part : values()) {
        if (part.name().toLowerCase(Locale.ROOT).equals(name)) {
          return part;
        }
      }
      throw new IllegalArgumentException(
          "parts: found '" + name + "', allowed: fetch, memory, wire, rank");
    }
  }

  ServingResult run() throws IOException {
    ServingResult result = new ServingResult(settings);
    if (parts.contains(Part.FETCH) || parts.contains(Part.MEMORY)) {
      for (int features : settings.features()) {
        try (FetchBench bench = open(features)) {
          service(bench, features, result);
        }
      }
    }
    if (parts.contains(Part.WIRE)) {
      try (FetchBench bench = open(WIRE_FEATURES)) {
        try (Wire http = HttpWire.open(bench, WIRE_ROWS)) {
          wire(http, result);
        }
        try (Wire grpc = GrpcWire.open(bench, WIRE_ROWS)) {
          wire(grpc, result);
        }
      }
    }
    if (parts.contains(Part.RANK)) {
      tell("training the quickstart's model on a small log ...");
      RankFinding rank = new RankBench(folder, settings.firstWarmUp(), settings.measured()).run();
      tell(rank.summary());
      result.add(rank);
    }
    return result;
  }

  private FetchBench open(int features) {
    tell(features + " features: writing the states of " + settings.entities() + " entities ...");
    return FetchBench.open(features, settings.entities());
  }

  private void service(FetchBench bench, int features, ServingResult result) {
    if (parts.contains(Part.FETCH)) {
      fetch(bench, result);
    }
    if (parts.contains(Part.MEMORY)) {
      result.add(features, StateSizes.of(bench));
    }
  }

  private void fetch(FetchBench bench, ServingResult result) {
    Duration warmUp = settings.firstWarmUp();
    for (int rows : settings.rows()) {
      bench.requireStates(rows);
      double slowest = Double.MAX_VALUE;
      for (int clients : settings.clients()) {
        FetchFinding found = bench.closedLoop(rows, clients, warmUp, settings.measured());
        add(found, result);
        slowest = Math.min(slowest, found.figures().tandem().perSecond());
        warmUp = settings.warmUp();
      }
      double offered = Math.max(1, SHARE_OF_CLOSED_LOOP * slowest);
      add(bench.openLoop(rows, offered, warmUp, settings.measured()), result);
    }
  }

  private void wire(Wire wire, ServingResult result) {
    PairedLoad load = new PairedLoad(WIRE_CLIENTS, OptionalDouble.empty());
    Call call = wire.call();
    PairedLoad.Pair found = load.run(call, call, settings.firstWarmUp(), settings.measured());
    WireFinding finding =
        new WireFinding(wire.name(), WIRE_FEATURES, WIRE_ROWS, WIRE_CLIENTS, found.tandem());
    tell(finding.summary());
    result.add(finding);
  }

  private void add(FetchFinding finding, ServingResult result) {
    tell(finding.summary());
    result.add(finding);
  }

  private void tell(String line) {
    progress.println(line);
    progress.flush();
  }
}
