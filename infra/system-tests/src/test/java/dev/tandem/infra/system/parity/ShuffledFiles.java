package dev.tandem.infra.system.parity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** The rows of a CSV file in random order, some of them repeated, spread over several files. */
final class ShuffledFiles {
  private static final int FILES = 4;
  private static final int ONE_REPEATED_IN = 12;

  private ShuffledFiles() {}

  /**
   * Writes the files.
   *
   * @param header whether the first line names the columns, as it then does in every file
   * @return their paths
   */
  static List<String> write(Path file, boolean header, Path folder, long seed) throws IOException {
    Random random = new Random(seed);
    List<String> lines = Files.readAllLines(file);
    List<String> head = header ? lines.subList(0, 1) : List.of();
    List<String> rows = new ArrayList<>(lines.subList(head.size(), lines.size()));
    for (int row = rows.size() - 1; row >= 0; row -= ONE_REPEATED_IN) {
      rows.add(rows.get(row));
    }
    Collections.shuffle(rows, random);
    Files.createDirectories(folder);
    List<String> written = new ArrayList<>();
    for (int number = 0, from = 0; number < FILES; number++) {
      int left = rows.size() - from;
      int to = from + (number == FILES - 1 ? left : random.nextInt(left + 1));
      List<String> content = new ArrayList<>(head);
      content.addAll(rows.subList(from, to));
      from = to;
      if (content.size() > head.size()) {
        Path path = folder.resolve(number + "-" + file.getFileName());
        written.add(Files.write(path, content).toString());
      }
    }
    return written;
  }
}
