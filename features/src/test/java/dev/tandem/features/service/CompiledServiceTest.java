package dev.tandem.features.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompiledServiceTest {
  private static final Field USER = new Field("user_id", ValueType.INT64);
  private static final Field POSITION = new Field("position", ValueType.INT64);
  private static final Field CARTS = new Field("user_activity.carts_7d", ValueType.INT64);
  private static final Field VIEWS = new Field("user_activity.views_7d", ValueType.INT64);
  private static final ServiceProject RATES =
      ServiceProject.of("user_id", "hour", "bad_rate", "position", "user_activity.carts_7d")
          .with("hour", "hour_of_day(request_time)", ValueType.INT64)
          .with("bad_rate", "1.0 - rate", ValueType.FLOAT64)
          .with("rate", "ratio(user_activity.carts_7d, user_activity.views_7d)", ValueType.FLOAT64)
          .with("unused", "item_popularity.views_7d + 1", ValueType.INT64);

  @Test
  void compile_onDemandFeatures_bringTheViewsTheyRead() {
    CompiledService service = RATES.compile();

    assertThat(service.views().stream().map(view -> view.declaration().name()))
        .containsExactly("user_activity");
    assertThat(service.entityKeys()).containsExactly(USER);
    assertThat(service.request()).containsExactly(POSITION);
    assertThat(service.inputs()).containsExactlyInAnyOrder(USER, CARTS, VIEWS, POSITION);
    assertThat(service.features())
        .containsExactly(
            USER,
            new Field("hour", ValueType.INT64),
            new Field("bad_rate", ValueType.FLOAT64),
            POSITION,
            CARTS);
  }

  @Test
  void compile_entityKeyAsFeature_isAKeyOfTheRequest() {
    CompiledService service = ServiceProject.of("user_id", "item_id").compile();

    assertThat(service.views()).isEmpty();
    assertThat(service.entityKeys()).containsExactly(USER, new Field("item_id", ValueType.INT64));
  }

  @Test
  void complete_features_comeInOrderAndAreShared() {
    CompiledService service = RATES.compile();
    Table inputs = inputs(service);
    LongColumn instants = LongColumn.of(ValueType.TIMESTAMP, new long[] {-1, 3_600_000});

    Table completed = service.complete(inputs, instants);

    assertThat(completed.fields()).isEqualTo(service.features());
    assertThat(completed.column("user_id")).isSameAs(inputs.column("user_id"));
    LongColumn hour = completed.longs("hour");
    assertThat(hour.value(0)).isEqualTo(23);
    assertThat(hour.value(1)).isEqualTo(1);
    DoubleColumn rate = completed.doubles("bad_rate");
    assertThat(rate.value(0)).isEqualTo(0.75);
    assertThat(rate.isNull(1)).isTrue();
  }

  @Test
  void complete_oneRowOrMany_sameBits() {
    CompiledService service = RATES.compile();
    int rows = 5000;
    Table inputs = Table.allocate(service.inputs(), rows);
    LongColumn instants = (LongColumn) Column.allocate(ValueType.TIMESTAMP, rows);
    for (int row = 0; row < rows; row++) {
      inputs.longs("user_activity.carts_7d").set(row, row % 7);
      inputs.longs("user_activity.views_7d").set(row, row % 11);
      instants.set(row, row * 1_234_567L);
    }

    DoubleColumn many = service.complete(inputs, instants).doubles("bad_rate");

    for (int row = 0; row < rows; row += 97) {
      Table one = inputs.select(new int[] {row});
      LongColumn instant = (LongColumn) instants.select(new int[] {row});
      DoubleColumn alone = service.complete(one, instant).doubles("bad_rate");
      assertThat(alone.isNull(0)).isEqualTo(many.isNull(row));
      assertThat(Double.doubleToRawLongBits(alone.value(0)))
          .isEqualTo(Double.doubleToRawLongBits(many.value(row)));
    }
  }

  @Test
  void complete_absentColumn_isRefused() {
    CompiledService service = RATES.compile();
    Table inputs = inputs(service).project(List.of("user_id"));

    assertThatThrownBy(
            () -> service.complete(inputs, LongColumn.of(ValueType.TIMESTAMP, new long[2])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no column '")
        .hasMessageContaining("among [user_id]");
  }

  @Test
  void compile_unknownFeature_isRefusedWithASuggestion() {
    assertThatThrownBy(() -> ServiceProject.of("user_activity.cart_7d", "positoin").compile())
        .isInstanceOf(InvalidDeclarationException.class)
        .hasMessage(
            "services.ranking.features: unknown feature 'user_activity.cart_7d', did you mean"
                + " 'user_activity.carts_7d'?, allowed: a feature as view.feature, an on-demand"
                + " feature, an entity key or a request field\n"
                + "services.ranking.features: unknown feature 'positoin', did you mean"
                + " 'position'?, allowed: a feature as view.feature, an on-demand feature, an"
                + " entity key or a request field");
  }

  @Test
  void compile_circle_isRefusedNamingIt() {
    ServiceProject project =
        ServiceProject.of("a")
            .with("a", "b + 1", ValueType.INT64)
            .with("b", "c * 2", ValueType.INT64)
            .with("c", "b - position", ValueType.INT64);

    assertThatThrownBy(project::compile)
        .isInstanceOf(InvalidDeclarationException.class)
        .hasMessage("on_demand.b: on-demand features read each other: b -> c -> b");
  }

  @Test
  void compile_wrongDeclaredType_isRefused() {
    assertThatThrownBy(
            () -> ServiceProject.of("a").with("a", "position + 1", ValueType.FLOAT64).compile())
        .hasMessage("on_demand.a: the expression yields int64, declared: float64");
  }

  @Test
  void compile_invalidExpression_isRefusedWithItsName() {
    assertThatThrownBy(
            () -> ServiceProject.of("a").with("a", "positon + 1", ValueType.INT64).compile())
        .isInstanceOf(InvalidDeclarationException.class)
        .hasMessageStartingWith(
            "on_demand.a: column 1: unknown name 'positon', did you mean 'position'?");
  }

  private static Table inputs(CompiledService service) {
    Table inputs = Table.allocate(service.inputs(), 2);
    inputs.longs("user_id").set(0, 1);
    inputs.longs("user_activity.carts_7d").set(0, 1);
    inputs.longs("user_activity.views_7d").set(0, 4);
    return inputs;
  }
}
