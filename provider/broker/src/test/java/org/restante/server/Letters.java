package org.restante.server;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assertions;
import org.restante.link.Event;
import org.restante.link.Link;
import org.restante.link.LinkException;
import org.restante.link.LinkUri;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.message.Address;
import org.restante.message.BodyKind;
import org.restante.message.Envelope;
import org.restante.message.Header;
import org.restante.message.MessageId;

/** Links and messages for tests that speak to a server without the API. */
final class Letters {
    private static final AtomicLong NUMBER = new AtomicLong();

    private Letters() {}

    static Envelope letter(Address to, byte[] body) {
        MessageId id = new MessageId(1, 1, NUMBER.incrementAndGet());
        Header header = new Header(id, to, true, 4, 1, 0, 0, null, null, null);
        return Envelope.of(header, Map.of(), BodyKind.BYTES, body);
    }

    static Link connect(String uri, Consumer<Event> events) throws LinkException {
        Link link = LinkUri.parse(uri).open(events);
        Assertions.assertInstanceOf(Reply.Connected.class, ask(link, new Request.Connect(null, null)));
        return link;
    }

    static Reply ask(Link link, Request request) {
        return link.request(request)
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }
}
