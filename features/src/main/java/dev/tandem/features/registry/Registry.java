package dev.tandem.features.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.declaration.ProjectValidator;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The versions of one project's declarations, kept as files in a folder.
 *
 * <p>A version, once written, never changes. Several processes may use one folder at once: each
 * sees whole versions only, and versions applied at the same time get different numbers. Safe for
 * use by many threads. All methods throw {@link java.io.UncheckedIOException} if the folder cannot
 * be read or written, and {@link CorruptRegistryException} if a version is not as it was written.
 */
public final class Registry {
  private final VersionFiles files;

  private Registry(VersionFiles files) {
    this.files = files;
  }

  /** The registry in this folder, which is created with the first version. */
  public static Registry open(Path folder) {
    return new Registry(new VersionFiles(folder.resolve("versions")));
  }

  /** The newest version, or empty if none has been applied. */
  public Optional<RegistryVersion> latest() {
    List<Long> numbers = files.numbers();
    return numbers.isEmpty()
        ? Optional.empty()
        : Optional.of(version(numbers.get(numbers.size() - 1)));
  }

  /** All versions, oldest first. */
  public List<RegistryVersion> versions() {
    return files.numbers().stream().map(this::version).toList();
  }

  private RegistryVersion version(long number) {
    return new RegistryVersion(
        number, ProjectJson.readHash(files.read(number), files.place(number)));
  }

  /**
   * The project that a version declares.
   *
   * @throws CorruptRegistryException if the file is not the version's
   */
  public Project read(RegistryVersion version) {
    byte[] file = files.read(version.number());
    String place = files.place(version.number());
    if (!ProjectJson.readHash(file, place).equals(version.sha256())) {
      throw new CorruptRegistryException(place + ": not the version " + version);
    }
    return ProjectJson.read(file, place);
  }

  /** What applying the project would change. */
  public Plan plan(Project project) {
    JsonNode before =
        latest().map(this::read).map(ProjectJson::tree).orElse(MissingNode.getInstance());
    return new Plan(ProjectDiff.between(before, ProjectJson.tree(project)));
  }

  /** What lies between two projects, whether or not either was applied. */
  public static Plan difference(Project before, Project after) {
    return new Plan(ProjectDiff.between(ProjectJson.tree(before), ProjectJson.tree(after)));
  }

  /**
   * Makes the project the newest version, unless it already is.
   *
   * @throws InvalidDeclarationException if it has mistakes
   */
  public RegistryVersion apply(Project project) {
    ProjectValidator.require(project);
    String sha256 = ProjectJson.sha256(project);
    byte[] file = ProjectJson.write(project);
    while (true) {
      Optional<RegistryVersion> latest = latest();
      if (latest.isPresent() && latest.get().sha256().equals(sha256)) {
        return latest.get();
      }
      long number = latest.map(RegistryVersion::number).orElse(0L) + 1;
      if (files.create(number, file)) {
        return new RegistryVersion(number, sha256);
      }
    }
  }
}
