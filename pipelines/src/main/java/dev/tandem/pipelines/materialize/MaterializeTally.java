package dev.tandem.pipelines.materialize;

/** The kinds of tallies of a materialization. */
public final class MaterializeTally {
  /** Entities written, and the bytes of their keys and states, by shard; the view follows. */
  public static final String ENTITIES = "entities.";

  private MaterializeTally() {}
}
