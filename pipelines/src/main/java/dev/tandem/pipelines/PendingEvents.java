package dev.tandem.pipelines;

import dev.tandem.pipelines.ledger.Work;
import dev.tandem.pipelines.ledger.Work.Extent;
import dev.tandem.pipelines.provenance.Changes;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What ingestions that have not run yet mean for the steps after them. */
final class PendingEvents {
  private PendingEvents() {}

  /** Everything, if one of the named sources would be read from scratch. */
  static Optional<Work> fromScratch(List<IngestPreview> previews, Collection<String> sources) {
    return previews.stream()
        .filter(preview -> sources.contains(preview.source()))
        .filter(preview -> preview.work().extent() == Extent.EVERYTHING)
        .findFirst()
        .map(
            preview ->
                Work.everything(
                    "source " + preview.source() + " from scratch: " + preview.work().reason()));
  }

  /** The events that would be added, by source; none for a source that stays as it is. */
  static Map<String, Changes> of(List<IngestPreview> previews) {
    return previews.stream()
        .filter(preview -> preview.added().rows() > 0)
        .collect(Collectors.toMap(IngestPreview::source, IngestPreview::added));
  }

  /** What there is to do for a view of a source besides what there is to do already. */
  static Work also(Work now, List<IngestPreview> previews, String source) {
    Optional<Work> everything = fromScratch(previews, List.of(source));
    long rows = Optional.ofNullable(of(previews).get(source)).map(Changes::rows).orElse(0L);
    if (now.extent() == Extent.EVERYTHING || (everything.isEmpty() && rows == 0)) {
      return now;
    }
    return everything.orElseGet(
        () ->
            Work.increment(
                rows
                    + " events of source "
                    + source
                    + " to be ingested"
                    + (now.isNothing() ? "" : "; " + now.reason())));
  }
}
