package dev.tandem.features.offender;

import com.sun.net.httpserver.HttpServer;
import dev.tandem.pipelines.offender.KnowsServing;
import org.apache.arrow.vector.BigIntVector;
import org.apache.beam.sdk.Pipeline;
import org.nd4j.linalg.api.ndarray.INDArray;
import redis.clients.jedis.Jedis;

/** Breaks every rule about what {@code features} may know. */
record KnowsTooMuch(
    HttpServer http,
    Pipeline beam,
    INDArray dl4j,
    Jedis jedis,
    BigIntVector arrow,
    KnowsServing module) {}
