/** Whether several ways of computing features give the same answers, bit for bit. */
package dev.tandem.infra.parity;
