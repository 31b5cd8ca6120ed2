package dev.tandem.features.timeline;

import dev.tandem.features.aggregate.DistinctRegisters;
import dev.tandem.features.aggregate.KeyHash;
import java.util.List;

/** What the values of selected events enter into the registers of HyperLogLog. */
public final class RegisterEntries {
  private RegisterEntries() {}

  // Hot path: SummariesBenchmark.
  /** The {@link DistinctRegisters#entryOf entry} of each selected event. */
  public static int[] of(SelectedEvents events, DistinctRegisters registers) {
    long[] values = events.values();
    int[] entries = new int[values.length];
    if (events.holdsText()) {
      int[] ofCode = ofCodes(events.dictionary(), registers);
      for (int i = 0; i < entries.length; i++) {
        entries[i] = ofCode[(int) values[i]];
      }
    } else {
      for (int i = 0; i < entries.length; i++) {
        entries[i] = registers.entryOf(KeyHash.of(values[i]));
      }
    }
    return entries;
  }

  private static int[] ofCodes(List<String> dictionary, DistinctRegisters registers) {
    int[] entries = new int[dictionary.size()];
    for (int code = 0; code < entries.length; code++) {
      entries[code] = registers.entryOf(KeyHash.of(dictionary.get(code)));
    }
    return entries;
  }
}
