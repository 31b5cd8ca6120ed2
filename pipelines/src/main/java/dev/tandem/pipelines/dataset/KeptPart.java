package dev.tandem.pipelines.dataset;

import java.io.Serializable;

/**
 * A part of a published snapshot.
 *
 * @param index its number, which is that of the shard whose rows it holds
 * @param file where it lies
 */
public record KeptPart(int index, String file) implements Serializable {}
