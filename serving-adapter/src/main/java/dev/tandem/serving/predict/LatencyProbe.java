package dev.tandem.serving.predict;

/**
 * Measures one call after the other in this process, so what it reports holds one client's view and
 * no queueing.
 */
public final class LatencyProbe {
  private final Runnable call;
  private final int warmUpCalls;
  private final int calls;

  private LatencyProbe(Runnable call, int warmUpCalls, int calls) {
    this.call = call;
    this.warmUpCalls = warmUpCalls;
    this.calls = calls;
  }

  /** A probe that makes 500 calls to warm up and then measures 2000. */
  public static LatencyProbe of(Runnable call) {
    return new LatencyProbe(call, 500, 2000);
  }

  /** The same with other numbers of calls; {@code calls} is at least 1. */
  public LatencyProbe withCalls(int newWarmUpCalls, int newCalls) {
    return new LatencyProbe(call, newWarmUpCalls, newCalls);
  }

  /** Makes the calls; what the call throws comes through. */
  public Latencies measure() {
    for (int i = 0; i < warmUpCalls; i++) {
      call.run();
    }
    long[] nanos = new long[calls];
    for (int i = 0; i < calls; i++) {
      long began = System.nanoTime();
      call.run();
      nanos[i] = System.nanoTime() - began;
    }
    return Latencies.of(nanos);
  }
}
