package dev.tandem.features.declaration;

/** What a training row is to teach: an outcome after its time, or an answer in the row itself. */
public sealed interface Label permits OutcomeLabel, RowLabel {
  /** Its name. */
  String name();

  /** The source of the outcomes, or of the rows. */
  String source();

  /** The name of its column in a training set. */
  default String column() {
    return "label." + name();
  }
}
