package dev.tandem.training.explain;

import java.util.List;

/**
 * What a trained model has learnt, for people: what its tasks listen to, how its gates share them
 * out, where the tasks agree, and what it has found alike. A part that a model does not have is
 * empty.
 *
 * @param rows that importance was measured on
 * @param importance of each feature for each task, in the order of the inputs
 * @param gates in the order of the network; empty for one without
 * @param agreement of each two tasks that share weights, in the order of the tasks
 * @param neighbourhoods of the vocabularies that a person can read, in the order of the inputs
 */
public record Explanation(
    int rows,
    List<FeatureImportance> importance,
    List<GateShares> gates,
    List<TaskAgreement> agreement,
    List<Neighbourhood> neighbourhoods) {
  public Explanation {
    importance = List.copyOf(importance);
    gates = List.copyOf(gates);
    agreement = List.copyOf(agreement);
    neighbourhoods = List.copyOf(neighbourhoods);
  }
}
