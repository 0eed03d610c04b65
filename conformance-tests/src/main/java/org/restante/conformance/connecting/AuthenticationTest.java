package org.restante.conformance.connecting;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.Connection;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.JMSSecurityRuntimeException;
import org.junit.jupiter.api.Test;
import org.restante.conformance.Capability;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Needs;
import org.restante.conformance.ProviderFixture.Credentials;
import org.restante.conformance.Section;

/** Users and passwords. */
@Section("6.1.1")
@Needs(Capability.AUTHENTICATION)
class AuthenticationTest extends ConformanceTest {

    private final Credentials known = fixture().credentials().orElseThrow();

    @Test
    @Section("6.1.1")
    void knownUserConnects() throws Exception {
        try (Connection connection = factory().createConnection(known.user(), known.password())) {
            assertNotNull(connection.createSession());
        }
        try (JMSContext context = factory().createContext(known.user(), known.password())) {
            assertNotNull(context.createProducer());
        }
    }

    @Test
    @Section("10.3")
    void wrongPasswordIsASecurityException() {
        assertThrows(
                JMSSecurityException.class, () -> factory().createConnection(known.user(), "not " + known.password()));
        assertThrows(
                JMSSecurityRuntimeException.class,
                () -> factory().createContext(known.user(), "not " + known.password()));
    }

    @Test
    @Section("10.3")
    void unknownUserIsASecurityException() {
        assertThrows(JMSSecurityException.class, () -> factory().createConnection(freshName(), known.password()));
    }
}
