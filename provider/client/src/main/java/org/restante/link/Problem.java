package org.restante.link;

/** Why a broker refuses a request. */
public enum Problem {
    INVALID_DESTINATION,
    INVALID_SELECTOR,
    INVALID_CLIENT_ID,
    /** The name or password is wrong, or the user may not do this. */
    SECURITY,
    /** A bound is reached (disk, memory, inbox); the same request may succeed later. */
    RESOURCE_LIMIT,
    MESSAGE_TOO_LARGE,
    /** A property of the message asks for what the broker cannot do. */
    INVALID_MESSAGE,
    /** The request does not fit the state of the link, as a second consumer on an exclusive subscription. */
    ILLEGAL_STATE,
    /** The branch of a distributed transaction is not prepared: it never was, or it is committed or rolled back. */
    NO_SUCH_BRANCH,
    /** A branch of this name is prepared already. */
    BRANCH_EXISTS,
    /** The broker has stopped or failed; nothing more will be done over this link. */
    CLOSED,
    INTERNAL
}
