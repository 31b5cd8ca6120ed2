package dev.tandem.pipelines;

import dev.tandem.pipelines.ledger.Work;
import java.util.Comparator;
import java.util.List;

/** What a materialization would do. */
public record MaterializePreview(List<View> views) {
  public MaterializePreview {
    views = List.copyOf(views);
  }

  /** What it would do for one view. */
  public record View(String view, Work work) {
    /** One line for a person. */
    public String summary() {
      return view + ": " + work;
    }
  }

  /** The most that it would do for a view. */
  public Work work() {
    return views.stream()
        .map(View::work)
        .max(Comparator.comparing(Work::extent))
        .orElseGet(() -> Work.nothing("there is no view"));
  }
}
