package org.restante.link;

import org.jspecify.annotations.Nullable;
import org.restante.message.MessageId;

/**
 * Which messages are meant: those to which all of it applies.
 *
 * @param id only this one; null for any
 * @param selector only those that match, as a consumer's selector; null for any
 * @param olderThan only those that were queued this many milliseconds ago, or before, by the broker's clock; 0 for any
 * @param inFlight whether those that are delivered and not acknowledged are meant, too
 */
public record Filter(@Nullable MessageId id, @Nullable String selector, long olderThan, boolean inFlight) {

    /** All that wait. */
    public static final Filter ANY = new Filter(null, null, 0, false);
}
