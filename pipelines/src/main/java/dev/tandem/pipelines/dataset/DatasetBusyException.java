package dev.tandem.pipelines.dataset;

/** Another run is writing to the same dataset; running again after its end is right. */
public final class DatasetBusyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DatasetBusyException(String message) {
    super(message);
  }
}
