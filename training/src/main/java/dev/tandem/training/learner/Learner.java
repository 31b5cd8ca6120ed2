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
import dev.tandem.training.network.Parameters;
import dev.tandem.training.optimizer.GradientClip;
import dev.tandem.training.rows.TrainingRows;
import dev.tandem.training.weighting.EpochOutcome;
import dev.tandem.training.weighting.Weighting;
import dev.tandem.training.weighting.loss.Fixed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

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
  private final InputLayout layout;
  private final Weights weights;
  private final List<Shard> shards = new ArrayList<>();
  private final ShardThreads threads;
  private final BatchFeed feed;
  private final BatchGradients vectors;
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
    this.layout = new InputLayout(rows.inputs());
    int momentSets = weighting.keepsMomentsByTask() ? settings.tasks().size() : 1;
    this.weights = build(momentSets * settings.optimizer().moments());
    this.threads = new ShardThreads(settings.shards());
    this.feed = new BatchFeed(batch(), batch(), settings.batchSize());
    float[] vectorGradients =
        new float[Math.multiplyExact(settings.batchSize(), layout.gradientWidth())];
    this.vectors = new BatchGradients(layout.idWidth(), vectorGradients, layout.gradientWidth());
    this.gradients =
        new StepGradients(settings.tasks(), weighting, shards, threads, vectorGradients);
    this.updates = WeightUpdate.deal(settings, weights, layout, vectors, momentSets);
    this.epochLosses = new EpochLosses(settings.tasks().size());
  }

  private Weights build(int moments) {
    List<EmbeddingTable> tables = new ArrayList<>();
    for (TableShape table : layout.tables()) {
      tables.add(new EmbeddingTable(table, moments, settings.seed()));
    }
    Parameters parameters = new Parameters(settings.seed(), settings.shards());
    NetworkShape shape = new NetworkShape(layout.slices(), settings.tasks(), settings.options());
    for (int i = 0; i < settings.shards(); i++) {
      LayerContext context =
          new LayerContext(parameters, i, Shard.BLOCK, new OpenBlasProduct(), settings.seed());
      Network network = settings.architecture().build(shape, context);
      InputLayer inputs = new InputLayer(layout, tables, context);
      shards.add(
          new Shard(network, context.pass(), inputs, shape.inputWidth(), rows, settings.tasks()));
    }
    return new Weights(tables, parameters.all());
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
  // Hot path: the step.
  public double step(int[] order, int from, int count) {
    Batch batch = feed.take(order, from, count);
    step++;
    Weighting.Look look = weighting.look(step);
    if (look == Weighting.Look.GRADIENTS) {
      apart().run(batch, step);
    } else {
      gradients.run(batch, step, look);
    }
    vectors.moveTo(batch.ids(), count);
    update(clipFactor());
    weighting.stepped(step, gradients.losses());
    epochLosses.add(gradients.losses());
    return gradients.loss();
  }

  private void update(double factor) {
    if (weighting.keepsMomentsByTask()) {
      for (int task = 0; task < settings.tasks().size(); task++) {
        apart().keepOnly(task);
        update(task, StepUpdate.ofTask(settings, step, factor, task));
      }
    } else {
      update(0, StepUpdate.of(settings, step, factor));
    }
  }

  private void update(int momentSet, StepUpdate update) {
    threads.run(shard -> updates.get(shard).run(momentSet, update));
  }

  private double clipFactor() {
    GradientClip clip = settings.regularization().clip();
    if (!clip.isSet()) {
      return 1;
    }
    threads.run(shard -> updates.get(shard).measure());
    double square = 0;
    for (int shard = 0; shard < updates.size(); shard++) {
      square += updates.get(shard).square();
    }
    return clip.factor(Math.sqrt(square));
  }

  private ApartGradients apart() {
    if (apart.isEmpty()) {
      apart = Optional.of(new ApartGradients(settings, weights, layout, gradients, updates));
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
    return apart().look(feed.take(order, from, count), step);
  }

  /**
   * Tells the weighting that an epoch is over.
   *
   * @param epoch counted from 1
   * @param skills of the tasks on validation rows, see {@link EpochOutcome}
   * @return the mean loss of each task over the epoch's rows in its sample space; empty for one
   *     without such rows
   */
  public List<OptionalDouble> endEpoch(int epoch, List<OptionalDouble> skills) {
    List<OptionalDouble> means = epochLosses.means();
    weighting.epochEnded(new EpochOutcome(epoch, means, skills));
    epochLosses.clear();
    return means;
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

  /**
   * Shows how the network's gates weight what they mix for the rows {@code order[0, length)}, block
   * by block; without gates it is shown nothing. Nothing is learnt, and dropout is not active.
   */
  public void showGates(int[] order, GateListener listener) {
    if (!network().gates().isEmpty()) {
      shards.get(0).showGates(order, listener);
    }
  }

  /** A copy of all weights. */
  public List<Tensor> weights() {
    return weights.copy();
  }

  /**
   * Replaces all weights by a copy that {@link #weights} made; the optimizer's moments stay.
   *
   * @throws IllegalArgumentException if they are not the weights of such a model
   */
  public void restore(List<Tensor> copy) {
    weights.restore(copy);
  }

  /** All that steps change, besides what {@link #memory} has; the learner's own, in one order. */
  public List<Tensor> state() {
    List<Tensor> tensors = weights.state();
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
    feed.close();
    threads.close();
  }
}
