package dev.tandem.serving.log;

import dev.tandem.features.arrow.TableFileReader;
import dev.tandem.features.declaration.FeatureService;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.store.InMemoryOnlineStore;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import dev.tandem.serving.ShopEvents;
import dev.tandem.serving.ShopProject;
import dev.tandem.serving.ShopStates;
import dev.tandem.serving.fetch.FeatureClient;
import dev.tandem.serving.fetch.FeatureClients;
import dev.tandem.serving.fetch.FeatureRequest;
import dev.tandem.serving.fetch.FetchSettings;
import dev.tandem.serving.fetch.ServedListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** The shop of the tests with its states in memory, and what is read back of its log. */
final class LoggedShop implements AutoCloseable {
  private static final String EVERYTHING = "everything";

  private final Project project;
  private final InMemoryOnlineStore store = new InMemoryOnlineStore();

  private LoggedShop(Project project) {
    this.project = project;
    ShopStates.load(project, ShopEvents.random(1, 400), ShopEvents.END, store);
  }

  /** The shop as declared. */
  static LoggedShop open() {
    return new LoggedShop(ShopProject.project());
  }

  /** The shop with one more service, which has request fields of every type among its features. */
  static LoggedShop ofEveryType() {
    Project shop = ShopProject.project();
    List<Field> request = new ArrayList<>();
    for (ValueType type : ValueType.values()) {
      request.add(new Field("of_" + type.declaredName(), type));
    }
    List<String> features = new ArrayList<>(shop.service("ranking").features());
    features.remove("position");
    request.forEach(field -> features.add(field.name()));
    List<FeatureService> services = new ArrayList<>(shop.services());
    services.add(new FeatureService(EVERYTHING, request, features));
    return new LoggedShop(
        new Project(
            shop.name(),
            shop.entities(),
            shop.sources(),
            shop.views(),
            shop.onDemandFeatures(),
            services,
            shop.labels(),
            shop.trainingSets(),
            shop.models()));
  }

  Project project() {
    return project;
  }

  FeatureClients clients(ServedListener listener) {
    return FeatureClients.of(project, store, FetchSettings.defaults().withListener(listener));
  }

  /** The client of the service with every type. */
  FeatureClient everything(ServedListener listener) {
    return clients(listener).service(EVERYTHING);
  }

  /** A request of random rows for the service with every type. */
  static FeatureRequest everything(Random random, int rows) {
    FeatureRequest.Builder request = FeatureRequest.builder().at(instant(random));
    request.each("user_id", random.longs(rows, 0, ShopEvents.USERS + 2).toArray());
    request.one("item_id", "i" + random.nextInt(ShopEvents.ITEMS + 2));
    for (ValueType type : ValueType.values()) {
      request.column("of_" + type.declaredName(), random(type, random, rows));
    }
    return request.build();
  }

  /** A request of the ranking service: every user once, for one item. */
  static FeatureRequest everyUser() {
    long[] users = new long[ShopEvents.USERS];
    for (int user = 0; user < users.length; user++) {
      users[user] = user;
    }
    return FeatureRequest.builder()
        .each("user_id", users)
        .one("item_id", "i1")
        .one("position", 3)
        .at(Instant.ofEpochMilli(ShopEvents.END))
        .build();
  }

  private static Instant instant(Random random) {
    return Instant.ofEpochMilli(ShopEvents.END + random.nextInt(10_000_000));
  }

  private static Column random(ValueType type, Random random, int rows) {
    Column column = Column.allocate(type, rows);
    for (int row = 0; row < rows; row++) {
      if (random.nextInt(4) > 0) {
        set(column, row, random);
      }
    }
    return column;
  }

  private static void set(Column column, int row, Random random) {
    if (column instanceof LongColumn longs) {
      longs.set(row, column.type() == ValueType.BOOL ? random.nextInt(2) : random.nextLong());
    } else if (column instanceof DoubleColumn doubles) {
      doubles.set(row, Double.longBitsToDouble(random.nextLong()));
    } else if (column instanceof StringColumn strings) {
      strings.set(row, "\u00fc" + random.nextInt(5));
    } else if (column instanceof ListColumn lists) {
      int length = random.nextInt(4);
      int start = lists.set(row, length);
      for (int i = 0; i < length; i++) {
        set(lists.elements(), start + i, random);
      }
    }
  }

  /** The files of a log, in the order of their names. */
  static List<Path> files(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All rows of a service's files, which have the same columns. */
  static Table read(Path directory, String service) {
    List<Table> tables = new ArrayList<>();
    for (Path file : files(directory.resolve(service))) {
      tables.add(read(file));
    }
    return Table.concat(tables);
  }

  /** All rows of a file. */
  static Table read(Path file) {
    try (TableFileReader reader = TableFileReader.open(file)) {
      List<Table> batches = new ArrayList<>();
      for (var batch = reader.next(); batch.isPresent(); batch = reader.next()) {
        batches.add(batch.get());
      }
      return Table.concat(batches);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
