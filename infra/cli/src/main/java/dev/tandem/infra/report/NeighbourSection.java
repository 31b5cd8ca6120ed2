package dev.tandem.infra.report;

import dev.tandem.infra.page.Block;
import dev.tandem.infra.page.NumberText;
import dev.tandem.infra.page.PageTable;
import dev.tandem.infra.page.PageTable.Cell;
import dev.tandem.infra.page.PageTable.Row;
import dev.tandem.infra.page.Section;
import dev.tandem.training.explain.Neighbourhood;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which values of a feature the model has found alike. */
final class NeighbourSection {
  private static final String HEADING = "What the model finds alike";

  private final List<Neighbourhood> neighbourhoods;

  NeighbourSection(List<Neighbourhood> neighbourhoods) {
    this.neighbourhoods = neighbourhoods;
  }

  Section section() {
    if (neighbourhoods.isEmpty()) {
      return Section.leftOut(
          HEADING,
          "No input has an embedding of three or more values that a person can read, which are words"
              + " or numbers of which there are few.");
    }
    Map<String, List<Row>> byFeature = new LinkedHashMap<>();
    for (Neighbourhood found : neighbourhoods) {
      String nearest =
          found.nearest().stream()
              .map(near -> near.value() + " " + NumberText.fixed(near.cosine(), 2))
              .collect(Collectors.joining(", "));
      byFeature
          .computeIfAbsent(found.feature(), feature -> new ArrayList<>())
          .add(new Row(found.value(), List.of(Cell.words(nearest))));
    }
    return new Section(
        HEADING,
        "The most frequent values of an input, each with those whose embeddings point the same way"
            + " and the cosine between them: 1 is the same direction, 0 none in common.",
        List.of(
            new Block.Cards(
                byFeature.entrySet().stream()
                    .map(
                        feature ->
                            new PageTable(
                                feature.getKey(), List.of("value", "nearest"), feature.getValue()))
                    .toList())));
  }
}
