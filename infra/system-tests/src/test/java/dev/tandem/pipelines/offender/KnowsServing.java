package dev.tandem.pipelines.offender;

import dev.tandem.serving.offender.KnowsTraining;
import java.util.Optional;

/** Knows a sibling module. */
public record KnowsServing(Optional<KnowsTraining> sibling) {}
