package dev.tandem.pipelines.read;

/** How a file's text is stored. */
public enum Encoding {
  /** As it is. */
  PLAIN,
  /** Compressed by gzip, in one member or several. */
  GZIP
}
