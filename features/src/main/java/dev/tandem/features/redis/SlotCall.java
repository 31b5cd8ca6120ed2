package dev.tandem.features.redis;

import dev.tandem.features.store.StoredState;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.Protocol.Command;

/** A command about keys of one hash slot, and in the end its answer. For one thread. */
final class SlotCall {
  private static final byte[] REPLACE =
      """
      if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 0 end
      redis.call('SET', KEYS[1], ARGV[2])
      return 1
      """
          .getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ONE = "1".getBytes(StandardCharsets.US_ASCII);

  private final int slot;
  private final List<StoredState> states;
  private Command command;
  private byte[][] arguments;
  private Optional<byte[]> script;
  private Optional<RedisAddress> asks = Optional.empty();
  private Object answer;

  private SlotCall(
      int slot,
      List<StoredState> states,
      Command command,
      byte[][] arguments,
      Optional<byte[]> script) {
    this.slot = slot;
    this.states = states;
    this.command = command;
    this.arguments = arguments;
    this.script = script;
  }

  /** Reads a key; the answer is its value or null. */
  static SlotCall read(byte[] key) {
    return new SlotCall(
        HashSlot.of(key), List.of(), Command.GET, new byte[][] {key}, Optional.empty());
  }

  /** Writes states of one slot by a script; the answer is the script's. */
  static SlotCall write(int slot, List<StoredState> states, VersionedWriteScript script) {
    return new SlotCall(
        slot, states, Command.EVALSHA, script.arguments(states), Optional.of(script.text()));
  }

  /** Replaces what a key holds if it holds {@code found}, or null for nothing. */
  static SlotCall replace(byte[] key, byte[] found, byte[] by) {
    byte[][] arguments = {REPLACE, ONE, key, found == null ? new byte[0] : found, by};
    return new SlotCall(HashSlot.of(key), List.of(), Command.EVAL, arguments, Optional.empty());
  }

  int slot() {
    return slot;
  }

  /** The states that it writes. */
  List<StoredState> states() {
    return states;
  }

  /** The node that is to be asked once, though it does not keep the slot yet. */
  Optional<RedisAddress> asks() {
    return asks;
  }

  /** How many answers come after {@link #send}, of which the last is the one. */
  int answers() {
    return asks.isPresent() ? 2 : 1;
  }

  void send(StateConnection connection) {
    if (asks.isPresent()) {
      connection.sendCommand(Command.ASKING);
    }
    connection.sendCommand(command, arguments);
  }

  /** Asks this node the next time, and the one that keeps the slot after that. */
  void askAt(RedisAddress address) {
    asks = Optional.of(address);
  }

  /** Asks the node that keeps the slot. */
  void askOwner() {
    asks = Optional.empty();
  }

  /** Sends the script itself, in place of its name. */
  void sendText() {
    command = Command.EVAL;
    arguments = arguments.clone();
    arguments[0] = script.orElseThrow();
  }

  void answered(Object with) {
    answer = with;
  }

  Object answer() {
    return answer;
  }
}
