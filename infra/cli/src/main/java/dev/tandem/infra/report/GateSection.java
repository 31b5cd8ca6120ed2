package dev.tandem.infra.report;

import dev.tandem.infra.page.Block;
import dev.tandem.infra.page.NumberText;
import dev.tandem.infra.page.PageTable;
import dev.tandem.infra.page.PageTable.Cell;
import dev.tandem.infra.page.PageTable.Row;
import dev.tandem.infra.page.Section;
import dev.tandem.training.explain.GateShares;
import dev.tandem.training.explain.GateShares.Segment;
import dev.tandem.training.explain.GateShares.Share;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** How the gates of a network share out what they mix, by task and by segment. */
final class GateSection {
  private static final String HEADING = "Gates";

  /** Segments of fewer rows are left to those who open the whole table. */
  private static final int FEWEST_ROWS = 50;

  private static final int SHOWN = 5;
  private static final double COLLAPSED = 0.9;

  private final String architecture;
  private final List<GateShares> gates;

  GateSection(String architecture, List<GateShares> gates) {
    this.architecture = architecture;
    this.gates = gates;
  }

  Section section() {
    if (gates.isEmpty()) {
      return Section.leftOut(
          HEADING,
          "The architecture "
              + architecture
              + " has no gates: it does not weight what its tasks share row by row, as mmoe, ple or"
              + " aitm do.");
    }
    List<Block> blocks = new ArrayList<>();
    List<GateShares> last = List.of();
    for (List<GateShares> level : levels()) {
      blocks.add(new Block.Tables(List.of(all(level))));
      last = level;
    }
    blocks.add(
        new Block.Tables(
            last.stream()
                .filter(gate -> !mostDifferent(gate).isEmpty())
                .map(gate -> segments(": where it differs most", gate, mostDifferent(gate)))
                .toList()));
    List<PageTable> whole =
        gates.stream()
            .filter(gate -> !gate.segments().isEmpty())
            .map(gate -> segments("", gate, gate.segments()))
            .toList();
    if (!whole.isEmpty()) {
      blocks.add(new Block.More("Every segment of every gate", whole));
    }
    return new Section(
        HEADING,
        "The mean weight that each gate gives to what it mixes; a row of the table adds up to 1. Equal"
            + " weights everywhere mean that the gate has nothing to choose, nearly 1 for one that"
            + " the others are not used. A segment is the rows with one value of an input; of inputs"
            + " with many values, such as ids, those seen often enough in training and the others.",
        blocks);
  }

  /** The gates of each level, from the inputs on; one that has no levels is one. */
  private Collection<List<GateShares>> levels() {
    return gates.stream()
        .collect(Collectors.groupingBy(GateSection::level, LinkedHashMap::new, Collectors.toList()))
        .values();
  }

  /** The beginning of the names of a level's gates and of what they mix. */
  private static String level(GateShares gate) {
    int end = gate.gate().indexOf("gate");
    return end < 0 ? "" : gate.gate().substring(0, end);
  }

  /** A name without that of its level. */
  private static String within(GateShares gate, String name) {
    return name.startsWith(level(gate)) ? name.substring(level(gate).length()) : name;
  }

  private static PageTable all(List<GateShares> level) {
    Set<String> names = new LinkedHashSet<>();
    level.forEach(gate -> names.addAll(gate.mixed()));
    List<String> head = new ArrayList<>(List.of("gate"));
    names.forEach(name -> head.add(within(level.get(0), name)));
    List<Row> rows = new ArrayList<>();
    double strongest = level.stream().mapToDouble(gate -> greatest(gate.all())).max().orElse(1);
    for (GateShares gate : level) {
      List<Cell> cells = new ArrayList<>();
      for (String name : names) {
        int at = gate.mixed().indexOf(name);
        cells.add(at < 0 ? Cell.number("") : cell(gate.all().means().get(at), strongest));
      }
      rows.add(new Row(within(gate, gate.gate()), cells));
    }
    return new PageTable("All rows" + suffix(level.get(0)), head, rows);
  }

  private static String suffix(GateShares gate) {
    return level(gate).isEmpty() ? "" : ", " + level(gate).replaceAll("\\.$", "");
  }

  private static PageTable segments(String what, GateShares gate, List<Segment> segments) {
    List<String> head = new ArrayList<>(List.of("segment"));
    gate.mixed().forEach(name -> head.add(within(gate, name)));
    head.add("rows");
    List<Row> rows = new ArrayList<>();
    double strongest = segments.stream().mapToDouble(s -> greatest(s.share())).max().orElse(1);
    rows.add(row("all rows", gate.all(), strongest));
    segments.forEach(s -> rows.add(row(s.feature() + ": " + s.value(), s.share(), strongest)));
    return new PageTable(gate.gate() + what, head, rows);
  }

  private static Row row(String name, Share share, double strongest) {
    List<Cell> cells = new ArrayList<>();
    share.means().forEach(mean -> cells.add(cell(mean, strongest)));
    cells.add(Cell.number(NumberText.count(share.rows())));
    return new Row(name, cells);
  }

  private static double greatest(Share share) {
    return share.means().stream().mapToDouble(Double::doubleValue).max().orElse(1);
  }

  private static Cell cell(double weight, double strongest) {
    return Cell.heat(NumberText.fixed(weight, 2), weight / strongest);
  }

  private static List<Segment> mostDifferent(GateShares gate) {
    return gate.segments().stream()
        .filter(segment -> segment.share().rows() >= FEWEST_ROWS)
        .sorted(Comparator.comparingDouble(gate::distance).reversed())
        .limit(SHOWN)
        .toList();
  }

  /** A sentence for each gate that uses one of many alone. */
  List<String> findings() {
    List<String> found = new ArrayList<>();
    for (GateShares gate : gates) {
      for (int i = 0; gate.mixed().size() > 1 && i < gate.mixed().size(); i++) {
        if (gate.all().means().get(i) >= COLLAPSED) {
          found.add(
              "%s gives %s of its weight to %s: the others are hardly used."
                  .formatted(
                      gate.gate(),
                      NumberText.percent(gate.all().means().get(i)),
                      gate.mixed().get(i)));
        }
      }
    }
    return found;
  }
}
