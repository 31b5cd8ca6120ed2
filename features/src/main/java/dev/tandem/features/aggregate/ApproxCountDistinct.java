package dev.tandem.features.aggregate;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.LongColumn;
import java.util.List;

/**
 * The number of distinct values, estimated by HyperLogLog and rounded to the nearest integer, half
 * up; 0 over no events.
 *
 * <p>The estimate is the improved raw one of Ertl (New cardinality estimation algorithms for
 * HyperLogLog sketches, 2017, arXiv 1702.01284, algorithm 6), which needs no correction for small
 * or large numbers. It adds, multiplies, divides and takes square roots in one fixed order: those
 * have the same bits on every machine.
 *
 * @param precision the registers are 2 to the power of this
 */
public record ApproxCountDistinct(int precision) implements Aggregate {
  private static final double TWICE_LOG_OF_2 = 1.3862943611198906;

  @Override
  public List<ExactState> states() {
    return List.of(new DistinctRegisters(precision));
  }

  @Override
  public void finish(WindowState window, Column out, int row) {
    KeyCounts registers = window.counts();
    ((LongColumn) out).set(row, registers.size() == 0 ? 0 : estimate(registers));
  }

  /** The estimate from the number of registers of each rank, {@code key(i)} being i. */
  private static long estimate(KeyCounts registers) {
    double m = registers.total();
    int last = registers.size() - 1;
    double z = m * tau(1 - registers.count(last) / m);
    for (int rank = last - 1; rank >= 1; rank--) {
      z = 0.5 * (z + registers.count(rank));
    }
    z += m * sigma(registers.count(0) / m);
    return (long) Math.floor(m * m / (TWICE_LOG_OF_2 * z) + 0.5);
  }

  /** The sum of x and of x^(2^k) * 2^(k - 1) for k from 1 on. */
  private static double sigma(double x) {
    if (x == 1) {
      return Double.POSITIVE_INFINITY;
    }
    double power = x;
    double weight = 1;
    double sum = x;
    double before;
    do {
      power *= power;
      before = sum;
      sum += power * weight;
      weight += weight;
    } while (sum != before);
    return sum;
  }

  /** A third of 1 - x minus the sum of (1 - x^(2^-k))^2 * 2^-k for k from 1 on. */
  private static double tau(double x) {
    if (x == 0 || x == 1) {
      return 0;
    }
    double root = x;
    double weight = 1;
    double sum = 1 - x;
    double before;
    do {
      root = Math.sqrt(root);
      before = sum;
      weight *= 0.5;
      sum -= (1 - root) * (1 - root) * weight;
    } while (sum != before);
    return sum / 3;
  }
}
