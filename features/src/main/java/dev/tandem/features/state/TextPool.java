package dev.tandem.features.state;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Texts that come again and again, each made from its UTF-8 bytes once; open addressing. Forgets
 * them all when they are too many. For one thread.
 */
final class TextPool {
  private static final int MOST = 1 << 14;
  private static final int FIRST_SLOTS = 64;

  private final List<String> texts = new ArrayList<>();
  private final List<String> shared = Collections.unmodifiableList(texts);
  private int[] slots = new int[FIRST_SLOTS]; // a code plus 1, or 0
  private int[] ends = new int[FIRST_SLOTS];
  private byte[] bytes = new byte[1 << 10];

  /** The texts by their codes; the same list at every call. */
  List<String> texts() {
    return shared;
  }

  /** Makes sure that codes stay what they are while that many texts are looked up. */
  void expect(int more) {
    if (texts.size() + more > MOST) {
      texts.clear();
      Arrays.fill(slots, 0);
    }
  }

  // Hot path: FetchBenchmark. A text that is known is compared by its bytes and not made.
  /** The code of the text with the bytes {@code [from, to)}. */
  int code(byte[] utf8, int from, int to) {
    int slot = slot(utf8, from, to);
    return slots[slot] != 0 ? slots[slot] - 1 : enter(utf8, from, to);
  }

  private int slot(byte[] utf8, int from, int to) {
    int hash = 1;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + utf8[i];
    }
    hash *= 0x9E3779B9;
    int mask = slots.length - 1;
    int slot = (hash ^ hash >>> 15) & mask;
    while (slots[slot] != 0 && !holds(slots[slot] - 1, utf8, from, to)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private boolean holds(int code, byte[] utf8, int from, int to) {
    return Arrays.equals(bytes, start(code), ends[code], utf8, from, to);
  }

  private int start(int code) {
    return code == 0 ? 0 : ends[code - 1];
  }

  private int enter(byte[] utf8, int from, int to) {
    int code = texts.size();
    int start = start(code);
    if (start + to - from > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(start + to - from, 2 * bytes.length));
    }
    if (2 * (code + 1) > slots.length) {
      grow();
    }
    System.arraycopy(utf8, from, bytes, start, to - from);
    ends[code] = start + to - from;
    texts.add(new String(utf8, from, to - from, StandardCharsets.UTF_8));
    slots[slot(utf8, from, to)] = code + 1;
    return code;
  }

  private void grow() {
    slots = new int[2 * slots.length];
    ends = Arrays.copyOf(ends, slots.length);
    for (int code = 0; code < texts.size(); code++) {
      slots[slot(bytes, start(code), ends[code])] = code + 1;
    }
  }
}
