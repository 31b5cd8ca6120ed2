package dev.tandem.serving.log;

import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers blocks and hands them to a sink, on a thread of its own. Thread-safe.
 *
 * <p>The places in the queue are rows, which are reserved before a block is copied; they are free
 * again when the writer takes the block.
 */
final class LogWriter implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LogWriter.class);

  private final LogSink sink;
  private final String run;
  private final ServedLogSettings settings;
  private final LinkedBlockingQueue<Message> queue = new LinkedBlockingQueue<>();
  private final AtomicInteger queuedRows = new AtomicInteger();
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicLong files = new AtomicLong();
  private final AtomicLong deletedFiles = new AtomicLong();
  private final Thread thread = new Thread(this::work, "served-log");
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private volatile boolean closed;

  // Touched by the writer's thread alone.
  private final Map<Group, List<Table>> gathered = new LinkedHashMap<>();
  private int gatheredRows;
  private long oldestNanos;
  private long requests;
  private boolean failing;

  /** What one file can hold. */
  private record Group(String service, List<Field> fields) {}

  /** What the queue holds. */
  private sealed interface Message {}

  private record Rows(ServedBlock block) implements Message {}

  private record Flush(CompletableFuture<Void> done, boolean last) implements Message {}

  private LogWriter(LogSink sink, String run, ServedLogSettings settings) {
    this.sink = sink;
    this.run = run;
    this.settings = settings;
  }

  /** Starts the thread. */
  static LogWriter start(LogSink sink, String run, ServedLogSettings settings) {
    LogWriter writer = new LogWriter(sink, run, settings);
    writer.thread.setDaemon(true);
    writer.thread.start();
    return writer;
  }

  /** Takes places in the queue, or returns false at once if there are too few or it is closed. */
  boolean reserve(int rows) {
    if (closed) {
      return false;
    }
    if (queuedRows.addAndGet(rows) > settings.queuedRows()) {
      release(rows);
      return false;
    }
    return true;
  }

  /** Gives places back. */
  void release(int rows) {
    queuedRows.addAndGet(-rows);
  }

  /** Adds a block for whose rows places were reserved. */
  void add(ServedBlock block) {
    queue.add(new Rows(block));
  }

  ServedLogCounts counts() {
    return new ServedLogCounts(written.get(), dropped.get(), files.get(), deletedFiles.get());
  }

  /** Has everything written that was added before, and waits for it. */
  void flush() {
    if (closed) {
      throw new IllegalStateException("the served log is closed");
    }
    ask(false);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    ask(true);
    // Added by a request that had reserved its places before.
    for (Message left = queue.poll(); left != null; left = queue.poll()) {
      if (left instanceof Rows rows) {
        dropped.addAndGet(rows.block().rows());
      }
    }
  }

  private void ask(boolean last) {
    Flush flush = new Flush(new CompletableFuture<>(), last);
    queue.add(flush);
    CompletableFuture.anyOf(flush.done(), ended).join();
  }

  private void work() {
    try {
      writeUntilLast();
    } finally {
      closed = true;
      ended.complete(null);
    }
  }

  private void writeUntilLast() {
    while (true) {
      Message message = next();
      if (message instanceof Rows rows) {
        gather(rows.block());
      }
      boolean asked = message instanceof Flush;
      if (asked || gatheredRows >= settings.fileRows() || waitNanos() <= 0) {
        write();
      }
      if (message instanceof Flush flush) {
        flush.done().complete(null);
        if (flush.last()) {
          return;
        }
      }
    }
  }

  /** The next message, or null when a file is due. */
  private Message next() {
    try {
      return gatheredRows == 0 ? queue.take() : queue.poll(waitNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      // Nobody has this thread but the log, which ends it by a message.
      return null;
    }
  }

  private long waitNanos() {
    return gatheredRows == 0
        ? Long.MAX_VALUE
        : settings.fileAge().toNanos() - (System.nanoTime() - oldestNanos);
  }

  private void gather(ServedBlock block) {
    release(block.rows());
    if (gatheredRows == 0) {
      oldestNanos = System.nanoTime();
    }
    Table rows = block.table(run + "-" + requests++);
    gathered
        .computeIfAbsent(new Group(block.service(), rows.fields()), group -> new ArrayList<>())
        .add(rows);
    gatheredRows += rows.rows();
  }

  private void write() {
    gathered.forEach((group, tables) -> write(group.service(), tables));
    gathered.clear();
    gatheredRows = 0;
  }

  private void write(String service, List<Table> tables) {
    int rows = tables.stream().mapToInt(Table::rows).sum();
    try {
      deletedFiles.addAndGet(sink.keep(service, Table.concat(tables)));
      files.incrementAndGet();
      written.addAndGet(rows);
      failing = false;
    } catch (IOException | RuntimeException e) {
      dropped.addAndGet(rows);
      // Once, and not for every file while a disk is full.
      if (!failing) {
        log.error("the served log cannot be written, its rows are dropped: {}", e.toString());
      }
      failing = true;
    }
  }
}
