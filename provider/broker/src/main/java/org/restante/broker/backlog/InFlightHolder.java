package org.restante.broker.backlog;

/** A consumer or a session that has a message in flight. Opaque to the backlog, which only stores it; dispatch knows the types. */
public interface InFlightHolder {}
