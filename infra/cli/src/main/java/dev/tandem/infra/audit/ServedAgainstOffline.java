package dev.tandem.infra.audit;

import dev.tandem.features.service.CompiledService;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.view.CompiledView;
import dev.tandem.features.view.FeatureStatus;
import dev.tandem.infra.parity.BitEquality;
import dev.tandem.serving.log.ServedColumns;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares served rows with recomputed ones, feature by feature. Not thread-safe. */
final class ServedAgainstOffline {
  private static final Set<FeatureStatus> AHEAD = Set.of(FeatureStatus.AHEAD);
  private static final Set<FeatureStatus> UNANSWERED =
      Set.of(FeatureStatus.UNAVAILABLE, FeatureStatus.UNREADABLE);

  private final CompiledService service;
  private final Map<String, String> viewOf = new LinkedHashMap<>();
  private final Map<String, FeatureTally> tallies = new LinkedHashMap<>();

  /** A comparison that keeps so many examples of each verdict on a feature. */
  ServedAgainstOffline(CompiledService service, int examples) {
    this.service = service;
    for (CompiledView view : service.views()) {
      view.features().forEach(f -> viewOf.put(f.name(), view.declaration().name()));
    }
    service.features().forEach(f -> tallies.put(f.name(), new FeatureTally(f.name(), examples)));
  }

  /** Compares rows; a feature that the log does not have is not looked at. */
  void add(Table served, Recomputed recomputed) {
    for (Map.Entry<String, FeatureTally> tally : tallies.entrySet()) {
      String feature = tally.getKey();
      if (served.find(feature).isEmpty()) {
        continue;
      }
      for (int row = 0; row < served.rows(); row++) {
        int at = row;
        Verdict verdict = verdict(feature, served, recomputed, row);
        tally.getValue().add(verdict, () -> example(verdict, feature, served, recomputed, at));
      }
    }
  }

  /** What was found of each feature, in the service's order. */
  List<FeatureAudit> features() {
    return tallies.values().stream().map(FeatureTally::audit).toList();
  }

  private Verdict verdict(String feature, Table served, Recomputed recomputed, int row) {
    Column was = served.column(feature);
    Column is = recomputed.values(feature);
    if (BitEquality.same(was, row, is, row) && sameStatus(feature, served, recomputed, row)) {
      return Verdict.EQUAL;
    }
    for (String view : service.viewsBehind(feature)) {
      if (hasStatus(view, served, row, AHEAD)) {
        return Verdict.AHEAD;
      }
      if (hasStatus(view, served, row, UNANSWERED)) {
        return Verdict.MISSING;
      }
    }
    for (String view : service.viewsBehind(feature)) {
      if (isLate(view, served, recomputed, row)) {
        return Verdict.LATE;
      }
    }
    if (was.isNull(row) == is.isNull(row)) {
      return Verdict.MISMATCHED;
    }
    return was.isNull(row) ? Verdict.MISSING : Verdict.EXTRA;
  }

  private boolean sameStatus(String feature, Table served, Recomputed recomputed, int row) {
    return status(feature, served, row)
        .map(status -> ofView(status) == recomputed.status(viewOf.get(feature), row))
        .orElse(true);
  }

  /** The offline side only knows the status of a view as a whole. */
  private static FeatureStatus ofView(FeatureStatus status) {
    return switch (status) {
      case PRESENT, DEFAULTED, NULL -> FeatureStatus.PRESENT;
      case MISSING, EXPIRED, AHEAD, UNAVAILABLE, UNREADABLE -> status;
    };
  }

  private static Optional<FeatureStatus> status(String feature, Table served, int row) {
    return served
        .find(ServedColumns.status(feature))
        .map(codes -> FeatureStatus.ofCode(((LongColumn) codes).value(row)));
  }

  private boolean hasStatus(String view, Table served, int row, Set<FeatureStatus> sought) {
    return viewOf.entrySet().stream()
        .filter(entry -> entry.getValue().equals(view))
        .map(entry -> status(entry.getKey(), served, row))
        .flatMap(Optional::stream)
        .anyMatch(sought::contains);
  }

  private static boolean isLate(String view, Table served, Recomputed recomputed, int row) {
    Optional<Column> known = served.find(ServedColumns.newest(view));
    if (known.isPresent()) {
      long newestKnown =
          known.get().isNull(row) ? Recomputed.NEVER : ((LongColumn) known.get()).value(row);
      if (recomputed.newestMillis(view, row) > newestKnown) {
        return true;
      }
    }
    return recomputed.newestArrivalMillis(view, row)
        > served.longs(ServedColumns.SERVED_AT).value(row);
  }

  private FeatureAudit.Example example(
      Verdict verdict, String feature, Table served, Recomputed recomputed, int row) {
    return new FeatureAudit.Example(
        verdict,
        service.entityKeys().stream()
            .map(Field::name)
            .map(key -> key + " " + BitEquality.text(served.column(key), row))
            .collect(Collectors.joining(", ")),
        Instant.ofEpochMilli(served.longs(ServedColumns.TIME).value(row)).toString(),
        served.strings(ServedColumns.REQUEST_ID).value(row),
        BitEquality.text(served.column(feature), row)
            + status(feature, served, row).map(status -> " (" + status + ")").orElse(""),
        BitEquality.text(recomputed.values(feature), row)
            + status(feature, served, row)
                .map(status -> " (" + recomputed.status(viewOf.get(feature), row) + ")")
                .orElse(""));
  }
}
