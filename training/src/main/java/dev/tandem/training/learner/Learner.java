package dev.tandem.training.learner;

import dev.tandem.features.bundle.Tensor;
import dev.tandem.training.architecture.NetworkShape;
import dev.tandem.training.blas.OpenBlasProduct;
import dev.tandem.training.embedding.BatchGradients;
import dev.tandem.training.embedding.EmbeddingTable;
import dev.tandem.training.embedding.TableShape;
import dev.tandem.training.input.InputLayer;
import dev.tandem.training.input.InputLayout;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Network;
import dev.tandem.training.network.Parameter;
import dev.tandem.training.network.Parameters;
import dev.tandem.training.optimizer.Optimizer;
import dev.tandem.training.rows.TrainingRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A model that learns from rows, a batch at a time.
 *
 * <p>A batch is cut into as many shards of rows as there are threads; every sum across shards has a
 * fixed order. So the same rows, seed and number of shards give the same weights, bit for bit. Not
 * thread-safe; close it to end its threads.
 */
public final class Learner implements AutoCloseable {
  private final LearnerSettings settings;
  private final TrainingRows rows;
  private final List<EmbeddingTable> tables = new ArrayList<>();
  private final Parameters parameters;
  private final List<Shard> shards = new ArrayList<>();
  private final ShardThreads threads;
  private final BatchFeed feed;
  private final float[] embeddingGradients;
  private final BatchGradients gradients;
  private final List<WeightUpdate> updates;
  private long step;

  /** A learner with fresh weights. */
  public Learner(LearnerSettings settings, TrainingRows rows) {
    this.settings = settings;
    this.rows = rows;
    InputLayout layout = new InputLayout(rows.inputs());
    for (TableShape table : layout.tables()) {
      tables.add(new EmbeddingTable(table, settings.optimizer().moments(), settings.seed()));
    }
    this.parameters = new Parameters(settings.seed(), settings.shards());
    NetworkShape shape = new NetworkShape(layout.slices(), settings.tasks(), settings.options());
    for (int i = 0; i < settings.shards(); i++) {
      LayerContext context =
          new LayerContext(parameters, i, Shard.BLOCK, new OpenBlasProduct(), settings.seed());
      Network network = settings.architecture().build(shape, context);
      InputLayer inputs = new InputLayer(layout, tables, context);
      shards.add(new Shard(network, inputs, shape.inputWidth(), rows, settings.tasks()));
    }
    this.threads = new ShardThreads(settings.shards());
    this.feed = new BatchFeed(batch(), batch(), settings.batchSize());
    this.embeddingGradients =
        new float[Math.multiplyExact(settings.batchSize(), layout.gradientWidth())];
    this.gradients =
        new BatchGradients(rows.inputs().idWidth(), embeddingGradients, layout.gradientWidth());
    this.updates = WeightUpdate.deal(settings, parameters.all(), tables, layout, gradients);
  }

  private Batch batch() {
    return new Batch(rows, settings.tasks().size(), settings.batchSize());
  }

  /** The number of steps taken. */
  public long steps() {
    return step;
  }

  /** A replica of what makes the network's input vectors, for export. */
  public InputLayer inputs() {
    return shards.get(0).inputs();
  }

  /** A replica of the network, for export. */
  public Network network() {
    return shards.get(0).network();
  }

  /**
   * Learns from the rows {@code order[from, from + count)} and returns their loss before the
   * update. Meanwhile the rows that follow in the order are fetched, so the order must stay as it
   * is until a step takes another.
   *
   * @param count at most the batch size
   */
  public double step(int[] order, int from, int count) {
    Batch batch = feed.take(order, from, count);
    threads.run(
        shard ->
            shards
                .get(shard)
                .learn(batch, bound(count, shard), bound(count, shard + 1), embeddingGradients));
    Optimizer.Update update = settings.optimizer().at(++step);
    float penalty = (float) settings.embeddingPenalty();
    gradients.moveTo(batch.ids(), count);
    threads.run(shard -> updates.get(shard).run(penalty, update));
    double loss = 0;
    for (int shard = 0; shard < shards.size(); shard++) {
      loss += shards.get(shard).loss();
    }
    return loss;
  }

  /**
   * Checks that a loss is finite.
   *
   * @throws DivergedException naming the epoch, the step and the first tensor that is not finite
   */
  public void requireFinite(double loss, int epoch) {
    FiniteCheck.require(this, rows, loss, epoch);
  }

  private int bound(int count, int shard) {
    return (int) ((long) count * shard / settings.shards());
  }

  /** The outputs of rows [from, to), by task: rows x units of its head. */
  public float[][] predict(int from, int to) {
    float[][] outputs = new float[settings.tasks().size()][];
    for (int task = 0; task < outputs.length; task++) {
      outputs[task] = new float[(to - from) * settings.tasks().get(task).outputs()];
    }
    threads.run(
        shard -> {
          int start = from + bound(to - from, shard);
          int end = from + bound(to - from, shard + 1);
          shards.get(shard).predict(start, end, outputs, from);
        });
    return outputs;
  }

  /** A copy of all weights. */
  public List<Tensor> weights() {
    List<Tensor> tensors = new ArrayList<>();
    for (EmbeddingTable table : tables) {
      tensors.add(
          Tensor.of(table.name(), List.of(table.entries(), table.dimension()), table.weights()));
    }
    for (Parameter parameter : parameters.all()) {
      tensors.add(
          Tensor.of(
              parameter.name(),
              List.of(parameter.rows(), parameter.columns()),
              parameter.values().clone()));
    }
    return tensors;
  }

  /**
   * Replaces all weights by a copy that {@link #weights} made; the optimizer's moments stay.
   *
   * @throws IllegalArgumentException if they are not the weights of such a model
   */
  public void restore(List<Tensor> weights) {
    Map<String, Tensor> byName =
        weights.stream().collect(Collectors.toMap(Tensor::name, Function.identity()));
    for (EmbeddingTable table : tables) {
      table.restore(values(byName, table.name(), table.entries() * table.dimension()));
    }
    for (Parameter parameter : parameters.all()) {
      float[] values = values(byName, parameter.name(), parameter.values().length);
      System.arraycopy(values, 0, parameter.values(), 0, values.length);
    }
  }

  private static float[] values(Map<String, Tensor> byName, String name, int size) {
    Tensor tensor = byName.get(name);
    if (tensor == null || tensor.values().length != size) {
      throw new IllegalArgumentException(
          "weights " + byName.keySet() + " have no '" + name + "' of " + size + " values");
    }
    return tensor.values();
  }

  @Override
  public void close() {
    feed.close();
    threads.close();
  }
}
