package dev.tandem.training.input;

/**
 * The steps of a block of sequences without their empty places: row by row, in the order of their
 * ids.
 */
final class PresentSteps {
  private final EmbeddedInput input;
  private final int[] rowOf;
  private final int[] idOf;
  private final int[] starts;
  private int rows;

  /** Room for the steps of blocks of at most {@code maxRows} rows. */
  PresentSteps(EmbeddedInput input, int maxRows) {
    this.input = input;
    int most = Math.multiplyExact(maxRows, input.transform().idWidth());
    this.rowOf = new int[most];
    this.idOf = new int[most];
    this.starts = new int[maxRows + 1];
  }

  // Hot path: once per sequence and block.
  void load(IdBlock block) {
    rows = block.rows();
    int count = 0;
    for (int row = 0; row < rows; row++) {
      starts[row] = count;
      int first = block.at(row) + input.idAt();
      int steps = Padded.count(block.ids(), first, input.transform().idWidth());
      for (int i = 0; i < steps; i++, count++) {
        rowOf[count] = row;
        idOf[count] = block.ids()[first + i];
      }
    }
    starts[rows] = count;
  }

  int rows() {
    return rows;
  }

  /** The number of steps of all rows. */
  int count() {
    return starts[rows];
  }

  int row(int step) {
    return rowOf[step];
  }

  int id(int step) {
    return idOf[step];
  }

  /** The first step of a row; for {@link #rows} the number of all steps. */
  int start(int row) {
    return starts[row];
  }
}
