package org.restante.metrics;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.restante.link.BrokerInfo;

/**
 * How a broker was found.
 *
 * @param at milliseconds since the epoch, by this side's clock
 * @param info as last told; null if it never was
 * @param destinations those with a name of their own
 * @param others all other ones, added up
 * @param trouble why the broker did not answer; null if it did
 */
record Sample(
        long at,
        @Nullable BrokerInfo info,
        Map<DestinationName, Fill> destinations,
        Fill others,
        @Nullable String trouble) {

    static final Sample NONE = new Sample(0, null, new TreeMap<>(), Fill.EMPTY, "the broker has not been asked yet");

    /** The same, as last told, by a broker that does not answer now. */
    Sample withTrouble(long when, String why) {
        return new Sample(when, info, destinations, others, why);
    }
}
