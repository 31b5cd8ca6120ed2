package dev.tandem.features.declaration;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Declarations that cannot be used as they are; carries every mistake found, so that all can be
 * mended at once.
 */
public final class InvalidDeclarationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public InvalidDeclarationException(List<Problem> problems) {
    this(problems, null);
  }

  public InvalidDeclarationException(List<Problem> problems, Throwable cause) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")), cause);
    this.problems = List.copyOf(problems);
  }

  /** The mistakes, in the order of their lines. */
  public List<Problem> problems() {
    return problems;
  }
}
