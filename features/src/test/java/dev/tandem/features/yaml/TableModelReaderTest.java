package dev.tandem.features.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tandem.features.declaration.FeatureService;
import dev.tandem.features.declaration.Input;
import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.declaration.RowLabel;
import dev.tandem.features.declaration.Source;
import dev.tandem.features.declaration.Task;
import dev.tandem.features.table.Field;
import dev.tandem.features.type.ValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableModelReaderTest {
  private static final String RATINGS =
      """
      model: taste
      columns:
        user_id: int64
        item_id: int64
        age: {type: int64, optional: true}
        rating: {type: float64, min: 1, max: 5}
        rated_at: {type: timestamp, unit: seconds}
      time: rated_at
      id: [user_id, item_id]
      on_demand:
        hour: hour_of_day(request_time)
        is_old: age > 50
      labels:
        rating: rating
        liked: rating >= 4.0
      inputs:
        user_id: {kind: categorical, min_count: 1}
        hour: {kind: categorical, dimension: 2}
      tasks:
        rating: {kind: regression, label: rating}
        liked: {kind: binary, label: liked}
      architecture: shared_bottom
      training: {epochs: 3}
      """;

  @TempDir Path folder;

  @Test
  void read_table_isTheSourceOfAProject() throws IOException {
    Project project = read(RATINGS);

    Source source = project.source(TableModelReader.TABLE);
    assertThat(source.paths()).containsExactly("/data/ratings.csv");
    assertThat(source.eventTime()).contains("rated_at");
    assertThat(source.eventId()).containsExactly("user_id", "item_id");
    assertThat(project.label("liked"))
        .isEqualTo(new RowLabel("liked", TableModelReader.TABLE, "rating >= 4.0"));
    assertThat(project.trainingSet(TableModelReader.TABLE).labels())
        .containsExactly("rating", "liked");
  }

  @Test
  void read_inputs_areTheColumnsThatAreNeitherLabelNorIdNorTime() throws IOException {
    Project project = read(RATINGS);

    Model model = project.model("taste");
    FeatureService service = project.service(TableModelReader.TABLE);
    assertThat(model.inputs())
        .extracting(Input::feature)
        .containsExactly("user_id", "age", "hour", "is_old");
    assertThat(service.features()).containsExactly("user_id", "age", "hour", "is_old");
    assertThat(service.request())
        .containsExactly(new Field("user_id", ValueType.INT64), new Field("age", ValueType.INT64));
    assertThat(model.tasks()).extracting(Task::name).containsExactly("rating", "liked");
    assertThat(model.training().integer("epochs", 10)).isEqualTo(3);
  }

  @Test
  void read_formatAndDelimiter_followFromTheName() throws IOException {
    assertThat(source("a/t.parquet").format()).isEqualTo(Source.Format.PARQUET);
    assertThat(source("a/t.arrow").format()).isEqualTo(Source.Format.ARROW);
    assertThat(source("a/*.csv.gz").format()).isEqualTo(Source.Format.CSV);
    assertThat(source("a/t.tsv").separator()).isEqualTo('\t');
  }

  private Source source(String table) throws IOException {
    return TableModelReader.read(write(RATINGS), table).source(TableModelReader.TABLE);
  }

  @Test
  void read_withoutTimeAndId_isAllowedUnlessTheTimeIsRead() throws IOException {
    String plain = RATINGS.replace("time: rated_at\n", "").replace("id: [user_id, item_id]\n", "");

    assertThat(problems(plain))
        .containsExactly(
            ":9: on_demand.hour: reads the time of the row, which has none; declare it with the"
                + " key time");
    Source source =
        read(plain.replace("hour_of_day(request_time)", "hour_of_day(rated_at)"))
            .source(TableModelReader.TABLE);
    assertThat(source.eventTime()).isEmpty();
    assertThat(source.eventId()).isEmpty();
  }

  @Test
  void read_inputThatIsTheLabel_isRefused() throws IOException {
    String leaky = RATINGS.replace("inputs:\n", "inputs:\n  rating: numeric\n");

    assertThat(problems(leaky))
        .containsExactly(
            ":17: inputs.rating: reads 'rating', of which label 'rating' is made; an input that is"
                + " the answer teaches nothing, allowed: none",
            ":17: inputs.rating: reads 'rating', of which label 'liked' is made; an input that is"
                + " the answer teaches nothing, allowed: none");
    assertThat(read(RATINGS.replace("inputs:\n", "inputs:\n  rating: none\n")).model("taste"))
        .isEqualTo(read(RATINGS).model("taste"));
  }

  @Test
  void read_onDemandInputMadeOfTheLabel_isRefused() throws IOException {
    assertThat(problems(RATINGS.replace("is_old: age > 50", "is_old: rating > 2.0")))
        .first()
        .asString()
        .startsWith(":16: inputs.is_old: reads 'rating', of which label 'rating' is made;");
  }

  @Test
  void read_mistakes_standWhereTheyAreInTheFile() throws IOException {
    String wrong =
        """
        modle: taste
        columns:
          user_id: int
          age: int64
          height: float64
          rated_at: timestamp
        time: age
        id: [user, age]
        labels:
          liked: ratng >= 4
        inputs:
          agee: numeric
        tasks:
          liked: {kind: binary, label: likd}
          bought: {kind: binary, label: liked, after: sold}
          sold: {kind: binary, label: liked, after: bought}
        """;

    assertThat(problems(wrong).stream().map(p -> p.replaceAll("column \\d+: .*", "…")))
        .containsExactly(
            ":1: modle: unknown key, allowed: "
                + String.join(", ", TableModelReader.KEYS)
                + ", did you mean 'model'?",
            ":1: model: missing, allowed: the model's name",
            ":1: architecture: missing, allowed: a name or a mapping with: name",
            ":3: columns.user_id: found 'int', allowed: int64, float64, string, bool, timestamp,"
                + " float64_list",
            ":7: time: 'age' is int64, allowed: timestamp",
            ":8: id[user]: found 'user', allowed: age, height, rated_at",
            ":10: labels.liked: 'ratng >= 4': …",
            ":12: inputs.agee: found 'agee', allowed: height",
            ":14: tasks.liked.label: found 'likd', allowed: liked, did you mean 'liked'?",
            ":15: tasks.bought.after: 'bought' comes after itself, by way of 'sold'",
            ":16: tasks.sold.after: 'sold' comes after itself, by way of 'bought'");
  }

  @Test
  void read_taskAfterItself_isRefused() throws IOException {
    assertThat(problems(RATINGS.replace("label: liked}", "label: liked, after: liked}")))
        .containsExactly(":21: tasks.liked.after: 'liked' comes after itself, by way of 'liked'");
  }

  private Project read(String text) throws IOException {
    return TableModelReader.read(write(text), "/data/ratings.csv");
  }

  private List<String> problems(String text) throws IOException {
    Path file = write(text);
    return catchThrowableOfType(
            InvalidDeclarationException.class,
            () -> TableModelReader.read(file, "/data/ratings.csv"))
        .problems()
        .stream()
        .map(problem -> problem.toString().replaceFirst("^.*model.yaml", ""))
        .toList();
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("model.yaml"), text);
  }
}
