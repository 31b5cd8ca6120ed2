package dev.tandem.features.transform;

import dev.tandem.features.table.Field;

/** A fitted input: turns one feature into what the network reads. Immutable and thread-safe. */
public sealed interface InputTransform permits DenseTransform, EmbeddedTransform {

  /** The feature that is read. */
  Field feature();
}
