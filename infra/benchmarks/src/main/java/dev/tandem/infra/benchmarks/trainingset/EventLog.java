package dev.tandem.infra.benchmarks.trainingset;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * A shop's events over forty days, the same for the same number of events and seed.
 *
 * <p>A hundredth as many users and a 250th as many items as events, of which few have most events;
 * 400 categories, of which a user prefers four. Events come in order of time. No two different
 * users or items share a millisecond, but every fiftieth event repeats the one before it at the
 * same millisecond, so that a peer which lets a row see its own instant gives other numbers.
 */
record EventLog(long events, long seed) {
  /** The names of the columns. */
  static final String HEADER = "event_id,time,type,user_id,item_id,category,brand,price";

  static final int CATEGORIES = 400;
  static final Duration LENGTH = Duration.ofDays(40);

  private static final long START_MILLIS = 1_767_225_600_000L;
  private static final int FAVOURITES = 4;
  private static final int TWIN_EVERY = 50;

  EventLog {
    if (events < 1_000 || events > LENGTH.toMillis() / 10) {
      throw new IllegalArgumentException(
          events + " events, allowed are 1000 to " + LENGTH.toMillis() / 10);
    }
  }

  /** Writes the log into a folder, unless the same log is there already, and returns the file. */
  Path writeTo(Path folder) throws IOException {
    Path file = folder.resolve("events-" + events + "-" + seed + ".csv");
    if (Files.exists(file)) {
      return file;
    }
    Path unfinished = Files.createDirectories(folder).resolve(file.getFileName() + ".part");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished), 1 << 20)) {
      write(out);
    }
    return Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private void write(OutputStream out) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    long users = Math.max(10, events / 100);
    long itemsOfCategory = Math.max(1, events / 250 / CATEGORIES);
    long step = LENGTH.toMillis() / events;
    StringBuilder text = new StringBuilder(1 << 13);
    text.append(HEADER).append('\n');
    String what = "";
    long time = 0;
    for (long event = 0; event < events; event++) {
      if (event % TWIN_EVERY != 1) {
        time = START_MILLIS + event * step + random.nextLong(step);
        what = what(random, skewed(random, users, 2), itemsOfCategory);
      }
      text.append(event).append(',').append(time).append(',');
      text.append(type(random)).append(',').append(what).append('\n');
      if (text.length() > 1 << 12) {
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        text.setLength(0);
      }
    }
    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String type(SplittableRandom random) {
    int percent = random.nextInt(100);
    return percent < 90 ? "view" : percent < 97 ? "cart" : "buy";
  }

  /** User, item, category, brand and price. */
  private static String what(SplittableRandom random, long user, long itemsOfCategory) {
    long category =
        random.nextInt(10) < 7
            ? scatter(user * FAVOURITES + random.nextInt(FAVOURITES)) % CATEGORIES
            : skewed(random, CATEGORIES, 2);
    long item = category + CATEGORIES * skewed(random, itemsOfCategory, 3);
    long cents = 99 + scatter(item) % 20_000 + 10L * random.nextInt(20);
    return (1_000_000 + user)
        + ","
        + (5_000_000 + item)
        + ",category_"
        + category
        + ",brand_"
        + scatter(item + 1) % 60
        + ","
        + cents / 100
        + (cents % 100 < 10 ? ".0" : ".")
        + cents % 100;
  }

  /** A number in {@code [0, bound)}, small ones being likelier the larger the power is. */
  private static long skewed(SplittableRandom random, long bound, int power) {
    return (long) (bound * StrictMath.pow(random.nextDouble(), power));
  }

  private static long scatter(long number) {
    long mixed = (number + 1) * 0x9E3779B97F4A7C15L;
    return (mixed ^ (mixed >>> 29)) & Long.MAX_VALUE;
  }
}
