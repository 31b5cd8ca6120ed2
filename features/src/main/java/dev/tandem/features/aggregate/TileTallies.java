package dev.tandem.features.aggregate;

/** A tally for each tile of the window's resolution, newest first. */
public record TileTallies(Tally tally) implements ExactState {

  @Override
  public Kind kind() {
    return Kind.TILE_TALLIES;
  }

  @Override
  public boolean isScaled() {
    return tally.isScaled();
  }
}
