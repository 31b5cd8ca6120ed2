package dev.tandem.pipelines.parquet;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.pipelines.parquet.ParquetPages.Page;
import java.io.IOException;
import java.util.Arrays;

/** Reads the rows of one column chunk into columns, some at a time. */
final class ChunkReader {
  private final LeafColumn leaf;
  private final ParquetPages pages;
  private long unread;
  private Page page;
  private int left;
  private boolean looked;
  private int repetition;
  private int definition;

  /**
   * @param values how many values the chunk has, nulls counted
   */
  ChunkReader(LeafColumn leaf, ParquetPages pages, long values) {
    this.leaf = leaf;
    this.pages = pages;
    this.unread = values;
  }

  /** The next {@code rows} rows. */
  Column read(int rows) throws IOException {
    Column column = Column.allocate(leaf.column().kind().held(), rows);
    if (leaf.descriptor().getMaxRepetitionLevel() > 0) {
      readLists((ListColumn) column, rows);
    } else {
      readFlat(values(column), rows);
    }
    return column;
  }

  private ValueReader values(Column column) {
    if (column instanceof LongColumn longs) {
      return ValueReader.longs(leaf, longs);
    }
    if (column instanceof DoubleColumn doubles) {
      return ValueReader.doubles(leaf, doubles);
    }
    if (column instanceof StringColumn strings) {
      return new TextReader(strings);
    }
    throw new IllegalArgumentException("lists have a reading of their own");
  }

  // Hot path: called for every value of a Parquet source.
  private void readFlat(ValueReader reader, int rows) throws IOException {
    int present = leaf.descriptor().getMaxDefinitionLevel();
    for (int row = 0; row < rows; ) {
      turnPage(reader);
      int count = Math.min(rows - row, left);
      for (int i = 0; i < count; i++, row++) {
        if (present == 0 || page.definition().next() == present) {
          reader.read(page.values(), row);
        }
      }
      left -= count;
      unread -= count;
    }
  }

  /** A list goes on as long as its values repeat, even on the next page. */
  private void readLists(ListColumn column, int rows) throws IOException {
    int max = leaf.descriptor().getMaxDefinitionLevel();
    DoubleColumn numbers = (DoubleColumn) Column.allocate(column.type().element(), 1);
    ValueReader reader = ValueReader.doubles(leaf, numbers);
    double[] list = new double[16];
    for (int row = 0; row < rows; row++) {
      if (!look(reader)) {
        throw new IOException("the chunk ends before its rows do");
      }
      if (definition <= leaf.presentLevel()) {
        take();
        if (definition == leaf.presentLevel()) {
          column.set(row, 0);
        }
        continue;
      }
      int length = 0;
      do {
        if (length == list.length) {
          list = Arrays.copyOf(list, 2 * length);
        }
        list[length++] = definition == max ? number(reader, numbers) : Double.NaN;
        take();
      } while (look(reader) && repetition > 0);
      store(column, row, list, length);
    }
  }

  private double number(ValueReader reader, DoubleColumn numbers) {
    reader.read(page.values(), 0);
    return numbers.value(0);
  }

  private static void store(ListColumn column, int row, double[] list, int length) {
    int start = column.set(row, length);
    DoubleColumn elements = (DoubleColumn) column.elements();
    for (int i = 0; i < length; i++) {
      elements.set(start + i, list[i]);
    }
  }

  /** Reads the levels of the next value unless they are known; false at the end of the chunk. */
  private boolean look(ValueReader reader) throws IOException {
    if (looked) {
      return true;
    }
    if (unread == 0) {
      return false;
    }
    turnPage(reader);
    repetition = page.repetition().next();
    definition = page.definition().next();
    looked = true;
    return true;
  }

  private void take() {
    looked = false;
    left--;
    unread--;
  }

  private void turnPage(ValueReader reader) throws IOException {
    while (left == 0) {
      if (unread == 0) {
        throw new IOException("the chunk ends before its rows do");
      }
      page = pages.next();
      left = page.count();
    }
    reader.use(pages.dictionary());
  }
}
