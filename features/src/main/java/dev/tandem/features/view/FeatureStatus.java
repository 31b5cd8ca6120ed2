package dev.tandem.features.view;

/** How a feature came by its value. */
public enum FeatureStatus {
  /** Computed from visible events. */
  PRESENT(0),
  /** No event of the entity is visible; the value is the declared default. */
  MISSING(1),
  /**
   * The newest visible event is older than the view's time-to-live; the value is the declared
   * default.
   */
  EXPIRED(2),
  /**
   * Events are visible but say nothing, for example a mean over none; the value is the declared
   * default.
   */
  DEFAULTED(3),
  /** As {@link #DEFAULTED}, but no default is declared: there is no value. */
  NULL(4),
  /**
   * The online state already holds events at or after the request's time, so the value is not that
   * time's value.
   */
  AHEAD(5),
  /**
   * The online store did not answer in time; the value is the declared default. Asking again is
   * right.
   */
  UNAVAILABLE(6),
  /**
   * The online store holds a state that cannot be read: it is damaged, or was written for other
   * declarations or by another version of the program; the value is the declared default.
   * Materializing the view again replaces it.
   */
  UNREADABLE(7);

  private static final FeatureStatus[] BY_CODE = values();

  private final int code;

  FeatureStatus(int code) {
    this.code = code;
  }

  /** True if no event is known to be visible, so that the value is the declared default. */
  public boolean isUnseen() {
    return this == MISSING || this == EXPIRED || this == UNAVAILABLE || this == UNREADABLE;
  }

  /** The number that stands for this status in columns and stored data; it never changes. */
  public int code() {
    return code;
  }

  /**
   * The status with this code.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static FeatureStatus ofCode(long code) {
    if (code < 0 || code >= BY_CODE.length) {
      throw new IllegalArgumentException(
          "found status code " + code + ", allowed: 0 to " + (BY_CODE.length - 1));
    }
    return BY_CODE[(int) code];
  }
}
