package org.restante.message;

import java.util.List;
import java.util.Objects;

/**
 * Identifies a destination by kind and name, written as one word: {@code queue:orders}, {@code topic:news}. Immutable.
 *
 * <p>A word without a kind is a queue. A name may hold any character but must not be empty.
 */
public record Address(Kind kind, String name) {

    private static final List<Kind> KINDS = List.of(Kind.values());

    /** The kind of a destination, with its prefix in text. */
    public enum Kind {
        QUEUE("queue"),
        TOPIC("topic"),
        TEMPORARY_QUEUE("temp-queue"),
        TEMPORARY_TOPIC("temp-topic");

        private final String prefix;

        Kind(String word) {
            this.prefix = word + ":";
        }

        /** Whether messages go to every subscriber rather than to one consumer. */
        public boolean isTopic() {
            return this == TOPIC || this == TEMPORARY_TOPIC;
        }

        /** Whether the destination is deleted with the connection that created it. */
        public boolean isTemporary() {
            return this == TEMPORARY_QUEUE || this == TEMPORARY_TOPIC;
        }
    }

    public Address {
        Objects.requireNonNull(kind, "kind");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a destination's name is empty; give it at least one character");
        }
    }

    public static Address queue(String name) {
        return new Address(Kind.QUEUE, name);
    }

    public static Address topic(String name) {
        return new Address(Kind.TOPIC, name);
    }

    /** The queue with this name, or the temporary queue, if the name is one of {@link #nameForText}. */
    public static Address ofQueueName(String name) {
        return ofName(Kind.TEMPORARY_QUEUE, Kind.QUEUE, name);
    }

    /** The topic with this name, or the temporary topic, if the name is one of {@link #nameForText}. */
    public static Address ofTopicName(String name) {
        return ofName(Kind.TEMPORARY_TOPIC, Kind.TOPIC, name);
    }

    private static Address ofName(Kind temporary, Kind other, String name) {
        String prefix = temporary.prefix;
        return name.startsWith(prefix) && name.length() > prefix.length()
                ? new Address(temporary, name.substring(prefix.length()))
                : new Address(other, name);
    }

    /**
     * The name as applications see it and send it to each other as text. The name of a temporary destination includes
     * its kind, so that {@link #ofQueueName} leads back to it.
     */
    public String nameForText() {
        return kind.isTemporary() ? toString() : name;
    }

    /**
     * Parses {@code name}, {@code queue:name}, {@code topic:name}, {@code temp-queue:name} or {@code temp-topic:name}.
     */
    public static Address parse(String text) {
        for (Kind kind : KINDS) {
            if (text.startsWith(kind.prefix)) {
                return new Address(kind, text.substring(kind.prefix.length()));
            }
        }
        return queue(text);
    }

    @Override
    public String toString() {
        return kind.prefix + name;
    }
}
