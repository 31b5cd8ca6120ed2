package dev.tandem.infra.job;

import dev.tandem.features.redis.RedisEndpoint;
import dev.tandem.pipelines.RunnerKind;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a run is about.
 *
 * @param files the declaration and the logs
 * @param home where everything is kept
 * @param model the model to train; empty means the only one
 * @param runner what executes the pipelines
 * @param redis the online store to use; empty starts a Redis of its own for the time of the run
 * @param truth the true probabilities behind a simulated log, if there are any
 * @param servedLog where some requests are logged, in a folder that is begun anew; empty logs none
 */
public record JobSettings(
    LogFiles files,
    TandemHome home,
    Optional<String> model,
    RunnerKind runner,
    Optional<RedisEndpoint> redis,
    Optional<Path> truth,
    Optional<Path> servedLog) {}
