package org.restante.server;

/** The phases of a {@link Connection}. */
enum ConnectionState {
    /** The client has not sent its protocol versions yet. */
    NEW,
    /** The next request must be Connect. */
    GREETED,
    /** The Connect is not answered yet; nothing is read. */
    LOGIN,
    OPEN,
    /** One side has sent a GOODBYE frame; whatever the client still sends is ignored. */
    LEAVING
}
