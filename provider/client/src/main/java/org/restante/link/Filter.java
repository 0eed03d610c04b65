package org.restante.link;

import org.jspecify.annotations.Nullable;
import org.restante.message.MessageId;

/**
 * Selects messages; a message must meet all conditions. Immutable.
 *
 * @param id the identifier of one message; null for any
 * @param selector a message selector; null for any
 * @param olderThan the least time since the message was queued, in milliseconds, by the broker's clock; 0 for any
 * @param inFlight whether messages in flight are selected, too
 */
public record Filter(@Nullable MessageId id, @Nullable String selector, long olderThan, boolean inFlight) {

    /** All waiting messages, without those in flight. */
    public static final Filter ANY = new Filter(null, null, 0, false);
}
