package org.restante.admin;

/**
 * How much there is.
 *
 * @param bytes the size of the messages
 */
public record Tally(long messages, long bytes) {}
