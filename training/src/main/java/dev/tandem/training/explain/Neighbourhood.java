package dev.tandem.training.explain;

import java.util.List;

/**
 * A value of a feature with those that a model has found most like it.
 *
 * @param nearest the nearest first
 */
public record Neighbourhood(String feature, String value, List<Neighbour> nearest) {
  public Neighbourhood {
    nearest = List.copyOf(nearest);
  }
}
