package dev.tandem.infra.redis;

import java.util.ArrayList;
import java.util.List;

/**
 * What a process of Redis is started as.
 *
 * @param configuration lines of its configuration
 * @param arguments of its command, after the configuration's file
 */
record ServerForm(List<String> configuration, List<String> arguments) {
  private static final List<String> IN_MEMORY = List.of("save \"\"", "appendonly no");

  ServerForm {
    configuration = List.copyOf(configuration);
    arguments = List.copyOf(arguments);
  }

  /** A server that keeps nothing on disk. */
  static ServerForm alone() {
    return inMemory(List.of("databases 1"));
  }

  /** A server that keeps nothing on disk, with more lines of configuration. */
  static ServerForm inMemory(List<String> more) {
    List<String> lines = new ArrayList<>(IN_MEMORY);
    lines.addAll(more);
    return new ServerForm(lines, List.of());
  }

  /** A sentinel. */
  static ServerForm sentinel(List<String> configuration) {
    return new ServerForm(configuration, List.of("--sentinel"));
  }
}
