package dev.tandem.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.bundle.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
  @TempDir private Path folder;
  private final List<String> passedOver = new ArrayList<>();

  private Checkpoints checkpoints() {
    return Checkpoints.in(folder.resolve("run"), "f1");
  }

  private static byte[] state(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<Tensor> tensors(float... values) {
    return List.of(
        Tensor.of("a", List.of(values.length), values),
        Tensor.of("empty", List.of(0), new float[0]));
  }

  private Path file(int number) {
    return folder.resolve("run").resolve(String.format("checkpoint-%020d", number));
  }

  private Checkpoint newest() {
    return checkpoints().newest(passedOver::add).orElseThrow();
  }

  private String stateOfNewest() {
    return new String(newest().state(), StandardCharsets.UTF_8);
  }

  @Test
  void write_thenRead_givesEveryBitBack() {
    float[] values = new float[70_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(i) * Float.MIN_VALUE * i;
    }
    checkpoints().write(state("one"), tensors(values));
    float[] read = new float[values.length];
    newest().read(tensors(read));
    assertThat(read).isEqualTo(values);
    assertThat(stateOfNewest()).isEqualTo("one");
    assertThat(passedOver).isEmpty();
  }

  @Test
  void newest_checkpointOfLayoutVersion1_isPassedOverByName() throws IOException {
    checkpoints().write(state("{}"), tensors(1, -2));
    byte[] first =
        HexFormat.of()
            .parseHex(
                "54444d4301000000020000006631020000007b7d020000000100000061020000000000803f000000c005000000656d7074790000000073a2504e");
    Files.write(file(1), first);
    assertThat(checkpoints().newest(passedOver::add)).isEmpty();
    assertThat(passedOver.get(0)).contains("has layout version 1, this program reads version 2");
  }

  /** The bytes of layout version 2, which later programs must go on reading or refuse by name. */
  @Test
  void write_bytes_areThoseOfTheLayout() throws IOException {
    checkpoints().write(state("{}"), tensors(1, -2));
    assertThat(HexFormat.of().formatHex(Files.readAllBytes(file(1))))
        .isEqualTo(
            "54444d43"
                + "02000000"
                + "020000006631"
                + "020000007b7d"
                + "02000000"
                + "0100000061"
                + "02000000"
                + "0000803f000000c0"
                + "05000000656d707479"
                + "00000000"
                + "59ceb969");
  }

  @Test
  void write_keepsTheTwoNewest() throws IOException {
    Checkpoints checkpoints = checkpoints();
    for (String text : List.of("one", "two", "three")) {
      checkpoints.write(state(text), tensors(1));
    }
    try (Stream<Path> files = Files.list(folder.resolve("run"))) {
      assertThat(files).containsExactlyInAnyOrder(file(2), file(3));
    }
    assertThat(checkpoints.good()).contains(file(3));
    assertThat(stateOfNewest()).isEqualTo("three");
  }

  @Test
  void newest_everyCutAndEveryAlteredByte_isPassedOver() throws IOException {
    checkpoints().write(state("one"), tensors(1));
    checkpoints().write(state("two"), tensors(2));
    byte[] whole = Files.readAllBytes(file(2));
    for (int i = 0; i < whole.length; i++) {
      byte[] altered = whole.clone();
      altered[i] ^= 4;
      for (byte[] bytes : List.of(Arrays.copyOf(whole, i), altered)) {
        passedOver.clear();
        Files.write(file(2), bytes);
        assertThat(stateOfNewest()).isEqualTo("one");
        assertThat(passedOver)
            .containsExactly(file(2) + " is cut off or altered: its checksum does not match");
      }
    }
  }

  @Test
  void newest_ofAnotherRun_isPassedOver() {
    checkpoints().write(state("one"), tensors(1));
    Checkpoints other = Checkpoints.in(folder.resolve("run"), "f2");
    other.write(state("two"), tensors(1));
    assertThat(stateOfNewest()).isEqualTo("one");
    assertThat(passedOver)
        .containsExactly(file(2) + " is of another declaration, training set or number of threads");
  }

  @Test
  void newest_killedWhileWriting_isTheOneBefore() throws IOException {
    checkpoints().write(state("one"), tensors(1));
    Files.write(folder.resolve("run").resolve(".writing"), new byte[] {1, 2, 3});
    assertThat(stateOfNewest()).isEqualTo("one");
    checkpoints().write(state("two"), tensors(1));
    assertThat(stateOfNewest()).isEqualTo("two");
    checkpoints().clear();
    assertThat(folder.resolve("run")).doesNotExist();
    assertThat(checkpoints().newest(passedOver::add)).isEmpty();
  }

  @Test
  void write_notFinite_keepsTheOneBefore() {
    checkpoints().write(state("one"), tensors(1));
    checkpoints().write(state("two"), tensors(Float.NaN));
    assertThat(stateOfNewest()).isEqualTo("one");
  }

  @Test
  void read_otherTensors_areRefused() {
    checkpoints().write(state("one"), tensors(1, 2));
    assertThatThrownBy(() -> newest().read(tensors(1)))
        .isInstanceOf(UnusableCheckpointException.class)
        .hasMessage(file(1) + " has 2 values of 'a', expected: 1");
    assertThatThrownBy(() -> newest().read(List.of()))
        .hasMessage(file(1) + " has 2 tensors, expected: 0");
    assertThatThrownBy(
            () ->
                newest()
                    .read(
                        List.of(
                            Tensor.of("b", List.of(2), new float[2]),
                            Tensor.of("empty", List.of(0), new float[0]))))
        .hasMessage(file(1) + " has no 'b' where it is expected");
  }

  @Test
  void none_keepsNothing() {
    Checkpoints none = Checkpoints.none();
    none.write(state("one"), tensors(1));
    assertThat(none.newest(passedOver::add)).isEmpty();
    assertThat(none.good()).isEmpty();
    none.clear();
  }
}
