package org.restante.metrics;

import java.util.List;
import java.util.function.ToLongFunction;
import org.restante.link.Traffic;

/**
 * A state of messages, with the counter of messages that entered it. Immutable.
 *
 * @param state the value of the tag {@code state}
 * @param counter reads the count
 */
record Flow(String state, ToLongFunction<Traffic> counter) {

    static final String TAG = "state";

    static final List<Flow> ALL = List.of(
            new Flow("queued", Traffic::queued),
            new Flow("delivered", Traffic::delivered),
            new Flow("returned", Traffic::returned),
            new Flow("acknowledged", Traffic::acknowledged),
            new Flow("expired", Traffic::expired),
            new Flow("dead_lettered", Traffic::deadLettered),
            new Flow("moved", Traffic::moved),
            new Flow("purged", Traffic::purged));

    long count(Traffic traffic) {
        return counter.applyAsLong(traffic);
    }
}
