package dev.tandem.training.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.Task;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TaskGraphTest {
  private static Task binary(String name, String after) {
    return new Task(name, Task.Kind.BINARY, name, 1, Optional.ofNullable(after));
  }

  private static Task in(String space, Task task) {
    return new Task(
        task.name(),
        task.kind(),
        task.label(),
        1,
        task.after(),
        Optional.of(space),
        Options.none());
  }

  @Test
  void of_branches_hasChainsAndLinks() {
    TaskGraph graph =
        TaskGraph.of(
            List.of(
                binary("click", null),
                new Task("rating", Task.Kind.REGRESSION, "rating", 1, Optional.of("click")),
                binary("cart", "click"),
                binary("share", "click"),
                binary("purchase", "cart")));
    assertThat(graph.chain(0)).containsExactly(0);
    assertThat(graph.chain(1)).containsExactly(1);
    assertThat(graph.chain(3)).containsExactly(0, 3);
    assertThat(graph.chain(4)).containsExactly(0, 2, 4);
    assertThat(graph.predecessor(1)).isEmpty();
    assertThat(graph.predecessor(4)).contains(2);
    assertThat(graph.links())
        .containsExactly(
            new TaskGraph.Link(0, 2), new TaskGraph.Link(0, 3), new TaskGraph.Link(2, 4));
  }

  @Test
  void of_afterALaterTask_isRefused() {
    List<Task> tasks = List.of(binary("purchase", "click"), binary("click", null));
    assertThatThrownBy(() -> TaskGraph.of(tasks))
        .hasMessage("tasks.purchase.after: found click, allowed: an earlier binary task []");
  }

  @Test
  void of_spaceOfATaskInTheChain_isRefused() {
    List<Task> tasks =
        List.of(binary("click", null), binary("cart", "click"), in("click", binary("buy", "cart")));
    assertThatThrownBy(() -> TaskGraph.of(tasks))
        .hasMessage(
            "tasks.buy.space: found click, which it comes after: its probability is that both"
                + " happen, learnt from all rows; allowed: either after or space");
  }

  @Test
  void of_spaceOfAnotherTask_isAllowed() {
    List<Task> tasks =
        List.of(
            binary("member", null), binary("click", null), in("member", binary("buy", "click")));
    assertThat(TaskGraph.of(tasks).chain(2)).containsExactly(1, 2);
  }
}
