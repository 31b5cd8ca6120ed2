package dev.tandem.features.view;

import static dev.tandem.features.oracle.Orders.feature;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.aggregate.NewestEvents;
import dev.tandem.features.declaration.AggregateFeature;
import dev.tandem.features.declaration.AggregateFunction;
import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.oracle.Orders;
import dev.tandem.features.table.Field;
import dev.tandem.features.type.ValueType;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CompiledViewTest {
  private static final AggregateFeature BUYS =
      feature("buys", AggregateFunction.COUNT, "", "kind == 'buy'", "1");

  @Test
  void states_sumMeanAndCountOfOneField_areShared() {
    CompiledView view =
        Orders.view(
            feature("spend", AggregateFunction.SUM, "price", "", "1"),
            feature("average", AggregateFunction.MEAN, "price", "", "24"),
            feature("paid", AggregateFunction.COUNT, "price", "", ""));

    assertThat(view.selections()).hasSize(1);
    assertThat(view.states()).hasSize(2);
    assertThat(view.compiledFeatures().get(1).states()).containsExactly(0, 1);
  }

  @Test
  void states_lastAndLastN_shareTheLongerList() {
    CompiledView view =
        Orders.view(
            feature("last", AggregateFunction.LAST, "item", "", ""),
            feature("lasts", AggregateFunction.LAST_N, "item", "", ""));

    assertThat(view.states()).containsExactly(new ViewState(0, new NewestEvents(3), 0));
  }

  @Test
  void eventFields_areTheKeysAndWhatFeaturesRead() {
    assertThat(Orders.view(BUYS).eventFields())
        .containsExactly(new Field("user", ValueType.INT64), new Field("kind", ValueType.STRING));
  }

  @Test
  void features_areQualified() {
    CompiledView view = Orders.view(BUYS);

    assertThat(view.features()).containsExactly(new Field("activity.buys", ValueType.INT64));
    assertThat(view.statusColumn()).isEqualTo("activity.__status");
  }

  @Test
  void compile_whereThatIsNoCondition_isRefused() {
    assertThatThrownBy(() -> Orders.view(feature("f", AggregateFunction.COUNT, "", "item + 1", "")))
        .isInstanceOf(InvalidDeclarationException.class)
        .hasMessage("activity.f.where: found an expression of type int64, allowed: bool");
  }

  @Test
  void compile_whereOverAnUnknownField_isRefusedNamingTheFeature() {
    assertThatThrownBy(
            () -> Orders.view(feature("f", AggregateFunction.COUNT, "", "color == 'red'", "")))
        .isInstanceOf(InvalidDeclarationException.class)
        .hasMessageStartingWith("activity.f.where: ");
  }

  @Test
  void compile_defaultOfAnotherType_isRefused() {
    AggregateFeature mistaken =
        AggregateFeature.builder("f", AggregateFunction.COUNT).defaultValue("many").build();

    assertThatThrownBy(() -> Orders.view(mistaken))
        .isInstanceOf(InvalidDeclarationException.class)
        .hasMessage("activity.f: found default 'many', allowed: a whole number");
  }

  @Test
  void statusAt_newestEventAsOldAsTheTtl_isPresentAndExpiresAMillisecondLater() {
    CompiledView view =
        CompiledView.compile(Orders.project(Optional.of(Duration.ofMillis(10)), BUYS), "activity");

    assertThat(view.statusAt(110, 100)).isEqualTo(FeatureStatus.PRESENT);
    assertThat(view.statusAt(111, 100)).isEqualTo(FeatureStatus.EXPIRED);
    assertThat(view.statusAt(111, CompiledView.NO_EVENT)).isEqualTo(FeatureStatus.MISSING);
  }

  @Test
  void ofCode_everyStatus_isFoundByItsCode() {
    for (FeatureStatus status : FeatureStatus.values()) {
      assertThat(FeatureStatus.ofCode(status.code())).isEqualTo(status);
    }
    assertThatThrownBy(() -> FeatureStatus.ofCode(8))
        .hasMessage("found status code 8, allowed: 0 to 7");
  }
}
