package dev.tandem.pipelines.read;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;

/** Finds the files that paths stand for, in any file system that Beam knows. */
public final class InputFiles {
  private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+://.*");

  private InputFiles() {}

  /**
   * The files of the given paths, each once, in the order of their names.
   *
   * @param folder what relative paths start from
   * @param paths files, directories (all files directly in them, except those whose name begins
   *     with a dot or an underscore) or globs
   * @throws SourceUnreadableException if a path stands for no file
   */
  public static List<String> find(String folder, List<String> paths) {
    TreeSet<String> files = new TreeSet<>();
    for (String path : paths) {
      List<String> found = match(absolute(folder, path));
      if (found.isEmpty()) {
        throw new SourceUnreadableException("no file matches " + absolute(folder, path));
      }
      files.addAll(found);
    }
    return List.copyOf(files);
  }

  private static String absolute(String folder, String path) {
    boolean isAbsolute = path.startsWith("/") || SCHEME.matcher(path).matches();
    return isAbsolute ? path : folder + (folder.endsWith("/") ? "" : "/") + path;
  }

  private static List<String> match(String path) {
    try {
      List<MatchResult.Metadata> found = metadata(path);
      if (found.size() == 1 && found.get(0).resourceId().isDirectory()) {
        found = metadata(path + (path.endsWith("/") ? "*" : "/*"));
        found = found.stream().filter(m -> !isHidden(m)).toList();
      }
      List<String> files = new ArrayList<>();
      for (MatchResult.Metadata metadata : found) {
        if (!metadata.resourceId().isDirectory()) {
          files.add(metadata.resourceId().toString());
        }
      }
      return files;
    } catch (IOException e) {
      throw new SourceUnreadableException(path + " cannot be listed: " + e.getMessage(), e);
    }
  }

  private static List<MatchResult.Metadata> metadata(String path) throws IOException {
    MatchResult result = FileSystems.match(path, EmptyMatchTreatment.ALLOW);
    try {
      return result.metadata();
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  private static boolean isHidden(MatchResult.Metadata metadata) {
    String name = metadata.resourceId().getFilename();
    return name == null || name.startsWith(".") || name.startsWith("_");
  }
}
