package dev.tandem.features.state;

import dev.tandem.features.table.Field;
import dev.tandem.features.view.CompiledFeature;
import dev.tandem.features.view.CompiledView;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Computes from packed states those of a view's features that are kept for groups of an entity and
 * that rows read with one key: a user's clicks by category, say, with the category of each row's
 * item.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class GroupReader {
  private final CompiledView view;
  private final StateLayout layout;
  private final int[] numbers;

  /**
   * A reader of the features that rows read with a key.
   *
   * @param key one of {@link CompiledView#groupKeys()}
   */
  public GroupReader(CompiledView view, Field key) {
    this.view = view;
    this.layout = new StateLayout(view);
    List<CompiledFeature> all = view.compiledFeatures();
    this.numbers =
        IntStream.range(0, all.size())
            .filter(f -> all.get(f).by().filter(by -> by.key().equals(key.name())).isPresent())
            .toArray();
  }

  /** The features that it reads. */
  public List<Field> features() {
    return Arrays.stream(numbers).mapToObj(f -> view.compiledFeatures().get(f).field()).toList();
  }

  /** What computes these features of many groups at once; for one thread. */
  public GroupDecoder decoder() {
    return new GroupDecoder(view, layout, numbers);
  }
}
