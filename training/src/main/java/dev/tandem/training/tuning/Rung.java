package dev.tandem.training.tuning;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Trials of one budget, several at a time. Close it to end its threads. */
final class Rung implements AutoCloseable {
  private static final long REPORT_MILLIS = 200;

  private final TrialRunner runner;
  private final TrialJournal journal;
  private final TuningListener listener;
  private final EpochCount count;
  private final ExecutorService workers;

  Rung(
      TrialRunner runner,
      TrialJournal journal,
      int parallel,
      TuningListener listener,
      EpochCount count) {
    this.runner = runner;
    this.journal = journal;
    this.listener = listener;
    this.count = count;
    this.workers =
        Executors.newFixedThreadPool(
            parallel,
            task -> {
              Thread thread = new Thread(task, "tandem-trial");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Runs the trials whose results are not known, and returns how many those were.
   *
   * @param before the epochs in all of the budget before
   * @param results of the budget before; receives those of this one
   */
  int run(List<Trial> trials, int before, int budget, Map<Integer, TrialResult> results) {
    CompletionService<TrialResult> completion = new ExecutorCompletionService<>(workers);
    int started = 0;
    for (Trial trial : trials) {
      Optional<TrialResult> known = known(trial, budget, results);
      if (known.isPresent()) {
        results.put(trial.number(), known.get());
        count.add(budget - before);
      } else {
        completion.submit(() -> recorded(trial, before, budget));
        started++;
      }
    }
    for (int ended = 0; ended < started; ended++) {
      TrialResult result = next(completion);
      results.put(result.trial(), result);
      listener.ended(result);
    }
    listener.reached(count.done(), count.all());
    return started;
  }

  private Optional<TrialResult> known(Trial trial, int budget, Map<Integer, TrialResult> results) {
    TrialResult last = results.get(trial.number());
    return last != null && last.isOver()
        ? Optional.of(last.within(budget))
        : journal.find(trial.number(), budget);
  }

  private TrialResult recorded(Trial trial, int before, int budget) {
    TrialResult result = runner.run(trial, before, budget);
    journal.add(result);
    int ran = Math.max(0, result.scores().size() - before);
    count.add(budget - before - ran);
    return result;
  }

  private TrialResult next(CompletionService<TrialResult> completion) {
    try {
      Future<TrialResult> ended = completion.poll(REPORT_MILLIS, TimeUnit.MILLISECONDS);
      while (ended == null) {
        listener.reached(count.done(), count.all());
        ended = completion.poll(REPORT_MILLIS, TimeUnit.MILLISECONDS);
      }
      return ended.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the search was interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("a trial failed unexpectedly", e.getCause());
    }
  }

  /** Ends the threads and waits until the trials that run have let go of what they hold. */
  @Override
  public void close() {
    workers.shutdownNow();
    boolean interrupted = false;
    while (!workers.isTerminated()) {
      try {
        workers.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
