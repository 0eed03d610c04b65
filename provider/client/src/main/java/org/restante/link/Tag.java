package org.restante.link;

/**
 * Identifies one delivery: the queue or subscription that holds the message, and the message's position there.
 * Immutable.
 *
 * @param owner the number of the queue or subscription
 * @param sequence the message's number, growing in the order of arrival
 * @param priority the message's priority; with the sequence it gives the position
 */
public record Tag(int owner, int priority, long sequence) {}
