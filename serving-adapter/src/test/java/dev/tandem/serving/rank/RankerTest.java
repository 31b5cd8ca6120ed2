package dev.tandem.serving.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.tandem.features.declaration.EpsilonGreedy;
import dev.tandem.features.declaration.Exploration;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.declaration.RankingPolicy;
import dev.tandem.features.declaration.RankingPolicy.Factor;
import dev.tandem.features.declaration.Thompson;
import dev.tandem.features.store.InMemoryOnlineStore;
import dev.tandem.serving.ShopBundle;
import dev.tandem.serving.ShopProject;
import dev.tandem.serving.fetch.FeatureClient;
import dev.tandem.serving.fetch.FeatureRequest;
import dev.tandem.serving.fetch.InvalidRequestException;
import dev.tandem.serving.predict.PredictionService;
import dev.tandem.serving.predict.Predictor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ranks by the network of the tests: click grows with the position, purchase with the item. */
class RankerTest {
  private static final Project PROJECT = ShopProject.project();
  private static final Factor CLICK = new Factor("click", 1, Optional.empty());
  private static final Factor PURCHASE = new Factor("purchase", 2, Optional.empty());

  @TempDir Path directory;
  private final InMemoryOnlineStore store = new InMemoryOnlineStore();
  private Predictor predictor;
  private PredictionService service;

  @BeforeEach
  void open() {
    predictor = Predictor.open(ShopBundle.publish(directory, PROJECT));
    service = PredictionService.of(FeatureClient.of(PROJECT, "ranking", store), predictor);
  }

  @AfterEach
  void close() {
    predictor.close();
    store.close();
  }

  private static FeatureRequest candidates() {
    return FeatureRequest.builder()
        .one("user_id", 42)
        .each("item_id", "i0", "i1", "i2", "i1")
        .each("position", 0, 1, 0, 1)
        .build();
  }

  private Ranker ranker(List<Factor> score, Integer top, Exploration exploration) {
    return Ranker.of(
        service,
        new RankingPolicy(score, Optional.ofNullable(top), Optional.ofNullable(exploration)));
  }

  private static List<Integer> rows(Ranking ranking) {
    List<Integer> rows = new ArrayList<>();
    for (int position = 0; position < ranking.size(); position++) {
      rows.add(ranking.row(position));
    }
    return rows;
  }

  @Test
  void rank_productOfPowers_ordersByIt() {
    Ranking ranking =
        ranker(List.of(CLICK, PURCHASE), null, null).rank(RankRequest.of(candidates(), "r1"));

    assertThat(rows(ranking)).containsExactly(2, 1, 3, 0);
    assertThat(ranking.id()).isEqualTo("r1");
    assertThat(ranking.predictions().modelVersion()).isEqualTo("00000000000000000001");
    for (int position = 0; position < 4; position++) {
      assertThat(ranking.propensity(position)).isEqualTo(1);
      assertThat(ranking.logScore(position))
          .isCloseTo(
              Math.log(ranking.prediction(0, position))
                  + 2 * Math.log(ranking.prediction(1, position)),
              offset(1e-12));
    }
  }

  @Test
  void rank_negativePower_turnsTheOrder() {
    Ranker ranker = ranker(List.of(new Factor("purchase", -1, Optional.empty())), null, null);

    assertThat(rows(ranker.rank(candidates()))).containsExactly(0, 1, 3, 2);
  }

  @Test
  void rank_floor_makesLesserPredictionsEqual() {
    Ranker ranker = ranker(List.of(new Factor("purchase", 1, Optional.of(3.0))), null, null);

    assertThat(rows(ranker.rank(candidates()))).containsExactly(2, 0, 1, 3);
  }

  @Test
  void rank_top_isThePolicysUnlessTheRequestHasOne() {
    Ranker ranker = ranker(List.of(CLICK, PURCHASE), 2, null);
    RankRequest request = RankRequest.of(candidates(), "r");

    assertThat(rows(ranker.rank(request))).containsExactly(2, 1);
    assertThat(rows(ranker.rank(request.withTop(3)))).containsExactly(2, 1, 3);
    assertThat(rows(ranker.rank(request.withTop(9)))).hasSize(4);
  }

  @Test
  void rank_sameIdAndSalt_exploresAlike() {
    for (Exploration exploration :
        List.of(
            new EpsilonGreedy(0.7, "home"),
            new Thompson(2, Optional.of("item_popularity.users_1d"), "home"))) {
      Ranker ranker = ranker(List.of(CLICK), null, exploration);
      List<List<Integer>> orders = new ArrayList<>();
      for (int id = 0; id < 40; id++) {
        RankRequest request = RankRequest.of(candidates(), "r" + id);
        orders.add(rows(ranker.rank(request)));
        assertThat(rows(ranker.rank(request))).isEqualTo(orders.get(id));
      }
      assertThat(orders.stream().distinct().count()).isGreaterThan(5);
    }
  }

  @Test
  void rank_otherSalt_exploresOtherwise() {
    Ranker home = ranker(List.of(CLICK), null, new EpsilonGreedy(1, "home"));
    Ranker cart = ranker(List.of(CLICK), null, new EpsilonGreedy(1, "cart"));
    int same = 0;
    for (int id = 0; id < 50; id++) {
      RankRequest request = RankRequest.of(candidates(), "r" + id);
      same += rows(home.rank(request)).equals(rows(cart.rank(request))) ? 1 : 0;
    }
    assertThat(same).isLessThan(15);
  }

  @Test
  void rank_noRows_isEmpty() {
    FeatureRequest none =
        FeatureRequest.builder()
            .one("user_id", 42)
            .each("item_id", new String[0])
            .one("position", 0)
            .build();

    assertThat(ranker(List.of(CLICK), 3, new EpsilonGreedy(1, "")).rank(none).size()).isZero();
    assertThat(ranker(List.of(CLICK), 3, new Thompson(1, Optional.empty(), "")).rank(none).size())
        .isZero();
  }

  @Test
  void of_taskOrCountThatIsNotThere_isRefused() {
    assertThatThrownBy(() -> ranker(List.of(new Factor("rating", 1, Optional.of(1.0))), null, null))
        .hasMessage("the ranking needs the task 'rating', there are: [click, purchase]");
    assertThatThrownBy(
            () -> ranker(List.of(CLICK), null, new Thompson(1, Optional.of("views"), "")))
        .hasMessageStartingWith("the ranking needs the feature 'views', there are: [user_id,");
  }

  @Test
  void request_emptyIdOrNoTop_isRefused() {
    assertThatThrownBy(() -> RankRequest.of(candidates(), ""))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage("request_id: found an empty text, allowed: a text");
    assertThatThrownBy(() -> RankRequest.of(candidates(), "r").withTop(0))
        .hasMessage("top: found 0, allowed: a whole number greater than 0");
  }
}
