package dev.tandem.features.dataset;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the files of a dataset lie.
 *
 * <pre>
 * root/manifests/00000000000000000001.json   one per published snapshot; the highest is the newest
 * root/snapshots/ID/part-00000.arrow         the rows of a snapshot, Arrow IPC files
 * </pre>
 *
 * <p>A writer writes all parts first, under a snapshot id that no one has used, and then creates
 * the manifest whole, by an atomic create or rename. Files never change once a manifest names them.
 * So a reader, who looks only at what the highest manifest names, sees the whole snapshot or the
 * one before.
 *
 * <p>A root is a local path or a URI such as {@code gs://bucket/folder}; names are joined with
 * slashes.
 */
public final class DatasetLayout {
  private static final Pattern MANIFEST = Pattern.compile("(\\d{20})\\.json");
  private static final Pattern SNAPSHOT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  private DatasetLayout() {}

  /** The folder of the manifests. */
  public static String manifests(String root) {
    return file(root, "manifests");
  }

  /** The manifest with this number, counted from 1. */
  public static String manifest(String root, long number) {
    return manifests(root) + "/" + manifestName(number);
  }

  /** The name within {@link #manifests} of the manifest with this number. */
  public static String manifestName(long number) {
    if (number < 1) {
      throw new IllegalArgumentException("manifests are counted from 1, not " + number);
    }
    return String.format(Locale.ROOT, "%020d.json", number);
  }

  /** The number of the manifest in a file of this name; empty if it is none's name. */
  public static OptionalLong manifestNumber(String fileName) {
    Matcher matcher = MANIFEST.matcher(fileName);
    if (!matcher.matches()) {
      return OptionalLong.empty();
    }
    try {
      long number = Long.parseLong(matcher.group(1));
      return number > 0 ? OptionalLong.of(number) : OptionalLong.empty();
    } catch (NumberFormatException tooLarge) {
      return OptionalLong.empty();
    }
  }

  /** The folder of a snapshot's parts. */
  public static String snapshot(String root, String snapshotId) {
    return file(root, snapshotFolder(snapshotId));
  }

  /** What a snapshot was made from. */
  public static String provenance(String root, String snapshotId) {
    return snapshot(root, snapshotId) + "/provenance.json";
  }

  /** A part of a snapshot, counted from 0. */
  public static String snapshotPart(String root, String snapshotId, int part) {
    return file(root, partFile(snapshotId, part));
  }

  /** A part of a snapshot, counted from 0, relative to the root: how a manifest names it. */
  public static String partFile(String snapshotId, int part) {
    if (part < 0) {
      throw new IllegalArgumentException("parts are counted from 0, not " + part);
    }
    return snapshotFolder(snapshotId) + String.format(Locale.ROOT, "/part-%05d.arrow", part);
  }

  private static String snapshotFolder(String snapshotId) {
    return "snapshots/" + checkSnapshotId(snapshotId);
  }

  static String checkSnapshotId(String snapshotId) {
    if (!SNAPSHOT.matcher(snapshotId).matches()) {
      throw new IllegalArgumentException(
          "a snapshot id is made of letters, digits, '.', '_' and '-', unlike '"
              + snapshotId
              + "'");
    }
    return snapshotId;
  }

  /** A file that a manifest names relative to the root. */
  public static String file(String root, String relative) {
    return root.endsWith("/") ? root + relative : root + "/" + relative;
  }
}
