package dev.tandem.training.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.sun.management.ThreadMXBean;
import dev.tandem.features.transform.InputProgram;
import dev.tandem.features.transform.ListTransform.Pooling;
import dev.tandem.features.transform.SequenceEncoder;
import dev.tandem.features.transform.SequenceEncoder.Flat;
import dev.tandem.features.transform.SequenceEncoder.Gru;
import dev.tandem.features.transform.SequenceEncoder.Lstm;
import dev.tandem.features.transform.SequenceEncoder.TargetAttention;
import dev.tandem.features.transform.SequenceEncoder.Weights;
import dev.tandem.training.architecture.InputSlice;
import dev.tandem.training.blas.OpenBlasProduct;
import dev.tandem.training.embedding.BatchGradients;
import dev.tandem.training.embedding.EmbeddingTable;
import dev.tandem.training.embedding.TableShape;
import dev.tandem.training.embedding.TableUpdate;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Parameter;
import dev.tandem.training.network.Parameters;
import dev.tandem.training.onnx.OnnxGraph;
import dev.tandem.training.optimizer.Optimizer;
import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every encoder and pooling against {@link ReferenceInputs}, and against ONNX Runtime. */
class InputLayerTest {
  private static final SequenceEncoder DIN = new TargetAttention(List.of(6, 5), Weights.PLAIN);
  private static final SequenceEncoder DIN_SOFTMAX =
      new TargetAttention(List.of(7), Weights.SOFTMAX);

  /** Puts the gradient in the place of the weight, so that it can be read. */
  private static final Optimizer.Update SHOW_GRADIENT =
      (weights, weightsAt, moments, momentsAt, gradients, gradientsAt, count) ->
          System.arraycopy(gradients, gradientsAt, weights, weightsAt, count);

  static Stream<Arguments> programs() {
    return Stream.of(
        Arguments.of("pooled", List.of(), List.of(Pooling.values()), 40),
        Arguments.of("din", List.of(DIN), List.of(), 40),
        Arguments.of("din of one row", List.of(DIN), List.of(), 1),
        Arguments.of("din with softmax", List.of(DIN_SOFTMAX), List.of(), 40),
        Arguments.of("gru", List.of(new Gru(4)), List.of(), 40),
        Arguments.of("gru of one row", List.of(new Gru(4)), List.of(), 1),
        Arguments.of("lstm", List.of(new Lstm(2)), List.of(), 40),
        Arguments.of("flat", List.of(new Flat()), List.of(), 40),
        Arguments.of(
            "all on one table",
            List.of(DIN, new Lstm(3), DIN_SOFTMAX, new Gru(3), new Flat()),
            List.of(Pooling.values()),
            30));
  }

  /** A layer with weights of size 0.5, so that every term of its output matters. */
  private static final class Made {
    final InputProgram program;
    final InputLayout layout;
    final List<EmbeddingTable> tables = new ArrayList<>();
    final Parameters parameters = new Parameters(1, 1);
    final InputLayer layer;
    final ReferenceInputs reference;

    Made(List<SequenceEncoder> encoders, List<Pooling> poolings, int maxRows) {
      program = Sequences.program(encoders, poolings);
      layout = new InputLayout(program);
      reference = new ReferenceInputs(program);
      for (TableShape shape : layout.tables()) {
        EmbeddingTable table = new EmbeddingTable(shape, 0, 1);
        table.restore(scaled(table.entries() * table.dimension(), tables.size()));
        tables.add(table);
        reference.weights.put(table.name(), doubles(table.weights()));
      }
      layer =
          new InputLayer(
              layout, tables, new LayerContext(parameters, 0, maxRows, new OpenBlasProduct(), 1));
      for (Parameter parameter : parameters.all()) {
        float[] values = scaled(parameter.values().length, parameter.name().hashCode());
        System.arraycopy(values, 0, parameter.values(), 0, values.length);
        reference.weights.put(parameter.name(), doubles(values));
      }
    }

    private static float[] scaled(int size, long seed) {
      float[] floats = Sequences.floats(size, seed);
      for (int i = 0; i < size; i++) {
        floats[i] *= 0.5f;
      }
      return floats;
    }
  }

  private static double[] doubles(float[] floats) {
    double[] doubles = new double[floats.length];
    Arrays.setAll(doubles, i -> floats[i]);
    return doubles;
  }

