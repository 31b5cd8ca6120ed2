package dev.tandem.infra.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code docs/audit.md} holds. */
final class AuditPage {
  private static final Path PAGE = Path.of("..", "..", "docs", "audit.md");
  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  private AuditPage() {}

  /** The declaration of a source that is a served log. */
  static String declaration() throws IOException {
    Matcher yaml = YAML.matcher(Files.readString(PAGE));
    if (!yaml.find()) {
      throw new IllegalStateException(PAGE + " has no declaration");
    }
    return yaml.group(1);
  }
}
