package dev.tandem.serving.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.serving.RandomAnswers;
import dev.tandem.serving.edge.OutputPool;
import dev.tandem.serving.fetch.FeatureVectors;
import java.io.IOException;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class JsonFeaturesProperties {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RandomAnswers answers = new RandomAnswers();
  private final JsonAnswerWriter writer = new JsonAnswerWriter(new OutputPool(1));

  @Property(tries = 200)
  void features_anyAnswer_isTheTreeOfIt(@ForAll long seed) throws IOException {
    FeatureVectors vectors = answers.answer(seed);

    JsonNode written = JSON.readTree(writer.features(vectors).toByteArray());

    assertThat(written).isEqualTo(JSON.readTree(JSON.writeValueAsBytes(tree(vectors))));
  }

  private static ObjectNode tree(FeatureVectors vectors) {
    ObjectNode tree = NODES.objectNode();
    ObjectNode metadata = tree.putObject("metadata");
    ArrayNode names = metadata.putArray("feature_names");
    vectors.names().forEach(names::add);
    metadata.put("request_time", Instant.ofEpochMilli(vectors.atMillis()).toString());
    metadata.put("service_version", vectors.serviceVersion());
    ArrayNode results = tree.putArray("results");
    for (int feature = 0; feature < vectors.names().size(); feature++) {
      ObjectNode result = results.addObject();
      ArrayNode values = result.putArray("values");
      ArrayNode statuses = result.putArray("statuses");
      ArrayNode times = result.putArray("event_timestamps");
      Column column = vectors.values().column(vectors.names().get(feature));
      for (int row = 0; row < vectors.rows(); row++) {
        values.add(column.isNull(row) ? NODES.nullNode() : value(column, row));
        statuses.add(vectors.status(feature, row).name());
        long newest = vectors.newestEventMillis(feature, row);
        times.add(newest == FeatureVectors.NO_EVENT ? null : Instant.ofEpochMilli(newest) + "");
      }
    }
    return tree;
  }

  private static JsonNode value(Column column, int row) {
    if (column instanceof DoubleColumn doubles) {
      return NODES.numberNode(doubles.value(row));
    }
    if (column instanceof StringColumn strings) {
      return NODES.textNode(strings.value(row));
    }
    if (column instanceof ListColumn lists) {
      ArrayNode array = NODES.arrayNode();
      for (int i = 0; i < lists.length(row); i++) {
        array.add(value(lists.elements(), lists.start(row) + i));
      }
      return array;
    }
    long value = ((LongColumn) column).value(row);
    return switch (column.type()) {
      case BOOL -> NODES.booleanNode(value == 1);
      case TIMESTAMP -> NODES.textNode(Instant.ofEpochMilli(value).toString());
      default -> NODES.numberNode(value);
    };
  }
}
