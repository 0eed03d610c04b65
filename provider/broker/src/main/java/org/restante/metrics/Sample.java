package org.restante.metrics;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.restante.link.BrokerInfo;

/**
 * The broker's last answer, and whether it answers now. Immutable.
 *
 * @param at the time of the attempt, in nanoseconds of the sampler's monotonic clock; null before the first one
 * @param info the last answer; null before the first one
 * @param destinations the destinations with meters of their own
 * @param others all other destinations, added up
 * @param failure the reason why the broker did not answer; null if it did
 */
record Sample(
        @Nullable Long at,
        @Nullable BrokerInfo info,
        Map<DestinationName, Fill> destinations,
        Fill others,
        @Nullable String failure) {

    static final Sample NONE =
            new Sample(null, null, new TreeMap<>(), Fill.EMPTY, "no request was sent to the broker yet");

    /** A copy with the last values, for a broker that does not answer now. */
    Sample withFailure(long time, String reason) {
        return new Sample(time, info, destinations, others, reason);
    }
}
