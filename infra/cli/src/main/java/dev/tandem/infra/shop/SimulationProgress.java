package dev.tandem.infra.shop;

/** Hears how far a simulation has come; called at most once for each simulated day. */
@FunctionalInterface
public interface SimulationProgress {
  /** So many impressions of all are written. */
  void reached(long impressions, long all);

  /** Hears nothing. */
  static SimulationProgress silent() {
    return (impressions, all) -> {};
  }
}
