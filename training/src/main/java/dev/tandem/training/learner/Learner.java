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
import dev.tandem.training.optimizer.GradientClip;
import dev.tandem.training.rows.TrainingRows;
import dev.tandem.training.weighting.EpochOutcome;
import dev.tandem.training.weighting.Weighting;
import dev.tandem.training.weighting.loss.Fixed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
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
  private final Weighting weighting;
  private final Embeddings embeddings;
  private final Parameters parameters;
  private final List<Shard> shards = new ArrayList<>();
  private final ShardThreads threads;
  private final Batch batch;
  private final float[] embeddingGradients;
  private final StepGradients gradients;
  private final List<WeightUpdate> updates;
  private final EpochLosses epochLosses;
  private Optional<ApartGradients> apart = Optional.empty();
  private long step;

  /** A learner with fresh weights that minimises the sum of the losses with declared weights. */
  public Learner(LearnerSettings settings, TrainingRows rows) {
    this(settings, rows, new Fixed());
  }

  /**
   * A learner with fresh weights.
   *
   * @param weighting this learner's own
   */
  public Learner(LearnerSettings settings, TrainingRows rows, Weighting weighting) {
    this.settings = settings;
    this.rows = rows;
    this.weighting = weighting;
    int momentSets = weighting.keepsMomentsByTask() ? settings.tasks().size() : 1;
    this.embeddings =
        new Embeddings(rows.inputs(), momentSets * settings.optimizer().moments(), settings.seed());
    this.parameters = new Parameters(settings.seed(), settings.shards());
    buildShards();
    this.threads = new ShardThreads(settings.shards());
    this.batch = new Batch(rows, settings.tasks().size(), settings.batchSize());
    this.embeddingGradients =
        new float[Math.multiplyExact(settings.batchSize(), embeddings.width())];
    this.gradients =
        new StepGradients(settings.tasks(), weighting, shards, threads, embeddingGradients);
    this.updates = WeightUpdate.deal(this, parameters.all(), momentSets);
    this.epochLosses = new EpochLosses(settings.tasks().size());
  }

  private void buildShards() {
    NetworkShape shape =
        new NetworkShape(embeddings.slices(), settings.tasks(), settings.options());
    for (int i = 0; i < settings.shards(); i++) {
      LayerContext context =
          new LayerContext(parameters, i, Shard.BLOCK, new OpenBlasProduct(), settings.seed());
      Network network = settings.architecture().build(shape, context);
      shards.add(new Shard(network, context.pass(), embeddings, rows, settings.tasks()));
    }
  }

  LearnerSettings settings() {
    return settings;
  }

  BatchGradients batchGradients() {
    return batchGradients(embeddingGradients);
  }

  /** A view on the batch's ids and on gradients by looked-up embeddings, batch x width. */
  BatchGradients batchGradients(float[] vectors) {
    return new BatchGradients(batch.ids(), rows.inputs().idWidth(), vectors, embeddings.width());
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
    step++;
    Weighting.Look look = weighting.look(step);
    if (look == Weighting.Look.GRADIENTS) {
      apart().run(batch, step);
    } else {
      gradients.run(batch, step, look);
    }
    double factor = clipFactor();
    if (weighting.keepsMomentsByTask()) {
      for (int task = 0; task < settings.tasks().size(); task++) {
        apart().keepOnly(task);
        update(StepUpdate.ofTask(settings, step, factor, task), task);
      }
    } else {
      update(StepUpdate.of(settings, step, factor), 0);
    }
    weighting.stepped(step, gradients.losses());
    epochLosses.add(gradients.losses());
    return gradients.loss();
  }

  private void update(StepUpdate update, int momentSet) {
    threads.run(shard -> updates.get(shard).run(batch.size(), momentSet, update));
  }

  private double clipFactor() {
    GradientClip clip = settings.regularization().clip();
    if (!clip.isSet()) {
      return 1;
    }
    threads.run(shard -> updates.get(shard).measure(batch.size()));
    double squares = 0;
    for (int shard = 0; shard < updates.size(); shard++) {
      squares += updates.get(shard).squares();
    }
    return clip.factor(Math.sqrt(squares));
  }

  private ApartGradients apart() {
    if (apart.isEmpty()) {
      apart =
          Optional.of(
              new ApartGradients(this, gradients, weighting, threads, parameters.all(), updates));
    }
    return apart.get();
  }

  /**
   * The gradient of each task's loss, with its declared weight, by the weights that tasks share, in
   * the rows {@code order[from, from + count)}; all of one length. They are the dense shared
   * weights in their order, then for each embedding table the ids that the rows touch, each with
   * the sum of its gradients. Nothing is learnt, and dropout is not active.
   *
   * @param count at most the batch size
   */
  public List<float[]> taskGradients(int[] order, int from, int count) {
    batch.load(order, from, count);
    return apart().look(batch, step);
  }

  /**
   * Tells the weighting that an epoch is over.
   *
   * @param epoch counted from 1
   * @param skills of the tasks on validation rows, see {@link EpochOutcome}
   */
  public void endEpoch(int epoch, List<OptionalDouble> skills) {
    weighting.epochEnded(new EpochOutcome(epoch, epochLosses.means(), skills));
    epochLosses.clear();
  }

  /**
   * Checks that a loss is finite.
   *
   * @throws DivergedException naming the epoch, the step and the first tensor that is not finite
   */
  public void requireFinite(double loss, int epoch) {
    FiniteCheck.require(this, rows, loss, epoch);
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

  /** All that steps change, besides what {@link #memory} has; the learner's own, in one order. */
  public List<Tensor> state() {
    List<Tensor> tensors = new ArrayList<>();
    embeddings.tables().forEach(table -> tensors.add(table.state()));
    for (Parameter parameter : parameters.all()) {
      tensors.add(
          Tensor.of(
              parameter.name(),
              List.of(parameter.rows(), parameter.columns()),
              parameter.values()));
    }
    updates.forEach(update -> tensors.addAll(update.moments()));
    return tensors;
  }

  /** What else steps change; a copy. */
  public LearnerMemory memory() {
    return LearnerMemory.of(step, weighting.memory(), epochLosses.memory());
  }

  /**
   * Goes on from a copy of {@link #memory}; the {@link #state} is to be that of the same moment.
   */
  public void remember(LearnerMemory memory) {
    step = memory.steps();
    weighting.remember(memory.weightingArray());
    epochLosses.remember(memory.epochLossesArray());
  }

  @Override
  public void close() {
    threads.close();
  }
}
