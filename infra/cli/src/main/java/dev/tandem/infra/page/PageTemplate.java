package dev.tandem.infra.page;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The one template of all pages. It has no logic, and all text in it is escaped; the two scripts,
 * which draw the charts, are named to the browser by their checksums, so that it runs no other.
 */
final class PageTemplate {
  private static final String ECHARTS =
      "/META-INF/resources/webjars/echarts/5.3.1/dist/echarts.common.min.js";

  private PageTemplate() {}

  /** A page with what is the same for all. */
  private record Filled(Page page, String style, String policy, List<String> scripts) {}

  static String write(Page page) {
    List<String> scripts =
        page.isDrawn() ? List.of(resource(ECHARTS), resource("charts.js")) : List.of();
    Template template =
        Mustache.compiler()
            .emptyStringIsFalse(true)
            .withLoader(name -> new StringReader(resource(name + ".mustache")))
            .compile(resource("page.mustache"));
    return template.execute(new Filled(page, resource("page.css"), policy(scripts), scripts));
  }

  /** What the browser may do: use the page's own style and these scripts, and nothing else. */
  private static String policy(List<String> scripts) {
    String allowed =
        scripts.stream()
            .map(script -> " 'sha256-" + sha256(script) + "'")
            .collect(Collectors.joining());
    return "default-src 'none'; style-src 'unsafe-inline'"
        + (allowed.isEmpty() ? "" : "; script-src" + allowed);
  }

  private static String sha256(String text) {
    try {
      byte[] sum =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(sum);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = PageTemplate.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("resource " + name + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("resource " + name + " cannot be read", e);
    }
  }
}
