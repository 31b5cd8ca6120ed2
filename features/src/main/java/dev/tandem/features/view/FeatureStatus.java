package dev.tandem.features.view;

/** How a feature came by its value. The order is part of stored data: add at the end only. */
public enum FeatureStatus {
  /** Computed from visible events. */
  PRESENT,
  /** No event of the entity is visible; the value is the declared default. */
  MISSING,
  /**
   * The newest visible event is older than the view's time-to-live; the value is the declared
   * default.
   */
  EXPIRED,
  /**
   * Events are visible but say nothing, for example a mean over none; the value is the declared
   * default.
   */
  DEFAULTED,
  /** As {@link #DEFAULTED}, but no default is declared: there is no value. */
  NULL,
  /**
   * The online state already holds events at or after the request's time, so the value is not that
   * time's value.
   */
  AHEAD
}
