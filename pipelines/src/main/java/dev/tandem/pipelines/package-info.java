/**
 * The runs that turn a project's sources into staged events, training sets and online state; each
 * is an immutable value with a {@code run} method.
 */
package dev.tandem.pipelines;
