/**
 * Online features and predictions: a library first ({@code fetch}, {@code predict}), a small HTTP
 * server second ({@code json}, {@code http}).
 */
package dev.tandem.serving;
