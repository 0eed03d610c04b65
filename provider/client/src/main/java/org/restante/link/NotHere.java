package org.restante.link;

import org.jspecify.annotations.Nullable;

/**
 * The broker runs in another process. Of several processes on one log, only the owner serves clients. The others refuse a
 * {@link Request.Connect}, and a process that was the owner closes its links, with {@link Problem#CLOSED} and this reason.
 *
 * <p>It is a text, so that clients of each protocol version get it: to those that do not know it, the link is closed, and they try
 * the next address. Immutable.
 *
 * @param owner where the broker is, as a URI without options; null if that is not known
 */
public record NotHere(@Nullable String owner) {

    private static final String PREFIX = "not here: ";
    private static final String AT = "the broker is at ";
    private static final String UNKNOWN = "another process has the broker, and it is not known which";

    /** The reason of the refusal. */
    public String reason() {
        return PREFIX + (owner == null ? UNKNOWN : AT + owner);
    }

    /** The reason of the refusal, with more about it. */
    public String reason(String why) {
        return reason() + "; " + why;
    }

    /** The refusal of a request. */
    public Reply.Refused refusal() {
        return new Reply.Refused(Problem.CLOSED, reason());
    }

    /** What a reason says about the place of the broker; null if it has nothing to do with that. */
    public static @Nullable NotHere of(@Nullable String reason) {
        if (reason == null || !reason.startsWith(PREFIX)) {
            return null;
        }
        if (!reason.startsWith(AT, PREFIX.length())) {
            return new NotHere(null);
        }
        int from = PREFIX.length() + AT.length();
        int to = reason.indexOf("; ", from);
        return new NotHere(reason.substring(from, to < 0 ? reason.length() : to));
    }
}