  private static int embeddedWidth(Made made) {
    return made.layout.width() - made.program.denseWidth();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("programs")
  void forward_agreesWithTheReference(
      String name, List<SequenceEncoder> encoders, List<Pooling> poolings, int rows) {
    Made made = new Made(encoders, poolings, rows);
    int[] ids = Sequences.ids(made.program, rows + 5, 7);
    float[] dense = Sequences.floats((rows + 5) * made.program.denseWidth(), 9);
    float[] vectors = new float[rows * made.layout.width()];
    Arrays.fill(vectors, Float.NaN);
    // Rows that do not begin at the front, and a second pass over what the first has left behind.
    made.layer.forward(ids, dense, 0, rows, vectors);
    made.layer.forward(ids, dense, 5, rows, vectors);
    for (int row = 0; row < rows; row++) {
      double[] expected = made.reference.vector(ids, row + 5);
      assertThat(expected).hasSize(embeddedWidth(made));
      int at = row * made.layout.width();
      for (int j = 0; j < expected.length; j++) {
        assertThat((double) vectors[at + j]).isCloseTo(expected[j], within(3e-6));
      }
      for (int j = 0; j < made.program.denseWidth(); j++) {
        assertThat(vectors[at + expected.length + j])
            .isEqualTo(dense[(row + 5) * made.program.denseWidth() + j]);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("programs")
  void backward_agreesWithFiniteDifferences(
      String name, List<SequenceEncoder> encoders, List<Pooling> poolings, int rows) {
    Made made = new Made(encoders, poolings, rows);
    int[] ids = Sequences.ids(made.program, rows, 8);
    float[] dense = new float[rows * made.program.denseWidth()];
    float[] vectors = new float[rows * made.layout.width()];
    float[] upstream = Sequences.floats(vectors.length, 10);
    float[] gradients = new float[rows * made.layout.gradientWidth()];
    Arrays.fill(gradients, Float.NaN);
    made.layer.forward(ids, dense, 0, rows, vectors);
    made.layer.backward(upstream, gradients, 0);

    Map<String, float[]> found = gradients(made, ids, gradients, rows);
    int checked = 0;
    for (Map.Entry<String, float[]> entry : found.entrySet()) {
      double[] weights = made.reference.weights.get(entry.getKey());
      for (int i = 0; i < weights.length; i++) {
        double difference = difference(made, ids, rows, upstream, weights, i);
        assertThat((double) entry.getValue()[i])
            .as("%s[%d]", entry.getKey(), i)
            .isCloseTo(difference, within(2e-5 + 2e-5 * Math.abs(difference)));
        checked += difference != 0 ? 1 : 0;
      }
    }
    assertThat(checked).isGreaterThan(rows == 1 ? 5 : 20);
  }

  /** The gradients of all weights; 0 for vectors that are not touched. */
  private static Map<String, float[]> gradients(Made made, int[] ids, float[] gradients, int rows) {
    Map<String, float[]> found = new HashMap<>();
    for (Parameter parameter : made.parameters.all()) {
      found.put(parameter.name(), parameter.gradient(0));
    }
    BatchGradients batch =
        new BatchGradients(made.program.idWidth(), gradients, made.layout.gradientWidth());
    batch.moveTo(ids, rows);
    for (int table = 0; table < made.tables.size(); table++) {
      EmbeddingTable shown = made.tables.get(table);
      shown.restore(new float[shown.entries() * shown.dimension()]);
      new TableUpdate(shown, made.layout.lookedUp(table), 0, 1).run(batch, 0, SHOW_GRADIENT);
      found.put(shown.name(), shown.weights());
    }
    return found;
  }

  private static double difference(
      Made made, int[] ids, int rows, float[] upstream, double[] weights, int i) {
    double old = weights[i];
    double h = 1e-6;
    weights[i] = old + h;
    double above = loss(made, ids, rows, upstream);
    weights[i] = old - h;
    double below = loss(made, ids, rows, upstream);
    weights[i] = old;
    return (above - below) / (2 * h);
  }

  private static double loss(Made made, int[] ids, int rows, float[] upstream) {
    double loss = 0;
    for (int row = 0; row < rows; row++) {
      double[] vector = made.reference.vector(ids, row);
      for (int j = 0; j < vector.length; j++) {
        loss += upstream[row * made.layout.width() + j] * vector[j];
      }
    }
    return loss;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("programs")
  void export_agreesWithForward(
      String name, List<SequenceEncoder> encoders, List<Pooling> poolings, int rows)
      throws OrtException {
    Made made = new Made(encoders, poolings, rows);
    int[] ids = Sequences.ids(made.program, rows, 7);
    float[] dense = Sequences.floats(rows * made.program.denseWidth(), 9);
    float[] vectors = new float[rows * made.layout.width()];
    made.layer.forward(ids, dense, 0, rows, vectors);
    OnnxGraph graph = new OnnxGraph("inputs");
    String exported = made.layer.export(graph);
    String flat = graph.reshape(exported, -1, 1);
    graph.floatOutput("vectors", flat);
    float[] found = run(graph.toBytes(), made.program, ids, dense, rows);
    assertThat(found).hasSize(vectors.length);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).isCloseTo(vectors[i], within(2e-6f));
    }
  }

  private static float[] run(byte[] onnx, InputProgram program, int[] ids, float[] dense, int rows)
      throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    LongBuffer longs = LongBuffer.wrap(Arrays.stream(ids).asLongStream().toArray());
    try (OrtSession session = environment.createSession(onnx, new OrtSession.SessionOptions());
        OnnxTensor idTensor =
            OnnxTensor.createTensor(environment, longs, new long[] {rows, program.idWidth()});
        OnnxTensor denseTensor =
            OnnxTensor.createTensor(
                environment, FloatBuffer.wrap(dense), new long[] {rows, program.denseWidth()});
        OrtSession.Result result = session.run(Map.of("ids", idTensor, "dense", denseTensor))) {
      FloatBuffer buffer = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] found = new float[buffer.remaining()];
      buffer.get(found);
      return found;
    }
  }

  @Test
  void forward_rowsWithoutAStep_areZeros_whateverNullIs() {
    Made made =
        new Made(List.of(DIN, DIN_SOFTMAX, new Gru(2), new Lstm(2)), List.of(Pooling.values()), 3);
    int[] ids = new int[3 * made.program.idWidth()];
    float[] dense = new float[3 * made.program.denseWidth()];
    float[] vectors = new float[3 * made.layout.width()];
    Arrays.fill(vectors, 5);
    made.layer.forward(ids, dense, 0, 3, vectors);
    for (InputSlice slice : made.layout.slices()) {
      boolean ofSteps = slice.feature().contains("_");
      float[] columns = Arrays.copyOfRange(vectors, slice.offset(), slice.offset() + slice.width());
      if (ofSteps) {
        assertThat(columns).as(slice.feature()).containsOnly(0f);
      } else if (!slice.feature().equals("number")) {
        assertThat(columns).as(slice.feature()).doesNotContain(0f);
      }
    }
  }

  /** More steps than go through the scores at once give what few rows give. */
  @Test
  void forwardAndBackward_manyRows_areThoseOfRowsAlone() {
    int rows = 500;
    Made made = new Made(List.of(DIN_SOFTMAX, DIN), List.of(), rows);
    int[] ids = Sequences.ids(made.program, rows, 3);
    float[] dense = new float[rows * made.program.denseWidth()];
    float[] vectors = new float[rows * made.layout.width()];
    float[] upstream = Sequences.floats(vectors.length, 10);
    float[] gradients = new float[rows * made.layout.gradientWidth()];
    made.layer.forward(ids, dense, 0, rows, vectors);
    made.layer.backward(upstream, gradients, 0);
    int width = made.layout.width();
    for (int row = 0; row < rows; row += 7) {
      float[] vector = new float[width * rows];
      float[] gradient = new float[rows * made.layout.gradientWidth()];
      made.layer.forward(ids, dense, row, 1, vector);
      made.layer.backward(
          Arrays.copyOfRange(upstream, row * width, (row + 1) * width), gradient, row);
      for (int j = 0; j < width; j++) {
        assertThat(vectors[row * width + j]).isCloseTo(vector[j], within(1e-6f));
      }
      int from = row * made.layout.gradientWidth();
      for (int j = from; j < from + made.layout.gradientWidth(); j++) {
        assertThat(gradients[j]).isCloseTo(gradient[j], within(1e-5f));
      }
    }
  }

  @Test
  void slices_coverTheVector_flatHasItsSteps() {
    Made made = new Made(List.of(new Flat(), DIN), List.of(Pooling.MEAN), 1);
    assertThat(made.layout.slices())
        .containsExactly(
            new InputSlice("sequence_0", 0, 16, 4),
            InputSlice.of("sequence_1", 16, 3),
            InputSlice.of("item", 19, 3),
            InputSlice.of("last", 22, 3),
            InputSlice.of("list_5", 25, 2),
            InputSlice.of("number", 27, 2));
    assertThat(made.layout.width()).isEqualTo(29);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("programs")
  void forwardAndBackward_again_allocateNothing(
      String name, List<SequenceEncoder> encoders, List<Pooling> poolings, int rows) {
    Made made = new Made(encoders, poolings, rows);
    int[] ids = Sequences.ids(made.program, rows, 7);
    float[] dense = Sequences.floats(rows * made.program.denseWidth(), 9);
    float[] vectors = new float[rows * made.layout.width()];
    float[] gradients = new float[rows * made.layout.gradientWidth()];
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = 0;
    for (int round = 0; round < 60; round++) {
      if (round == 10) {
        before = thread.getCurrentThreadAllocatedBytes();
      }
      made.layer.forward(ids, dense, 0, rows, vectors);
      made.layer.backward(vectors, gradients, 0);
    }
    // What the library's bridge to native code may allocate is far less than one activation.
    assertThat((thread.getCurrentThreadAllocatedBytes() - before) / 50).isLessThan(64);
  }
}
