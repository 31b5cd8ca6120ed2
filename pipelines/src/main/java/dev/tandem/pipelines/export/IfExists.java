package dev.tandem.pipelines.export;

/** What an export does where its target is there already. */
public enum IfExists {
  /** Refuses, and leaves it as it is. */
  REFUSE,
  /** Replaces it, if it is a file or the folder of an earlier export. */
  REPLACE
}
