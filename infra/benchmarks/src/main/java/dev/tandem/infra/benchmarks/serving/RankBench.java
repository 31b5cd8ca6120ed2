package dev.tandem.infra.benchmarks.serving;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.tandem.features.bundle.ModelBundle;
import dev.tandem.features.redis.RedisEndpoint;
import dev.tandem.features.redis.RedisOnlineStore;
import dev.tandem.features.transform.InputBuffer;
import dev.tandem.features.transform.InputProgram;
import dev.tandem.features.yaml.ProjectReader;
import dev.tandem.infra.benchmarks.process.BenchmarkFailedException;
import dev.tandem.infra.job.JobListener;
import dev.tandem.infra.job.JobSettings;
import dev.tandem.infra.job.LogFiles;
import dev.tandem.infra.job.ShopExample;
import dev.tandem.infra.job.TandemHome;
import dev.tandem.infra.job.WholePath;
import dev.tandem.infra.redis.LocalRedis;
import dev.tandem.infra.shop.ShopOptions;
import dev.tandem.infra.shop.SimulationProgress;
import dev.tandem.pipelines.RunnerKind;
import dev.tandem.serving.fetch.FeatureClient;
import dev.tandem.serving.fetch.FeatureRequest;
import dev.tandem.serving.fetch.FeatureVectors;
import dev.tandem.serving.predict.PredictionService;
import dev.tandem.serving.predict.Predictor;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * The quickstart's model over a small log of its shop: the same features, inputs and network as
 * over a large one.
 */
record RankBench(Path folder, Duration warmUp, Duration measured) {
  private static final String MODEL = "ranker";
  private static final String SERVICE = "ranking";
  private static final int IMPRESSIONS = 20_000;
  private static final int ITEMS = 400;
  private static final int CANDIDATES = 200;
  private static final int DAYS = 35;

  /** Trains the model, brings its features online and measures. */
  RankFinding run() throws IOException {
    ShopExample shop = ShopExample.in(folder.resolve("quickstart"));
    ShopOptions small =
        new ShopOptions(IMPRESSIONS, ITEMS, ITEMS, DAYS, 1, ShopOptions.of(1).dirtyShare());
    shop.simulate(small, SimulationProgress.silent());
    TandemHome home = new TandemHome(shop.directory());
    try (LocalRedis redis = LocalRedis.start()) {
      RedisEndpoint endpoint = RedisEndpoint.of(redis.host(), redis.port());
      WholePath.run(
          new JobSettings(
              new LogFiles(shop.declaration(), Optional.of(shop.data())),
              home,
              Optional.of(MODEL),
              RunnerKind.DIRECT,
              Optional.of(endpoint),
              Optional.empty(),
              Optional.empty()),
          JobListener.silent());
      try (RedisOnlineStore store = RedisOnlineStore.open(endpoint);
          Predictor predictor = Predictor.open(home.bundle(MODEL))) {
        FeatureClient client =
            FeatureClient.of(ProjectReader.read(shop.declaration()), SERVICE, store);
        return measure(client, predictor, ModelBundle.open(home.bundle(MODEL)));
      }
    }
  }

  private RankFinding measure(FeatureClient client, Predictor predictor, ModelBundle bundle) {
    FeatureRequest request =
        FeatureRequest.builder()
            .one("user_id", 7)
            .each("item_id", LongStream.rangeClosed(1, CANDIDATES).toArray())
            .one("position", 1)
            .one("device", "mobile")
            .at(ShopOptions.START.plus(Duration.ofDays(DAYS + 1)))
            .build();
    PredictionService service = PredictionService.of(client, predictor);
    PairedLoad load = new PairedLoad(1, OptionalDouble.empty());
    PairedLoad.Pair whole =
        load.run(
            number -> service.predict(request),
            number -> client.fetch(request).close(),
            warmUp,
            measured);
    try (BareNetwork network = BareNetwork.open(bundle, client, request)) {
      PairedLoad.Pair parts =
          load.run(
              number -> network.run(), number -> client.fetch(request).close(), warmUp, measured);
      return new RankFinding(
          CANDIDATES,
          whole.tandem().p50Micros(),
          whole.baseline().p50Micros(),
          parts.tandem().p50Micros());
    }
  }

  /** ONNX Runtime and inputs that were made before. */
  private static final class BareNetwork implements AutoCloseable {
    private final OrtSession session;
    private final Map<String, OnnxTensor> inputs = new HashMap<>();
    private final Set<String> outputs;

    private BareNetwork(OrtSession session, Set<String> outputs) {
      this.session = session;
      this.outputs = outputs;
    }

    static BareNetwork open(ModelBundle bundle, FeatureClient client, FeatureRequest request) {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      InputProgram program = bundle.manifest().inputs();
      InputBuffer buffer = new InputBuffer();
      try (FeatureVectors vectors = client.fetch(request);
          OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
        program.apply(vectors.values(), buffer);
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        BareNetwork network =
            new BareNetwork(
                environment.createSession(bundle.onnx(), options),
                Set.copyOf(bundle.manifest().tasks().stream().map(t -> t.name()).toList()));
        int rows = buffer.rows();
        network.inputs.put(
            ModelBundle.DENSE_INPUT,
            OnnxTensor.createTensor(
                environment,
                FloatBuffer.wrap(buffer.dense(), 0, rows * program.denseWidth()),
                new long[] {rows, program.denseWidth()}));
        network.inputs.put(
            ModelBundle.IDS_INPUT,
            OnnxTensor.createTensor(
                environment,
                LongBuffer.wrap(buffer.ids(), 0, rows * program.idWidth()),
                new long[] {rows, program.idWidth()}));
        return network;
      } catch (OrtException e) {
        throw new BenchmarkFailedException(
            "ONNX Runtime refuses the network: " + e.getMessage(), e);
      }
    }

    void run() {
      try {
        session.run(inputs, outputs).close();
      } catch (OrtException e) {
        throw new BenchmarkFailedException("the network failed: " + e.getMessage(), e);
      }
    }

    @Override
    public void close() {
      inputs.values().forEach(OnnxTensor::close);
      try {
        session.close();
      } catch (OrtException e) {
        throw new BenchmarkFailedException("closing the network: " + e.getMessage(), e);
      }
    }
  }
}
