package dev.tandem.training.offender;

import dev.tandem.pipelines.offender.KnowsServing;
import java.util.Optional;

/** Knows a sibling module. */
public record KnowsPipelines(Optional<KnowsServing> sibling) {}
