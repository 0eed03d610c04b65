package org.restante.benchmarks.micro;

import java.util.Map;
import org.restante.message.Address;
import org.restante.message.BodyKind;
import org.restante.message.Envelope;
import org.restante.message.Header;
import org.restante.message.MessageId;

/** The message that is measured: persistent, to a queue, with four properties and a body of zeros. */
final class OrderMessage {

    static final Map<String, Object> PROPERTIES =
            Map.of("region", "EU", "customer", "ACME-4711", "amount", 250, "state", "open");

    static final Header HEADER = new Header(
            new MessageId(0x1234_5678, 42, 1_000_000),
            Address.queue("orders"),
            true,
            4,
            1_700_000_000_000L,
            0,
            0,
            null,
            null,
            null);

    private OrderMessage() {}

    static Envelope of(int bodyBytes) {
        return Envelope.of(HEADER, PROPERTIES, BodyKind.BYTES, new byte[bodyBytes]);
    }
}
