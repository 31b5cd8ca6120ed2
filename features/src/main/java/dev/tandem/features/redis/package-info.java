/** The online store in Redis. */
package dev.tandem.features.redis;
