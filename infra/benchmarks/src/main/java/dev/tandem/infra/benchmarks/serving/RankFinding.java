package dev.tandem.infra.benchmarks.serving;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * What predicting for some candidates costs beside its parts.
 *
 * @param candidates rows of a request
 * @param predictMicros the whole prediction, the median in microseconds
 * @param fetchMicros reading the features alone
 * @param networkMicros a bare call of ONNX Runtime with inputs that are there already
 */
record RankFinding(int candidates, double predictMicros, double fetchMicros, double networkMicros) {
  /** The prediction over its parts. */
  double ratio() {
    return predictMicros / (fetchMicros + networkMicros);
  }

  void write(ObjectNode json) {
    json.put("candidates", candidates);
    json.put("predict_p50_us", predictMicros);
    json.put("fetch_p50_us", fetchMicros);
    json.put("onnx_p50_us", networkMicros);
    json.put("ratio", ratio());
  }

  /** A line for a person. */
  String summary() {
    return String.format(
        Locale.ROOT,
        "predicting for %d candidates: p50 %.0f us, %.2f times reading (%.0f us) and the network"
            + " (%.0f us) alone",
        candidates,
        predictMicros,
        ratio(),
        fetchMicros,
        networkMicros);
  }
}
