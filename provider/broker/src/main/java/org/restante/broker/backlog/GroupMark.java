package org.restante.broker.backlog;

import org.jspecify.annotations.Nullable;
import org.restante.message.Envelope;

/**
 * That a message belongs to a group: its {@code JMSXGroupID}, as a number mixed from it, and whether it is the group's last, which
 * a {@code JMSXGroupSeq} of -1 says.
 *
 * <p>The trap: two groups could get one number; they would go to one consumer, and nothing else. Of 64 bits that is rare.
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
        return new GroupMark(mix(id.toString()), last);
    }

    private static long mix(String id) {
        long mixed = BASIS;
        for (int i = 0; i < id.length(); i++) {
            mixed = (mixed ^ id.charAt(i)) * PRIME;
        }
        return mixed;
    }
}
