package org.restante.conformance.histories;

import java.util.ArrayList;
import java.util.List;

/** The events of a run, in the order in which its threads recorded them. Used by many threads. */
final class History {

    private final List<Event> events = new ArrayList<>();

    synchronized void add(Event event) {
        events.add(event);
    }

    /** All events so far. */
    synchronized List<Event> events() {
        return List.copyOf(events);
    }
}
