package dev.tandem.infra.cli;

import dev.tandem.infra.job.JobListener;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;

/**
 * Says how far long work has come: on a terminal by rewriting one line, elsewhere by a line of its
 * own every few seconds. Not thread-safe.
 */
final class Progress implements JobListener {
  private static final long REWRITE_MILLIS = 200;
  private static final long LINE_MILLIS = 5000;

  private final PrintWriter out;
  private final boolean terminal;
  private final InstantSource clock;
  private String step = "";
  private long began;
  private long said;

  Progress(PrintWriter out, Style style, InstantSource clock) {
    this.out = out;
    this.terminal = style == Style.TERMINAL;
    this.clock = clock;
  }

  /** What the output is. */
  enum Style {
    TERMINAL,
    LINES;

    /** As the launcher found it; it says so in the system property {@code tandem.terminal}. */
    static Style ofProcess() {
      return Boolean.getBoolean("tandem.terminal") ? TERMINAL : LINES;
    }
  }

  static Progress on(PrintWriter out) {
    return new Progress(out, Style.ofProcess(), InstantSource.system());
  }

  /** A step begins. */
  @Override
  public void begin(String name) {
    step = name;
    began = clock.millis();
    said = began;
    show(name + " ...");
  }

  /** So much of the step is done; said only now and then. */
  @Override
  public void reached(long done, long all, String unit) {
    long now = clock.millis();
    if (now - said < (terminal ? REWRITE_MILLIS : LINE_MILLIS)) {
      return;
    }
    said = now;
    show(step + " ... " + count(done) + " of " + count(all) + " " + unit);
  }

  /** A line of its own, after which the step goes on. */
  @Override
  public void note(String text) {
    out.println((terminal ? "\r\u001b[K" : "") + step + ": " + text);
    out.flush();
  }

  /** The step is done, with this result. */
  @Override
  public void done(String result) {
    String line = step + ": " + result + " (" + elapsed(clock.millis() - began) + ")";
    out.println(terminal ? "\r\u001b[K" + line : line);
    out.flush();
  }

  private void show(String line) {
    if (terminal) {
      out.print("\r\u001b[K" + line);
    } else {
      out.println(line);
    }
    out.flush();
  }

  /** A number with its thousands apart, for example {@code 300,000}. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A time that work took, for example {@code 850 ms}, {@code 12.3 s} or {@code 2 min 5 s}. */
  static String elapsed(long millis) {
    if (millis < 1000) {
      return millis + " ms";
    }
    if (millis < 60_000) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
    Duration elapsed = Duration.ofMillis(millis);
    return elapsed.toMinutes() + " min " + elapsed.toSecondsPart() + " s";
  }
}
