package org.restante.metrics;

import org.restante.link.Counts;
import org.restante.link.DestinationStatus;
import org.restante.link.Traffic;

/** The counts and traffic of a queue or subscription, or the sum of several. Immutable. */
record Fill(Counts counts, Traffic traffic) {

    static final Fill EMPTY = new Fill(new Counts(0, 0, 0, 0, 0, 0), Traffic.NONE);

    static Fill of(DestinationStatus status) {
        return new Fill(status.counts(), status.traffic());
    }

    long messages() {
        return counts.messages();
    }

    Fill plus(Fill other) {
        Counts a = counts;
        Counts b = other.counts;
        long oldest = a.oldest() == 0 || (b.oldest() != 0 && b.oldest() < a.oldest()) ? b.oldest() : a.oldest();
        return new Fill(
                new Counts(
                        a.messages() + b.messages(),
                        a.inFlight() + b.inFlight(),
                        a.delayed() + b.delayed(),
                        a.bytes() + b.bytes(),
                        a.consumers() + b.consumers(),
                        oldest),
                sum(traffic, other.traffic));
    }

    private static Traffic sum(Traffic a, Traffic b) {
        return new Traffic(
                a.queued() + b.queued(),
                a.delivered() + b.delivered(),
                a.returned() + b.returned(),
                a.acknowledged() + b.acknowledged(),
                a.expired() + b.expired(),
                a.deadLettered() + b.deadLettered(),
                a.moved() + b.moved(),
                a.purged() + b.purged());
    }
}
