/** The HTTP server: a thin edge over the library. */
package dev.tandem.serving.http;
