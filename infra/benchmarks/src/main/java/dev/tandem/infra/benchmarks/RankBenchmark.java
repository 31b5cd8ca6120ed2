package dev.tandem.infra.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.tandem.features.bundle.ModelBundle;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.declaration.RankingPolicy;
import dev.tandem.features.declaration.Thompson;
import dev.tandem.features.redis.RedisEndpoint;
import dev.tandem.features.redis.RedisOnlineStore;
import dev.tandem.features.table.Field;
import dev.tandem.features.transform.InputBuffer;
import dev.tandem.features.transform.InputProgram;
import dev.tandem.features.type.ValueType;
import dev.tandem.features.yaml.ProjectReader;
import dev.tandem.infra.job.JobListener;
import dev.tandem.infra.job.LogFiles;
import dev.tandem.infra.job.ProjectJobs;
import dev.tandem.infra.job.ShopExample;
import dev.tandem.infra.job.TandemHome;
import dev.tandem.infra.redis.LocalRedis;
import dev.tandem.pipelines.PipelineSettings;
import dev.tandem.pipelines.materialize.RedisStoreSpec;
import dev.tandem.serving.fetch.FeatureClient;
import dev.tandem.serving.fetch.FeatureRequest;
import dev.tandem.serving.fetch.FeatureVectors;
import dev.tandem.serving.predict.LiveModel;
import dev.tandem.serving.predict.ModelContract;
import dev.tandem.serving.predict.ModelRoute;
import dev.tandem.serving.predict.PredictionService;
import dev.tandem.serving.rank.RankRequest;
import dev.tandem.serving.rank.Ranker;
import dev.tandem.serving.rank.Ranking;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does it cost to put N candidates of the quickstart's shop in order by the quickstart's
 * model? The baseline fetches the same features and runs the bare network over inputs that were
 * made before: no transforms, no copies, no score, no order.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx1g", "-XX:+UseParallelGC", "--add-opens=java.base/java.nio=ALL-UNNAMED"})
public class RankBenchmark {
  /** Where {@code tandem quickstart --out} has been. */
  @Param("quickstart")
  public String shop;

  /** Candidate items in a request. */
  @Param("200")
  public int rows;

  private LocalRedis redis;
  private RedisOnlineStore store;
  private FeatureClient client;
  private ModelRoute route;
  private Ranker ranker;
  private Ranker thompson;
  private RankRequest request;
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private OrtSession session;
  private final Map<String, OnnxTensor> inputs = new LinkedHashMap<>();

  /** Fills a Redis of its own with what the quickstart has ingested. */
  @Setup
  public void setUp() throws OrtException {
    Path directory = Path.of(shop);
    ShopExample example = ShopExample.in(directory);
    TandemHome home = new TandemHome(directory);
    Project project = ProjectReader.read(example.declaration());
    redis = LocalRedis.start();
    RedisEndpoint endpoint = RedisEndpoint.of(redis.host(), redis.port());
    ProjectJobs jobs =
        new ProjectJobs(
            project,
            home,
            new LogFiles(example.declaration(), Optional.of(example.data())),
            PipelineSettings.of(directory),
            JobListener.silent());
    long cut = jobs.materialize("ranking", Optional.empty(), RedisStoreSpec.of(endpoint)).cut();
    store = RedisOnlineStore.open(endpoint);
    client = FeatureClient.of(project, "ranking", store);
    route = ModelRoute.to(LiveModel.open(home.bundle("ranker"), ModelContract.of(client)));
    PredictionService service = PredictionService.of(client, route);
    RankingPolicy policy = project.model("ranker").ranking().orElseThrow();
    ranker = Ranker.of(service, policy);
    thompson = Ranker.of(service, exploring(policy));
    request = RankRequest.of(candidates(cut), "r");
    openNetwork(ModelBundle.open(home.bundle("ranker")));
  }

  private static RankingPolicy exploring(RankingPolicy policy) {
    Thompson thompson = new Thompson(0.3, Optional.of("item_popularity.views_30d"), "");
    return new RankingPolicy(policy.score(), policy.top(), Optional.of(thompson));
  }

  private FeatureRequest candidates(long cut) {
    FeatureRequest.Builder builder =
        FeatureRequest.builder()
            .one("user_id", 7)
            .each("item_id", LongStream.rangeClosed(1, rows).toArray())
            .at(Instant.ofEpochMilli(cut));
    for (Field field : client.requestFields()) {
      if (field.type() == ValueType.INT64) {
        builder.one(field.name(), 1);
      } else {
        builder.one(field.name(), "mobile");
      }
    }
    return builder.build();
  }

  private void openNetwork(ModelBundle bundle) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      session = environment.createSession(bundle.onnx(), options);
    }
    InputProgram program = bundle.manifest().inputs();
    InputBuffer buffer = new InputBuffer();
    try (FeatureVectors features = client.fetch(request.candidates())) {
      program.apply(features.values(), buffer);
    }
    float[] dense = Arrays.copyOf(buffer.dense(), rows * program.denseWidth());
    long[] ids = Arrays.copyOf(buffer.ids(), rows * program.idWidth());
    inputs.put(
        ModelBundle.DENSE_INPUT,
        OnnxTensor.createTensor(
            environment, FloatBuffer.wrap(dense), new long[] {rows, program.denseWidth()}));
    inputs.put(
        ModelBundle.IDS_INPUT,
        OnnxTensor.createTensor(
            environment, LongBuffer.wrap(ids), new long[] {rows, program.idWidth()}));
  }

  /** Tandem, from the request to an order, by the declared exploration. */
  @Benchmark
  public Ranking rank() {
    return ranker.rank(request);
  }

  /** The same, exploring by Thompson sampling. */
  @Benchmark
  public Ranking rankByThompson() {
    return thompson.rank(request);
  }

  /** The baseline. */
  @Benchmark
  public int fetchAndNetwork() throws OrtException {
    try (FeatureVectors features = client.fetch(request.candidates());
        OrtSession.Result result = session.run(inputs)) {
      return features.rows() + result.size();
    }
  }

  /** The bare network alone. */
  @Benchmark
  public int network() throws OrtException {
    try (OrtSession.Result result = session.run(inputs)) {
      return result.size();
    }
  }

  /** Ends the Redis. */
  @TearDown
  public void tearDown() throws OrtException {
    inputs.values().forEach(OnnxTensor::close);
    session.close();
    route.close();
    store.close();
    redis.close();
  }
}
