package org.restante.broker;

/** A consumer or a session that has a message in flight. Opaque to the backlog, which only keeps it; dispatch knows the types. */
interface Holder {}
