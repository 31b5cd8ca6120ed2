package dev.tandem.features.service;

import dev.tandem.features.declaration.FeatureCatalog;
import dev.tandem.features.declaration.FeatureService;
import dev.tandem.features.declaration.FeatureView;
import dev.tandem.features.declaration.GroupBy;
import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Problem;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.expression.Expression;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.view.CompiledView;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A feature service ready to be computed: which views it reads, and how their features, the request
 * and the request's time become the row that a model reads. Training and serving call the same
 * {@link #complete}.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class CompiledService {
  /** The name by which an on-demand expression reads the instant of the row: a timestamp. */
  public static final String REQUEST_TIME = FeatureCatalog.REQUEST_TIME.name();

  private final FeatureService declaration;
  private final List<CompiledView> views;
  private final List<List<CompiledView>> rounds;
  private final List<Field> entityKeys;
  private final List<Field> inputs;
  private final List<Field> features;
  private final Map<String, Expression> onDemand;
  private final Map<String, Set<String>> viewsBehind;
  private final String version;

  private CompiledService(
      Project project, FeatureService declaration, Scope scope, OnDemandPlan plan) {
    this.declaration = declaration;
    this.features = declaration.features().stream().map(name -> scope.find(name).get()).toList();
    this.onDemand = plan.expressions();
    this.inputs =
        plan.inputs().stream()
            .filter(name -> !name.equals(REQUEST_TIME))
            .map(name -> scope.find(name).get())
            .toList();
    Set<String> viewNames = new LinkedHashSet<>();
    inputs.forEach(input -> scope.viewOf(input.name()).ifPresent(viewNames::add));
    this.views =
        project.views().stream()
            .map(FeatureView::name)
            .filter(viewNames::contains)
            .map(view -> CompiledView.compile(project, view))
            .toList();
    this.rounds = new ViewRounds(views, this::groupKeys).rounds();
    this.entityKeys = entityKeys(scope);
    this.viewsBehind = new ViewsBehind(scope, onDemand).ofEach(declaration.features());
    this.version = ServiceVersion.of(this);
  }

  /**
   * Compiles one service of a project.
   *
   * @throws InvalidDeclarationException if there is no such service, it names what does not exist,
   *     an expression it needs is invalid, or on-demand features read each other in a circle
   */
  public static CompiledService compile(Project project, String service) {
    FeatureService declaration = project.service(service);
    Scope scope = new Scope(project, declaration);
    List<Problem> unknown =
        declaration.features().stream()
            .filter(name -> scope.find(name).isEmpty())
            .map(name -> new Problem("services." + service + ".features", scope.unknown(name)))
            .toList();
    if (!unknown.isEmpty()) {
      throw new InvalidDeclarationException(unknown);
    }
    return new CompiledService(
        project, declaration, scope, OnDemandPlan.of(scope, declaration.features()));
  }

  private List<Field> entityKeys(Scope scope) {
    Set<Field> keys = new LinkedHashSet<>();
    views.forEach(view -> keys.addAll(view.entity().keys()));
    inputs.stream().filter(input -> scope.isEntityKey(input.name())).forEach(keys::add);
    return List.copyOf(keys);
  }

  /** The service as declared. */
  public FeatureService declaration() {
    return declaration;
  }

  /** The views to read, those that only on-demand features read included, in declared order. */
  public List<CompiledView> views() {
    return views;
  }

  /**
   * The same views in the order in which they can be read: those of a round read their groups by
   * what a row brings and by features of earlier rounds.
   */
  public List<List<CompiledView>> rounds() {
    return rounds;
  }

  /** Of a view's {@link CompiledView#groupKeys()}, those that the needed features are read with. */
  public List<Field> groupKeys(CompiledView view) {
    Set<String> needed = inputs.stream().map(Field::name).collect(Collectors.toSet());
    Set<String> keys =
        view.compiledFeatures().stream()
            .filter(feature -> needed.contains(feature.field().name()))
            .flatMap(feature -> feature.by().stream())
            .map(GroupBy::key)
            .collect(Collectors.toSet());
    return view.groupKeys().stream().filter(key -> keys.contains(key.name())).toList();
  }

  /** The keys that a request or a training row brings: the views' and those that are features. */
  public List<Field> entityKeys() {
    return entityKeys;
  }

  /** The fields that a request or a training row brings besides, in declared order. */
  public List<Field> request() {
    return declaration.request();
  }

  /**
   * The columns that {@link #complete} reads, all there is before on-demand features are evaluated:
   * entity keys, request fields and view features, as far as they are needed.
   */
  public List<Field> inputs() {
    return inputs;
  }

  /** The columns that {@link #complete} returns, in declared order. */
  public List<Field> features() {
    return features;
  }

  /**
   * The names of the views whose events decide the value of one of {@link #features}, those that
   * say which group of another view is read included; empty for keys, request fields, and what is
   * computed from these and the time alone.
   *
   * @throws IllegalArgumentException if the service has no such feature
   */
  public Set<String> viewsBehind(String feature) {
    Set<String> behind = viewsBehind.get(feature);
    if (behind == null) {
      throw new IllegalArgumentException(
          "service '" + declaration.name() + "' has no feature '" + feature + "'");
    }
    return behind;
  }

  /** The on-demand features' expressions by name, each after those it reads. */
  Map<String, Expression> onDemand() {
    return onDemand;
  }

  /**
   * The SHA-256, in lower-case hexadecimal, of everything that decides the values: the layout, the
   * features, their views and defaults, the expressions and the sources' schemas. Two services with
   * the same version compute the same bits from the same events.
   */
  public String version() {
    return version;
  }

  /** True if a feature depends on the time of the request, or of the training row. */
  public boolean readsTime() {
    return onDemand.values().stream().anyMatch(e -> e.variables().contains(REQUEST_TIME));
  }

  // Hot path: ExpressionBenchmark
  /**
   * Evaluates the on-demand features of all rows and puts the columns in the order of {@link
   * #features}.
   *
   * @param inputs has the columns of {@link #inputs}; more do no harm
   * @param instants the rows' times, a timestamp column without nulls
   * @return a table that shares the columns of {@code inputs}
   * @throws IllegalArgumentException if a column is absent, or of another type or length
   */
  public Table complete(Table inputs, LongColumn instants) {
    Table.Builder builder = Table.builder(inputs.rows()).add(REQUEST_TIME, instants);
    for (Field input : this.inputs) {
      builder.add(input.name(), typed(inputs, input));
    }
    onDemand.forEach((name, expression) -> builder.allocate(name, expression.type()));
    Table all = builder.build();
    evaluate(all::column, all.rows());
    return all.project(declaration.features());
  }

  // Hot path: FetchBenchmark.
  /**
   * Evaluates the on-demand features of all rows into their columns; {@link #complete} does no
   * other thing.
   *
   * @param columns finds by name the columns of {@link #onDemandInputs} and of {@link
   *     #onDemandFeatures}, and that of {@link #REQUEST_TIME} if the service {@link #readsTime}
   * @param rows how many rows of each column there are
   */
  public void evaluate(Function<String, Column> columns, int rows) {
    onDemand.forEach((name, expression) -> expression.evaluate(columns, rows, columns.apply(name)));
  }

  /** The on-demand features that are evaluated, each after those it reads. */
  public List<Field> onDemandFeatures() {
    return onDemand.entrySet().stream()
        .map(e -> new Field(e.getKey(), e.getValue().type()))
        .toList();
  }

  /** Those of {@link #inputs} that on-demand features read. */
  public List<Field> onDemandInputs() {
    Set<String> read = new HashSet<>();
    onDemand.values().forEach(expression -> read.addAll(expression.variables()));
    return inputs.stream().filter(input -> read.contains(input.name())).toList();
  }

  private static Column typed(Table inputs, Field field) {
    Column column = inputs.column(field.name());
    if (column.type() != field.type()) {
      throw new IllegalArgumentException(
          "column '%s' is %s, the service was compiled for %s"
              .formatted(field.name(), column.type().declaredName(), field.type().declaredName()));
    }
    return column;
  }
}
