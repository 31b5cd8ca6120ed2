package dev.tandem.infra.benchmarks;

import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelVariableResolver;
import dev.tandem.features.expression.Expression;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What does an expression cost over a table, and over a request of one row? The baseline is the
 * language's own runtime, called for each row with values read from the same columns.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ExpressionBenchmark {
  /** The expression. */
  @Param({
    "behaviour == 'pv' || behaviour == 'cart'",
    "behaviour == 'buy' && price > 10.0",
    "carts > 0 ? price * double(carts) : price / 2.0"
  })
  public String text;

  /** Rows in the table. */
  @Param({"1", "100000"})
  public int rows;

  private Table table;
  private Expression expression;
  private Column out;
  private CelRuntime.Program baseline;

  /** Makes the rows, with the same values in every run. */
  @Setup
  public void setUp() throws CelValidationException, CelEvaluationException {
    Random random = new Random(7);
    StringColumn behaviours = (StringColumn) Column.allocate(ValueType.STRING, rows);
    long[] carts = new long[rows];
    double[] prices = new double[rows];
    String[] names = {"pv", "cart", "fav", "buy"};
    for (int row = 0; row < rows; row++) {
      behaviours.set(row, names[random.nextInt(names.length)]);
      carts[row] = random.nextInt(3);
      prices[row] = random.nextInt(2000) / 100.0;
    }
    table =
        Table.builder(rows)
            .add("behaviour", behaviours)
            .add("carts", LongColumn.of(ValueType.INT64, carts))
            .add("price", DoubleColumn.of(prices))
            .build();
    expression = Expression.compile(text, table.fields());
    out = Column.allocate(expression.type(), rows);
    CelCompiler compiler =
        CelCompilerFactory.standardCelCompilerBuilder()
            .addVar("behaviour", SimpleType.STRING)
            .addVar("carts", SimpleType.INT)
            .addVar("price", SimpleType.DOUBLE)
            .build();
    baseline =
        CelRuntimeFactory.plannerRuntimeBuilder()
            .build()
            .createProgram(compiler.compile(text).getAst());
  }

  /** Tandem: all rows at once. */
  @Benchmark
  public Column vectorised() {
    expression.evaluate(table, out);
    return out;
  }

  /** The baseline: the language's runtime, a row at a time. */
  @Benchmark
  public void runtimePerRow(Blackhole blackhole) throws CelEvaluationException {
    StringColumn behaviours = table.strings("behaviour");
    LongColumn carts = table.longs("carts");
    DoubleColumn prices = table.doubles("price");
    for (int i = 0; i < rows; i++) {
      int row = i;
      CelVariableResolver resolver =
          name ->
              switch (name) {
                case "behaviour" -> Optional.of(behaviours.value(row));
                case "carts" -> Optional.of(carts.value(row));
                case "price" -> Optional.of(prices.value(row));
                default -> Optional.empty();
              };
      blackhole.consume(baseline.eval(resolver));
    }
  }
}
