package dev.tandem.features.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tandem.features.declaration.GroupBy;
import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.service.CompiledService;
import dev.tandem.features.table.Field;
import dev.tandem.features.type.ValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Features that are kept for groups, as they are declared and as services need them. */
class GroupByTest {
  private static final String SHOP =
      """
      project: shop
      entities:
        user: {key: {user_id: int64}}
        item: {key: {item_id: int64}}
      sources:
        events:
          format: csv
          path: events.csv
          fields:
            user_id: int64
            item_id: int64
            category: string
            price: float64
            time: timestamp
          event_time: time
          event_id: [user_id, item_id, time]
      views:
        user_activity:
          entity: user
          source: events
          features:
            views: {aggregate: count, by: item_id}
            of_category: {aggregate: count, window: 7d, by: {field: category, key: item_attributes.category, most: 50}}
            of_aisle: {aggregate: count, by: {field: category, key: aisle}}
        item_attributes:
          entity: item
          source: events
          features:
            category: {aggregate: last, field: category}
            price: {aggregate: last, field: price}
      services:
        ranking: {features: [user_activity.of_category]}
        browsing: {request: {aisle: string}, features: [user_id, user_activity]}
      """;

  @TempDir Path folder;

  private Project read(String yaml) {
    try {
      return ProjectReader.read(Files.writeString(folder.resolve("tandem.yaml"), yaml));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> problems(String replaced, String by) {
    assertThat(SHOP).contains(replaced);
    return catchThrowableOfType(
            InvalidDeclarationException.class, () -> read(SHOP.replace(replaced, by)))
        .problems()
        .stream()
        .map(problem -> problem.line() + ": " + problem.field() + ": " + problem.message())
        .toList();
  }

  @Test
  void read_by_isAFieldAloneOrAMapping() {
    assertThat(read(SHOP).view("user_activity").features())
        .extracting(feature -> feature.by().orElseThrow())
        .containsExactly(
            new GroupBy("item_id", "item_id", 1_000),
            new GroupBy("category", "item_attributes.category", 50),
            new GroupBy("category", "aisle", 1_000));
  }

  @Test
  void compile_keyOfAnotherView_isReadThoughNoFeatureOfTheService() {
    CompiledService service = CompiledService.compile(read(SHOP), "ranking");

    assertThat(service.features())
        .containsExactly(new Field("user_activity.of_category", ValueType.INT64));
    assertThat(service.inputs()).contains(new Field("item_attributes.category", ValueType.STRING));
    assertThat(service.entityKeys()).extracting(Field::name).containsExactly("user_id", "item_id");
    assertThat(service.rounds())
        .extracting(round -> round.get(0).declaration().name())
        .containsExactly("item_attributes", "user_activity");
    assertThat(service.groupKeys(service.rounds().get(1).get(0)))
        .containsExactly(new Field("item_attributes.category", ValueType.STRING));
  }

  @Test
  void compile_bareView_needsTheKeysOfAllItsFeatures() {
    CompiledService service = CompiledService.compile(read(SHOP), "browsing");

    assertThat(service.entityKeys()).extracting(Field::name).containsExactly("user_id", "item_id");
    assertThat(service.inputs())
        .extracting(Field::name)
        .contains("item_id", "item_attributes.category", "aisle");
  }

  @Test
  void read_unknownKey_isRefusedWithASuggestion() {
    assertThat(problems("item_attributes.category, most", "item_atributes.category, most"))
        .containsExactly(
            "23: views.user_activity.features.of_category.by.key: found 'item_atributes.category',"
                + " allowed: user_id, item_id, aisle, item_attributes.category,"
                + " item_attributes.price, did you mean 'item_attributes.category'?");
  }

  @Test
  void read_keyOfAnotherType_isRefused() {
    assertThat(problems("key: aisle", "key: item_id"))
        .containsExactly(
            "24: views.user_activity.features.of_aisle.by.key: 'item_id' is int64, but field"
                + " 'category' is string");
  }

  @Test
  void read_fieldThatCannotTellGroupsApart_isRefused() {
    assertThat(problems("by: item_id", "by: price"))
        .containsExactly(
            "22: views.user_activity.features.views.by.field: 'price' is float64, allowed: int64,"
                + " string");
    assertThat(problems("by: item_id", "by: itm_id"))
        .element(0)
        .asString()
        .startsWith("22: views.user_activity.features.views.by.field: found 'itm_id', allowed: ")
        .endsWith("did you mean 'item_id'?");
  }

  @Test
  void read_bound_isAWholeNumberInItsRange() {
    assertThat(problems("most: 50", "most: 10001"))
        .containsExactly(
            "23: views.user_activity.features.of_category.by.most: found '10001', allowed: a whole"
                + " number from 1 to 10000");
    assertThat(problems("most: 50", "mots: 50"))
        .containsExactly(
            "23: views.user_activity.features.of_category.by.mots: unknown key, allowed: field,"
                + " key, most, did you mean 'most'?");
  }

  @Test
  void read_groupOfAGroup_isRefused() {
    assertThat(
            problems(
                "category: {aggregate: last, field: category}",
                "category: {aggregate: last, field: category, by: user_id}"))
        .element(0)
        .asString()
        .startsWith(
            "23: views.user_activity.features.of_category.by.key: found"
                + " 'item_attributes.category', allowed: user_id, item_id, aisle");
  }

  @Test
  void read_viewsThatReadEachOther_areRefused() {
    String circle =
        SHOP.replace(
                "views: {aggregate: count, by: item_id}",
                "views: {aggregate: last, field: item_id}")
            .replace(
                "price: {aggregate: last, field: price}",
                "again: {aggregate: count, by: {field: item_id, key: user_activity.views}}");
    assertThat(
            catchThrowableOfType(InvalidDeclarationException.class, () -> read(circle)).problems())
        .extracting(problem -> problem.line() + ": " + problem.message())
        .containsExactly(
            "23: views 'user_activity' and 'item_attributes' read their groups by each other's"
                + " features, directly or by way of others",
            "30: views 'item_attributes' and 'user_activity' read their groups by each other's"
                + " features, directly or by way of others");
  }

  @Test
  void read_serviceWithoutTheRequestFieldOfAGroup_isRefused() {
    assertThat(
            problems(
                "features: [user_activity.of_category]",
                "features: [user_activity.of_category, user_activity.of_aisle]"))
        .containsExactly(
            "32: services.ranking.features[user_activity.of_aisle]: reads 'aisle', which is not a"
                + " request field of this service");
  }
}
