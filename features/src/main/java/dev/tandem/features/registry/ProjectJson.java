package dev.tandem.features.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.tandem.features.declaration.Project;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The canonical bytes of a version: UTF-8 JSON, indented by two spaces, lines ended by one line
 * feed, keys in the order of the model's components.
 *
 * <table>
 * <caption>The keys of a version's file</caption>
 * <tr><td>format</td><td>1</td></tr>
 * <tr><td>sha256</td><td>of the bytes of {@code project} alone, written likewise</td></tr>
 * <tr><td>project</td><td>the declarations, with all defaults filled in</td></tr>
 * </table>
 */
final class ProjectJson {
  private static final int FORMAT = 1;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new DeclaredNotation())
          .addModule(new LaterKeys())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .defaultPrettyPrinter(
              new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")))
          .build();

  private ProjectJson() {}

  /** The declarations as a tree. */
  static JsonNode tree(Project project) {
    return MAPPER.valueToTree(project);
  }

  /** The bytes of the file of a version with these declarations. */
  static byte[] write(Project project) {
    ObjectNode file = MAPPER.createObjectNode();
    file.put("format", FORMAT).put("sha256", sha256(project)).set("project", tree(project));
    return bytes(file);
  }

  /** The hash of the declarations. */
  static String sha256(Project project) {
    return sha256(tree(project));
  }

  private static String sha256(JsonNode project) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(project)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static byte[] bytes(JsonNode json) {
    try {
      return (MAPPER.writeValueAsString(json) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  /**
   * The hash that a version's file states, after it has been compared with what the file holds.
   *
   * @param place the file, for messages
   */
  static String readHash(byte[] file, String place) {
    JsonNode json = parse(file, place);
    String stated = json.path("sha256").asText();
    String found = sha256(json.path("project"));
    if (!stated.equals(found)) {
      throw new CorruptRegistryException(
          place + ": states sha-256 '" + stated + "', but holds " + found);
    }
    return stated;
  }

  /** The declarations in a version's file. */
  static Project read(byte[] file, String place) {
    readHash(file, place);
    try {
      return MAPPER.treeToValue(parse(file, place).path("project"), Project.class);
    } catch (JsonProcessingException e) {
      throw new CorruptRegistryException(place + ": " + e.getOriginalMessage(), e);
    }
  }

  private static JsonNode parse(byte[] file, String place) {
    try {
      JsonNode json = MAPPER.readTree(file);
      if (json.path("format").asInt() != FORMAT) {
        throw new CorruptRegistryException(
            place + ": found format " + json.path("format") + ", allowed: " + FORMAT);
      }
      return json;
    } catch (IOException e) {
      throw new CorruptRegistryException(place + ": not JSON", e);
    }
  }
}
