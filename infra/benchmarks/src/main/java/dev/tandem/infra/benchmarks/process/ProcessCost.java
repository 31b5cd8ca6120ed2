package dev.tandem.infra.benchmarks.process;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process has used since it began. */
public final class ProcessCost {
  private static final Path STATUS = Path.of("/proc/self/status");

  private ProcessCost() {}

  /** The processor time of all threads, in user and system mode. */
  public static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** The most memory that was resident at once; 0 where the system does not tell. */
  public static long peakResidentBytes() throws IOException {
    return status("VmHWM:");
  }

  /** The memory that is resident now, mapped files included; 0 where the system does not tell. */
  public static long residentBytes() throws IOException {
    return status("VmRSS:");
  }

  private static long status(String name) throws IOException {
    if (!Files.exists(STATUS)) {
      return 0;
    }
    for (String line : Files.readAllLines(STATUS)) {
      if (line.startsWith(name)) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
      }
    }
    return 0;
  }
}
