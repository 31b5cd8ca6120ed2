package dev.tandem.infra.job;

import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.declaration.Source;
import dev.tandem.features.service.CompiledService;
import dev.tandem.features.table.Field;
import dev.tandem.features.yaml.TableModelReader;
import dev.tandem.training.TrainingRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The declaration of a model over one table, read for the table at hand.
 *
 * @param declaration its file
 * @param project of the one source, service, training set and model
 */
record TableModel(Path declaration, Project project) {
  /** The name of a declaration's copy beside the versions of a bundle. */
  private static final String BESIDE_BUNDLE = "table.yaml";

  /**
   * Reads a declaration.
   *
   * @param table the file, directory or glob of the rows
   * @throws dev.tandem.features.declaration.InvalidDeclarationException with every mistake in it
   */
  static TableModel read(Path declaration, String table) {
    Project project = TableModelReader.read(declaration, absolute(table));
    TrainingRun.requireTrainable(project.models().get(0));
    return new TableModel(declaration, project);
  }

  /**
   * Reads the declaration that a bundle was trained with.
   *
   * @throws JobFailedException if the bundle is none of a table
   */
  static TableModel ofBundle(Path bundle, String table) {
    Path declaration = bundle.resolve(BESIDE_BUNDLE);
    if (!Files.exists(declaration)) {
      throw new JobFailedException(
          bundle
              + " holds no model of a table: there is no "
              + BESIDE_BUNDLE
              + " in it, which tandem train --table writes");
    }
    return new TableModel(declaration, TableModelReader.read(declaration, absolute(table)));
  }

  private static String absolute(String table) {
    return table.matches("[a-zA-Z][a-zA-Z0-9+.-]+://.*")
        ? table
        : Path.of(table).toAbsolutePath().normalize().toString();
  }

  Model model() {
    return project.models().get(0);
  }

  CompiledService service() {
    return CompiledService.compile(project, TableModelReader.TABLE);
  }

  /**
   * The table as predictions read it: the columns that the model needs, and those that tell rows
   * apart as far as the table has them. Labels are not known yet.
   */
  Source withoutLabels() {
    Source source = project.source(TableModelReader.TABLE);
    Set<String> needed = new LinkedHashSet<>(names(service().request()));
    Optional<String> time = source.eventTime().filter(name -> service().readsTime());
    time.ifPresent(needed::add);
    Set<String> present = new LinkedHashSet<>(source.eventId());
    return new Source(
        source.name(),
        source.format(),
        source.paths(),
        source.header(),
        source.delimiter(),
        source.fields().stream()
            .filter(f -> needed.contains(f.name()) || present.contains(f.name()))
            .map(f -> needed.contains(f.name()) ? f : f.asOptional())
            .toList(),
        time,
        source.eventId(),
        Optional.empty(),
        Optional.empty(),
        source.maxDeadLetterShare(),
        Optional.empty());
  }

  private static List<String> names(List<Field> fields) {
    return fields.stream().map(Field::name).toList();
  }

  /** Puts a copy of the declaration beside the versions of a bundle. */
  void copyBeside(Path bundle) {
    try {
      Files.copy(declaration, bundle.resolve(BESIDE_BUNDLE), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("the declaration cannot be copied to " + bundle, e);
    }
  }
}
