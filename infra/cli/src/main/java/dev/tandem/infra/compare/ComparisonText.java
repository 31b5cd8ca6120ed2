package dev.tandem.infra.compare;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.infra.compare.ComparedArchitecture.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A comparison as a Markdown table, which a page of results can take over, and as JSON. */
public final class ComparisonText {
  /** The metrics of the table, as far as a task has them. */
  private static final List<String> SHOWN = List.of("auc", "log_loss", "rmse", "mae");

  private final List<ComparedArchitecture> compared;

  /** The texts of a comparison. */
  public ComparisonText(List<ComparedArchitecture> compared) {
    this.compared = List.copyOf(compared);
  }

  private record Column(String task, String metric) {}

  /** The lines of the table: the mean over the seeds and, behind ±, the standard deviation. */
  public List<String> lines() {
    List<Column> columns = columns();
    List<String> lines = new ArrayList<>();
    StringBuilder header = new StringBuilder("| architecture |");
    StringBuilder rule = new StringBuilder("|---|");
    for (Column column : columns) {
      header.append(' ').append(column.task()).append(' ').append(column.metric()).append(" |");
      rule.append("---|");
    }
    lines.add(header.append(" s per seed |").toString());
    lines.add(rule.append("---|").toString());
    compared.forEach(architecture -> lines.add(line(architecture, columns)));
    return lines;
  }

  private List<Column> columns() {
    Optional<ComparedArchitecture> trained =
        compared.stream().filter(a -> a.refusal().isEmpty()).findFirst();
    List<Column> columns = new ArrayList<>();
    trained.ifPresent(
        architecture ->
            architecture
                .tasks()
                .forEach(
                    (task, metrics) ->
                        SHOWN.stream()
                            .filter(metrics::containsKey)
                            .forEach(metric -> columns.add(new Column(task, metric)))));
    return columns;
  }

  private static String line(ComparedArchitecture architecture, List<Column> columns) {
    StringBuilder line = new StringBuilder("| `").append(architecture.name()).append("` |");
    if (architecture.refusal().isPresent()) {
      return line.append(" refused: ")
          .append(architecture.refusal().get())
          .append(" |")
          .append(" |".repeat(columns.size()))
          .toString();
    }
    for (Column column : columns) {
      Spread spread =
          architecture.tasks().getOrDefault(column.task(), Map.of()).get(column.metric());
      line.append(' ').append(spread == null ? "" : text(spread)).append(" |");
    }
    return line.append(String.format(Locale.ROOT, " %.1f |", architecture.secondsPerSeed()))
        .toString();
  }

  private static String text(Spread spread) {
    return spread.values().size() == 1
        ? String.format(Locale.ROOT, "%.4f", spread.mean())
        : String.format(Locale.ROOT, "%.4f ± %.4f", spread.mean(), spread.deviation());
  }

  /** The JSON form, indented: {@code architectures.NAME.tasks.TASK.METRIC.mean} and so on. */
  public String json() {
    ObjectNode json = new ObjectMapper().createObjectNode();
    ObjectNode all = json.putObject("architectures");
    for (ComparedArchitecture architecture : compared) {
      ObjectNode node = all.putObject(architecture.name());
      architecture.refusal().ifPresent(why -> node.put("refused", why));
      if (architecture.refusal().isEmpty()) {
        node.put("seconds_per_seed", architecture.secondsPerSeed());
        ObjectNode tasks = node.putObject("tasks");
        architecture.tasks().forEach((task, metrics) -> write(metrics, tasks.putObject(task)));
      }
    }
    return json.toPrettyString();
  }

  private static void write(Map<String, Spread> metrics, ObjectNode json) {
    metrics.forEach(
        (name, spread) -> {
          ObjectNode node = json.putObject(name);
          node.put("mean", spread.mean()).put("deviation", spread.deviation());
          spread.values().forEach(node.putArray("values")::add);
        });
  }
}
