package dev.tandem.pipelines.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** The one key of a provenance that the dataset itself reads. */
final class KeptFiles {
  private static final ObjectMapper JSON = new ObjectMapper();

  private KeptFiles() {}

  /**
   * The files, relative to the dataset's folder, that a provenance asks to keep under {@code
   * keptFiles}.
   */
  static List<String> in(String provenance) {
    List<String> files = new ArrayList<>();
    try {
      for (JsonNode file : JSON.readTree(provenance).path("keptFiles")) {
        files.add(file.textValue());
      }
      return files;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a provenance is no JSON: " + e.getOriginalMessage(), e);
    }
  }
}
