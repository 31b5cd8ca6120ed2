package dev.tandem.features.transform;

import dev.tandem.features.vocabulary.Vocabulary;

/** A fitted input whose ids are those of a {@link Vocabulary}. */
public sealed interface VocabularyTransform extends EmbeddedTransform
    permits CategoricalTransform, ListTransform, SequenceTransform {

  /** The vocabulary; the same one for all inputs of one embedding table. */
  Vocabulary vocabulary();

  @Override
  default int entries() {
    return vocabulary().entries();
  }

  @Override
  default int knownFrom() {
    return Vocabulary.FIRST_ID;
  }

  @Override
  default int knownTo() {
    return vocabulary().overflowFrom();
  }
}
