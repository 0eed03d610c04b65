package org.restante.conformance.domains;

import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.InvalidDestinationException;
import jakarta.jms.Queue;
import jakarta.jms.Topic;
import org.junit.jupiter.api.Test;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/** Destination objects whose class belongs to another provider. */
@Section("API: Session")
class ForeignDestinationTest extends ConformanceTest {

    private final Queue queue = () -> "elsewhere";
    private final Topic topic = () -> "elsewhere";

    @Test
    @Section("API: Session")
    void consumerOfADestinationOfAnotherProviderIsRefused() throws Exception {
        assertThrows(InvalidDestinationException.class, () -> desk().createConsumer(queue));
        assertThrows(InvalidDestinationException.class, () -> desk().createConsumer(topic));
        assertThrows(InvalidDestinationException.class, () -> desk().createSharedConsumer(topic, "name"));
    }

    @Test
    @Section("API: Session")
    void browserOfAQueueOfAnotherProviderIsRefused() {
        assertThrows(
                InvalidDestinationException.class,
                () -> desk().createBrowser(queue).getEnumeration());
    }

    @Test
    @Section("API: Session")
    void sendToADestinationOfAnotherProviderIsRefused() {
        assertThrows(
                InvalidDestinationException.class,
                () -> desk().createProducer(queue).send(text("a")));
        assertThrows(
                InvalidDestinationException.class,
                () -> desk().createProducer(null).send(topic, text("a")));
    }
}
