package dev.tandem.features.table;

/** Strings in order of their code points, which is also the order of their UTF-8 bytes. */
public final class CodePointOrder {
  private CodePointOrder() {}

  /** Negative, 0 or positive as the first string is smaller than, equal to or greater. */
  public static int compare(String a, String b) {
    int shorter = Math.min(a.length(), b.length());
    for (int i = 0; i < shorter; i++) {
      if (a.charAt(i) != b.charAt(i)) {
        // Equal upper halves before mean that both are lower halves, whose own order is right.
        return Integer.compare(a.codePointAt(i), b.codePointAt(i));
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
