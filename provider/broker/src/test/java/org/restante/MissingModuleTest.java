package org.restante;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSException;
import org.junit.jupiter.api.Test;
import org.restante.jms.RestanteConnectionFactory;

/** URIs of a module that is not on the class path. */
class MissingModuleTest {

    private static final String KAFKA = "kafka:shop?bootstrap=127.0.0.1:9092&listen=tcp://127.0.0.1:0";
    private static final String REMEDY =
            "nothing on the class path opens 'kafka:' links; add org.restante:restante-kafka for kafka:";

    @Test
    void aConnectionNamesTheArtifactToAdd() {
        JMSException refused =
                assertThrows(JMSException.class, () -> new RestanteConnectionFactory(KAFKA).createConnection());
        assertTrue(String.valueOf(refused.getMessage()).contains(REMEDY), refused.getMessage());
    }

    @Test
    void aStartNamesTheArtifactToAdd() {
        assertEquals(
                REMEDY,
                assertThrows(IllegalArgumentException.class, () -> Restante.start(KAFKA))
                        .getMessage());
        assertEquals(
                REMEDY,
                assertThrows(IllegalArgumentException.class, () -> RestanteServer.start(KAFKA, "tcp://127.0.0.1:0"))
                        .getMessage());
        assertEquals(
                "nothing on the class path opens 'vn:' links; write vm:NAME, tcp://HOST:PORT or tls://HOST:PORT",
                assertThrows(IllegalArgumentException.class, () -> Restante.start("vn:shop"))
                        .getMessage());
    }
}
