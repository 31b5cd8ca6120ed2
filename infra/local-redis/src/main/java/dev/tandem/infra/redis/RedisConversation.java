package dev.tandem.infra.redis;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Asks a server and reads its answers, in RESP 2. Not thread-safe. */
final class RedisConversation implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;

  RedisConversation(int port) throws IOException {
    socket = new Socket(RedisServer.address(), port);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /**
   * Sends a command and returns the answer's strings: those of a list, or the only one; null for
   * nothing.
   */
  List<byte[]> ask(List<byte[]> command) throws IOException {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    write(request, '*', command.size());
    for (byte[] word : command) {
      write(request, '$', word.length);
      request.write(word);
      request.write("\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    socket.getOutputStream().write(request.toByteArray());
    List<byte[]> answer = new ArrayList<>();
    read(answer);
    return answer;
  }

  private static void write(ByteArrayOutputStream request, char type, int length)
      throws IOException {
    request.write((type + Integer.toString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  private void read(List<byte[]> answer) throws IOException {
    String line = line();
    String rest = line.substring(1);
    switch (line.charAt(0)) {
      case '*' -> {
        for (int left = Integer.parseInt(rest); left > 0; left--) {
          read(answer);
        }
      }
      case '$' -> {
        int length = Integer.parseInt(rest);
        answer.add(length < 0 ? null : in.readNBytes(length));
        if (length >= 0) {
          in.skipNBytes(2);
        }
      }
      case '-' -> throw new IOException("the server refused: " + rest);
      default -> answer.add(rest.getBytes(StandardCharsets.UTF_8));
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\r'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the server hung up");
      }
      line.write(b);
    }
    in.skipNBytes(1);
    return line.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
