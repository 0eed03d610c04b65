package org.restante.admin;

/**
 * A number of messages and their size. Immutable.
 *
 * @param bytes the size of the messages, in bytes
 */
public record Tally(long messages, long bytes) {}
