package org.restante.conformance.histories;

import java.util.ArrayList;
import java.util.List;

/** The events of a run, in the order in which its threads recorded them. Used by many threads. */
final class RecordedHistory {

    private final List<HistoryEvent> events = new ArrayList<>();

    synchronized void add(HistoryEvent event) {
        events.add(event);
    }

    /** All events so far. */
    synchronized List<HistoryEvent> events() {
        return List.copyOf(events);
    }
}
