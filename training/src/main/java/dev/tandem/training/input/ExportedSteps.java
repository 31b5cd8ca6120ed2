package dev.tandem.training.input;

import dev.tandem.training.onnx.OnnxGraph;

/**
 * The steps of a list or sequence in an exported graph.
 *
 * @param embeddings rows x steps x dimension; in empty places those of null
 * @param isPresent rows x steps x 1: true where there is a step
 * @param mask rows x steps x 1: 1 where there is a step, else 0
 * @param masked the embeddings, 0 in empty places
 * @param count rows x 1: how many steps there are
 */
record ExportedSteps(
    String embeddings, String isPresent, String mask, String masked, String count) {

  /** Adds the steps of an input to a graph that holds its table. */
  static ExportedSteps of(OnnxGraph graph, EmbeddedInput input, String table, String ids) {
    int to = input.idAt() + input.transform().idWidth();
    String own = graph.columns(ids, input.idAt(), to);
    String embeddings = graph.node("Gather", table, own);
    String present = graph.unsqueeze(graph.node("Greater", own, graph.wholeNumber(0)), 2);
    String mask = graph.floats(present);
    return new ExportedSteps(
        embeddings, present, mask, graph.node("Mul", embeddings, mask), graph.sum(mask, 1));
  }
}
