package dev.tandem.pipelines.parquet;

import dev.tandem.features.stored.StoredText;
import dev.tandem.features.table.StringColumn;
import java.util.Arrays;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.column.values.dictionary.DictionaryValuesReader;

/** Reads text into a column, decoding each entry of a dictionary once. */
final class TextReader implements ValueReader {
  private static final int UNKNOWN = -1;

  private final StringColumn column;
  private Dictionary dictionary;
  private int[] codeOf = new int[0];

  TextReader(StringColumn column) {
    this.column = column;
  }

  @Override
  public void use(Dictionary used) {
    if (used != dictionary && used != null) {
      codeOf = new int[used.getMaxId() + 1];
      Arrays.fill(codeOf, UNKNOWN);
    }
    dictionary = used;
  }

  @Override
  public void read(ValuesReader values, int row) {
    if (values instanceof DictionaryValuesReader) {
      int id = values.readValueDictionaryId();
      if (codeOf[id] == UNKNOWN) {
        codeOf[id] = column.code(text(dictionary.decodeToBinary(id).getBytesUnsafe()));
      }
      column.setCode(row, codeOf[id]);
    } else {
      column.set(row, text(values.readBytes().getBytes()));
    }
  }

  private static String text(byte[] bytes) {
    return StoredText.decode(bytes, 0, bytes.length);
  }
}
