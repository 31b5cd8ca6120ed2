/**
 * Parity, proven: replays logs and holds four ways of computing every feature against each other,
 * bit for bit.
 */
package dev.tandem.infra.system.parity;
