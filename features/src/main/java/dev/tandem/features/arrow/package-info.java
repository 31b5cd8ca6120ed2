/** Tables as Apache Arrow: IPC streams in memory and IPC files on disk. */
package dev.tandem.features.arrow;
