package org.restante.benchmarks.micro;

import java.util.LinkedHashMap;
import java.util.Map;
import org.restante.message.Address;
import org.restante.message.BodyKind;
import org.restante.message.Envelope;
import org.restante.message.Header;
import org.restante.message.MessageId;

/** The message that is measured: persistent, to a queue, with four properties and a body of zeros. */
final class OrderMessage {

    static final Map<String, Object> PROPERTIES = properties();

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

    /** In the order in which they were set, as a producer has them; that of {@link Map#of} differs from JVM to JVM. */
    private static Map<String, Object> properties() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("region", "EU");
        properties.put("customer", "ACME-4711");
        properties.put("amount", 250);
        properties.put("state", "open");
        return properties;
    }

    static Envelope of(int bodyBytes) {
        return Envelope.of(HEADER, PROPERTIES, BodyKind.BYTES, new byte[bodyBytes]);
    }
}
