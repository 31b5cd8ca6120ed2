package dev.tandem.training.architecture.funnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.Task;
import dev.tandem.training.architecture.Architecture;
import dev.tandem.training.architecture.InputSlice;
import dev.tandem.training.architecture.NetworkShape;
import dev.tandem.training.blas.OpenBlasProduct;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Network;
import dev.tandem.training.network.Parameters;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FunnelSettingsTest {
  private static Task binary(String name, String after) {
    return new Task(name, Task.Kind.BINARY, name, 1, Optional.ofNullable(after));
  }

  private static final Task CLICK = binary("click", null);
  private static final Task CART = binary("cart", "click");
  private static final Task PURCHASE = binary("purchase", "cart");

  private static Network build(
      Architecture architecture, String name, String value, Task... tasks) {
    Options options = name.isEmpty() ? Options.none() : new Options(Map.of(name, List.of(value)));
    NetworkShape shape =
        new NetworkShape(
            List.of(InputSlice.of("item_id", 0, 4), InputSlice.of("price", 4, 1)),
            Arrays.asList(tasks),
            options);
    return architecture.build(
        shape, new LayerContext(new Parameters(1, 1), 0, 8, new OpenBlasProduct(), 1));
  }

  private static void assertRefused(
      String message, Architecture architecture, String name, String value, Task... tasks) {
    assertThatThrownBy(() -> build(architecture, name, value, tasks))
        .isInstanceOf(InvalidDeclarationException.class)
        .hasMessage(message);
  }

  @Test
  void build_noTaskAfterAnother_isRefused() {
    assertRefused(
        "tasks: esmm needs a binary task that comes after another, such as purchase: {after:"
            + " click}; found none among [click]",
        new Esmm(),
        "",
        "",
        CLICK);
  }

  @Test
  void build_esm2_needsAChainOfThree() {
    assertRefused(
        "tasks: found no chain of three among [click, cart], but esm2 needs one, such as purchase"
            + " after cart after click; chains of two are for esmm",
        new Esm2(),
        "",
        "",
        CLICK,
        CART);
    assertRefused(
        "tasks.gift.after: found the chain click, cart, purchase, gift, allowed by esm2: chains of"
            + " at most three, such as click, cart, purchase",
        new Esm2(),
        "",
        "",
        CLICK,
        CART,
        PURCHASE,
        binary("gift", "purchase"));
  }

  @Test
  void build_esm2_severalTasksAfterTheSame_areAllowed() {
    Network network = build(new Esm2(), "", "", CLICK, CART, PURCHASE, binary("wish", "cart"));
    assertThat(network.output(3)).hasSize(8);
  }

  @Test
  void build_unknownSetting_namesTheKnown() {
    assertRefused(
        "experts: unknown setting of esmm, allowed: bottom, tower, dropout",
        new Esmm(),
        "experts",
        "3",
        CLICK,
        CART);
    assertRefused(
        "experts: unknown setting of escm2, allowed: bottom, tower, dropout, method,"
            + " counterfactual, clip",
        new Escm2(),
        "experts",
        "3",
        CLICK,
        CART);
  }

  @Test
  void build_settingsOutOfRange_areRefused() {
    assertRefused(
        "architecture.method: found snips, allowed: ips, dr",
        new Escm2(),
        "method",
        "snips",
        CLICK,
        CART);
    assertRefused(
        "architecture.clip: found 0.5, allowed: 1 or more",
        new Escm2(),
        "clip",
        "0.5",
        CLICK,
        CART);
    assertRefused(
        "architecture.counterfactual: found -1.0, allowed: 0 or more",
        new Escm2(),
        "counterfactual",
        "-1",
        CLICK,
        CART);
    assertRefused(
        "architecture.bottom: found [0], allowed: one or more positive widths",
        new Nmtr(),
        "bottom",
        "0",
        CLICK,
        CART);
  }

  @Test
  void build_nmtr_biasOfNoInput_isRefused() {
    assertRefused(
        "architecture.bias: found brand, allowed: inputs [item_id, price]",
        new Nmtr(),
        "bias",
        "brand",
        CLICK,
        CART);
  }
}
