package dev.tandem.features.declaration;

import dev.tandem.features.table.Field;
import java.util.List;

/**
 * The ordered list of features that one model reads.
 *
 * @param request fields that the request itself brings, for example the position on the page
 * @param features names in order: {@code view.feature}, an on-demand feature, an entity key or a
 *     request field; a bare view name stands for all of its features and has been expanded here
 */
public record FeatureService(String name, List<Field> request, List<String> features) {
  public FeatureService {
    request = List.copyOf(request);
    features = List.copyOf(features);
  }
}
