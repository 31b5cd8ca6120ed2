package dev.tandem.features.stored;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Text as it is read from bytes that may be no valid UTF-8.
 *
 * <p>Malformed text is kept until somebody refuses its row: as an unpaired surrogate, with which no
 * valid text begins, and then the text with a replacement character for whatever is wrong.
 */
public final class StoredText {
  private static final char MALFORMED = '\uDC00';
  private static final char REPLACEMENT = '\uFFFD';

  private StoredText() {}

  /** The text of {@code bytes[from, to)}. */
  public static String decode(byte[] bytes, int from, int to) {
    String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    return text.indexOf(REPLACEMENT) < 0 || isValid(bytes, from, to) ? text : MALFORMED + text;
  }

  /** Valid text may hold the replacement character itself. */
  private static boolean isValid(byte[] bytes, int from, int to) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** True if the bytes of the text were no valid UTF-8. */
  public static boolean isMalformed(String text) {
    return !text.isEmpty() && text.charAt(0) == MALFORMED;
  }

  /** The text for a person, with replacement characters where it was malformed. */
  public static String readable(String text) {
    return isMalformed(text) ? text.substring(1) : text;
  }
}
