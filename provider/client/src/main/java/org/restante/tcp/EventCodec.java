package org.restante.tcp;

import org.restante.link.Event;

/** The bytes of events. */
final class EventCodec {

    static final Kinds<Event> KINDS = new Kinds<Event>("event")
            .add(
                    1,
                    Event.Delivery.class,
                    (out, e) -> WireFields.writeTag(out.varint(e.consumer()).varint(e.attempt()), e.tag()),
                    in -> {
                        int consumer = WireFields.number(in);
                        int attempt = WireFields.number(in);
                        return new Event.Delivery(consumer, WireFields.tag(in), attempt, WireFields.lastEnvelope(in));
                    })
            .add(2, Event.Closed.class, (out, e) -> out.string(e.reason()), in -> new Event.Closed(in.string()))
            .complete(Event.class, Event.Renewed.class);

    private EventCodec() {}
}
