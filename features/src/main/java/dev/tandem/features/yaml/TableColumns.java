package dev.tandem.features.yaml;

import dev.tandem.features.declaration.FeatureCatalog;
import dev.tandem.features.declaration.FeatureService;
import dev.tandem.features.declaration.Input;
import dev.tandem.features.declaration.Label;
import dev.tandem.features.declaration.OnDemandExpressions;
import dev.tandem.features.declaration.OnDemandFeature;
import dev.tandem.features.declaration.RowLabel;
import dev.tandem.features.declaration.Source;
import dev.tandem.features.declaration.SourceField;
import dev.tandem.features.expression.Expression;
import dev.tandem.features.expression.InvalidExpressionException;
import dev.tandem.features.table.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which columns of a table a model reads: those that its inputs name, and of the others those that
 * can be inputs, tell rows not just apart and are no part of a label.
 */
final class TableColumns {
  private final Source source;
  private final List<String> mentioned;
  private final Set<String> kept = new LinkedHashSet<>();

  /**
   * The columns of a source.
   *
   * @param mentioned the names under {@code inputs}
   */
  TableColumns(Source source, List<Label> labels, List<String> mentioned) {
    this.source = source;
    this.mentioned = mentioned;
    kept.addAll(source.eventId());
    source.eventTime().ifPresent(kept::add);
    labels.forEach(label -> kept.addAll(variables(((RowLabel) label).ofRow())));
  }

  private List<Field> all() {
    return source.fields().stream().map(SourceField::field).toList();
  }

  private List<String> variables(String expression) {
    try {
      return Expression.compile(expression, all()).variables();
    } catch (InvalidExpressionException e) {
      return List.of(); // The validator says what is wrong with it.
    }
  }

  /** A service that brings all columns. */
  FeatureService request() {
    return new FeatureService(TablePaths.TABLE, all(), List.of());
  }

  /**
   * A service of all features that can be inputs, those that {@code inputs} leaves out included.
   */
  FeatureService selectable(List<OnDemandFeature> onDemand) {
    List<String> features = new ArrayList<>();
    for (Field column : all()) {
      boolean byDefault = !kept.contains(column.name()) && !Input.Kind.of(column.type()).isEmpty();
      if (byDefault || mentioned.contains(column.name())) {
        features.add(column.name());
      }
    }
    onDemand.forEach(feature -> features.add(feature.name()));
    return new FeatureService(TablePaths.TABLE, all(), features);
  }

  /** The service of these features, which brings only the columns that they need. */
  FeatureService read(List<OnDemandFeature> onDemand, List<String> features) {
    OnDemandExpressions expressions = expressions(onDemand);
    Set<String> columns = new LinkedHashSet<>(features);
    features.forEach(feature -> columns.addAll(expressions.reads(feature)));
    List<Field> request = all().stream().filter(f -> columns.contains(f.name())).toList();
    List<String> known =
        features.stream()
            .filter(
                name ->
                    expressions.find(name).isPresent()
                        || request.stream().anyMatch(field -> field.name().equals(name)))
            .toList();
    return new FeatureService(TablePaths.TABLE, request, known);
  }

  /** The features that read the time of a row where rows have none. */
  List<String> readsTime(List<OnDemandFeature> onDemand) {
    if (source.eventTime().isPresent()) {
      return List.of();
    }
    OnDemandExpressions expressions = expressions(onDemand);
    return onDemand.stream()
        .map(OnDemandFeature::name)
        .filter(name -> expressions.reads(name).contains(Expression.REQUEST_TIME))
        .toList();
  }

  private OnDemandExpressions expressions(List<OnDemandFeature> onDemand) {
    List<Field> variables = new ArrayList<>(all());
    variables.add(FeatureCatalog.REQUEST_TIME);
    Map<String, String> texts = new LinkedHashMap<>();
    onDemand.forEach(feature -> texts.put(feature.name(), feature.expression()));
    return OnDemandExpressions.of(variables, texts);
  }
}
