package dev.tandem.pipelines;

import dev.tandem.pipelines.ledger.Work;
import dev.tandem.pipelines.ledger.Work.Extent;

/**
 * What a backfill would do.
 *
 * @param rows the rows of the training set as it is
 * @param staying those of them that would stay; the others and new ones would be computed
 */
public record BackfillPreview(String trainingSet, Work work, long rows, long staying) {

  /** One line for a person. */
  public String summary() {
    return work.extent() == Extent.INCREMENT
        ? work + ": would keep " + staying + " of " + rows + " rows and compute the others"
        : work.toString();
  }
}
