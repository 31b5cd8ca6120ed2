package dev.tandem.infra.benchmarks.training;

import com.sun.management.ThreadMXBean;
import dev.tandem.features.bundle.Provenance.SplitRows;
import dev.tandem.infra.benchmarks.process.ProcessCost;
import dev.tandem.training.EpochReport;
import dev.tandem.training.ProgressListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes the time from one step of a training to the next, but for the first epoch's, in which the
 * virtual machine compiles.
 */
final class StepWatch implements ProgressListener {
  private static final int FIRST_EPOCH = 1;

  private final StepSettings settings;
  private final List<Double> millis = new ArrayList<>();
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final long started = System.nanoTime();
  private double prepareSeconds;
  private long lastStep;
  private long allocatedBefore;
  private long allocatedBytes;
  private long firstEpochResidentBytes;
  private long residentBytes;
  private double loss;

  StepWatch(StepSettings settings) {
    this.settings = settings;
  }

  @Override
  public void prepared(SplitRows rows) {
    prepareSeconds = (System.nanoTime() - started) / 1e9;
  }

  @Override
  public void stepped(int epoch, int step, int steps, double stepLoss) {
    if (epoch == FIRST_EPOCH) {
      return;
    }
    long now = System.nanoTime();
    // The first step of an epoch begins before it and fetches its rows itself.
    if (step > 1 && step <= settings.steps()) {
      millis.add((now - lastStep) / 1e6);
      loss = stepLoss;
    }
    if (step == 1) {
      allocatedBefore = allocated();
    } else if (step == steps) {
      allocatedBytes = (allocated() - allocatedBefore) / (steps - 1);
    }
    lastStep = System.nanoTime();
  }

  /** What all threads that take part have allocated. */
  private long allocated() {
    long[] training =
        Thread.getAllStackTraces().keySet().stream()
            .filter(
                thread ->
                    thread == Thread.currentThread()
                        || thread.getName().startsWith("tandem-training"))
            .mapToLong(Thread::getId)
            .toArray();
    return Arrays.stream(threads.getThreadAllocatedBytes(training)).sum();
  }

  @Override
  public void epochEnded(EpochReport epoch) {
    try {
      residentBytes = ProcessCost.residentBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (epoch.epoch() == FIRST_EPOCH) {
      firstEpochResidentBytes = residentBytes;
    }
  }

  StepFigures figures() {
    return new StepFigures(
        Medians.of(millis),
        prepareSeconds,
        allocatedBytes,
        firstEpochResidentBytes,
        residentBytes,
        loss);
  }
}
