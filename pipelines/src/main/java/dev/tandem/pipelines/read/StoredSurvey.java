package dev.tandem.pipelines.read;

import dev.tandem.features.declaration.Source;
import dev.tandem.features.stored.InvalidFileException;
import dev.tandem.features.stored.StoredColumn;
import dev.tandem.features.stored.StoredFile;
import dev.tandem.features.stored.StoredPart;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Looks at the schema and the parts of a file of typed columns, which is cut between parts. */
final class StoredSurvey {
  private final Source source;
  private final long sliceBytes;

  StoredSurvey(Source source, long sliceBytes) {
    this.source = source;
    this.sliceBytes = sliceBytes;
  }

  /** Looks at a file; its first slice gets the index {@code firstIndex}. */
  FileContents survey(String file, int firstIndex) throws IOException {
    try (StoredFile stored = StoredFiles.open(source.format(), file)) {
      List<StoredColumn> columns = StoredSchema.match(source, file, stored.columns());
      return contents(file, firstIndex, names(columns), stored.parts());
    } catch (InvalidFileException e) {
      throw new SourceUnreadableException(e.getMessage(), e);
    }
  }

  private static FileColumns names(List<StoredColumn> columns) {
    return new FileColumns(columns.stream().map(StoredColumn::name).toList());
  }

  private FileContents contents(
      String file, int firstIndex, FileColumns columns, List<StoredPart> parts) {
    List<FileSlice> slices = new ArrayList<>();
    long rows = 0;
    long sliceRows = 0;
    long bytes = 0;
    int start = 0;
    for (int part = 0; part < parts.size(); part++) {
      bytes += parts.get(part).bytes();
      sliceRows += parts.get(part).rows();
      if (bytes >= sliceBytes || part + 1 == parts.size()) {
        slices.add(
            new FileSlice(
                file,
                firstIndex + slices.size(),
                start,
                part + 1L,
                rows + 1,
                columns,
                Encoding.PLAIN));
        rows += sliceRows;
        start = part + 1;
        sliceRows = 0;
        bytes = 0;
      }
    }
    return new FileContents(rows, slices);
  }
}
