/** Reading staged events and sending them to the shards where they are needed. */
package dev.tandem.pipelines.events;
