package dev.tandem.features.yaml;

import dev.tandem.features.declaration.FieldPath;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the parts of the project that a {@link TableModelReader} makes stand in its file: {@code
 * sources.table.fields.age} is {@code columns.age} there.
 */
final class TablePaths {
  /** The name of the source, the service and the training set. */
  static final String TABLE = "table";

  /** The key of the model's name. */
  static final String NAME = "model";

  private static final String LABELS = "labels.";
  private static final String OF_ROW = ".of_row";

  private record Place(String inProject, String inFile) {}

  private final String models;
  private final List<Place> places;

  TablePaths(String model) {
    models = "models." + model;
    places =
        List.of(
            new Place("sources.table.fields", "columns"),
            new Place("services.table.request", "columns"),
            new Place("sources.table.event_time", "time"),
            new Place("sources.table.event_id", "id"),
            new Place("sources.table", ""),
            new Place("services.table.features", "inputs"),
            new Place("training_sets.table.labels", "labels"),
            new Place(models, ""),
            new Place("project", NAME));
  }

  /** The place in the file of a part of the project. */
  String inFile(String path) {
    if (path.equals(models)) {
      return NAME;
    }
    for (Place place : places) {
      if (FieldPath.isWithin(path, place.inProject())) {
        String rest = path.substring(place.inProject().length());
        return place.inFile().isEmpty() && rest.startsWith(".")
            ? rest.substring(1)
            : place.inFile() + rest;
      }
    }
    return path.startsWith(LABELS) && path.endsWith(OF_ROW)
        ? path.substring(0, path.length() - OF_ROW.length())
        : path;
  }

  /** The places in the project of parts of the file: a column is a field and a request field. */
  Set<String> inProject(Set<String> paths) {
    return paths.stream()
        .flatMap(path -> Stream.concat(Stream.of(path), inProject(path)))
        .collect(Collectors.toSet());
  }

  private Stream<String> inProject(String path) {
    return places.stream()
        .filter(place -> place.inFile().isEmpty() || FieldPath.isWithin(path, place.inFile()))
        .map(
            place ->
                place.inFile().isEmpty()
                    ? FieldPath.of(place.inProject(), path)
                    : place.inProject() + path.substring(place.inFile().length()));
  }
}
