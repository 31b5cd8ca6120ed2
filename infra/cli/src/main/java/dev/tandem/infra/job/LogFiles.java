package dev.tandem.infra.job;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.declaration.Source;
import dev.tandem.pipelines.Ingest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the files of a project's sources are.
 *
 * @param declaration the file that declares the project; the sources' relative paths start from its
 *     folder
 * @param data instead of that folder another one, or the one file of the only source
 */
public record LogFiles(Path declaration, Optional<Path> data) {

  /**
   * The ingestion of a source from its files.
   *
   * @throws JobFailedException if the data is one file, but there are several sources, or is not
   *     there
   */
  Ingest ingest(Project project, String source) {
    Ingest ingest = Ingest.of(project, source);
    if (data.isEmpty()) {
      return ingest.withFolder(declaration.toAbsolutePath().getParent());
    }
    Path given = data.get().toAbsolutePath();
    if (!Files.exists(given)) {
      throw new JobFailedException("no such file or folder: " + data.get());
    }
    if (Files.isDirectory(given)) {
      return ingest.withFolder(given);
    }
    if (project.sources().size() != 1) {
      throw new JobFailedException(
          data.get()
              + " is one file, but the project has the sources "
              + String.join(", ", project.sources().stream().map(Source::name).toList())
              + "; name the folder that holds their files");
    }
    return ingest.withFiles(List.of(given.toString()));
  }
}
