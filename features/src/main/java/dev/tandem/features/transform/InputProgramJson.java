package dev.tandem.features.transform;

import static dev.tandem.features.transform.TransformJson.required;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.features.table.Field;
import dev.tandem.features.type.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * The JSON form of an {@link InputProgram}: {@code {"layout": [{"name", "type"}], "inputs":
 * [{"feature", "kind", ...}]}}. Doubles are written so that reading gives the same bits.
 *
 * <table>
 *   <caption>What stands beside feature and kind</caption>
 *   <tr><td>numeric</td><td>log, mean, deviation, flag; or of ranks: edges, ranks, flag</td></tr>
 *   <tr><td>bucket</td><td>edges, dimension</td></tr>
 *   <tr><td>categorical</td><td>vocabulary, dimension, overflow unless 0; or only table, the
 *       feature whose input it shares them with</td></tr>
 *   <tr><td>list</td><td>length, pooling, and the same as categorical</td></tr>
 *   <tr><td>vector</td><td>dimension, normalise, flag</td></tr>
 *   <tr><td>sequence</td><td>target, length, encoder; din: units, softmax; gru, lstm: units</td></tr>
 * </table>
 */
public final class InputProgramJson {
  private InputProgramJson() {}

  /** The JSON form. */
  public static ObjectNode write(InputProgram program) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode layout = json.putArray("layout");
    for (Field field : program.layout()) {
      layout.addObject().put("name", field.name()).put("type", field.type().declaredName());
    }
    ArrayNode inputs = json.putArray("inputs");
    for (InputTransform transform : program.transforms()) {
      TransformJson.write(transform, inputs.addObject().put("feature", transform.feature().name()));
    }
    return json;
  }

  /**
   * The program of a JSON form.
   *
   * @throws IllegalArgumentException if it is not one
   */
  public static InputProgram read(JsonNode json) {
    List<Field> layout = new ArrayList<>();
    for (JsonNode field : required(json, "layout")) {
      String type = required(field, "type").asText();
      layout.add(
          new Field(
              required(field, "name").asText(),
              ValueType.parse(type)
                  .orElseThrow(() -> new IllegalArgumentException("no type '" + type + "'"))));
    }
    List<JsonNode> inputs = new ArrayList<>();
    required(json, "inputs").forEach(inputs::add);
    return InputProgram.of(layout, new TransformReader(layout, inputs).read());
  }
}
