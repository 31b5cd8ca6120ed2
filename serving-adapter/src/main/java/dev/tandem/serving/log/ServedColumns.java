package dev.tandem.serving.log;

import dev.tandem.features.event.EventColumns;

/**
 * The columns of a served log's files. A file has, in this order, those named here, then the entity
 * keys, the request fields and the features of the service (keys and request fields are not
 * repeated), a status for each feature of a view, and the newest event of each view.
 *
 * <table>
 *   <caption>The columns named here</caption>
 *   <tr><td>{@code __request_id}</td><td>string; unique to a request</td></tr>
 *   <tr><td>{@code __row}</td><td>int64; the row's place in the request, from 0</td></tr>
 *   <tr><td>{@code __time}</td><td>timestamp; the instant whose features these are</td></tr>
 *   <tr><td>{@code __served_at}</td><td>timestamp; when the answer was made</td></tr>
 *   <tr><td>{@code __service}, {@code __service_version}</td><td>string; what computed them</td></tr>
 *   <tr><td>{@code __model}, {@code __model_version}</td><td>string; null if features alone were
 *       asked for</td></tr>
 *   <tr><td>{@code __position}</td><td>int64, from 0; null if nothing was ranked</td></tr>
 *   <tr><td>{@code __propensity}</td><td>float64 in (0, 1]; null if nothing was ranked by
 *       chance</td></tr>
 *   <tr><td>{@code __prediction.TASK}</td><td>float64, for each task of the model</td></tr>
 * </table>
 *
 * <p>Names that begin with {@code __} cannot be declared, so none of them hides a feature.
 */
public final class ServedColumns {
  /** The id of the request. */
  public static final String REQUEST_ID = "__request_id";

  /** The row's place in the request. */
  public static final String ROW = "__row";

  /** The instant whose features these are. */
  public static final String TIME = EventColumns.TIME;

  /** When the answer was made. */
  public static final String SERVED_AT = "__served_at";

  /** The feature service. */
  public static final String SERVICE = "__service";

  /** The version of the feature service. */
  public static final String SERVICE_VERSION = "__service_version";

  /** The model. */
  public static final String MODEL = "__model";

  /** The version of the model's bundle. */
  public static final String MODEL_VERSION = "__model_version";

  /** Where the row was placed. */
  public static final String POSITION = "__position";

  /** The probability with which it came there. */
  public static final String PROPENSITY = "__propensity";

  private static final String PREDICTION = "__prediction.";

  private ServedColumns() {}

  /** The column of a task's predictions. */
  public static String prediction(String task) {
    return PREDICTION + task;
  }

  /** The column with the code of a {@link dev.tandem.features.view.FeatureStatus} of a feature. */
  public static String status(String feature) {
    return feature + ".__status";
  }

  /**
   * The column with the time of the newest event that the row's entity had in a view, visible or
   * not: a timestamp, null if it had none.
   */
  public static String newest(String view) {
    return view + ".__newest";
  }
}
