/** Keeps a sample of what was served in Arrow files, and never makes a request wait for it. */
package dev.tandem.serving.log;
