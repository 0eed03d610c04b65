package org.restante.broker.backlog;

import org.jspecify.annotations.Nullable;
import org.restante.message.Envelope;

/**
 * The message group of a message: a 64-bit hash of its {@code JMSXGroupID}, and whether it is the last message of the group, marked
 * by a {@code JMSXGroupSeq} of -1.
 *
 * <p>The trap: two groups may have the same hash. Then both go to one consumer; nothing else changes.
 */
public record GroupMark(long group, boolean last) {

    private static final String ID = "JMSXGroupID";
    private static final String SEQUENCE = "JMSXGroupSeq";
    private static final long BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    /** Null for a message without a group. */
    static @Nullable GroupMark of(Envelope message) {
        Object id = message.property(ID);
        if (id == null || id.equals("")) {
            return null;
        }
        boolean last = message.property(SEQUENCE) instanceof Number number && number.longValue() == -1;
        return new GroupMark(hash(id.toString()), last);
    }

    private static long hash(String id) {
        long hashed = BASIS;
        for (int i = 0; i < id.length(); i++) {
            hashed = (hashed ^ id.charAt(i)) * PRIME;
        }
        return hashed;
    }
}
