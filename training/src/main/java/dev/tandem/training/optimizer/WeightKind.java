package dev.tandem.training.optimizer;

/** What a weight is for, as far as an optimizer treats some otherwise than others. */
public enum WeightKind {
  /** An entry of a matrix. */
  MATRIX,
  /** An entry of a bias. */
  BIAS,
  /** An entry of an embedding that the step touches. */
  EMBEDDING
}
