/** Requests and answers as JSON, read and written as streams. */
package dev.tandem.serving.json;
