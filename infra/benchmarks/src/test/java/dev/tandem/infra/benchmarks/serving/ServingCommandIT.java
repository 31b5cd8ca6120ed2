package dev.tandem.infra.benchmarks.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ServingCommandIT {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return new CommandLine(new ServingCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @Test
  void call_small_isTheJsonOfTheDocs() throws Exception {
    int status =
        run(
            "--json",
            "--parts=fetch,memory,wire",
            "--features=50",
            "--rows=1,10",
            "--clients=2",
            "--entities=400",
            "--seconds=1");

    assertThat(status).as(err.toString()).isZero();
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.path("benchmark").asText()).isEqualTo("serving");
    assertThat(json.path("fetch")).hasSize(2);
    assertThat(json.path("fetch_open_loop")).hasSize(2);
    JsonNode fetch = json.path("fetch").get(1);
    assertThat(fetch.path("features").asInt()).isEqualTo(50);
    assertThat(fetch.path("rows").asInt()).isEqualTo(10);
    assertThat(fetch.path("clients").asInt()).isEqualTo(2);
    for (String figure : new String[] {"p50_us", "p99_us", "baseline_p50_us", "baseline_p99_us"}) {
      assertThat(fetch.path(figure).asDouble()).as(figure).isPositive();
    }
    assertThat(json.path("http").path("requests_per_second").asDouble()).isPositive();
    JsonNode memory = json.path("memory").get(0);
    assertThat(memory.path("tandem_bytes_per_entity").asDouble())
        .isLessThan(memory.path("hash_bytes_per_entity").asDouble());
  }

  @Test
  void call_unknownPart_saysWhichThereAre() {
    assertThat(run("--parts=speed")).isEqualTo(2);
    assertThat(err.toString()).contains("parts: found 'speed', allowed: fetch, memory, wire, rank");
  }
}
