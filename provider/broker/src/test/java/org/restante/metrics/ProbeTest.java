package org.restante.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.restante.TestBroker;
import org.restante.admin.Admin;

final class ProbeTest {

    @RegisterExtension
    private final TestBroker broker = TestBroker.inMemory();

    @Test
    void nextRequestIsAnsweredAfterAnErrorOfOne() {
        try (Probe probe = new Probe(() -> Admin.connect(broker.uri()))) {
            NoAnswerException failed = assertThrows(
                    NoAnswerException.class,
                    () -> probe.ask(admin -> {
                        throw new StackOverflowError("thrown by the test");
                    }));
            assertInstanceOf(StackOverflowError.class, failed.getCause());
            assertEquals("tea", probe.ask(admin -> "tea"));
        }
    }
}
