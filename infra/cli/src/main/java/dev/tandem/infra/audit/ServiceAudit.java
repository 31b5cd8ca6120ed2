package dev.tandem.infra.audit;

import java.util.List;
import java.util.Optional;

/**
 * What was found of one service's served rows.
 *
 * @param version the declared version, which everything was recomputed with
 * @param rows the served rows
 * @param refused rows that could not be recomputed, see {@code notes}
 * @param trainingSet what drift was measured against; empty if there is none
 * @param notes what could not be done, and why
 */
public record ServiceAudit(
    String service,
    String version,
    long rows,
    long files,
    long refused,
    List<ServedVersion> versions,
    List<FeatureAudit> features,
    Optional<String> trainingSet,
    List<FeatureDrift> drift,
    List<TaskCalibration> calibration,
    List<String> notes) {
  public ServiceAudit {
    versions = List.copyOf(versions);
    features = List.copyOf(features);
    drift = List.copyOf(drift);
    calibration = List.copyOf(calibration);
    notes = List.copyOf(notes);
  }

  /** The values in which training and serving disagree for no reason. */
  public long faults() {
    return features.stream().mapToLong(FeatureAudit::faults).sum();
  }

  /** The values of all features with a verdict. */
  public long rows(Verdict verdict) {
    return features.stream().mapToLong(feature -> feature.rows(verdict)).sum();
  }
}
