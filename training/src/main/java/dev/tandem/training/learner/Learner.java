package dev.tandem.training.learner;

import dev.tandem.features.bundle.Tensor;
import dev.tandem.training.architecture.NetworkShape;
import dev.tandem.training.blas.OpenBlasProduct;
import dev.tandem.training.embedding.BatchGradients;
import dev.tandem.training.embedding.EmbeddingTable;
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
  private final Embeddings embeddings;
  private final Parameters parameters;
  private final List<Shard> shards = new ArrayList<>();
  private final ShardThreads threads;
  private final Batch batch;
  private final float[] embeddingGradients;
  private final List<WeightUpdate> updates;
  private long step;

  /** A learner with fresh weights. */
  public Learner(LearnerSettings settings, TrainingRows rows) {
    this.settings = settings;
    this.rows = rows;
    this.embeddings =
        new Embeddings(rows.inputs(), settings.optimizer().moments(), settings.seed());
    this.parameters = new Parameters(settings.seed(), settings.shards());
    NetworkShape shape =
        new NetworkShape(embeddings.slices(), settings.tasks(), settings.options());
    for (int i = 0; i < settings.shards(); i++) {
      LayerContext context =
          new LayerContext(parameters, i, Shard.BLOCK, new OpenBlasProduct(), settings.seed());
      Network network = settings.architecture().build(shape, context);
      shards.add(new Shard(network, embeddings, rows, settings.tasks()));
    }
    this.threads = new ShardThreads(settings.shards());
    this.batch = new Batch(rows, settings.tasks().size(), settings.batchSize());
    this.embeddingGradients =
        new float[Math.multiplyExact(settings.batchSize(), embeddings.width())];
    this.updates = WeightUpdate.deal(this, parameters.all(), embeddings, settings.shards());
  }

  LearnerSettings settings() {
    return settings;
  }

  BatchGradients batchGradients() {
    return new BatchGradients(
        batch.ids(), rows.inputs().idWidth(), embeddingGradients, embeddings.width());
  }

  /** The number of steps taken. */
  public long steps() {
    return step;
  }

  /** The embedding tables. */
  public Embeddings embeddings() {
    return embeddings;
  }

  /** A replica of the network, for export. */
  public Network network() {
    return shards.get(0).network();
  }

  /**
   * Learns from the rows {@code order[from, from + count)} and returns their loss before the
   * update.
   *
   * @param count at most the batch size
   */
  public double step(int[] order, int from, int count) {
    batch.load(order, from, count);
    threads.run(
        shard ->
            shards.get(shard).learn(batch, bound(shard), bound(shard + 1), embeddingGradients));
    Optimizer.Update update = settings.optimizer().at(++step);
    float penalty = (float) settings.embeddingPenalty();
    threads.run(shard -> updates.get(shard).run(embeddings, count, penalty, update));
    double loss = 0;
    for (Shard shard : shards) {
      loss += shard.loss();
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

  private int bound(int shard) {
    return (int) ((long) batch.size() * shard / settings.shards());
  }

  /** The outputs of rows [from, to), by task: rows x units of its head. */
  public float[][] predict(int from, int to) {
    float[][] outputs = new float[settings.tasks().size()][];
    for (int task = 0; task < outputs.length; task++) {
      outputs[task] = new float[(to - from) * settings.tasks().get(task).outputs()];
    }
    threads.run(
        shard -> {
          int start = from + (int) ((long) (to - from) * shard / settings.shards());
          int end = from + (int) ((long) (to - from) * (shard + 1) / settings.shards());
          shards.get(shard).predict(rows, start, end, outputs, from);
        });
    return outputs;
  }

  /** A copy of all weights. */
  public List<Tensor> weights() {
    List<Tensor> tensors = new ArrayList<>();
    for (EmbeddingTable table : embeddings.tables()) {
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
    for (EmbeddingTable table : embeddings.tables()) {
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
    threads.close();
  }
}
