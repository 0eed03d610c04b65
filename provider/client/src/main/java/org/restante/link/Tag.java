package org.restante.link;

/**
 * Names one delivery: who is owed the message (a queue or a subscription, by its number) and the message's place there.
 *
 * @param owner the number of the queue or subscription
 * @param sequence the message's number, growing in the order of arrival
 * @param priority the message's priority, which with the sequence gives its place
 */
public record Tag(int owner, int priority, long sequence) {}
