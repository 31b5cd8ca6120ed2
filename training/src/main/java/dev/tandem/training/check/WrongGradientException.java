package dev.tandem.training.check;

/** A network does not compute what it exports, or its gradients are not those of its outputs. */
public final class WrongGradientException extends RuntimeException {
  private static final long serialVersionUID = 1;

  WrongGradientException(String message) {
    super(message);
  }
}
