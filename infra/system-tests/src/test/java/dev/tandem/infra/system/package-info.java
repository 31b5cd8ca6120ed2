/** What no single module can test: the boundaries between them and the paths through all. */
package dev.tandem.infra.system;
