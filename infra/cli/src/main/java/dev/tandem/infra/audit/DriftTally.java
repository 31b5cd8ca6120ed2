package dev.tandem.infra.audit;

import dev.tandem.features.dataset.LocalDataset;
import dev.tandem.features.service.CompiledService;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts served values into bins that are fixed on a training set. Entity keys are left out, as
 * their numbers say nothing. Not thread-safe.
 */
final class DriftTally {
  private final Map<Field, Counts> features = new LinkedHashMap<>();

  /** What is counted of one feature. */
  private static final class Counts {
    private final FeatureBins bins;
    private final long[] training;
    private final long[] served;
    private long outside;

    Counts(Column column) {
      bins = FeatureBins.of(column);
      training = new long[bins.count()];
      served = new long[bins.count()];
      count(column, training);
    }

    void count(Column column, long[] into) {
      for (int row = 0; row < column.size(); row++) {
        into[bins.bin(column, row)]++;
      }
    }

    void addServed(Column column) {
      count(column, served);
      for (int row = 0; row < column.size(); row++) {
        if (!column.isNull(row) && bins.isOutside(column, row)) {
          outside++;
        }
      }
    }
  }

  private DriftTally() {}

  /**
   * Bins of the features of a service that the training set has, each column read on its own.
   *
   * @throws UncheckedIOException if the training set cannot be read
   */
  static DriftTally of(CompiledService service, LocalDataset trainingSet) {
    DriftTally tally = new DriftTally();
    for (Field feature : service.features()) {
      if (trainingSet.manifest().fields().contains(feature)
          && !service.entityKeys().contains(feature)) {
        tally.features.put(feature, new Counts(read(trainingSet, feature.name())));
      }
    }
    return tally;
  }

  private static Column read(LocalDataset trainingSet, String feature) {
    try {
      return trainingSet.read(List.of(feature)).column(feature);
    } catch (IOException e) {
      throw new UncheckedIOException(trainingSet + " cannot be read", e);
    }
  }

  /** Counts served rows; a feature that they do not have, or of another type, is not looked at. */
  void add(Table served) {
    features.forEach(
        (feature, counts) -> {
          if (served.fields().contains(feature)) {
            counts.addServed(served.column(feature.name()));
          }
        });
  }

  /** How far each feature that was served is from the training set, in the service's order. */
  List<FeatureDrift> drifts() {
    List<FeatureDrift> drifts = new ArrayList<>();
    features.forEach(
        (feature, counts) -> {
          long rows = sum(counts.served);
          if (rows > 0) {
            long nulls = counts.served[FeatureBins.NULL];
            drifts.add(
                new FeatureDrift(
                    feature.name(),
                    FeatureDrift.psi(counts.training, counts.served),
                    share(counts.training[FeatureBins.NULL], sum(counts.training)),
                    share(nulls, rows),
                    share(counts.outside, rows - nulls)));
          }
        });
    return drifts;
  }

  private static double share(long part, long all) {
    return all == 0 ? 0 : (double) part / all;
  }

  private static long sum(long[] counts) {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum;
  }
}
