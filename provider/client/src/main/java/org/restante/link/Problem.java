package org.restante.link;

/** The kind of problem for which a broker refuses a request. */
public enum Problem {
    INVALID_DESTINATION,
    INVALID_SELECTOR,
    INVALID_CLIENT_ID,
    /** The name or password is wrong, or the user may not do this. */
    SECURITY,
    /** A bound is reached (disk, memory, inbox); the same request may succeed later. */
    RESOURCE_LIMIT,
    MESSAGE_TOO_LARGE,
    /** A property of the message asks for a feature that the broker does not have. */
    INVALID_MESSAGE,
    /** The request does not fit the state of the link, for example a second consumer on an unshared subscription. */
    ILLEGAL_STATE,
    /** The branch of a distributed transaction is not prepared: it never was, or it is committed or rolled back. */
    NO_SUCH_BRANCH,
    /** A branch of this name is prepared already. */
    BRANCH_EXISTS,
    /** The broker has stopped or failed, or the link has ended; the link accepts no further request. */
    CLOSED,
    INTERNAL
}
