package org.restante.jms.message;

import jakarta.jms.MessageFormatException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.restante.message.Envelope;
import org.restante.message.Values;

/** Creates the message object that fits a body; and helpers of map and stream bodies. Stateless. */
public final class Bodies {

    private Bodies() {}

    /**
     * Creates a received message.
     *
     * @param attempt the number of this delivery, from 1
     * @param receipt acknowledges the message; null for a browsed one
     * @param destinations makes the destinations of its headers
     */
    public static JmsMessage received(
            Envelope envelope,
            int attempt,
            @Nullable Receipt receipt,
            TrustedClasses trusted,
            DestinationFactory destinations) {
        JmsMessage message = empty(envelope, trusted);
        message.becomeReceived(envelope, attempt, attempt > 1, receipt, destinations);
        return message;
    }

    /**
     * A message of a queue that is browsed, and not delivered for it.
     *
     * @param attempts how often it was delivered before
     */
    public static JmsMessage browsed(
            Envelope envelope, int attempts, TrustedClasses trusted, DestinationFactory destinations) {
        JmsMessage message = empty(envelope, trusted);
        message.becomeReceived(envelope, attempts, attempts > 0, null, destinations);
        return message;
    }

    private static JmsMessage empty(Envelope envelope, TrustedClasses trusted) {
        return switch (envelope.bodyKind()) {
            case NONE -> new JmsMessage();
            case TEXT -> new JmsTextMessage();
            case BYTES -> new JmsBytesMessage();
            case MAP -> new JmsMapMessage();
            case STREAM -> new JmsStreamMessage();
            case OBJECT -> new JmsObjectMessage(trusted);
        };
    }

    static byte[] bytes(ByteBuffer buffer) {
        byte[] copy = new byte[buffer.remaining()];
        buffer.duplicate().get(copy);
        return copy;
    }

    /** A copy of a part of an array. */
    static byte[] part(byte[] value, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, value.length);
        return Arrays.copyOfRange(value, offset, offset + length);
    }

    /** Checks a value that goes into a map or a stream, and copies it if it could change. */
    static @Nullable Object checked(@Nullable Object value) throws MessageFormatException {
        if (!Values.isWritable(value)) {
            throw new MessageFormatException(
                    "a " + (value == null ? "null" : value.getClass().getName())
                            + " cannot be in a message's body; use a primitive's object, a String or a byte[]");
        }
        return value instanceof byte[] bytes ? bytes.clone() : value;
    }
}
