package dev.tandem.serving.fetch.offender;

import com.sun.net.httpserver.HttpServer;
import java.util.Optional;

/** A part of the library that knows a server. */
public record KnowsWire(Optional<HttpServer> server) {}
