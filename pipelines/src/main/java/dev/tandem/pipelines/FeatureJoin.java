package dev.tandem.pipelines;

import dev.tandem.features.declaration.OutcomeLabel;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.service.CompiledService;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import dev.tandem.pipelines.backfill.BackfillTally;
import dev.tandem.pipelines.backfill.JoinFeatures;
import dev.tandem.pipelines.backfill.JoinSpec;
import dev.tandem.pipelines.backfill.Sampling;
import dev.tandem.pipelines.backfill.SpineSpec;
import dev.tandem.pipelines.dataset.PartFile;
import dev.tandem.pipelines.dataset.ScratchFolder;
import dev.tandem.pipelines.dataset.Tally;
import dev.tandem.pipelines.events.PartsTask;
import dev.tandem.pipelines.run.ProjectSpec;
import dev.tandem.pipelines.shard.RowOrder;
import dev.tandem.pipelines.shard.ShardCount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Gives any rows a service's features as of their times, by the same pipeline that computes
 * training sets.
 *
 * <p>Immutable; the rows must not be changed while it runs.
 */
public final class FeatureJoin {
  private final Project project;
  private final CompiledService service;
  private final Table rows;
  private final List<OutcomeLabel> labels;

  private FeatureJoin(
      Project project, CompiledService service, Table rows, List<OutcomeLabel> labels) {
    this.project = project;
    this.service = service;
    this.rows = rows;
    this.labels = List.copyOf(labels);
  }

  /**
   * The join of a service's features to rows.
   *
   * @param rows {@link EventColumns#TIME}, the service's entity keys and request fields; other
   *     columns are ignored
   */
  public static FeatureJoin of(Project project, String service, Table rows) {
    return new FeatureJoin(project, CompiledService.compile(project, service), rows, List.of());
  }

  /**
   * The same with labels of the project behind the features; the rows have the fields that these
   * are on. A label whose window reaches beyond the end of its source's events is null.
   */
  public FeatureJoin withLabels(List<OutcomeLabel> outcomes) {
    return new FeatureJoin(project, service, rows, outcomes);
  }

  /** The sources whose staged events it reads. */
  public List<String> sources() {
    return Stream.concat(
            service.views().stream().map(view -> view.declaration().source()),
            labels.stream().map(OutcomeLabel::source))
        .distinct()
        .toList();
  }

  /**
   * Runs.
   *
   * @return a row for each given row, in the given order: {@link EventColumns#TIME}, the entity
   *     keys, the request fields, the features in the service's order (keys and request fields are
   *     not repeated), a status for each view, the labels
   * @throws NotStagedException if one of the {@link #sources} has not been ingested
   * @throws IllegalArgumentException if the rows lack a column
   * @throws dev.tandem.pipelines.run.PipelineFailedException if anything goes wrong
   */
  public Table run(PipelineSettings settings) {
    PipelineRun.openFileSystems(settings);
    DatasetPaths datasets = DatasetPaths.of(settings);
    Table numbered = numbered();
    try (StagedSources staged = StagedSources.open(datasets, sources());
        ScratchFolder scratch =
            ScratchFolder.create(datasets.scratch(), "join-" + service.declaration().name())) {
      Tally spine = PartFile.write(scratch.in("rows"), 0, numbered, BackfillTally.SPINE);
      int shards =
          settings.shards().orElseGet(() -> ShardCount.forRows(staged.rows() + numbered.rows()));
      JoinSpec spec =
          new JoinSpec(
              ProjectSpec.of(project),
              service.declaration().name(),
              labels.stream().map(OutcomeLabel::name).toList(),
              Sampling.none(),
              shards,
              settings.shards().orElseGet(() -> ShardCount.forRows(spine.rows())));
      PipelineRun run = PipelineRun.of("join " + service.declaration().name(), settings);
      run.pipeline()
          .apply(
              "join",
              JoinFeatures.of(
                  spec,
                  SpineSpec.all(),
                  List.of(new PartsTask("", 0, List.of(scratch.in("rows").part(0)))),
                  staged.tasks(spec.sources(), shards),
                  scratch.in("joined")));
      run.execute();
      return onlyMature(
          staged,
          inGivenOrder(
              ScratchFolder.readParts(
                  scratch.in("joined"), BackfillTally.ROWS, spec.outputFields())));
    } catch (IOException e) {
      throw new UncheckedIOException("a file of the join cannot be written or read", e);
    }
  }

  /** The needed columns, with the number of the row as its identity. */
  private Table numbered() {
    Table.Builder numbered = Table.builder(rows.rows());
    long[] number = new long[rows.rows()];
    for (int row = 0; row < number.length; row++) {
      number[row] = row;
    }
    numbered.add(EventColumns.TIME, rows.longs(EventColumns.TIME));
    numbered.add(EventColumns.ID_HI, LongColumn.of(ValueType.INT64, new long[rows.rows()]));
    numbered.add(EventColumns.ID_LO, LongColumn.of(ValueType.INT64, number));
    List<Field> given = new ArrayList<>(service.entityKeys());
    given.addAll(service.request());
    labels.forEach(
        label -> label.on().forEach(name -> given.add(new Field(name, rows.column(name).type()))));
    given.stream()
        .distinct()
        .forEach(field -> numbered.add(field.name(), rows.column(field.name())));
    return numbered.build();
  }

  private static Table inGivenOrder(Table joined) {
    Table ordered = RowOrder.sorted(joined, RowOrder.identity(joined));
    return ordered.project(
        ordered.fields().stream()
            .map(Field::name)
            .filter(name -> !name.equals(EventColumns.ID_HI) && !name.equals(EventColumns.ID_LO))
            .toList());
  }

  /** Takes the labels away that are not known yet. */
  private Table onlyMature(StagedSources staged, Table joined) {
    LongColumn time = joined.longs(EventColumns.TIME);
    for (OutcomeLabel label : labels) {
      long matureBefore = staged.matureBefore(label);
      for (int row = 0; row < joined.rows(); row++) {
        if (time.value(row) >= matureBefore) {
          joined.column(label.column()).setNull(row);
          if (label.delay()) {
            joined.column(label.delayColumn()).setNull(row);
          }
        }
      }
    }
    return joined;
  }
}
